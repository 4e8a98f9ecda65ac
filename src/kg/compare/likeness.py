"""How alike two units are: by title, by records, by the words of their descriptions, and by where they stand."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.compare.profile import Profile, Stems
from kg.model.comparison import Reason, ReasonKind
from kg.text import words

_SHARES: Mapping[ReasonKind, float] = {"title": 0.45, "records": 0.30, "terms": 0.15, "place": 0.10}
"""What each respect counts for; one that either unit says nothing of leaves its share to the others."""
_ALIKE = 0.5
"""From here on the names of two record types are taken to mean one."""
_SHOWN = 12
"""Records or words shown of a reason at most."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a pair is, each from 0 to 1; None where one of them says nothing in that respect."""

    title: float
    records: float | None = None
    terms: float | None = None
    place: float = 0.0
    lean: float = 0.0
    """How much more of the left unit the right one holds than the other way round, -1 to 1."""

    @property
    def score(self) -> float:
        """The weighted mean of what is known."""
        known: list[tuple[float, float]] = [
            (share, value) for kind, share in _SHARES.items() if (value := getattr(self, kind)) is not None
        ]
        return round(sum(share * value for share, value in known) / sum(share for share, _ in known), 3)

    @property
    def contradicted(self) -> bool:
        """Whether only the titles are alike, though both units name records."""
        return self.records == 0 and (self.terms or 0) < 0.3

    def placed(self, place: float) -> Likeness:
        """The same, where it is `place` sure that the units around them belong together."""
        return replace(self, place=place)


class Likenesses:
    """Two plans' units under comparison; which names of records mean one is worked out once."""

    def __init__(self, left: Mapping[str, Profile], right: Mapping[str, Profile]) -> None:
        self.left, self.right = left, right
        self._alike: dict[Stems, dict[Stems, float]] = {}
        here, there = ({key for unit in side.values() for key in unit.records} for side in (left, right))
        weights = next((unit.weights for unit in (*left.values(), *right.values())), {})
        for one, other, alike in _alike(here, there, weights):
            self._alike.setdefault(one, {})[other] = alike
            self._alike.setdefault(other, {})[one] = alike

    def of(self, left: str, right: str) -> Likeness:
        """Of two units by code, wherever they stand."""
        one, other = self.left[left], self.right[right]
        leans, records, terms = [], None, None
        if one.records and other.records:
            there, back = self._held(one, other), self._held(other, one)
            records = (sum(there) + sum(back)) / (len(there) + len(back))
            leans.append(sum(there) / len(there) - sum(back) / len(back))
        if one.terms and other.terms:
            common = one.weigh(one.terms & other.terms)
            terms = 2 * common / (one.said + other.said)
            leans.append(common / one.said - common / other.said)
        lean = sum(leans) / len(leans) if leans else 0.0
        return Likeness(_title(one, other), records, terms, lean=lean)

    def reasons(self, left: str, right: str, alike: Likeness) -> tuple[Reason, ...]:
        """What speaks for a pair, with what they share."""
        one, other = self.left[left], self.right[right]
        shared: Mapping[ReasonKind, Sequence[str]] = {
            "title": sorted(one.title.keys() & other.title.keys(), key=list(one.title).index),
            "records": self.shared(one, other),
            "terms": sorted(one.terms & other.terms, key=lambda root: (-one.weights[root], root)),
        }
        return tuple(
            Reason(kind=kind, score=round(value, 3), shared=tuple(shared.get(kind, ()))[:_SHOWN])
            for kind in _SHARES
            if (value := getattr(alike, kind)) is not None
        )

    def coverage(self, guest: Profile, host: Profile) -> tuple[float, list[Reason]]:
        """How much of one unit another of the other plan holds, 0 to 1, and in which respects.

        Records that both name count. Where the host's title or description names all that the guest's title speaks of,
        it takes the guest in, whatever examples of records they give; where these differ, one word is too little.
        """
        reasons, held = [], 0.0
        if guest.records and host.records:
            values = self._held(guest, host)
            held = sum(values) / len(values)
            reasons.append(Reason(kind="records", score=round(held, 3), shared=self.shared(guest, host)[:_SHOWN]))
        named = tuple(root for root in guest.nouns if root in host.spoken)
        share = guest.weigh(named) / guest.weigh(guest.nouns) if guest.nouns else 0.0
        reasons.append(Reason(kind="named", score=round(share, 3), shared=named))
        whole = len(named) == len(guest.nouns) and (len(named) > 1 or held > 0 or len(reasons) == 1)
        return max(held, share if whole else 0.0), reasons

    def shared(self, one: Profile, other: Profile) -> tuple[str, ...]:
        """Names of the records of one unit that the other has too."""
        return tuple(name for key, name in one.records.items() if self._best(key, other.records))

    def _held(self, one: Profile, other: Profile) -> list[float]:
        return [self._best(key, other.records) for key in one.records]

    def _best(self, key: Stems, among: Mapping[Stems, str]) -> float:
        known = self._alike.get(key)
        return max((alike for other, alike in known.items() if other in among), default=0.0) if known else 0.0


def _alike(
    here: Iterable[Stems], there: Iterable[Stems], weights: Mapping[str, float]
) -> Iterable[tuple[Stems, Stems, float]]:
    """Folded names of the two plans that mean one record type, with how alike they are."""
    by_root: dict[str, list[Stems]] = defaultdict(list)
    whole: dict[Stems, float] = {}
    for key in there:
        whole[key] = math.fsum(weights[root] for root in key)
        for root in key:
            by_root[root].append(key)
    for key in here:
        own = math.fsum(weights[root] for root in key)
        for other in dict.fromkeys(other for root in key for other in by_root.get(root, ())):
            common = math.fsum(weights[root] for root in key & other)
            alike = 1.0 if key == other else common / (own + whole[other] - common)
            if alike >= _ALIKE:
                yield key, other, alike


def _title(one: Profile, other: Profile) -> float:
    if words.fold(one.unit.title).rstrip(" .") == words.fold(other.unit.title).rstrip(" ."):
        return 1.0
    every = {**one.title, **other.title}
    whole = math.fsum(every.values())
    return math.fsum(every[root] for root in one.title.keys() & other.title.keys()) / whole if whole else 0.0
