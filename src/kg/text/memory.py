"""What was worked out of a word once, kept: in this process, and from one to the next where a build wrote it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

V = TypeVar("V")


class Memory(dict[str, V]):
    """Results of a function of one text, by that text; a look at one that is known costs no call."""

    def __init__(self, work: Callable[[str], V], most: int) -> None:
        """Keep what `work` gives; no more than `most`, as those who ask may send anything."""
        super().__init__()
        self._work = work
        self._most = most

    def __missing__(self, text: str) -> V:
        found = self._work(text)
        if len(self) < self._most:
            self[text] = found
        return found

    def learn(self, known: Mapping[str, V]) -> None:
        """Take over results that an earlier process kept; it must have been of the same program and word lists."""
        self.update(known)
