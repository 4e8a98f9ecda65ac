"""How busy the machine is while a test runs, so that a limit of time is tested and not who else is at work."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_WORK = 0.01
"""Seconds of processor time that a look at the machine takes."""
_EVERY = 0.05


class Machine:
    """What this machine made, again and again, of a hundredth of a second of work."""

    def __init__(self) -> None:
        self._looks: list[tuple[float, float, float]] = []
        self._over = threading.Event()

    def stretch(self, since: float, until: float) -> float:
        """How many times longer than its processor time a piece of work took between two moments of `monotonic`.

        1 on a machine that has nothing else to do, and never less.
        """
        while not self._looks or self._looks[-1][1] < until:
            assert not self._over.is_set()
            time.sleep(_WORK)
        took = worked = 0.0
        for start, end, work in list(self._looks):
            if end >= since:
                took += end - start
                worked += work
            if end >= until:
                break
        return max(1.0, took / worked)

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            start, begun = time.monotonic(), time.thread_time()
            while (work := time.thread_time() - begun) < _WORK:
                pass
            self._looks.append((start, time.monotonic(), work))


@contextmanager
def machine() -> Iterator[Machine]:
    """The machine, looked at until the block ends."""
    looked = Machine()
    thread = threading.Thread(target=looked._look)
    thread.start()
    try:
        yield looked
    finally:
        looked._over.set()
        thread.join()
