"""What was changed, by whom and when: a log that is only added to, each line bound to the one before by its hash.

The last hash and the number of lines stand in a file apart, so that a tail that was cut off is missed. A line is put
down beside the log before it is added, so that one whose writing was broken off is finished the next time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from kg.errors import StoreError
from kg.writing.keep import Keep

NOTHING = "0" * 64
"""What the first line has for the hash of the line before."""
_LOG, _HEAD, _NEXT = "audit.jsonl", "audit.head", "audit.next"
_HINT = "see kg audit verify"
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends."""

    entries: int = 0
    hash: str = NOTHING
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """Where a log is no longer what was written."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a check."""

    entries: int
    """Lines that are whole and in their place."""
    hash: str
    """Hash of the last of them."""
    broken: Break | None = None


def line(entry: Mapping[str, Any]) -> bytes:
    """An entry as its line, with its hash: SHA-256 of the line without it, which holds the hash of the line before."""
    bare = {name: value for name, value in entry.items() if name != "hash"}
    return _canonical({**bare, "hash": hashlib.sha256(_canonical(bare)).hexdigest()}) + b"\n"


def check(log: bytes, head: Head | None, under_way: bytes = b"") -> Verdict:
    """Whether a log is what was written: every byte of every line, their order, and that none is missing.

    `under_way` is a line whose writing was broken off: all or a part of it may stand at the end.
    """
    if head is None and under_way:
        head = Head()  # the very first line
    lines = log.split(b"\n")
    tail = lines.pop()
    previous = NOTHING
    for number, each in enumerate(lines, start=1):
        wrong = _wrong(each, number, previous)
        if wrong:
            return Verdict(number - 1, previous, Break(number, wrong))
        previous = json.loads(each)["hash"]
    done = len(lines)
    if tail and not (under_way.startswith(tail) and head == Head(done, previous, len(log) - len(tail))):
        return Verdict(done, previous, Break(done + 1, "the line has no end"))
    return Verdict(done, previous, _misses(done, previous, head, under_way))


def _misses(done: int, last: str, head: Head | None, under_way: bytes) -> Break | None:
    if head is None:
        return Break(0, "the file of the log's end is missing") if done else None
    if (head.entries, head.hash) == (done, last):
        return None
    if under_way and head.entries == done - 1 and json.loads(under_way)["hash"] == last:
        return None
    if done < head.entries:
        return Break(done + 1, f"lines are missing: there were {head.entries}")
    return Break(head.entries + 1, "lines were added by another, or the last line is another")


def _wrong(told: bytes, number: int, previous: str) -> str:
    try:
        entry = json.loads(told)
        same = isinstance(entry, dict) and line(entry) == told + b"\n"
    except (ValueError, RecursionError):
        return "no entry"
    if not same:
        return "the line was changed"
    if entry.get("previous") != previous:
        return "another line stood before it"
    return "" if entry.get("n") == number else "the line is in another place"


class Log:
    """The log of one folder; whoever adds to it holds the folder alone."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    def verify(self) -> Verdict:
        """Whether the log is what was written.

        Raises StoreError where it cannot be read.
        """
        return check(self._keep.read(_LOG) or b"", self._head(), self._keep.read(_NEXT) or b"")

    def entries(self) -> tuple[Entry, ...]:
        """All entries, oldest first.

        Raises StoreError where the log cannot be read or is not what was written.
        """
        self._refuse(self.verify())
        lines = (self._keep.read(_LOG) or b"").split(b"\n")[:-1]
        return tuple(json.loads(each) for each in lines)

    def add(self, now: datetime, who: Mapping[str, str], what: str, **more: Any) -> Entry:
        """Add an entry.

        Raises StoreError where the log is not what was written: nothing is built on a broken one; FailedError where it
        cannot be written.
        """
        self.finish()
        self._refuse(self.verify())
        head = self._head() or Head()
        entry = {
            "n": head.entries + 1,
            "time": f"{now:%Y-%m-%dT%H:%M:%SZ}",
            "who": dict(who),
            "what": what,
            **more,
            "previous": head.hash,
        }
        told = line(entry)
        self._keep.write(_NEXT, told)
        self.finish()
        done: Entry = json.loads(told)
        return done

    def finish(self) -> None:
        """Finish the line whose writing was broken off, if there is one.

        Raises StoreError where the log has been changed since.
        """
        told = self._keep.read(_NEXT)
        if told is None:
            return
        log = self._keep.read(_LOG) or b""
        self._refuse(check(log, self._head(), told))
        head, entry = self._head() or Head(), json.loads(told)
        if head.hash != entry["hash"]:
            whole = log[: head.bytes] + told
            # Only what is missing is added; where a part of the line is there, the rest.
            with open(self._keep.path / _LOG, "ab", opener=_private) as file:
                file.write(whole[len(log) :])
                file.flush()
                os.fsync(file.fileno())
            self._keep.write(_HEAD, json.dumps(asdict(Head(entry["n"], entry["hash"], len(whole)))).encode())
        (self._keep.path / _NEXT).unlink(missing_ok=True)

    def _head(self) -> Head | None:
        told = self._keep.read(_HEAD)
        try:
            return Head(**json.loads(told)) if told is not None else None
        except (ValueError, TypeError) as error:
            raise StoreError("the file of the log's end is damaged", where=str(self._keep.path / _HEAD)) from error

    def _refuse(self, verdict: Verdict) -> None:
        if verdict.broken is not None:
            where = f"{self._keep.path / _LOG}:{verdict.broken.line}"
            raise StoreError(f"the audit log is not what was written ({verdict.broken.what})", where=where, hint=_HINT)


def _canonical(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
