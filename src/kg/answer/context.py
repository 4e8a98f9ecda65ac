"""Homonyms told apart: of records with the same name, the one whose process the rest of the question speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log

from kg.answer.search import Hit, Index
from kg.catalogue import PlanView
from kg.text import words

_LISTED = re.compile(r",\s|\s(?:och|samt|eller)\s")
_MARGIN = 0.04
"""Scores that lie nearer than this are alike."""
_NEAR = 0.1
"""How much less than the best a hit may score to win by its context."""
_TITLE, _TEXT = 1.0, 0.55
"""What a word of the title, and one of the rest of its text, says of a process."""
_WORTH = 0.12
_MOST = 0.45
"""What one telling word of the context, and all of it, is worth beside a match of 0 to 1."""


class Context:
    """The words of each process of a plan, weighed by how few processes have them."""

    def __init__(self, view: PlanView, index: Index) -> None:
        """`index` knows the words of each unit's own text."""
        self.view = view
        self._index = index

    def choose(self, hits: Sequence[Hit], said: str) -> list[Hit]:
        """The hits that fit best by their own likeness and by what else is said; several where none stands out."""
        best = max(hit.match.score for hit in hits)
        near = [hit for hit in hits if hit.match.score >= best - _NEAR]
        # What any of the names has is no context: it was weighed when the names were met.
        beside = _roots(said).difference(*(_roots(hit.name) for hit in near))
        scored = [(hit.match.score + self._fit(hit.code, beside), hit) for hit in near]
        top = max(score for score, _ in scored)
        return [hit for score, hit in scored if score >= top - _MARGIN]

    def fitting(self, codes: Sequence[str], said: str) -> list[str]:
        """Of the processes of a group, those whose titles the words name and no other's do; the best only."""
        stems = words.stems(said)
        titles = {code: words.stems(self.view.processes[code].title) for code in codes}
        shared = Counter(stem for title in titles.values() for stem in title)
        scores = {code: sum(shared[stem] == 1 for stem in stems & titles[code]) for code in codes}
        top = max(scores.values(), default=0)
        return [code for code in codes if scores[code] == top] if top else []

    def _fit(self, code: str, roots: frozenset[str]) -> float:
        own = roots & self._index.bag(code)
        if not own:
            return 0.0
        title = _roots(self.view.processes[code].title) if code in self.view.processes else frozenset()
        return min(_MOST, _WORTH * sum(self._rare(root) * (_TITLE if root in title else _TEXT) for root in own))

    def _rare(self, root: str) -> float:
        """2 for a word of one process only, near 0 for one that all have."""
        bags = self._index.bags
        having = sum(root in bag for bag in bags.values())
        return 2 * log(1 + len(bags) / max(1, having)) / (log(1 + len(bags)) or 1.0)


def _roots(text: str) -> frozenset[str]:
    return frozenset(map(words.root, words.stems(text)))


def same(subject: str, name: str) -> bool:
    """Whether a reference's subject names the record: one of the things that it lists, and nothing narrower."""
    named = _whole(name)
    return any(part and part <= named for part in map(_whole, _LISTED.split(subject)))


def _whole(text: str) -> frozenset[str]:
    said = (words.stem(token.text) for token in words.tokens(text) if token.text not in words.function())
    return frozenset(said) - words.generic()
