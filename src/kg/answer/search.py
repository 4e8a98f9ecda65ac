"""Which names of a plan a question could mean, and how its words met theirs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.answer import inventory
from kg.answer.asked import BROAD, Asked, Source, ask
from kg.answer.inventory import Inventory, Reading
from kg.answer.meeting import KEPT, NEAR, SURE, Name, bound, match, of_unit, worth
from kg.answer.names import Target, content
from kg.catalogue import PlanView
from kg.model.answer import Match
from kg.model.fact import Fact
from kg.text import words
from kg.text.similar import Spelling, nearest

_MOST = 40
"""Hits reported at most."""
_UNIT_BESIDE = 0.9
"""Share of the best score from which a unit's text as a whole is reported beside single names."""
_TOO_MANY = 6
"""Units that share all the words of a question so often are not told apart by them."""
_BESIDE = 0.5
"""Share of the best score below which a name is not reported."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that the question could mean."""

    match: Match
    name: str
    """As the plan writes it."""
    code: str
    """Unit whose text names it; of a reference the unit that sends the records elsewhere; empty where there is none."""
    fact: Fact
    """The fact that holds the name, to cite."""


_LATELY = 2048
"""Questions whose hits are kept."""


class Index:
    """The names of a plan, prepared for questions; holds nothing that a question could change."""

    def __init__(self, view: PlanView, names: Inventory | None = None) -> None:
        """Arrange the names of the plan, which are read from its facts where they are not given."""
        self.view = view
        names = names or inventory.taken(view)
        self._targets = names.targets
        self.bags = names.bags
        self.weight = names.weight
        self._names = [self._name(each) for each in names.readings]
        self._by_root: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for root, weight in name.roots.items():
                self._by_root[root].append((number, weight / name.total))

    def find(self, text: str) -> list[Hit]:
        """The names that the text could mean, best first; empty where none is near enough.

        All units that have the name stand in the list, as the same name may stand in several. What was asked lately is
        kept, as an inventory asks for the same few names again and again.
        """
        return list(self._kept(text))

    @cached_property
    def _kept(self) -> Callable[[str], tuple[Hit, ...]]:
        return lru_cache(maxsize=_LATELY)(lambda text: tuple(self._find(text)))

    def _find(self, text: str) -> list[Hit]:
        asked = ask(text, self.weight)
        found = self._named(asked)
        if _best(found) < SURE:
            respelt = asked.with_sources(self._respelt(asked))
            if len(respelt.sources) > len(asked.sources):
                found = self._named(respelt)
            named = {hit.code for hit in found if hit.match.score >= NEAR}
            units = self._within_units(asked, max(_best(found) * _UNIT_BESIDE, NEAR))
            found += [hit for hit in units if hit.code not in named]
        if _best(found) < NEAR:
            return []
        top = max(found, key=_score)
        least = max(KEPT, top.match.score * (_UNIT_BESIDE if top.match.on == "term" else _BESIDE))
        return sorted((hit for hit in found if hit.match.score >= least), key=_score, reverse=True)[:_MOST]

    def bag(self, code: str) -> frozenset[str]:
        """Roots of all that a unit's own text says."""
        return self.bags.get(code, frozenset())

    def nearest(self, text: str, n: int) -> list[str]:
        """The n names most like the text, however unlike, for a suggestion."""
        asked = ask(text, self.weight)
        kept = " ".join(token.text for token in asked.words) or asked.folded
        names = dict.fromkeys(t.name for t in self._targets if t.on in {"record-type", "reference"})
        return nearest(kept, names or [target.name for target in self._targets], n)

    def _name(self, reading: Reading) -> Name:
        roots = {root: self.weight[root] for root in reading.roots}
        target = self._targets[reading.target]
        return Name(
            text=reading.text,
            stems=frozenset(reading.stems),
            roots=roots,
            total=sum(roots.values()) or 1.0,
            broad=all(weight == BROAD for weight in roots.values()),
            head=reading.head,
            bag=self.bags.get(target.code, frozenset()),
            on=target.on,
            target=reading.target,
        )

    def _named(self, asked: Asked) -> list[Hit]:
        """The best reading of each name that the question's words reach, down to half of the best score."""
        reached: dict[int, list[Source]] = {}
        shares: dict[int, float] = {}
        for source in asked.sources:
            for root in source.roots:
                for number, share in self._by_root.get(root, ()):
                    if number in shares:
                        reached[number].append(source)
                        shares[number] += share
                    else:
                        reached[number] = [source]
                        shares[number] = share
        best: dict[int, tuple[float, int]] = {}
        least = KEPT
        for number in sorted(shares, key=shares.__getitem__, reverse=True):
            if bound(shares[number]) < least:
                break
            name = self._names[number]
            score = worth(name, asked, reached[number])
            if score >= least and score > best.get(name.target, (0.0, 0))[0]:
                best[name.target] = score, number
                least = max(least, score * _BESIDE)
        return [
            Hit(match(self._names[number], asked, reached[number], score), target.name, target.code, target.fact)
            for at, (score, number) in sorted(best.items())
            if score >= least and (target := self._targets[at])
        ]

    def _within_units(self, asked: Asked, least: float) -> list[Hit]:
        """Units whose own text, as a whole, has the words of the question better than any single name."""
        codes = {
            code
            for source in asked.sources
            if not asked.topic.isdisjoint(source.covers)
            for code in self._units_with(source.roots)
        }
        found = {code: of_unit(asked, self.bags[code], self._rare) for code in self._units if code in codes}
        top = max(found.values(), default=0.0)
        best = [code for code, score in found.items() if score >= max(least, top - 0.02)]
        if len(best) > _TOO_MANY:
            return []
        return [
            Hit(Match(kind="words", score=round(found[code], 4), on="term"), unit.name, code, unit.fact)
            for code in best
            if (unit := self._units[code])
        ]

    def _units_with(self, roots: Sequence[str]) -> frozenset[str]:
        having = [self._having.get(root, frozenset()) for root in roots]
        return frozenset.intersection(*having) if having else frozenset()

    @cached_property
    def _having(self) -> Mapping[str, frozenset[str]]:
        """Units by the roots of their text."""
        table: dict[str, set[str]] = defaultdict(set)
        for code, bag in self.bags.items():
            for root in bag:
                table[root].add(code)
        return {root: frozenset(codes) for root, codes in table.items()}

    @cached_property
    def _units(self) -> Mapping[str, Target]:
        return {target.code: target for target in self._targets if target.on == "title"}

    @cached_property
    def _rare(self) -> Mapping[str, float]:
        """How much a root tells units apart: 1 in one unit, falling with their number."""
        return {root: 1 / (1 + math.log(len(codes))) for root, codes in self._having.items()}

    def _respelt(self, asked: Asked) -> Iterator[Source]:
        """Words of the plan near to those of the question that it does not have."""
        for number, token in enumerate(asked.words):
            stem = words.stem(token.text)
            if stem in self._stems:
                continue
            covers = tuple(at for at, part in enumerate(asked.parts) if part.word == number)
            certain = words.known(token.text) or all(words.known(part) for part in words.analysis(token.text)[1])
            for near, likeness in self._spelling.near(token.text) or self._spelling.near(stem):
                if not certain or (likeness > 0.85 and len(token.text) > 6):
                    yield Source(tuple(root for _, root in words.rooted(near)), covers, likeness, "misspelt")

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for name in self._names for stem in name.stems)

    @cached_property
    def _spelling(self) -> Spelling:
        said = {word for name in self._names for word in content(name.text)}
        return Spelling(said | self._stems)


def _score(hit: Hit) -> float:
    return hit.match.score


def _best(found: Sequence[Hit]) -> float:
    return max(map(_score, found), default=0.0)
