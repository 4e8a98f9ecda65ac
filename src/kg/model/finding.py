"""What is wrong or odd, where, why, and what to do about it."""

from __future__ import annotations

from typing import Literal

from kg.model.fact import Fact, Strings

Kind = Literal[
    "unresolved-target",
    "title-mismatch",
    "level-mismatch",
    "wrong-target",
    "target-ended",
    "contradiction",
    "ownership-conflict",
    "cycle",
    "chain",
    "ambiguous-recipient",
    "missing-recipient",
    "disposition-gap",
    "disposition-overlap",
    "structure",
    "numbering",
    "truncated-text",
    "typo",
    "label-variant",
    "outdated-law",
    "unknown-law",
    "date-conflict",
    "other",
]
Severity = Literal["error", "warning", "info"]


class Finding(Fact):
    """A violation of a shape, or something an archivist should act on."""

    rule: str
    name: str
    kind: Kind
    severity: Severity
    certain: bool = True
    plan: str
    where: Strings = ()
    """Codes of processes, or ids of sections."""
    record: str | None = None
    lines: tuple[int, ...] = ()
    message: str
    """Swedish."""
    message_en: str
    fix: str | None = None
    evidence: Strings = ()
    """IRIs of the facts it rests on."""
