"""A question and its answer: who owns a record, where it goes, what is missing, and why."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kg.model.disposition import Action, RecipientLogic
from kg.model.fact import Fact, IsoDate, Level, Strings

Status = Literal[
    "resolved",
    "needs-facts",
    "ambiguous",
    "no-rule",
    "conflict",
    "not-found",
    "not-in-document",
    "wrong-premise",
]
FactValue = str | int | bool


class Question(Fact):
    """What a person asks."""

    text: str
    plans: Strings = ()
    """Slugs; empty for all plans."""
    on: IsoDate | None = None
    """The day asked about; None for today."""
    facts: dict[str, FactValue] = Field(default_factory=dict)
    """Facts given, by the keys of `kg.answer.facts`."""


class Match(Fact):
    """How the words of the question met the words of the plan."""

    kind: Literal["exact", "inflected", "compound", "part", "misspelt", "synonym", "words"]
    score: float
    """Likeness, 0 to 1; 1 is the same words."""
    on: Literal["record-type", "reference", "title", "term", "assignment", "retention", "responsibility", "forum"]


class Owner(Fact):
    """The process, or the unit, role or section, that owns a record."""

    code: str | None
    level: Level | None = None
    title: str | None = None
    name: str | None = None
    """For a handbook or guideline: the unit, role or section."""
    kind: str | None = None
    iri: str


class NotOwner(Fact):
    """A process that looked right and is not, with the reason."""

    code: str
    title: str | None = None
    why: str
    successor: Strings = ()


class Place(Fact):
    """Where a fact stands."""

    document: str
    lines: tuple[int, int]
    page: int | None = None
    cell: str | None = None
    sha256: str | None = None
    """SHA-256 (hex) of the passage, by which it is recognised."""
    text: str | None = None
    """The passage, where the original is at hand and its hash agrees."""


class Step(Fact):
    """One step of a decision, made where the decision is made."""

    does: str
    """Swedish sentence."""
    does_en: str
    fact: str | None = None
    """IRI of the fact the step rests on."""
    source: Place | None = None


class MissingFact(Fact):
    """A fact without which the answer is not determined, and the question that asks for it."""

    fact: str
    question: str
    question_en: str
    values: Strings = ()
    leads_to: dict[str, str] = Field(default_factory=dict)
    """What each value would lead to: an action, "no-rule", or a code."""


class RuleRef(Fact):
    """The rule that decided."""

    order: int
    iri: str


class Holder(Fact):
    """Who holds records, from when until when."""

    holder: str
    start: IsoDate | None = None
    until: IsoDate | None = None


Layer = Literal["law", "regulation", "local"]
"""Where a period stands: in a law, in an authority's regulation, or in the local routine."""


class RetentionLayer(Fact):
    """What the law, a regulation or the local routine says on its own; the three are never mixed."""

    layer: Layer
    action: str | None = None
    period: str | None = None
    """ISO 8601 duration."""
    counted_from: str | None = None
    """The event from which the period runs, in the words of the text."""
    earliest: IsoDate | None = None
    """The day on which the period has run; under a duty to destroy, the day on which the duty arises."""
    finish_by: IsoDate | None = None
    legal: Strings = ()
    iri: str | None = None
    """The rule that says so."""


class Retention(Fact):
    """How long, counted out to days; the law goes before a regulation, a regulation before the local routine."""

    action: str
    earliest: IsoDate | None = None
    finish_by: IsoDate | None = None
    chain: tuple[Holder, ...] = ()
    period: str | None = None
    """ISO 8601 duration."""
    held: bool = False
    """Whether something stops the disposal for now, so that no day can be given."""
    layers: tuple[RetentionLayer, ...] = ()


class Due(Fact):
    """By when a duty must be done."""

    by: IsoDate | None = None
    """The last day; None where the day it runs from is not known, or the text sets no day."""
    start: IsoDate | None = None
    period: str | None = None
    """ISO 8601 duration from the event, or between two times."""
    event: str | None = None
    """What it runs from, in the words of the text."""
    before: bool = False
    """Whether the period ends at the event instead of beginning there: "en vecka innan mötet"."""
    recurs: bool = False
    words: str | None = None
    """How the text says it, where it sets no period ("genast", "vid behov")."""


class LegalRef(Fact):
    """A law cited, with its status on the day asked for."""

    citation: str
    iri: str | None = None
    in_force: bool | None = None
    """None is unknown; unknown is never shown as in force."""
    replaced_by: str | None = None


class ForumRef(Fact):
    """A standing meeting: who calls, who takes part, how often."""

    name: str
    convener: str | None = None
    participants: Strings = ()
    parties: Strings = ()
    frequency: str | None = None


class PlanAnswer(Fact):
    """One candidate's answer in one plan."""

    plan: str
    record: str
    match: Match
    owner: Owner | None
    not_owner: tuple[NotOwner, ...] = ()
    status: Status
    action: Action | None = None
    recipients: Strings = ()
    recipient_logic: RecipientLogic | None = None
    rule: RuleRef | None = None
    missing_facts: tuple[MissingFact, ...] = ()
    retention: Retention | None = None
    legal: tuple[LegalRef, ...] = ()
    steps: tuple[Step, ...] = ()
    conflict: Strings = ()
    """Under `conflict`: the actions that clash ("stay", "no-rule")."""
    says: str | None = None
    """The answer in one Swedish sentence; for handbooks and guidelines."""
    says_en: str | None = None
    handled_by: str | None = None
    carried_out_by: str | None = None
    due: Due | None = None
    forum: ForumRef | None = None
    secrecy: Strings = ()
    """Kinds of the secrecy rules that the answer rests on: secrecy, breaking, outer, inner, consent."""


class Answer(Fact):
    """The one object that every face prints."""

    question: Question
    status: Status
    answers: tuple[PlanAnswer, ...] = ()
    suggestions: Strings = ()
    """The nearest names the plans know, where nothing was near enough."""
