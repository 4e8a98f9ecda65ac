"""The made-up village, its graph, and a server that serves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from serving import Server, running
from village import settle

from kg.service import KnowledgeGraph
from kg.settings import Settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return settle(tmp_path_factory.mktemp("village"))


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[Server]:
    with running(settings) as server:
        yield server


@pytest.fixture(scope="session")
def graph(settings: Settings) -> Iterator[KnowledgeGraph]:
    """The same graph without a server."""
    with KnowledgeGraph(settings) as graph:
        yield graph
