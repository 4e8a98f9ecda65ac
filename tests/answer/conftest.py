"""A graph built once from data/, for all tests that ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import assets
from kg.service import KnowledgeGraph
from kg.settings import Settings


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The plans of data/, without their originals."""
    settings = Settings(data=assets.data(), store=tmp_path_factory.mktemp("graph") / "store")
    with KnowledgeGraph(settings) as graph:
        graph.build()
        yield graph


@pytest.fixture(scope="session")
def questions() -> Path:
    """Folder of questions with their answers."""
    return Path(__file__).parents[1] / "questions"
