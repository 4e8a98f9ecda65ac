"""What is said of one row: who owns it, where it goes, what is missing, how sure that is, on which list it stands."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Kind = Literal["delivery", "kept", "person", "broken"]
"""A list for a recipient, one for what is not handed over, one for a person to settle, one for rows not understood."""

PERSON = "person"
BROKEN = "broken"
PREFIX = "kg_"
"""Before the names of all columns that are added to an inventory's own."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The columns that a row gets, each with `PREFIX` before its name; what is not known is None."""

    status: str
    """A status of an answer, or "declined" where the match is too unsure, or "broken"."""
    lists: tuple[str, ...]
    """Names of the lists on which the row stands; two only where a rule names two recipients that both receive it."""
    kind: Kind
    plan: str | None = None
    record: str | None = None
    """The record as the plan names it."""
    owner: str | None = None
    """Code of the process."""
    owner_title: str | None = None
    action: str | None = None
    recipient: str | None = None
    retention: str | None = None
    """What the rules on keeping say: an action."""
    retention_date: str | None = None
    """First day on which the record may be destroyed or handed on, YYYY-MM-DD."""
    missing: str | None = None
    """Keys of the facts that are missing, with a comma between."""
    question: str | None = None
    """The question that would settle the row."""
    reason: str | None = None
    place: str | None = None
    """Where in the plan's document that stands: "document:first–last"."""
    legal: str | None = None
    confidence: float = 0.0
    """How likely the owner is right, 0 to 1, as measured on titles that were set apart."""


NAMES = tuple(PREFIX + field.name for field in fields(Verdict))
"""The added columns, in order."""


def broken(reason: str) -> Verdict:
    """The verdict on a row that cannot be read as one."""
    return Verdict(status=BROKEN, lists=(BROKEN,), kind="broken", reason=reason)
