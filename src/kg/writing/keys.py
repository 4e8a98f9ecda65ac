"""Keys of programs: shown once, kept as a hash, each for some purposes and until some day."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from kg.errors import StoreError, UsageError
from kg.writing.keep import Keep

SCOPES = ("plans:write", "corrections:write", "mcp")
"""What a key may be for: whole plans, corrections of plans that are there, an assistant's questions over HTTP."""
_FILE = "keys.json"
_BYTES = 32
"""Of randomness in a key: too much to be guessed, so a plain hash keeps it."""
_TOKEN = re.compile(r"kg_([0-9a-f]{12})_[A-Za-z0-9_-]{43}\Z")
_SPAN = re.compile(r"([1-9][0-9]{0,4})([hdw])\Z")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept; the key itself is not."""

    id: str
    name: str
    scopes: tuple[str, ...]
    sha256: str
    """Of the whole key."""
    created: datetime
    expires: datetime
    revoked: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it opens anything at a time."""
        return self.revoked is None and now < self.expires

    def state(self, now: datetime) -> str:
        """In one word: live, expired or revoked."""
        return "revoked" if self.revoked else "live" if self.holds(now) else "expired"


class Keys:
    """All keys of one folder."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    def all(self) -> tuple[Key, ...]:
        """Every key that was ever made, oldest first.

        Raises StoreError where their file is damaged, or others can read it.
        """
        told = self._keep.read(_FILE)
        try:
            return tuple(_key(each) for each in json.loads(told)["keys"]) if told else ()
        except (ValueError, KeyError, TypeError) as error:
            where = str(self._keep.path / _FILE)
            raise StoreError(f"the keys are damaged ({error!r})", where=where, hint="put the file back") from error

    def made(self, name: str, scopes: Sequence[str], expires: datetime, now: datetime) -> tuple[Key, str]:
        """A new key and what its holder sends; nothing is kept yet.

        Raises UsageError for an unknown scope, a name that a live key has, or an end that has gone by.
        """
        odd = next((scope for scope in scopes if scope not in SCOPES), None)
        if odd is not None or not scopes:
            raise UsageError(f"no scope {odd!r}" if odd else "a key for nothing", hint=f"use {', '.join(SCOPES)}")
        if not name.strip() or len(name) > 80 or not name.isprintable():
            raise UsageError(f"{name[:80]!r} is no name", hint="use up to 80 letters that say whose key it is")
        if any(key.name == name and key.holds(now) for key in self.all()):
            raise UsageError(f"there is a key {name!r}", hint="revoke it first, or choose another name")
        if expires <= now:
            raise UsageError(f"{expires:%Y-%m-%d} has gone by", hint="choose a later day")
        id = secrets.token_hex(6)
        token = f"kg_{id}_{secrets.token_urlsafe(_BYTES)}"
        return Key(id, name, tuple(dict.fromkeys(scopes)), _digest(token), now, expires), token

    def revoked(self, which: str, now: datetime) -> Key:
        """The key of an id or a name as it is once it is revoked; nothing is kept yet.

        Raises UsageError where no live key is called that.
        """
        for key in self.all():
            if which in (key.id, key.name) and key.revoked is None:
                return replace(key, revoked=now)
        raise UsageError(f"no key {which!r} that could be revoked", hint="see kg key list")

    def keep(self, key: Key) -> None:
        """Keep a key, in place of the one with its id.

        Raises FailedError where the file cannot be written.
        """
        every = {each.id: each for each in self.all()} | {key.id: key}
        told = {"format": 1, "keys": [asdict(each) for each in every.values()]}
        self._keep.write(_FILE, (json.dumps(told, default=datetime.isoformat, indent=1) + "\n").encode())

    def holder(self, token: str, now: datetime) -> Key | None:
        """The live key that a token is; None where it is none. Takes the same time for any token.

        Raises StoreError where the keys cannot be read.
        """
        found = _TOKEN.match(token)
        keys = {key.id: key for key in self.all()}
        key = keys.get(found[1]) if found else None
        same = hmac.compare_digest(_digest(token), key.sha256 if key else _digest(""))
        return key if key is not None and same and key.holds(now) else None


def until(text: str, now: datetime) -> datetime:
    """When something ends that is to last for a time ("90d", "12h", "6w") or through a day ("2027-01-31").

    Raises UsageError for anything else.
    """
    if found := _SPAN.match(text.strip()):
        return now + timedelta(**{_UNITS[found[2]]: int(found[1])})
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError:
        raise UsageError(f"{text!r} is no end", hint="write 90d, 12h, 6w or a day, YYYY-MM-DD") from None
    return datetime.combine(day, time(), UTC) + timedelta(days=1)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _key(told: dict[str, Any]) -> Key:
    days = {name: datetime.fromisoformat(told[name]) for name in ("created", "expires")}
    revoked = datetime.fromisoformat(told["revoked"]) if told["revoked"] else None
    return Key(**told | days | {"scopes": tuple(told["scopes"]), "revoked": revoked})
