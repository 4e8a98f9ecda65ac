"""Facts as they are listed and shown: each with its plan and identifier, and a unit with all that hangs on it."""

from __future__ import annotations

from typing import Literal

from kg.model.disposition import DispositionRule
from kg.model.fact import Fact, IsoDate, Level, Strings
from kg.model.handbook import Assignment, Forum, Responsibility, SecrecyRule, Section, System
from kg.model.law import Citation
from kg.model.organisation import Organisation
from kg.model.plan import CrossReference, Process, RecordType
from kg.model.retention import RetentionRule
from kg.model.statute import Statute


class Row(Fact):
    """What every listed fact says beside its own fields."""

    plan: str
    """Slug of its plan."""
    iri: str


class ProcessRow(Process, Row):
    """A unit of a classification structure."""


class RecordRow(RecordType, Row):
    """A record type that a unit names as its own."""


class ReferenceRow(CrossReference, Row):
    """A cross-reference, with what it leads to where the cited code exists in the plan."""

    source_title: str | None = None
    target_title: str | None = None
    """Title that the target has; None where it does not exist or lies outside the plan."""
    target_ended: IsoDate | None = None
    found: bool = False
    """Whether the plan has the unit or section that the reference cites."""


class DispositionRow(DispositionRule, Row):
    """A rule for what happens to records."""


class RetentionRow(RetentionRule, Row):
    """A rule for how long records are kept."""


class CitationRow(Citation, Row):
    """A place in a text that cites a law."""


class SectionRow(Section, Row):
    """A section of a handbook or guideline."""


class ResponsibilityRow(Responsibility, Row):
    """A duty."""


class AssignmentRow(Assignment, Row):
    """Which unit handles a kind of case."""


class ForumRow(Forum, Row):
    """A standing meeting."""


class SecrecyRow(SecrecyRule, Row):
    """A rule on secrecy."""


class SystemRow(System, Row):
    """A system that holds records."""


class UnitRef(Fact):
    """A unit or section that another leads to."""

    plan: str
    code: str
    """Code of a unit, or id of a section."""
    level: Level | None = None
    title: str
    iri: str
    live: bool = True
    """Whether it holds on the day asked about; a section always does."""


class Branch(UnitRef):
    """A unit or section in the tree of its plan, with how much hangs on it and what is under it."""

    added: IsoDate | None = None
    ended: IsoDate | None = None
    records: int = 0
    references: int = 0
    """References that its own text makes."""
    rules: int = 0
    """Rules that its own text sets: what happens to records, and how long they are kept."""
    children: tuple[Branch, ...] = ()


class Tree(Fact):
    """The structure of one plan."""

    plan: str
    title: str
    children: tuple[Branch, ...] = ()


class AskedFact(Fact):
    """A fact that rules ask for, and which processes ask."""

    key: str
    question: str
    question_en: str
    values: Strings = ()
    processes: Strings = ()


class UnitPage(Fact):
    """One unit of a classification structure with all that hangs on it."""

    unit: ProcessRow
    live: bool
    """Whether it holds on the day asked about."""
    path: tuple[UnitRef, ...] = ()
    """The units above it, from the top."""
    children: tuple[UnitRef, ...] = ()
    successors: tuple[UnitRef, ...] = ()
    predecessors: tuple[UnitRef, ...] = ()
    records: tuple[RecordRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()
    referenced_by: tuple[ReferenceRow, ...] = ()
    rules: tuple[DispositionRow, ...] = ()
    retention: tuple[RetentionRow, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    facts: tuple[AskedFact, ...] = ()
    """What its rules ask for."""


class SectionPage(Fact):
    """One section of a handbook or guideline with all that stands in it."""

    section: SectionRow
    path: tuple[UnitRef, ...] = ()
    children: tuple[UnitRef, ...] = ()
    records: tuple[RecordRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()
    referenced_by: tuple[ReferenceRow, ...] = ()
    retention: tuple[RetentionRow, ...] = ()
    responsibilities: tuple[ResponsibilityRow, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    fora: tuple[ForumRow, ...] = ()
    secrecy_rules: tuple[SecrecyRow, ...] = ()
    systems: tuple[SystemRow, ...] = ()
    citations: tuple[CitationRow, ...] = ()


class PlanRow(Row):
    """A plan: its document, and how many facts of each kind it holds."""

    title: str
    publisher: str | None = None
    issued: IsoDate | None = None
    valid_from: IsoDate | None = None
    document: str
    sha256: str
    """SHA-256 (hex) of the document that it was read from: the edition."""
    counts: dict[str, int]


class OrganisationRow(Organisation):
    """A body, unit or role of the register, with its identifier."""

    iri: str


class StatuteRow(Statute):
    """A statute of the register, with its status on the day asked about."""

    on: IsoDate
    holds: bool | None = None
    """Whether it is in force on the day; None is unknown, which must never be shown as in force."""
    cited_by: tuple[UnitRef, ...] = ()
    """Units and sections whose text cites it."""


SuggestionKind = Literal["record-type", "process", "section", "organisation", "statute", "forum", "system"]


class Suggestion(Fact):
    """Something that the letters typed so far could mean."""

    kind: SuggestionKind
    label: str
    code: str | None = None
    """Code of a unit, id of a section, or number of a statute."""
    plan: str | None = None
    iri: str | None = None
    met: Literal["start", "word", "inside", "near"]
    """How the letters met the label: its start, the start of a word, inside a word, or nearly."""


class GraphNode(Fact):
    """A node of a network: a unit, section, record type or body."""

    id: str
    """Its IRI."""
    kind: str
    plan: str
    label: str | None = None
    code: str | None = None
    level: str | None = None
    added: str | None = None
    ended: str | None = None
    sort_key: str | None = None


class GraphEdge(Fact):
    """A directed edge of a network."""

    source: str
    target: str
    kind: str
    id: str | None = None
    """IRI of the fact that it stands for, where it is one."""
    subject: str | None = None
    verb: str | None = None
    reference_kind: str | None = None
    cited_title: str | None = None
    action: str | None = None
    order: str | None = None
    recipient_logic: str | None = None
    otherwise: str | None = None


GraphView = Literal["tree", "references", "process", "flow", "all"]


class GraphData(Fact):
    """What a picture of a network is drawn from."""

    view: GraphView
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
