"""A unit of a structure: its records, its rules as a list of decisions, what refers to it, its laws and its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter

from kg.answer import wording
from kg.answer.deviating import Deviation, deviation
from kg.face.web.document import local
from kg.face.web.pages import inspected
from kg.face.web.pages.frame import Drawn, Shown, Visit, inline, page
from kg.face.web.pages.places import passage, placed
from kg.face.web.problems import unknown
from kg.face.web.reply import known_plans
from kg.model.disposition import DispositionRule
from kg.model.listing import ReferenceRow, UnitPage, UnitRef
from kg.view import ego
from kg.view.ego import Neighbour

router = APIRouter()


@dataclass(frozen=True)
class Decision:
    """A rule in words: under which conditions, what happens, and where it stands."""

    when: str
    then: str
    about: str | None
    otherwise: bool
    place: str
    passage: str | None


@dataclass(frozen=True)
class Leading:
    """A reference as a row of a table."""

    row: ReferenceRow
    other: str
    """Code and title of the other end, or the words that point."""
    href: str | None
    wrong: Deviation | None
    place: str


@page(router, "unit")
def unit(visit: Visit) -> Shown:
    """A unit with all that hangs on it."""
    told = _told(visit)
    found = inspected.of_plan(visit.version, visit.parts["plan"])
    span = told.unit.span
    says = {
        "told": told,
        "decisions": [_decision(visit, rule) for rule in told.rules],
        "out": [_leading(visit, row, row.target, row.target_title) for row in told.references],
        "into": [_leading(visit, row, row.source, row.source_title) for row in told.referenced_by],
        "findings": [each for each in found or () if told.unit.code in each.where],
        "ready": found is not None,
        "known": {told.unit.plan: visit.version.kg.catalogue.plans[told.unit.plan].processes},
        "place": placed(visit, span),
        "passage": passage(visit, span),
        "data": local(told.unit.iri),
        "picture": inline(_picture(visit, told)) if _tied(told) else None,
    }
    return Shown("unit.html", says, kept=found is not None)


@page(router, "unit", "/bild.svg")
def picture(visit: Visit) -> Drawn:
    """The picture of what is tied to the unit, as a file."""
    name = f"{visit.parts['plan']}-{visit.parts['code']}.svg"
    return Drawn(_picture(visit, _told(visit), standalone=True), "image/svg+xml", name)


def _told(visit: Visit) -> UnitPage:
    plan, code = visit.parts["plan"], visit.parts["code"]
    known_plans(visit.version, [plan])
    if code not in visit.version.kg.catalogue.plans[plan].processes:
        raise unknown("process", code)
    return visit.version.kg.views.unit(plan, code, visit.day)


def _decision(visit: Visit, rule: DispositionRule) -> Decision:
    return Decision(
        when=wording.conditions(rule, visit.lang),
        then=wording.outcome(rule, visit.lang),
        about=rule.applies_to,
        otherwise=rule.otherwise,
        place=placed(visit, rule.span),
        passage=passage(visit, rule.span),
    )


def _leading(visit: Visit, row: ReferenceRow, code: str | None, title: str | None) -> Leading:
    name = " ".join(filter(None, (code, title or row.cited_title))) if code else row.to or visit.words("unit.nowhere")
    href = visit.link("unit", plan=row.plan, code=code) if code and title else None
    return Leading(row, name, href, deviation(row, visit.day), placed(visit, row.span, short=True))


def _tied(told: UnitPage) -> bool:
    return bool(told.references or told.referenced_by or told.successors or told.predecessors)


def _picture(visit: Visit, told: UnitPage, *, standalone: bool = False) -> str:
    words, code = visit.words, told.unit.code
    earlier = [_neighbour(visit, ref, words("unit.predecessor")) for ref in told.predecessors]
    later = [_neighbour(visit, ref, words("unit.successor")) for ref in told.successors]
    into = [_referring(visit, row, row.source, row.source_title) for row in told.referenced_by]
    out = [_referring(visit, row, row.target, row.target_title) for row in told.references]
    return ego.draw(
        Neighbour(code, told.unit.title, hue=_hue(code)),
        [*earlier, *_once(into)],
        [*later, *_once(out)],
        title=words("unit.picture", code=code, title=told.unit.title),
        description=words("unit.described", into=len(into), out=len(out)),
        heads=(words("unit.into"), words("unit.out")),
        standalone=standalone,
    )


def _hue(code: str) -> int:
    first = code.partition(".")[0]
    return int(first) - 1 if first.isdigit() and first != "0" else 0


def _neighbour(visit: Visit, ref: UnitRef, about: str) -> Neighbour:
    href = visit.link("unit", plan=ref.plan, code=ref.code)
    return Neighbour(ref.code, ref.title, about, href, hue=_hue(ref.code))


def _referring(visit: Visit, row: ReferenceRow, code: str | None, title: str | None) -> Neighbour:
    wrong = deviation(row, visit.day)
    return Neighbour(
        name=code or row.to or visit.words("unit.nowhere"),
        title=title or (row.cited_title if code else None),
        about=row.subject,
        href=visit.link("unit", plan=row.plan, code=code) if code and title else None,
        wrong=visit.words(f"deviation.{wrong}") if wrong else None,
        loose=title is None,
        hue=_hue(code or ""),
    )


def _once(neighbours: Iterable[Neighbour]) -> Iterator[Neighbour]:
    """Neighbours that differ; several references between two units about the same are one line."""
    yield from dict.fromkeys(neighbours)
