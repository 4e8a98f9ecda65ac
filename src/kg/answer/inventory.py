"""The names of a plan taken apart once, for searching, and written down so that the next process need not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from kg.answer.asked import BROAD
from kg.answer.names import Target, bags, content, readings, targets
from kg.catalogue import PlanView
from kg.model.fact import Fact
from kg.text import words


class Reading(NamedTuple):
    """One thing that a name may stand for."""

    target: int
    """Which of the targets has the name."""
    text: str
    stems: Sequence[str]
    """Stems of its content words, whole."""
    roots: Sequence[str]
    """Roots of its parts, each once, in order."""
    head: str
    """Root of what it turns on."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """All names of a plan."""

    targets: Sequence[Target]
    readings: Sequence[Reading]
    bags: Mapping[str, frozenset[str]]
    """Roots of all that a unit's own text says, by code."""
    weight: Mapping[str, float]
    """What each root tells."""


def taken(view: PlanView) -> Inventory:
    """The names of the plan's facts: record types, subjects, titles, and what prose documents name."""
    every = list(targets(view))
    said = [_reading(at, text) for at, target in enumerate(every) for text in readings(target)]
    bag = bags(view, every)
    counts = Counter(root for reading in said for root in reading.roots)
    weight = {root: _weighed(root, count, len(said)) for root, count in counts.items()}
    for root in sorted(frozenset().union(*bag.values())):
        weight.setdefault(root, _weighed(root, 1, len(said)))
    return Inventory(every, said, bag, weight)


def told(found: Inventory, view: PlanView) -> dict[str, Any]:
    """An inventory as plain values, with the place of each fact in the plan's lists."""
    places = {id(fact): place for place, fact in _facts(view)}
    return {
        "targets": [(t.on, t.name, t.code, *places[id(t.fact)]) for t in found.targets],
        "readings": found.readings,
        "bags": {code: sorted(bag) for code, bag in found.bags.items()},
        "weight": found.weight,
    }


def again(kept: Mapping[str, Any], view: PlanView) -> Inventory:
    """The inventory that was told of the same plan.

    Raises KeyError, TypeError, ValueError, AttributeError or IndexError where it is none.
    """
    plan = view.plan
    return Inventory(
        [Target(on, name, code, getattr(plan, facts)[at]) for on, name, code, facts, at in kept["targets"]],
        [Reading(*each) for each in kept["readings"]],
        {code: frozenset(bag) for code, bag in kept["bags"].items()},
        kept["weight"],
    )


def _facts(view: PlanView) -> Iterator[tuple[tuple[str, int], Fact]]:
    for name in type(view.plan).model_fields:
        facts = getattr(view.plan, name)
        if isinstance(facts, tuple):
            yield from (((name, at), fact) for at, fact in enumerate(facts))


def _reading(target: int, text: str) -> Reading:
    said = content(text)
    roots = tuple(dict.fromkeys(root for word in said for _, root in words.rooted(word)))
    head = words.root(words.analysis(words.head(text))[1][-1]) if roots else ""
    return Reading(target, text, tuple(dict.fromkeys(map(words.stem, said))), roots, head)


def _weighed(root: str, count: int, of: int) -> float:
    """What a root tells: little where it is a form that records of all kinds have, less the more names have it."""
    if root in _broad_roots():
        return BROAD
    return 0.5 + 0.7 * (1 - math.log(count) / math.log(of + 1))


@cache
def _broad_roots() -> frozenset[str]:
    return frozenset(map(words.root, words.broad()))
