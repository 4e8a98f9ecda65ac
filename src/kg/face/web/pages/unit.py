"""A unit of a structure: its records, its rules as a list of decisions, what refers to it, its laws and its place."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from kg.answer import wording
from kg.answer.deviating import Deviation, deviation
from kg.atlas import process as atlas
from kg.atlas.plate import Plate
from kg.face.web.document import local
from kg.face.web.pages import inspected, pictures
from kg.face.web.pages.frame import Shown, Visit, page
from kg.face.web.pages.places import passage, placed
from kg.face.web.problems import unknown
from kg.face.web.reply import known_plans
from kg.model.disposition import DispositionRule
from kg.model.listing import ReferenceRow, UnitPage

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
        "picture": pictures.picture(visit, _plate(visit, told), "/bild") if atlas.tied(told) else None,
    }
    return Shown("unit.html", says, kept=found is not None)


@pictures.files(router, "unit", "/bild")
def plate(visit: Visit) -> Plate:
    """What is tied to the unit."""
    return _plate(visit, _told(visit))


def _plate(visit: Visit, told: UnitPage) -> Plate:
    return atlas.process(told, visit.day, pictures.words(visit), pictures.addresses(visit))


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
