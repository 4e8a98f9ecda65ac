"""A record type, an actor and a meeting: what all plans together say of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter

from kg.answer import wording
from kg.catalogue import PlanView
from kg.face.web.document import local
from kg.face.web.pages.frame import Shown, Visit, page
from kg.face.web.pages.places import passage, placed
from kg.face.web.problems import unknown
from kg.face.web.reply import known_plans
from kg.graph import iris
from kg.model.fact import Span
from kg.model.organisation import Organisation

router = APIRouter()


@dataclass(frozen=True)
class Line:
    """One thing that a plan says: in which unit, what, and where it stands."""

    plan: str
    name: str
    href: str | None
    says: str
    place: str


@page(router, "record")
def record(visit: Visit) -> Shown:
    """A record type: the units that name it, and what their rules say."""
    name = visit.parts["name"]
    lines = [
        _line(visit, view, one.process, "; ".join(_outcomes(visit, view, one.process)), one.span)
        for view in visit.version.kg.catalogue.plans.values()
        for one in view.plan.record_types
        if iris.fold(one.name) == iris.fold(name)
    ]
    if not lines:
        raise unknown("record", name)
    return Shown("record.html", {"name": name, "lines": lines, "data": local(iris.record_type(name))})


def _outcomes(visit: Visit, view: PlanView, code: str) -> Iterator[str]:
    for rule in view.rules.get(code, ()):
        when = wording.conditions(rule, visit.lang)
        yield wording.outcome(rule, visit.lang) + (f" ({visit.words('unit.if').lower()} {when})" if when else "")


def _line(visit: Visit, view: PlanView, code: str | None, says: str, span: Span) -> Line:
    place = placed(visit, span)
    if code is not None and code in view.processes:
        name = f"{code} {view.processes[code].title}"
        return Line(view.slug, name, visit.link("unit", plan=view.slug, code=code), says, place)
    title = next((section.title for section in view.plan.sections if section.id == code), code or "")
    href = visit.link("section", plan=view.slug, code=code) if code else None
    return Line(view.slug, title, href, says, place)


@page(router, "actor")
def actor(visit: Visit) -> Shown:
    """A body, unit or role: what it receives, does, handles, holds and calls together."""
    name = visit.parts["name"]
    folded = iris.fold(name)
    kinds: dict[str, list[Line]] = {"receives": [], "duties": [], "handles": [], "carries_out": [], "holds": []}
    for view in visit.version.kg.catalogue.plans.values():
        for kind, code, says, span in _of_actor(visit, view, folded):
            kinds.setdefault(kind, []).append(_line(visit, view, code, says, span))
    known = next((body for body in visit.version.kg.views.organisations if folded in _names(body)), None)
    if not any(kinds.values()) and known is None:
        raise unknown("actor", name)
    return Shown("actor.html", {"name": name, "kinds": kinds, "known": known})


def _names(body: Organisation) -> set[str]:
    return {iris.fold(name) for name in (body.name, *body.aliases)}


def _of_actor(visit: Visit, view: PlanView, name: str) -> Iterator[tuple[str, str | None, str, Span]]:
    def is_(other: str | None) -> bool:
        return other is not None and iris.fold(other) == name

    for rule in view.plan.disposition_rules:
        if any(is_(recipient) for recipient in rule.recipients):
            when = wording.conditions(rule, visit.lang)
            said = wording.outcome(rule, visit.lang) + (f" ({when})" if when else "")
            yield "receives", rule.process, said, rule.span
    for duty in view.plan.responsibilities:
        if is_(duty.role):
            yield "duties", duty.section, duty.duty, duty.span
    for one in view.plan.assignments:
        if is_(one.handled_by):
            yield "handles", one.section, one.matter, one.span
        if is_(one.carried_out_by):
            yield "carries_out", one.section, one.matter, one.span
    for kept in view.plan.retention_rules:
        if is_(kept.holder) or is_(kept.next):
            yield "holds", kept.section, kept.record or "", kept.span
    for forum in view.plan.fora:
        if is_(forum.convener):
            yield "convenes", forum.section, forum.name, forum.span
        if any(is_(one) for one in (*forum.participants, *forum.parties)):
            yield "takes_part", forum.section, forum.name, forum.span


@page(router, "forum")
def forum(visit: Visit) -> Shown:
    """A standing meeting: who calls it, who takes part, how often."""
    plan, name = visit.parts["plan"], visit.parts["name"]
    known_plans(visit.version, [plan])
    view = visit.version.kg.catalogue.plans[plan]
    found = [one for one in view.plan.fora if iris.fold(one.name) == iris.fold(name)]
    if not found:
        raise unknown("forum", name)
    lines = [(_line(visit, view, one.section, one.name, one.span), one, passage(visit, one.span)) for one in found]
    return Shown("forum.html", {"name": name, "plan": plan, "lines": lines})
