"""The two neighbouring municipalities, and the graph of both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.compare.neighbours import settle

from kg.service import KnowledgeGraph


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph(settle(tmp_path_factory.mktemp("neighbours"))) as graph:
        yield graph
