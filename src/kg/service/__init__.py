"""KnowledgeGraph: everything that a face may call."""

from __future__ import annotations

from kg.service.asking import Asking, SavedQuestion
from kg.service.changing import Changing
from kg.service.checking import Checking
from kg.service.comparing import Comparing
from kg.service.drawing import Drawing
from kg.service.giving import Giving
from kg.service.sorting import Sorting

__all__ = ["KnowledgeGraph", "SavedQuestion"]


class KnowledgeGraph(Sorting, Asking, Drawing, Checking, Comparing, Giving, Changing):
    """The plans, the graph built from them, and what can be asked of both; nothing is opened before it is needed."""
