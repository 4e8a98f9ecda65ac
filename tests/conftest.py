"""What every test may ask for."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings as properties

from kg import assets
from kg.service import KnowledgeGraph
from kg.settings import Settings
from tests.shared import once

# No deadline, as a test on a busy machine is no benchmark; enough examples to find, few enough to run them always. The
# build draws the same ones each time, for a change to answer for itself only; whoever works on KG draws new ones.
properties.register_profile("kg", max_examples=40, deadline=None, derandomize=os.environ.get("CI") == "true")
properties.load_profile("kg")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Processes that `-n auto` gives: twice the processors, for half of what tests take is waiting for servers."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that processes that share the tests end together."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Look for waste only in what tests make, not in the thousands of tests and modules that stay for the whole run."""
    gc.freeze()


@pytest.fixture(scope="session")
def sources() -> Path:
    """Folder of the original documents; where it is not at hand, the test is skipped and says so."""
    folder = Settings.from_environment().sources
    if folder is None:
        pytest.skip("the original documents are not here: name their folder in KG_SOURCES")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of data/, built once for all processes; whoever breaks it copies it first."""

    def make(folder: Path) -> None:
        with KnowledgeGraph(Settings(data=assets.data(), store=folder / "store")) as graph:
            graph.build()

    return once(tmp_path_factory, "built", make) / "store"
