"""What each client has used of late: kept in a fixed piece of memory that several server processes may share."""

from __future__ import annotations

import hashlib
import mmap
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

_ACCOUNTS = 4096
"""Clients that are remembered; where more come, those that asked longest ago are forgotten."""
_NEAR = 8
"""Places where an account may stand; looking at more would find little more room."""
_AT_ONCE = 8
"""Queries at once that an account has room for."""
_FORM = struct.Struct(f"<Q3d{_AT_ONCE}d")
SIZE = _ACCOUNTS * _FORM.size
"""Bytes of the memory that holds a ledger."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one client may use; 0 is no limit."""

    seconds: float = 60.0
    """Seconds of work within `per`: so much at once, and then as fast as they come back."""
    per: float = 60.0
    """Seconds in which a whole allowance comes back."""
    at_once: int = 2
    """Queries at once, eight at most."""
    errors: int = 30
    """Requests within `per` that are answered with an error of the client's."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a client may ask now."""

    wait: float
    """Seconds until it may; 0 where it may now."""
    left: float
    """Seconds of work that it has left."""
    reset: float
    """Seconds until it has its whole allowance again."""
    why: str = ""
    """What it has used up: "seconds", "errors" or "at_once"."""
    place: int = -1
    """Where its query is noted as running; to be given back."""


@dataclass(slots=True)
class _Account:
    used: float
    wrong: float
    seen: float
    running: list[float]
    """When each running query is over at the latest, so that a process that was killed leaves none for ever."""


class Ledger:
    """Accounts of clients by address. Times are those of a clock that all processes share and that never goes back."""

    def __init__(self, allowance: Allowance, file: BinaryIO | None = None) -> None:
        """`file` is one of `SIZE` zeros or more, shared between processes; without it the ledger is this process'."""
        self.allowance = allowance
        self._file = file
        self._memory: mmap.mmap | bytearray = mmap.mmap(file.fileno(), SIZE) if file else bytearray(SIZE)

    def enter(self, client: str, now: float, longest: float, *, query: bool = True, free: bool = False) -> Verdict:
        """Whether a client may begin a request, which is noted as running where it is a query.

        `longest` is after how many seconds it will be over at the latest; `free` is one that errors do not bar.
        """
        with self._alone():
            at, account = self._find(client, now)
            wait, why = self._verdict(account, now, query, free)
            place = -1
            if query and not wait and self.allowance.at_once:
                place = next(n for n, until in enumerate(account.running) if until <= now)
                account.running[place] = now + longest
                self._keep(at, client, account, now)
        left = max(0.0, self.allowance.seconds - account.used)
        reset = account.used * self.allowance.per / self.allowance.seconds if self.allowance.seconds else 0.0
        return Verdict(wait, left, reset, why, place)

    def leave(self, client: str, now: float, seconds: float, verdict: Verdict, *, wrong: bool) -> None:
        """Book what a request has used."""
        with self._alone():
            at, account = self._find(client, now)
            account.used += seconds
            account.wrong += wrong
            if verdict.place >= 0:
                account.running[verdict.place] = 0.0
            self._keep(at, client, account, now)

    def _verdict(self, account: _Account, now: float, query: bool, free: bool) -> tuple[float, str]:
        most = self.allowance
        if most.seconds and account.used >= most.seconds:
            return (account.used - most.seconds) * most.per / most.seconds + 1.0, "seconds"
        if most.errors and not free and account.wrong >= most.errors:
            return (account.wrong - most.errors + 1) * most.per / most.errors, "errors"
        running = sum(until > now for until in account.running)
        if query and most.at_once and running >= min(most.at_once, _AT_ONCE):
            return 1.0, "at_once"
        return 0.0, ""

    def _find(self, client: str, now: float) -> tuple[int, _Account]:
        """The account of a client as it is now, and its place: its own, an empty one, or the one unused for longest."""
        key = _key(client)
        found: list[tuple[float, int, tuple[float, ...]]] = []
        for step in range(_NEAR):
            at = (key + step) % _ACCOUNTS * _FORM.size
            known, *values = _FORM.unpack_from(self._memory, at)
            if known == key:
                return at, self._aged(values, now)
            found.append((values[2] if known else -1.0, at, ()))
        return min(found)[1], _Account(0.0, 0.0, now, [0.0] * _AT_ONCE)

    def _aged(self, values: list[float], now: float) -> _Account:
        used, wrong, seen, *running = values
        back = max(0.0, now - seen) / self.allowance.per
        used = max(0.0, used - back * self.allowance.seconds)
        return _Account(used, max(0.0, wrong - back * self.allowance.errors), seen, running)

    def _keep(self, at: int, client: str, account: _Account, now: float) -> None:
        _FORM.pack_into(self._memory, at, _key(client), account.used, account.wrong, now, *account.running)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process changes the ledger meanwhile; within one, nothing else runs anyway."""
        if self._file is None or sys.platform == "win32":
            yield
            return
        import fcntl

        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)


def _key(client: str) -> int:
    return int.from_bytes(hashlib.blake2b(client.encode(), digest_size=8).digest(), "little") or 1
