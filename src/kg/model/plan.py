"""A plan read into facts: the tree of processes, the record types they name, and where they send others."""

from __future__ import annotations

from typing import Annotated, Literal

from kg.model.disposition import DispositionRule
from kg.model.fact import Fact, IsoDate, Level, Rdf, Span, Strings
from kg.model.handbook import Assignment, Forum, Passage, Responsibility, SecrecyRule, Section, System
from kg.model.law import Citation
from kg.model.organisation import Party
from kg.model.retention import RetentionRule


class Process(Fact):
    """A unit of a classification structure: business area, process group or process."""

    code: Annotated[str, Rdf("skos:notation")]
    """Number as in the source, without level mark or trailing full stop: "2.5.4"."""
    level: Annotated[Level, Rdf("kg:level")]
    title: Annotated[str, Rdf("skos:prefLabel", lang="sv")]
    """Whole title in the source's spelling; white space and line-break hyphens mended."""
    parent: Annotated[str | None, Rdf("skos:broader")]
    """Code of the unit above; None for a business area."""
    added: Annotated[IsoDate | None, Rdf("kg:added", datatype="xsd:date")] = None
    """Day from which the unit holds ("Tillagd 2020-12-11")."""
    ended: Annotated[IsoDate | None, Rdf("kg:ended", datatype="xsd:date")] = None
    """Day from which the unit no longer holds ("Upphörd 2020-12-11")."""
    successors: Annotated[Strings, Rdf("kg:successor")] = ()
    """Codes of the units that took over; read from the text or reviewed data in corrections.toml."""
    terms: Annotated[Strings, Rdf("kg:term", lang="sv")] = ()
    """Distinct content words of the description, for searching."""
    summary: Annotated[str | None, Rdf("skos:scopeNote", lang="sv")] = None
    """One sentence in our own words, in Swedish (summaries.toml)."""
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


class RecordType(Fact):
    """A record type (handlingstyp) that a process names as its own."""

    process: Annotated[str, Rdf("kg:process")]
    name: Annotated[str, Rdf("rdfs:label", lang="sv")]
    """Source spelling; first letter lower-cased unless a name or an abbreviation."""
    phrase: Annotated[str | None, Rdf("kg:phrase", lang="sv")] = None
    """The shared phrase this type was split from, where it was."""
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


class CrossReference(Fact):
    """A sentence that says where some records are handled, or that they are not handled here."""

    source: Annotated[str, Rdf("kg:source")]
    """Code of the process whose text holds the reference."""
    subject: Annotated[str | None, Rdf("kg:subject", lang="sv")]
    """The records sent elsewhere, in the words of the text."""
    verb: Annotated[str, Rdf("kg:verb", lang="sv")]
    """The words that refer: "hanteras i", "redovisas under", "se", "exkl."."""
    kind: Annotated[Literal["redirect", "exclude", "see"], Rdf("kg:referenceKind")]
    cited_level: Annotated[Level | None, Rdf("kg:citedLevel")]
    target: Annotated[str | None, Rdf("kg:citedNotation")]
    """Code cited; None where the text names none."""
    cited_title: Annotated[str | None, Rdf("kg:citedTitle", lang="sv")]
    external: Annotated[bool, Rdf("kg:external", datatype="xsd:boolean")] = False
    """Whether the reference leaves the document."""
    to: Annotated[str | None, Rdf("kg:pointsTo", lang="sv")] = None
    """The phrase that points, where no code does: "berörd process"."""
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


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
    passages: tuple[Passage, ...] = ()
    parties: tuple[Party, ...] = ()
    """Organisations and units that the text names with a short form."""
