"""An answer in one plan made ready to show: every code with its page, every step with its place and passage."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answer import facts, wording
from kg.face.web.pages.frame import Visit
from kg.face.web.pages.places import where
from kg.model.answer import MissingFact, NotOwner, Owner, PlanAnswer, Step


@dataclass(frozen=True)
class Linked:
    """A text that may lead somewhere."""

    text: str
    href: str | None = None


@dataclass(frozen=True)
class Choice:
    """One value of a missing fact, what it would lead to, and the address of the answer with it."""

    text: str
    leads: str | None
    href: str


@dataclass(frozen=True)
class Asking:
    """A missing fact: choices to press, or a field to fill in where no values are known."""

    key: str
    question: str
    choices: tuple[Choice, ...]
    type: str


@dataclass(frozen=True)
class Reason:
    """A step of the decision."""

    text: str
    fact: str | None
    place: str | None
    passage: str | None


@dataclass(frozen=True)
class Card:
    """An answer in one plan, as the page shows it."""

    told: PlanAnswer
    plan: Linked
    owner: Linked | None
    level: str | None
    outcome: str | None
    clash: tuple[str, ...]
    others: tuple[tuple[NotOwner, Linked, tuple[Linked, ...]], ...]
    asking: tuple[Asking, ...]
    reasons: tuple[Reason, ...]
    pick: str | None
    """The address that says: it is this one."""
    gaps: str | None
    """The address of the findings about the owner, where the plan has a gap."""


def card(visit: Visit, told: PlanAnswer) -> Card:
    """The card of an answer."""
    code = told.owner.code if told.owner else None
    which = next((m for m in told.missing_facts if code and code in m.values), None)
    gap = told.status in ("no-rule", "conflict") and code
    return Card(
        told=told,
        plan=Linked(visit.plans.get(told.plan, told.plan), visit.link("structure", {"plan": told.plan})),
        owner=_owner(visit, told.owner),
        level=told.owner.level if told.owner else None,
        outcome=wording.happens(told.action, told.recipients, told.recipient_logic, visit.lang)
        if told.action
        else None,
        clash=(wording.clash(told.conflict, visit.lang),) if told.conflict else (),
        others=tuple((other, *_other(visit, told.plan, other)) for other in told.not_owner),
        asking=tuple(_asking(visit, told.plan, missing) for missing in told.missing_facts),
        reasons=tuple(_reason(visit, step) for step in told.steps),
        pick=visit.same(**{f"fact.{which.fact}": code}) if which and told.status == "ambiguous" else None,
        gaps=visit.link("findings", {"plan": told.plan, "unit": code}) if gap else None,
    )


def _owner(visit: Visit, owner: Owner | None) -> Linked | None:
    if owner is None:
        return None
    name = owner.name or " ".join(filter(None, (owner.code, owner.title)))
    return Linked(name, visit.thing(owner.iri))


def _unit(visit: Visit, plan: str, code: str, title: str | None = None) -> Linked:
    view = visit.version.kg.catalogue.plans[plan]
    known = view.processes.get(code)
    name = " ".join(filter(None, (code, title or (known.title if known else None))))
    return Linked(name, visit.link("unit", plan=plan, code=code) if known else None)


def _other(visit: Visit, plan: str, other: NotOwner) -> tuple[Linked, tuple[Linked, ...]]:
    return _unit(visit, plan, other.code, other.title), tuple(_unit(visit, plan, code) for code in other.successor)


def _asking(visit: Visit, plan: str, missing: MissingFact) -> Asking:
    key = facts.keys().get(missing.fact)
    kind = key.type if key else "text"
    values = missing.values or (("ja", "nej") if kind == "bool" else ())
    units = visit.version.kg.catalogue.plans[plan].processes
    question = missing.question if visit.lang == "sv" else missing.question_en
    if values and all(value in units for value in values):
        # The choices themselves name the units that the question lists.
        question = question.partition(" (")[0]
    choices = tuple(
        Choice(
            _unit(visit, plan, value).text if value in units else value,
            _leads(visit, missing.leads_to.get(value)),
            visit.same(**{f"fact.{missing.fact}": value}),
        )
        for value in values
    )
    return Asking(missing.fact, question, choices, kind)


def _leads(visit: Visit, to: str | None) -> str | None:
    """What a value leads to in words: an action, a gap, or a code."""
    if to is None:
        return None
    said = visit.words.either(f"status.{to}", "")
    return said.lower() if said else wording.happens(to, (), None, visit.lang)


def _reason(visit: Visit, step: Step) -> Reason:
    said = step.does if visit.lang == "sv" else step.does_en
    place = where(visit, step.source) if step.source else None
    passage = step.source.text if step.source else None
    return Reason(said, visit.thing(step.fact) if step.fact else None, place, passage)
