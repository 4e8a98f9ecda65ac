"""What tests of many rooms need: what is made once for all processes of a run, and a loop to await something in."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kg.graph.versions import lock

T = TypeVar("T")


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


def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, run on a thread of its own: that of the tests may hold the running loop of a browser."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
