"""Homonyms told apart: of records with the same name, the one whose process the rest of the question speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log

from kg.answer.search import Hit
from kg.catalogue import PlanView
from kg.text import words

_MARGIN = 0.04
"""Scores that lie nearer than this are alike."""
_NEAR = 0.1
"""How much less than the best a hit may score to win by its context."""
_TITLE, _RECORDS, _TERMS = 1.0, 0.6, 0.5
"""What a word of the title, of the names of records, and of the description says of a process."""
_WORTH = 0.12
_MOST = 0.45
"""What one telling word of the context, and all of it, is worth beside a match of 0 to 1."""


class Context:
    """The words of each process of a plan, weighed by how few processes have them."""

    def __init__(self, view: PlanView) -> None:
        self.view = view

    def choose(self, hits: Sequence[Hit], said: str) -> list[Hit]:
        """The hits that fit best by their own likeness and by what else is said; several where none stands out."""
        best = max(hit.match.score for hit in hits)
        near = [hit for hit in hits if hit.match.score >= best - _NEAR]
        roots = _roots(said)
        scored = [(hit.match.score + self._fit(hit.code, roots - _roots(hit.name)), hit) for hit in near]
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

    def _fit(self, code: str | None, roots: frozenset[str]) -> float:
        own = self._weights.get(code or "", {})
        return min(_MOST, _WORTH * sum(own[root] for root in roots if root in own))

    @cached_property
    def _weights(self) -> dict[str, dict[str, float]]:
        raw = {code: self._words(code) for code in self.view.processes}
        frequency = Counter(root for own in raw.values() for root in own)
        most = log(1 + len(raw)) or 1.0
        return {
            code: {root: weight * 2 * log(1 + len(raw) / frequency[root]) / most for root, weight in own.items()}
            for code, own in raw.items()
        }

    def _words(self, code: str) -> dict[str, float]:
        process = self.view.processes[code]
        records = " ".join(record.name for record in self.view.records.get(code, ()))
        own: dict[str, float] = {}
        for weight, text in ((_TERMS, " ".join(process.terms)), (_RECORDS, records), (_TITLE, process.title)):
            own.update(dict.fromkeys(_roots(text), weight))
        return own


def _roots(text: str) -> frozenset[str]:
    return frozenset(map(words.root, words.stems(text)))


def same(subject: str, name: str) -> bool:
    """Whether a reference's subject names the record: all of the record's words are among the subject's."""
    named = words.stems(name)
    return bool(named) and named <= words.stems(subject)
