"""The words that a plan has, to write out words that a row cut short: "komp.försörjningspl."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.answer import names
from kg.catalogue import PlanView
from kg.text import words

_LEAST = 2
"""Letters that the first piece of a shortened word must have."""


class Vocabulary:
    """Words of the names of a plan; nothing that a row says changes it."""

    def __init__(self, views: Iterable[PlanView]) -> None:
        """Take the words of record types, subjects and titles; those of descriptions stand behind them."""
        every = list(views)
        own = [word for view in every for target in names.targets(view) for word in words.split(target.name)]
        more = [term for view in every for unit in view.plan.processes for term in words.split(" ".join(unit.terms))]
        self._ranks = {word: 0 for word in own if len(word) > _LEAST}
        for word in more:
            self._ranks.setdefault(word, 1)
        self._stems = frozenset(map(words.stem, self._ranks))
        self._lately = lru_cache(maxsize=65536)(self._completed)

    def has(self, word: str) -> bool:
        """Whether the plan has the word, in any form."""
        return word in self._ranks or words.stem(word) in self._stems

    def kept_of(self, text: str) -> tuple[str, float]:
        """The text without the words that the plan does not have, and the share of its words left out.

        Nothing is kept where the first word is not one of the plan's: what a title opens with is what it is.
        """
        said = [word for word in words.split(text) if word not in words.function() and not word[0].isdigit()]
        kept = [word for word in said if self.has(word)]
        if not kept or kept[0] != said[0] or len(kept) == len(said):
            return "", 0.0
        return " ".join(kept), 1 - len(kept) / len(said)

    def completed(self, pieces: Sequence[str]) -> str | None:
        """The one word of the plan that begins with the first piece and goes on with the others."""
        return self._lately(tuple(pieces))

    def _completed(self, pieces: tuple[str, ...]) -> str | None:
        if len(pieces[0]) < _LEAST or sum(map(len, pieces)) < 5:
            return None
        last = words.stem(pieces[-1]) if len(pieces) > 1 else pieces[-1]
        pattern = re.compile(r"\w*".join(map(re.escape, (*pieces[:-1], last))) + r"\w*\Z")
        for rank in (0, 1):
            found = [word for word, own in self._ranks.items() if own == rank and pattern.match(word)]
            if found:
                return self._one(found)
        return None

    def _one(self, found: Sequence[str]) -> str | None:
        """The word, where all that fit are forms of one; else the shortest of which the others are compounds."""
        shortest = min(found, key=lambda word: (len(word), word))
        return shortest if len({words.stem(word) for word in found}) == 1 or len(found) <= 3 else None
