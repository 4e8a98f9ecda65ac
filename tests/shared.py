"""What costs seconds to make and is only looked at: made once for all processes of a run of the tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.graph.versions import lock


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, filled by whichever process of this run asks first; the others wait for it."""
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, unfinished = run / name, run / f"{name}.unfinished"
    held = lock(run / f"{name}.lock", alone=True, wait=True)
    assert held is not None
    with held:
        if not folder.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder
