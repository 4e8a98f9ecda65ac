"""The structure of a plan: what is above a unit or section, what is under it, and the whole tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kg.catalogue import PlanView, natural
from kg.graph import iris
from kg.model.listing import Branch, Tree, UnitRef


def unit(view: PlanView, code: str, on: date) -> UnitRef:
    """A unit as another leads to it."""
    told = view.processes[code]
    iri = iris.unit(view.slug, code)
    return UnitRef(plan=view.slug, code=code, level=told.level, title=told.title, iri=iri, live=view.live(code, on))


def section(view: PlanView, id: str, title: str) -> UnitRef:
    """A section as another leads to it."""
    return UnitRef(plan=view.slug, code=id, title=title, iri=iris.section(view.slug, id))


def above(first: str | None, parents: Mapping[str, str | None]) -> list[str]:
    """Codes from the top down to a parent, itself included; a circle of parents ends where it closes."""
    seen: dict[str, None] = {}
    while first is not None and first in parents and first not in seen:
        seen[first] = None
        first = parents[first]
    return list(reversed(seen))


def tree(view: PlanView, title: str, on: date) -> Tree:
    """The units of a plan, or where it has none its sections, each with how much hangs on it."""
    kept = Counter(rule.section for rule in view.plan.retention_rules)
    return Tree(plan=view.slug, title=title, children=tuple(_branches(view, _under(view), kept, "", on)))


Under = Mapping[str, Sequence[tuple[str, str]]]
"""Code and title of the units, or sections, under each."""


def _under(view: PlanView) -> Under:
    under: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in sorted(view.plan.processes, key=lambda unit: natural(unit.code)):
        under[unit.parent or ""].append((unit.code, unit.title))
    if not under:
        for section in view.plan.sections:
            under[section.parent or ""].append((section.id, section.title))
    return under


def _branches(view: PlanView, under: Under, kept: Counter[str | None], code: str, on: date) -> Iterator[Branch]:
    for child, title in under.get(code, ()):
        process = view.processes.get(child)
        ref = unit(view, child, on) if process else section(view, child, title)
        yield Branch(
            **dict(ref),
            added=process.added if process else None,
            ended=process.ended if process else None,
            records=len(view.records.get(child, ())),
            references=len(view.references_from.get(child, ())),
            rules=len(view.rules.get(child, ())) + kept[child],
            children=tuple(_branches(view, under, kept, child, on)),
        )
