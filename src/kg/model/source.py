"""A source document and what was done to it: where it is from, what was mended and why, what was not understood."""

from __future__ import annotations

from typing import Literal

from kg.model.fact import Fact, IsoDate, Strings


class Source(Fact):
    """Description of a source document (source.toml)."""

    slug: str
    title: str
    document: str
    kind: Literal["classification", "handbook", "guideline"]
    issuer: str
    language: str = "sv"
    issued: IsoDate | None = None
    valid_from: IsoDate | None = None
    reader: str = "plaintext"
    sha256: str | None = None
    note: str | None = None


class Damage(Fact):
    """What conversion broke: repaired before extraction, never a finding."""

    first: int
    last: int
    read: str
    """The passage's text as it stands between the two lines, or a part of it."""
    right: str
    reason: str


class Erratum(Fact):
    """What the author got wrong: laid over the fact in the effective graph, with the reason."""

    kind: Literal["process", "record_type", "cross_reference", "disposition_rule"]
    key: str
    """What identifies the fact within its kind: a code; "code/name" of a record type; "source>target"; "code#order"."""
    field: str
    read: str
    right: str
    reason: str


class Succession(Fact):
    """Reviewed: which units took over from one that ended."""

    ended: str
    successors: Strings
    reason: str


class Corrections(Fact):
    """All of corrections.toml."""

    damage: tuple[Damage, ...] = ()
    error: tuple[Erratum, ...] = ()
    succession: tuple[Succession, ...] = ()


class Unread(Fact):
    """Something an import could not understand, with its place."""

    first: int
    last: int
    message: str
    """What was not understood and what a person can do, in Swedish."""
    message_en: str
