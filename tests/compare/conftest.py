"""The two neighbouring municipalities, and the graph of both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.compare.neighbours import settle
from tests.shared import once

from kg.service import KnowledgeGraph
from kg.settings import Settings


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    folder = once(tmp_path_factory, "neighbours", settle)
    with KnowledgeGraph(Settings(data=folder / "data", store=folder / "store")) as graph:
        yield graph
