"""A graph built once from data/, for all tests that ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import assets
from kg.service import KnowledgeGraph
from kg.settings import Settings


@pytest.fixture(scope="session")
def kg(built: Path) -> Iterator[KnowledgeGraph]:
    """The plans of data/, without their originals."""
    with KnowledgeGraph(Settings(data=assets.data(), store=built)) as graph:
        yield graph


@pytest.fixture(scope="session")
def questions() -> Path:
    """Folder of questions with their answers."""
    return Path(__file__).parents[1] / "questions"
