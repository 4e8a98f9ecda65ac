"""Which sentences of a handbook or guideline speak of what a question asks, for what no structured fact answers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from kg.answer import intent, social, support
from kg.answer.asked import Asked, Source, ask
from kg.catalogue import PlanView
from kg.model.handbook import Passage
from kg.text import lexicon, words
from kg.text.similar import Spelling

_SURE = 0.8
"""Share of the question from which on other spellings need not be tried."""
_NEIGHBOURS = 2
"""Sentences before and after that tell what a sentence speaks of."""
_ALIKE = 0.86
"""Likeness from which on a word is another's misspelling."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sentence with how much of the question it takes up."""

    passage: Passage
    share: float
    """0 to 1."""
    complete: bool
    """Whether each word of the question is met, if only in what stands around the sentence."""
    told: float
    """How much of the sentence the question says, 0 to 1: of two that take up as much, the shorter one means it."""


class Sightings:
    """All sentences of a plan, prepared for questions; holds nothing that a question could change."""

    def __init__(self, view: PlanView) -> None:
        """Read the passages of a plan that a prose document yields."""
        self._every = view.plan.passages
        sections = {section.id: section for section in view.plan.sections}
        self._titles = {each.id: _title(each.id, sections) for each in view.plan.sections}

    def find(self, text: str) -> list[Sighting]:
        """Sentences that speak of what the text asks, those that take up most of it first."""
        asked = ask(text, self._weight)
        asked = asked.with_sources((*social.sources(asked), *social.inflected(asked, self._weight.keys())))
        found = self._seen(asked)
        if not found or found[0].share < _SURE:
            other = asked.with_sources(self._respelt(asked))
            found = self._seen(other) if len(other.sources) > len(asked.sources) else found
        return found

    def defining(self, text: str) -> list[Passage]:
        """Sentences that tell the meaning of just what the text names, in order."""
        said = ask(text, self._weight).stems - _meaning()
        return [each for each in self._every if each.defines and said and said == _telling(each.defines)]

    def _seen(self, asked: Asked) -> list[Sighting]:
        roots = {root for source in asked.sources for root in source.roots}
        numbers = sorted({number for root in roots for number in self._by_root.get(root, ())})
        found = [self._sighting(number, asked) for number in numbers]
        return sorted(found, key=lambda each: (-round(each.share, 2), -each.told))

    def _sighting(self, number: int, asked: Asked) -> Sighting:
        own = self._roots[number]
        beside = self._around[number]
        covered = _covered(asked, own)
        met = support.Met(covered, _covered(asked, beside), self._acts[number], 1.0, "passage")
        told = sum(self._weight[root] for root in own & {root for s in asked.sources for root in s.roots})
        of_it = told / sum(self._weight[root] for root in own)
        if not covered:
            return Sighting(self._every[number], 0.0, False, of_it)
        share, complete = support.taken_up(asked, met, self._weight.keys())
        return Sighting(self._every[number], share, complete, of_it)

    @cached_property
    def _roots(self) -> tuple[frozenset[str], ...]:
        return tuple(
            frozenset(root for term in each.terms for _, root in words.rooted(words.fold(term))) for each in self._every
        )

    @cached_property
    def _around(self) -> tuple[frozenset[str], ...]:
        """Roots of the titles that each sentence stands under, and of the sentences next to it."""
        out = []
        for number, each in enumerate(self._every):
            near = range(max(0, number - _NEIGHBOURS), min(len(self._every), number + _NEIGHBOURS + 1))
            roots = [self._roots[n] for n in near if n != number and self._every[n].section == each.section]
            out.append(self._titles.get(each.section or "", frozenset()).union(*roots))
        return tuple(out)

    @cached_property
    def _acts(self) -> tuple[frozenset[str], ...]:
        return tuple(
            frozenset(other for term in each.terms if intent.is_act(term) for other in intent.verbs_like(term))
            for each in self._every
        )

    @cached_property
    def _weight(self) -> Mapping[str, float]:
        counts = Counter(root for roots in self._roots for root in roots)
        most = math.log(len(self._every) + 1) or 1.0
        return {root: 0.4 + 0.6 * (1 - math.log(count) / most) for root, count in counts.items()}

    @cached_property
    def _by_root(self) -> Mapping[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for number, roots in enumerate(self._roots):
            for root in roots:
                table[root].append(number)
        return table

    def _respelt(self, asked: Asked) -> Iterator[Source]:
        for number, token in enumerate(asked.words):
            if words.stem(token.text) in self._stems or words.known(token.text) or len(token.text) < 5:
                continue
            covers = tuple(at for at, part in enumerate(asked.parts) if part.word == number)
            for near, likeness in self._spelling.near(token.text) or self._spelling.near(words.stem(token.text)):
                if likeness >= _ALIKE:
                    yield Source(tuple(root for _, root in words.rooted(near)), covers, likeness, "misspelt")

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(words.stem(words.fold(term)) for each in self._every for term in each.terms)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling({words.fold(term) for each in self._every for term in each.terms} | self._stems)


def _covered(asked: Asked, roots: frozenset[str]) -> dict[int, float]:
    """Parts of the question that the roots take up, each with how far."""
    covered: dict[int, float] = {}
    for source in asked.sources:
        if roots.issuperset(source.roots):
            for at in source.covers:
                covered[at] = max(covered.get(at, 0.0), source.factor)
    return covered


def _title(section: str, sections: Mapping[str, object]) -> frozenset[str]:
    """Roots of a section's title and of those above it."""
    found: set[str] = set()
    at: str | None = section
    for _ in range(4):
        told = sections.get(at or "")
        if told is None:
            break
        found.update(words.roots(told.title))  # type: ignore[attr-defined]
        at = told.parent  # type: ignore[attr-defined]
    return frozenset(found)


@lru_cache(maxsize=4096)
def _telling(term: str) -> frozenset[str]:
    """Stems of the words of a term, whole."""
    return frozenset(words.stem(token.text) for token in words.tokens(term)) - words.function() - _meaning()


@cache
def _meaning() -> frozenset[str]:
    """Stems of the words by which a question asks for a meaning, and the term has not."""
    return frozenset(map(words.stem, lexicon.load("definitions")["asked"]["words"])) | words.generic()
