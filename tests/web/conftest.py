"""The made-up village, its graph, a server that serves it, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import chromium, page_of
from serving import Server, running
from tests.shared import once
from village import settle

from kg.service import KnowledgeGraph
from kg.settings import Settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = once(tmp_path_factory, "village", settle)
    return Settings(data=folder / "data", store=folder / "store")


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[Server]:
    with running(settings) as server:
        yield server


@pytest.fixture(scope="session")
def graph(settings: Settings) -> Iterator[KnowledgeGraph]:
    """The same graph without a server."""
    with KnowledgeGraph(settings) as graph:
        yield graph


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def tab(browser: Any, server: Server, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of its own, of the kind that the test names."""
    with page_of(browser, server.url, **getattr(request, "param", {})) as page:
        yield page
