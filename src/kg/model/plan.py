"""A plan read into facts: the tree of processes, the record types they name, and where they send others."""

from __future__ import annotations

from typing import Literal

from kg.model.disposition import DispositionRule
from kg.model.fact import Fact, IsoDate, Level, Span, Strings
from kg.model.handbook import Assignment, Forum, Responsibility, SecrecyRule, Section, System
from kg.model.law import Citation
from kg.model.organisation import Party
from kg.model.retention import RetentionRule


class Process(Fact):
    """A unit of a classification structure: business area, process group or process."""

    code: str
    """Number as in the source, without level mark or trailing full stop: "2.5.4"."""
    level: Level
    title: str
    """Whole title in the source's spelling; white space and line-break hyphens mended."""
    parent: str | None
    """Code of the unit above; None for a business area."""
    added: IsoDate | None = None
    """Day from which the unit holds ("Tillagd 2020-12-11")."""
    ended: IsoDate | None = None
    """Day from which the unit no longer holds ("Upphörd 2020-12-11")."""
    successors: Strings = ()
    """Codes of the units that took over; read from the text or reviewed data in corrections.toml."""
    terms: Strings = ()
    """Distinct content words of the description, for searching."""
    summary: str | None = None
    """One sentence in our own words, in Swedish (summaries.toml)."""
    span: Span


class RecordType(Fact):
    """A record type (handlingstyp) that a process names as its own."""

    process: str
    name: str
    """Source spelling; first letter lower-cased unless a name or an abbreviation."""
    phrase: str | None = None
    """The shared phrase this type was split from, where it was."""
    span: Span


class CrossReference(Fact):
    """A sentence that says where some records are handled, or that they are not handled here."""

    source: str
    """Code of the process whose text holds the reference."""
    subject: str | None
    """The records sent elsewhere, in the words of the text."""
    verb: str
    """The words that refer: "hanteras i", "redovisas under", "se", "exkl."."""
    kind: Literal["redirect", "exclude", "see"]
    cited_level: Level | None
    target: str | None
    """Code cited; None where the text names none."""
    cited_title: str | None
    external: bool = False
    """Whether the reference leaves the document."""
    to: str | None = None
    """The phrase that points, where no code does: "berörd process"."""
    span: Span


class Plan(Fact):
    """All facts of one source document, in the order of the text."""

    slug: str
    document: str
    """File name of the source."""
    sha256: str
    """SHA-256 (hex) of the source file's bytes."""
    processes: tuple[Process, ...] = ()
    record_types: tuple[RecordType, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    disposition_rules: tuple[DispositionRule, ...] = ()
    retention_rules: tuple[RetentionRule, ...] = ()
    citations: tuple[Citation, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    fora: tuple[Forum, ...] = ()
    secrecy_rules: tuple[SecrecyRule, ...] = ()
    systems: tuple[System, ...] = ()
    sections: tuple[Section, ...] = ()
    parties: tuple[Party, ...] = ()
    """Organisations and units that the text names with a short form."""
