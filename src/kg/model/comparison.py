"""Two plans or editions side by side: which unit is which, why, how sure that is, and what changed."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from kg.model.fact import Fact, IsoDate, Level, Strings
from kg.model.finding import Finding

Predicate = Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch"]
"""Of SKOS, read from left to right: broadMatch says that the unit on the right takes in more."""
Status = Literal["same", "renamed", "moved", "split", "merged", "added", "ended", "meaning-changed"]
Origin = Literal["proposed", "reviewed"]
ReasonKind = Literal["title", "records", "terms", "place", "named", "succession"]
Manner = Literal["plans", "editions"]


class Reviewed(Fact):
    """A mapping that a person has decided, with the metadata of SSSOM."""

    subject: str
    """Code in the plan on the left."""
    predicate: Predicate
    object: str
    """Code in the plan on the right."""
    modifier: Literal["Not"] | None = None
    """Not: looked at, and it is no such match; it is never proposed again."""
    subject_label: str
    """Title when it was reviewed; where the plan has another now, it is to be reviewed again."""
    object_label: str
    justification: Literal["semapv:ManualMappingCuration", "semapv:MappingReview"] = "semapv:ManualMappingCuration"
    """Of semapv: found by a person, or proposed and then reviewed by one."""
    confidence: float = Field(default=1.0, ge=0, le=1)
    """How sure the reviewer is, 0 to 1."""
    comment: str | None = None


class Crosswalk(Fact):
    """All of data/mappings/<subject>--<object>.toml."""

    subject_plan: str
    object_plan: str
    mapping_date: IsoDate
    comment: str | None = None
    mapping: tuple[Reviewed, ...] = ()


class Reason(Fact):
    """What speaks for a match, and how much of it there is."""

    kind: ReasonKind
    score: float
    """0 to 1: how alike in this respect."""
    shared: Strings = ()
    """Record types, words, or codes that both have."""


class Match(Fact):
    """That a unit on the left and one on the right mean the same, or one of them takes the other in."""

    subject: str
    predicate: Predicate
    object: str
    origin: Origin
    confidence: float
    """Proposed: 0 to 1, the share of title, records, words and place that they have in common. Reviewed: how sure the
    reviewer is."""
    reasons: tuple[Reason, ...] = ()
    justification: str = "semapv:CompositeMatching"
    mapping_date: IsoDate | None = None
    comment: str | None = None


class Side(Fact):
    """One of the two that are compared."""

    plan: str
    document: str
    sha256: str
    """SHA-256 (hex) of the document: the edition."""


class Compared(Fact):
    """A unit of a side, as a row of the comparison shows it."""

    code: str
    level: Level
    title: str
    added: IsoDate | None = None
    ended: IsoDate | None = None


class Row(Fact):
    """A line of the comparison: a pair of units, or a unit that only one side has."""

    status: Status
    """The first that holds of: meaning-changed, split, merged, moved, renamed, same; added and ended stand alone."""
    changes: tuple[Status, ...] = ()
    """All that holds of the pair."""
    left: Compared | None = None
    right: Compared | None = None
    match: Match | None = None
    comment: str | None = None
    """What a reviewer said of two that share a number and are no match."""


Operation = Literal["renumber", "plan", "remove", "add", "edit", "place"]


class Change(Fact):
    """One step from an edition to the next; all of them in their order make the next one out of the first."""

    does: Operation
    list: str | None = None
    """List of the plan, "record_types"; None where the step is on the plan itself."""
    at: int | None = None
    """Index in the list: for remove, edit and place before the step, for add and the end of place after all steps."""
    to: int | None = None
    """Where `place` puts the fact."""
    name: str
    """What the fact is called, for people."""
    field: str | None = None
    before: Any = None
    after: Any = None

    @property
    def moves_only(self) -> bool:
        """Whether only the place in the document differs."""
        return self.does == "edit" and self.field == "span"


class Comparison(Fact):
    """What two plans, or two editions of one, have in common and where they differ."""

    manner: Manner
    left: Side
    right: Side
    counts: dict[Status, int]
    rows: tuple[Row, ...]
    reviewed: IsoDate | None = None
    """Day of the review, where there was one."""
    refused: tuple[Reviewed, ...] = ()
    """Pairs that were looked at and are no match."""
    changes: tuple[Change, ...] = ()
    """Between editions: every step that makes the right one out of the left one."""


class Touched(Fact):
    """A fact that a change would reach."""

    kind: Literal["unit", "record-type", "reference-from", "reference-to", "rule", "citation", "successor", "mapping"]
    code: str
    """Unit that the fact stands in."""
    text: str
    lines: tuple[int, ...] = ()
    iri: str


class WhatIf(Fact):
    """What a change to one unit would touch, and which findings it would add or remove; nothing is changed."""

    plan: str
    change: Literal["end", "rename", "move"]
    code: str
    title: str
    into: Strings = ()
    """Successors of a unit that ends."""
    on: date | None = None
    """The day from which it would hold."""
    new_title: str | None = None
    new_codes: dict[str, str] = Field(default_factory=dict)
    """Codes by the code that they have now, where units are moved."""
    touched: tuple[Touched, ...] = ()
    added: tuple[Finding, ...] = ()
    """Findings that there would be."""
    removed: tuple[Finding, ...] = ()
    """Findings that there would be no more."""
