"""What a unit is about: the weighted words of its title, its records and its description, and where it stands."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.model.plan import Plan, Process
from kg.text import words
from kg.text.similar import Spelling

_VERB = 0.3
"""What a verb that opens many titles ("hantera") says, as against a noun."""
_SHORTEST = 6
"""Letters of the shortest root that a slip may have changed."""

Stems = frozenset[str]
"""A name folded to the roots that it is made of, whatever their number and order."""


@dataclass(frozen=True)
class Profile:
    """A unit with what it is compared by; a group also has what the units under it hold."""

    unit: Process
    title: Mapping[str, float]
    """Weight of each root of the title."""
    records: Mapping[Stems, str]
    """Names of record types by their folded form; names that fold alike are one."""
    terms: Stems
    """Roots of the description's words."""
    children: tuple[str, ...]
    weights: Mapping[str, float] = field(repr=False)
    """How much each root says, from 0 to 1; the same for both plans."""

    def weigh(self, roots: Iterator[str] | Stems | tuple[str, ...]) -> float:
        """What roots say together."""
        weights = self.weights
        return math.fsum(weights[root] for root in roots)  # the same in whatever order a set gives them

    @cached_property
    def nouns(self) -> tuple[str, ...]:
        """Roots that the title speaks of, without verbs that open many titles."""
        return tuple(root for root, weight in self.title.items() if weight == self.weights[root])

    @cached_property
    def spoken(self) -> Stems:
        """Every root of title, records and description."""
        return self.terms.union(self.title, *self.records)

    @cached_property
    def said(self) -> float:
        """What the description's words say together."""
        return self.weigh(self.terms)

    def beyond(self, other: Profile) -> bool:
        """Whether the title speaks of something that the other unit says nothing of."""
        return any(root not in other.spoken for root in self.nouns)


def profiles(left: Plan, right: Plan) -> tuple[dict[str, Profile], dict[str, Profile]]:
    """Profiles of the units of two plans by code; words weigh by how seldom both plans use them.

    A root that only one plan has, and that is a slip away from one of the other, is taken for that.
    """
    rooted = [_Rooted(plan, {}) for plan in (left, right)]
    here, there = (set().union(*plan.said.values()) for plan in rooted)
    long = Spelling(root for root in there if len(root) >= _SHORTEST)
    slips = {
        root: near[0][0]
        for root in here - there
        if len(root) >= _SHORTEST and (near := long.near(root, 1)) and near[0][0] not in here
    }
    if slips:
        rooted[0] = _Rooted(left, slips)
    units = [said for plan in rooted for said in plan.said.values()]
    most = math.log(1 + len(units))
    seen = Counter(root for said in units for root in said)
    weights = {root: math.log(1 + len(units) / times) / most for root, times in seen.items()}
    return rooted[0].profiles(weights), rooted[1].profiles(weights)


class _Rooted:
    """A plan with the roots of all that its units say."""

    def __init__(self, plan: Plan, slips: Mapping[str, str]) -> None:
        self._plan = plan
        self._slips = slips
        self._records: dict[str, dict[Stems, str]] = defaultdict(dict)
        for record in plan.record_types:
            key = self._stems(record.name)
            if key:
                self._records[record.process].setdefault(key, record.name)
        self._terms = {unit.code: frozenset().union(*map(self._stems, unit.terms)) for unit in plan.processes}
        self.said: dict[str, set[str]] = defaultdict(set)
        for unit in plan.processes:
            said = (self._terms[unit.code], self._stems(unit.title), *self._records[unit.code])
            self.said[unit.code].update(*said)

    def profiles(self, weights: Mapping[str, float]) -> dict[str, Profile]:
        """Profiles by code."""
        children: dict[str, list[str]] = defaultdict(list)
        for unit in self._plan.processes:
            children[unit.parent or ""].append(unit.code)

        def under(code: str, above: tuple[str, ...] = ()) -> list[str]:
            below = [child for child in children[code] if child not in above and child != code]
            return [code, *(one for child in below for one in under(child, (*above, code)))]

        return {
            unit.code: Profile(
                unit=unit,
                title=self._title(unit.title, weights),
                records={key: name for code in reversed(under(unit.code)) for key, name in self._records[code].items()},
                terms=frozenset().union(*(self._terms[code] for code in under(unit.code))),
                children=tuple(children[unit.code]),
                weights=weights,
            )
            for unit in self._plan.processes
        }

    def _stems(self, text: str) -> Stems:
        return frozenset(self._in_order(text))

    def _in_order(self, text: str) -> dict[str, None]:
        return dict.fromkeys(self._slips.get(root, root) for root in words.roots(text))

    def _title(self, title: str, weights: Mapping[str, float]) -> dict[str, float]:
        found: dict[str, float] = {}
        for word in words.split(title):
            if word not in words.function():
                share = _VERB if word in words.titling() else 1.0
                for root in self._in_order(word):
                    found[root] = max(found.get(root, 0.0), share * weights[root])
        return found
