"""The names of a plan that a question may mean: record types, subjects of references, titles, and prose's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.catalogue import PlanView
from kg.model.fact import Fact
from kg.text import phrases, words

On = Literal["record-type", "reference", "title", "term", "assignment", "retention", "responsibility", "forum"]


@dataclass(frozen=True, slots=True)
class Target:
    """A name, where it stands, and the fact that holds it."""

    on: On
    name: str
    code: str
    """Unit or section; empty where the fact has none."""
    fact: Fact


def targets(view: PlanView) -> Iterator[Target]:
    """Everything that may be found, in the order of the plan."""
    plan = view.plan
    yield from (Target("record-type", record.name, record.process, record) for record in plan.record_types)
    yield from (
        Target("record-type", rule.applies_to, rule.process, rule)
        for rule in plan.disposition_rules
        if rule.applies_to and not words.is_generic(rule.applies_to)
    )
    yield from (Target("reference", ref.subject, ref.source, ref) for ref in plan.cross_references if ref.subject)
    yield from (Target("title", unit.title, unit.code, unit) for unit in plan.processes)
    yield from (Target("title", section.title, section.id, section) for section in plan.sections)
    yield from (Target("assignment", each.matter, each.section or "", each) for each in plan.assignments)
    yield from (
        Target("retention", rule.record, "", rule) for rule in plan.retention_rules if rule.record and not rule.process
    )
    yield from (Target("responsibility", d.record or d.duty, d.section or "", d) for d in plan.responsibilities)
    yield from (Target("forum", forum.name, forum.section or "", forum) for forum in plan.fora)


def readings(target: Target) -> Sequence[str]:
    """What the name may stand for."""
    return phrases.readings(_without_verb(target.name) if target.on == "title" else target.name)


def bags(view: PlanView, every: Sequence[Target]) -> dict[str, frozenset[str]]:
    """Roots of all that a unit's own text says, by code."""
    said: dict[str, set[str]] = defaultdict(set)
    for code, text in [(t.code, t.name) for t in every] + [(p.code, " ".join(p.terms)) for p in view.plan.processes]:
        said[code].update(root for word in content(text) for _, root in words.rooted(word))
    return {code: frozenset(bag) for code, bag in said.items()}


@lru_cache(maxsize=65536)
def content(text: str) -> tuple[str, ...]:
    """The folded words of a name that say something of the record."""
    said = [word for word in words.split(text) if word not in words.function()]
    telling = [word for word in said if word not in words.asking() and words.stem(word) not in words.generic()]
    return tuple(telling or said)


def _without_verb(title: str) -> str:
    """A title without a verb that says nothing ("Hantera inköp")."""
    first, _, rest = title.partition(" ")
    return rest if rest and words.fold(first) in words.titling() else title
