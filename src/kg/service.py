"""KnowledgeGraph: everything that a face may call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__, assets
from kg.errors import FailedError, SourceError, StoreError, UsageError
from kg.model.answer import Answer, Question
from kg.model.finding import Finding
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.answer.resolve import Resolver
    from kg.catalogue import Catalogue
    from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made of each plan."""

    changed: bool
    """False where the store already held these facts."""
    counts: Mapping[str, Mapping[str, int]]
    """By plan: number of facts of each kind."""
    findings: tuple[Finding, ...]
    """Violations of the shapes; a build with one of severity error does not replace the store."""
    store: Path
