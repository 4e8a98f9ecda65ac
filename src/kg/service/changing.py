"""What can be changed: plans from outside, the keys that this takes, and the log of all of it."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.service.opened import Opened

if TYPE_CHECKING:
    from kg.writing.audit import Entry, Verdict
    from kg.writing.change import Condition, Taken, Who, Writer
    from kg.writing.keys import Key, Keys


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state that a plan has been in."""

    state: str
    """SHA-256 of its files; "absent" where there was no such plan."""
    current: bool
    since: str | None = None
    """When it was taken in last; None for the first one, which was there before."""
    who: str | None = None
    what: str | None = None


class Changing(Opened):
    """Changing plans, each change tried first and written down; keys; the audit log."""

    def put_plan(
        self, slug: str, files: Mapping[str, bytes], who: Who, condition: Condition | None = None, strict: str = "never"
    ) -> Taken:
        """Take a plan in with these files, or refuse it.

        `strict` also refuses what adds findings of lint of a severity, "error" or "warning".
        Raises what `kg.writing.change.Writer.take` raises; UsageError for a bad slug.
        """
        return self._change(slug, lambda _: files, who, "plan.put", condition, strict)

    def put_corrections(
        self, slug: str, toml: bytes, who: Who, condition: Condition | None = None, strict: str = "never"
    ) -> Taken:
        """Take new corrections of a plan in, or refuse them; arguments and errors as for `put_plan`."""
        return self._change(
            slug, lambda now: {**now, "corrections.toml": toml}, who, "corrections.put", condition, strict
        )

    def restore(self, slug: str, state: str, who: Who | None = None, condition: Condition | None = None) -> Taken:
        """Bring a plan back to a state that it was in; errors as for `put_plan`.

        `state` may be shortened to its first letters. Raises UnknownStateError where none, or more than one, begins so.
        """
        from kg.writing.states import UnknownStateError

        known = sorted(self._writer.states.kept(slug))
        found = [each for each in known if each.startswith(state)] if len(state) >= 6 else []
        if len(found) != 1:
            raise UnknownStateError(slug, state)
        files = self._writer.states.files(slug, found[0])
        return self._change(slug, lambda _: files, who or self.local, "plan.restore", condition, "never")

    def _change(self, slug: str, make: Any, who: Who, what: str, condition: Condition | None, strict: str) -> Taken:
        from kg.extract.package import checked_slug
        from kg.service.trial import Trial
        from kg.writing.change import Condition

        checked_slug(slug)
        return self._writer.take(slug, make, who, what, Trial(strict), condition or Condition())

    def state(self, slug: str) -> str:
        """The state that a plan is in: the hash of its files, or "absent".

        Raises UsageError for a bad slug.
        """
        return self._writer.state(slug)

    def plan_files(self, slug: str) -> dict[str, bytes]:
        """The files of a plan as they are now, by name; none where there is no such plan.

        Raises UsageError for a bad slug.
        """
        return self._writer.files(slug)

    def states(self, slug: str) -> tuple[StateRow, ...]:
        """The states that a plan has been in, the current one first, then those that came last.

        Raises UsageError for a bad slug; StoreError where the audit log is not what was written.
        """
        now, kept = self.state(slug), self._writer.states.kept(slug)
        rows = {now: StateRow(now, True)}
        for entry in self._writer.log.entries():
            if entry.get("plan") == slug:
                rows.setdefault(entry["before"], StateRow(entry["before"], entry["before"] == now))
                rows.pop(entry["after"], None)
                said = (entry["time"], entry["who"].get("name"), entry["what"])
                rows[entry["after"]] = StateRow(entry["after"], entry["after"] == now, *said)
        latest = [row for row in reversed(rows.values()) if row.state in kept or row.current]
        return tuple(sorted(latest, key=lambda row: not row.current))

    # Keys

    def create_key(self, name: str, scopes: Sequence[str], expires: str) -> tuple[Key, str]:
        """A new key, and what its holder sends, which is told this once; `expires` as "90d" or a day.

        Raises UsageError for what cannot be; StoreError and FailedError where it cannot be kept.
        """
        from kg.writing.keys import until

        now = datetime.now(UTC)
        with self._writer.keep.alone():
            key, token = self._keys.made(name, scopes, until(expires, now), now)
            self._writer.add(self.local, "key.create", key=key.id, name=key.name, scopes=list(key.scopes))
            self._keys.keep(key)
        return key, token

    def all_keys(self) -> tuple[Key, ...]:
        """All keys that were ever made, oldest first."""
        return self._keys.all()

    def revoke_key(self, which: str) -> Key:
        """End a key, by its id or name.

        Raises UsageError where no live key is called that.
        """
        now = datetime.now(UTC)
        with self._writer.keep.alone():
            key = self._keys.revoked(which, now)
            self._writer.add(self.local, "key.revoke", key=key.id, name=key.name)
            self._keys.keep(key)
        return key

    def key_of(self, token: str) -> Key | None:
        """The live key that a token is; None where it is none.

        Raises StoreError where the keys cannot be read.
        """
        return self._keys.holder(token, datetime.now(UTC))

    # The log

    def audit(self) -> tuple[Entry, ...]:
        """All that was changed, oldest first.

        Raises StoreError where the log is not what was written.
        """
        return self._writer.log.entries()

    def audit_verdict(self) -> Verdict:
        """Whether the audit log is what was written.

        Raises StoreError where it cannot be read.
        """
        return self._writer.log.verify()

    @cached_property
    def local(self) -> Who:
        """Whoever sits at this machine."""
        with suppress(OSError, KeyError, ImportError):
            return {"name": getpass.getuser()}
        return {"name": "local"}

    @cached_property
    def _writer(self) -> Writer:
        from kg.writing.change import Writer

        return Writer(self.settings)

    @cached_property
    def _keys(self) -> Keys:
        from kg.writing.keys import Keys

        return Keys(self._writer.keep)
