"""A section of a handbook or guideline with all in it: duties, assignments, meetings, secrecy, systems."""

from __future__ import annotations

from fastapi import APIRouter

from kg.face.web.document import local
from kg.face.web.pages import inspected
from kg.face.web.pages.frame import Shown, Visit, page
from kg.face.web.pages.places import passage, placed
from kg.face.web.problems import unknown
from kg.face.web.reply import known_plans

router = APIRouter()


@page(router, "section")
def section(visit: Visit) -> Shown:
    """A section."""
    plan, id = visit.parts["plan"], visit.parts["code"]
    known_plans(visit.version, [plan])
    if all(each.id != id for each in visit.version.kg.catalogue.plans[plan].plan.sections):
        raise unknown("section", id)
    told = visit.version.kg.views.section(plan, id)
    found = inspected.of_plan(visit.version, plan)
    says = {
        "told": told,
        "findings": [each for each in found or () if id in each.where],
        "ready": found is not None,
        "known": {},
        "place": placed(visit, told.section.span),
        "passage": passage(visit, told.section.span),
        "data": local(told.section.iri),
        "placed": lambda span: placed(visit, span, short=True),
    }
    return Shown("section.html", says, kept=found is not None)
