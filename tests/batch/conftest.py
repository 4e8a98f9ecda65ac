"""A graph built once from data/, and inventories made up for the tests."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kg import assets
from kg.service import KnowledgeGraph
from kg.settings import Settings

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def kg(built: Path) -> Iterator[KnowledgeGraph]:
    """The plans of data/, without their originals."""
    with KnowledgeGraph(Settings(data=assets.data(), store=built)) as graph:
        yield graph


@pytest.fixture
def inventory(tmp_path: Path) -> Write:
    """Writes rows of cells, the heads first, as a CSV file."""

    def writes(
        *rows: Sequence[str], name: str = "förteckning.csv", delimiter: str = ";", encoding: str = "utf-8"
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return writes
