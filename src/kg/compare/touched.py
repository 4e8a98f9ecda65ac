"""Which facts a change to a unit reaches: its own, those that speak of it, and mappings of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from kg.answer import wording
from kg.catalogue import PlanView
from kg.graph import iris
from kg.model.comparison import Crosswalk, Touched
from kg.model.fact import Placed
from kg.model.plan import CrossReference


def touched(view: PlanView, change: str, codes: Collection[str], mapped: Iterable[Crosswalk]) -> Iterator[Touched]:
    """Facts that a change reaches; `codes` are the unit and those under it.

    A new title reaches the unit itself, references that cite its title, and mappings that were reviewed under the old
    one; the end of a unit, or a new number, everything that stands in it or cites its number.
    """
    if change == "rename":
        codes = [next(iter(codes))]
    for code in codes:
        unit = view.processes[code]
        yield _of("unit", view, code, unit, unit.title)
        if change != "rename":
            yield from _own(view, code)
        for reference in view.references_to.get(code, ()):
            if change != "rename" or reference.cited_title:
                yield _of("reference-to", view, reference.source, reference, _told(reference))
        for other in view.plan.processes:
            if change != "rename" and code in other.successors and other.code not in codes:
                yield _of("successor", view, other.code, other, f"{other.title} → {code}")
    yield from _mappings(view, set(codes), mapped)


def _own(view: PlanView, code: str) -> Iterator[Touched]:
    for record in view.records.get(code, ()):
        yield _of("record-type", view, code, record, record.name)
    for reference in view.references_from.get(code, ()):
        yield _of("reference-from", view, code, reference, _told(reference))
    for rule in view.rules.get(code, ()):
        becomes = rule.action and wording.happens(rule.action, rule.recipients, rule.recipient_logic, "sv")
        said = (str(rule.order), rule.applies_to, becomes)
        yield _of("rule", view, code, rule, " ".join(filter(None, said)))
    for kept in view.plan.retention_rules:
        if kept.process == code:
            becomes = kept.action and wording.happens(kept.action, (), None, "sv")
            yield _of("rule", view, code, kept, " ".join(filter(None, (kept.record, becomes, kept.period))))
    for citation in view.plan.citations:
        if citation.cited_by == code:
            yield _of("citation", view, code, citation, citation.text)


def _of(kind: str, view: PlanView, code: str, fact: Any, text: str) -> Touched:
    placed: Placed = fact
    lines = tuple(range(placed.span.first, placed.span.last + 1))
    return Touched.model_validate({"kind": kind, "code": code, "text": text, "lines": lines, "iri": view.iri(fact)})


def _told(reference: CrossReference) -> str:
    said = (reference.subject, reference.verb, reference.target or reference.to, reference.cited_title)
    return " ".join(filter(None, said))


def _mappings(view: PlanView, codes: set[str], mapped: Iterable[Crosswalk]) -> Iterator[Touched]:
    for crosswalk in mapped:
        plans = (crosswalk.subject_plan, crosswalk.object_plan)
        at = plans.index(view.slug) if view.slug in plans else None
        for one in crosswalk.mapping if at is not None else ():
            code, other = (one.subject, one.object)[:: 1 if at == 0 else -1]
            if code in codes:
                iri = f"{iris.mapping_set(*plans)}/{iris.key(one.subject)}--{one.predicate}--{iris.key(one.object)}"
                refused = " (Not)" if one.modifier else ""
                text = f"{one.predicate} {plans[1 - at]} {other}{refused}"  # type: ignore[operator]
                yield Touched(kind="mapping", code=code, text=text, iri=iri)
