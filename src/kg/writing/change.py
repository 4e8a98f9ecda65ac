"""One change of a plan: tried aside, refused with the reasons or taken in whole, and written down.

The commit is the swap of the store. What a change is about to do stands in a file before it: where the work breaks off
before the swap, nothing has changed; where it breaks off after, the next one to come finishes it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.errors import FailedError, KgError, StoreError
from kg.extract import package
from kg.graph import store as stores
from kg.settings import Settings
from kg.writing import states
from kg.writing.audit import Log
from kg.writing.keep import Keep
from kg.writing.states import ABSENT, Files, States

_PENDING = "pending.json"
_TRIAL = "trial-"
Who = Mapping[str, str]
"""Who makes a change: a key's id and name, or the user of a terminal."""


class RefusedError(KgError):
    """A change that is not taken in; `faults` say where and what."""

    exit_status = 1
    code = "refused"

    def __init__(self, faults: Sequence[Mapping[str, str]]) -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]['what']}{more}", where=faults[0]["where"] or None, hint="nothing was changed")
        self.faults = tuple(faults)


class ChangedError(KgError):
    """The plan is in another state than the one that the change was made for."""

    exit_status = 1
    code = "changed"

    def __init__(self, slug: str, state: str) -> None:
        super().__init__("the plan is in another state", where=slug, hint="fetch it again and make the change anew")
        self.state = state


@dataclass(frozen=True, slots=True)
class Condition:
    """In which states of a plan a change is to be made."""

    states: tuple[str, ...] | None = None
    """Only in one of these; None for any."""
    new: bool = False
    """Only where there is no such plan yet."""
    there: bool = False
    """Only where there is one."""

    def check(self, slug: str, state: str) -> None:
        """Raise ChangedError where the plan is in another state."""
        odd = self.states is not None and state not in self.states
        if odd or (self.new and state != ABSENT) or (self.there and state == ABSENT):
            raise ChangedError(slug, state)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a change."""

    plan: str
    before: str
    """State of the plan before, by its hash; "absent" where there was none."""
    after: str
    changed: bool
    """False where the plan was in this state already: nothing was done."""
    entry: int | None = None
    """Number of the line in the audit log."""
    report: Mapping[str, Any] = field(default_factory=dict)
    """What the trial told: counts, and what lint finds."""


Trial = Callable[[Settings, str, Path], Mapping[str, Any]]
"""Builds and checks the data of some settings in a process aside, of which one plan is new; the current store stands in
the folder. Gives what is to be told; raises RefusedError."""


class Writer:
    """Makes changes of the plans of some settings, one at a time."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.keep = Keep(settings.keeping)
        self.states = States(self.keep)
        self.log = Log(self.keep)

    def state(self, slug: str) -> str:
        """The state that a plan is in."""
        return states.name(states.files(self._folder(slug)))

    def files(self, slug: str) -> dict[str, bytes]:
        """The files of a plan as they are now."""
        return states.files(self._folder(slug))

    def take(
        self, slug: str, make: Callable[[Files], Files], who: Who, what: str, trial: Trial, condition: Condition
    ) -> Taken:
        """Make a change: `make` gives a plan's new files from those that it has; none is no plan any more.

        Where it is in that state already, nothing is done, whatever the condition: it has been done before.
        Raises ChangedError where the condition does not hold; RefusedError where the trial finds faults; BusyError,
        FailedError and StoreError where it could not be done; in each case nothing was changed.
        """
        with self.keep.alone():
            self._tidy()
            now = self.files(slug)
            before = states.name(now)
            files = dict(make(now))
            after = states.name(files)
            if after == before:
                return Taken(slug, before, after, False)
            condition.check(slug, before)
            verdict = self.log.verify()
            if verdict.broken is not None:
                where = f"line {verdict.broken.line} of the audit log"
                raise StoreError(verdict.broken.what, where=where, hint="see kg audit verify; nothing was changed")
            told = {"plan": slug, "before": before, "after": after, "who": dict(who), "what": what}
            return self._tried(now, files, told, trial)

    def add(self, who: Who, what: str, **more: Any) -> None:
        """Write something else down; whoever does holds the folder alone.

        Raises what `kg.writing.audit.Log.add` raises.
        """
        self._tidy()
        self.log.add(datetime.now(UTC), who, what, **more)

    def _tried(self, now: Files, files: Files, change: Mapping[str, Any], trial: Trial) -> Taken:
        slug = change["plan"]
        try:
            aside = Path(tempfile.mkdtemp(prefix=_TRIAL, dir=self.keep.path))
        except OSError as error:
            raise FailedError(f"no room for a trial ({error.strerror})", where=str(self.keep.path)) from error
        try:
            there = Settings(aside / "data", aside / "store", self.settings.sources, self.settings.language)
            shutil.copytree(self.settings.data, there.data)
            states.lay(there.data / "plans" / slug, files)
            report = trial(there, slug, self.settings.store)
            with stores.Store.open(there.store) as built:
                fingerprint = built.fingerprint
            for state in (now, files):  # what was refused is not kept
                self.states.keep(slug, state)
            self.keep.write(_PENDING, json.dumps({**change, "graph": fingerprint}, ensure_ascii=False).encode())
            stores.adopt(self.settings.store, there.store)
            entry = self._finish()
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return Taken(slug, change["before"], change["after"], True, entry, report)

    def _tidy(self) -> None:
        """Finish, or clear away, what a process that was killed has left; nobody else is at work here."""
        for left in self.keep.path.glob(f"{_TRIAL}*"):
            shutil.rmtree(left, ignore_errors=True)
        self._finish()

    def _finish(self) -> int | None:
        """Finish the change that was broken off after its commit, or forget the one that was broken off before."""
        self.log.finish()
        told = self.keep.read(_PENDING)
        if told is None:
            return None
        change = json.loads(told)
        entry = None
        if self._committed(change["graph"]):
            states.lay(self._folder(change["plan"]), self.states.files(change["plan"], change["after"]))
            entry = self._written(change)
        (self.keep.path / _PENDING).unlink(missing_ok=True)
        return entry

    def _written(self, change: Mapping[str, Any]) -> int:
        more = {name: change[name] for name in ("plan", "before", "after", "graph")}
        entries = self.log.entries()
        last = entries[-1] if entries else {}
        if {name: last.get(name) for name in more} != more:
            last = self.log.add(datetime.now(UTC), change["who"], change["what"], **more)
        return int(last["n"])

    def _committed(self, fingerprint: str) -> bool:
        try:
            with stores.Store.open(self.settings.store) as held:
                return held.fingerprint == fingerprint
        except StoreError:
            return False

    def _folder(self, slug: str) -> Path:
        return self.settings.data / "plans" / package.checked_slug(slug)
