"""The made-up village, its graph, a server that serves it, and a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest
from browsing import chromium, opened
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


@pytest.fixture(scope="module")
def tabs(browser: Any, server: Server) -> Iterator[Callable[[str], tuple[Any, list[str]]]]:
    """A page of each kind, opened once: to open one takes longer than most that is asked of it."""
    with ExitStack() as stack:
        yield cache(lambda kind: stack.enter_context(opened(browser, server.url, **json.loads(kind))))


@pytest.fixture
def tab(tabs: Callable[[str], tuple[Any, list[str]]], request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of the kind that the test names, with nothing of an earlier test on it, which must do nothing wrong."""
    page, wrong = tabs(json.dumps(getattr(request, "param", {})))
    yield page
    page.goto("about:blank")
    page.emulate_media(media="null")
    page.context.clear_cookies()
    told = [*wrong]
    wrong.clear()
    assert not told
