"""What handbooks and guidelines say: sections, duties, assignments, fora, secrecy and systems."""

from __future__ import annotations

from typing import Literal

from kg.model.fact import Fact, Span, Strings


class Section(Fact):
    """A section of a prose document; it takes the place of a process as what cites and owns."""

    id: str
    title: str
    parent: str | None = None
    span: Span


class Responsibility(Fact):
    """A duty that the text lays on a role or a unit."""

    role: str
    duty: str
    record: str | None = None
    deadline: str | None = None
    """ISO 8601 duration, a slash, and the event it runs from: "P30D/beslut"."""
    legal: Strings = ()
    section: str | None = None
    span: Span


class Assignment(Fact):
    """Which unit handles, and which carries out, a kind of case."""

    matter: str
    target_group: str | None = None
    age_from: int | None = None
    age_to: int | None = None
    law: str | None = None
    handled_by: str | None = None
    carried_out_by: str | None = None
    external: bool = False
    section: str | None = None
    span: Span


class Forum(Fact):
    """A standing meeting: who calls it, who takes part, how often."""

    name: str
    purpose: str | None = None
    participants: Strings = ()
    convener: str | None = None
    frequency: str | None = None
    """ISO 8601 duration between meetings: P3M."""
    parties: Strings = ()
    governed_by: str | None = None
    section: str | None = None
    span: Span


class SecrecyRule(Fact):
    """A rule on secrecy: a limit, what breaks it, or whose consent opens it."""

    rule: str
    kind: Literal["secrecy", "breaking", "outer", "inner", "consent"]
    applies_to: Strings = ()
    legal: Strings = ()
    section: str | None = None
    span: Span


class System(Fact):
    """A business system that holds records."""

    name: str
    used_for: str | None = None
    holds: Strings = ()
    section: str | None = None
    span: Span
