"""Words near to a misspelt one, within a distance that its length allows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property


class Spelling:
    """A vocabulary in which misspelt words are looked up."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Take folded words; they are sorted by first letter on first use, as slips seldom touch it."""
        self._words = frozenset(vocabulary)

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= _SHORTEST:
                table.setdefault(word[0], []).append(word)
        return table

    def near(self, word: str, most: int = 3) -> list[tuple[str, float]]:
        """The nearest words with their likeness (0 to 1), best first; empty where none is near enough.

        Distance counts letters left out, put in, changed, or two that changed places (optimal string alignment).
        """
        if word in self._words or len(word) < _SHORTEST:
            return []
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        among = self._by_letter.get(word[0], ())
        found = extract(word, among, scorer=OSA.distance, score_cutoff=allowed(word), limit=most)
        return [(near, 1 - distance / max(len(word), len(near))) for near, distance, _ in found]


_SHORTEST = 4


def allowed(word: str) -> int:
    """How many slips a word of this length may hold: one up to seven letters, two up to twelve, then three."""
    return 1 if len(word) < 8 else 2 if len(word) < 13 else 3


def nearest(text: str, names: Iterable[str], n: int) -> list[str]:
    """The names most like the text as a whole, best first, however unlike."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import extract

    return [name for name, _, _ in extract(text, list(names), scorer=fuzz.token_set_ratio, limit=n)]
