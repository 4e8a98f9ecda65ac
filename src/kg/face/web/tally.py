"""What each of several processes has counted, in one file that they share, so that any of them can tell the sum."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

Counted = dict[tuple[str, ...], float]
"""Numbers by what was counted."""

PLACE = 4_000_000
"""Bytes between the places of two processes; only what is written of them takes room."""
_LENGTH = 8


class Tally:
    """The place of one process in the file; another that takes the place counts on from what stands there."""

    def __init__(self, file: BinaryIO, place: int, places: int) -> None:
        """`file` is empty at first and shared between the processes of a Unix; places are counted from 0."""
        self._file, self._place, self._places = file, place, places

    def keep(self, counted: Mapping[tuple[str, ...], float]) -> None:
        """Write down what this process has counted."""
        told = json.dumps([[*key, value] for key, value in counted.items()]).encode()
        if len(told) <= PLACE - _LENGTH:
            with self._alone(self._place):
                os.pwrite(self._file.fileno(), len(told).to_bytes(_LENGTH, "little") + told, self._place * PLACE)

    def own(self) -> Counted:
        """What stands in the place of this process."""
        return self._read(self._place)

    def others(self) -> Iterator[Counted]:
        """What stands in the places of the others."""
        return (self._read(place) for place in range(self._places) if place != self._place)

    def _read(self, place: int) -> Counted:
        with self._alone(place):
            length = int.from_bytes(os.pread(self._file.fileno(), _LENGTH, place * PLACE), "little")
            told = os.pread(self._file.fileno(), length, place * PLACE + _LENGTH)
        return {tuple(key): value for *key, value in json.loads(told or b"[]")}

    @contextmanager
    def _alone(self, place: int) -> Iterator[None]:
        """Nobody else reads or writes the place meanwhile."""
        import fcntl

        fcntl.lockf(self._file, fcntl.LOCK_EX, _LENGTH, place * PLACE)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, _LENGTH, place * PLACE)
