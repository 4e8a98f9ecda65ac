"""A clause of a rule while its conditions are read: what was found, and which of its words have had their say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg.grammar import dates
from kg.grammar.dates import Bound
from kg.grammar.match import Match
from kg.model.disposition import About, Condition, Operator
from kg.text import lexicon

GAP = "¦"
"""Stands, character for character, for words of a clause that are read elsewhere: its verb and who receives."""


@dataclass
class Reading:
    """One clause; each pattern claims the words that it has read, so that no other reads them again."""

    text: str
    found: list[Match[Condition]] = field(default_factory=list)
    claimed: list[tuple[int, int]] = field(default_factory=list)
    spoken_of: dict[int, str] = field(default_factory=dict)
    """What is spoken of just before a place, by that place."""
    _bounds: list[Match[Bound]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._bounds = dates.find(self.text)

    @property
    def bounds(self) -> list[Match[Bound]]:
        """Days and years that no pattern has read yet."""
        return [bound for bound in self._bounds if self.free(bound.start, bound.end)]

    def add(
        self,
        place: tuple[int, int],
        about: About,
        op: Operator,
        value: str | tuple[str, ...],
        at: Bound | None = None,
        of: str | None = None,
    ) -> None:
        """Keep a condition that stands at a place, and claim its words."""
        day = at.at if at else None
        self.found.append(Match(*place, Condition(about=about, op=op, value=value, at=day, of=of or None)))
        self.claimed.append(place)

    def free(self, start: int, end: int) -> bool:
        """Whether no pattern has read words of text[start:end]."""
        return all(end <= a or b <= start for a, b in self.claimed)

    def bound_after(self, at: int, beyond_place: bool = False) -> Match[Bound] | None:
        """The day or year that stands right behind a place; `beyond_place`: also behind "i gymnasieskolan"."""
        for bound in self.bounds:
            between = self.text[at : bound.start] if at <= bound.start else "."
            if not between.strip(" ,") or (beyond_place and _PLACE.fullmatch(between)):
                return bound
        return None

    def bound_before(self, at: int) -> Match[Bound] | None:
        """The day that stands right before a place ("den 1 juli 2023 pågående ärenden")."""
        return next((b for b in self.bounds if b.value.op == "is" and self.text[b.end : at] == " "), None)


_PLACE = re.compile(r"\s(?:i|vid|på|hos|inom)\s[\w-]+(?:\s[\w-]+)?\s")


def plain(words: str) -> str:
    """Words without the space and signs around them, and the small words that only join them to others."""
    bare = " ".join(words.replace(GAP, " ").split()).strip(" ,.;:-–•")
    return _trailing().sub("", _leading().sub("", bare))


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first; a space in them is any white space."""
    return _alternatives(tuple(words))


@lru_cache(maxsize=512)
def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


@cache
def begins() -> str:
    """A pattern of the words with which the subject of a rule may begin: "övriga", "äldre", "avslutade"."""
    words, conditions = lexicon.load("dispositions"), lexicon.load("conditions")
    forms = (form for group in conditions["states"].values() for form in group if form.endswith(("a", "e")))
    opening = (form for form in conditions["opening_states"]["pågående"])
    rest = (*words["otherwise"]["words"], *words["otherwise"]["older"], *words["otherwise"]["newer"])
    return alternatives({*words["starters"]["words"], *rest, *forms, *opening})


@cache
def cue(table: str) -> re.Pattern[str]:
    """Pattern of the words of a table of the lexicon "conditions"."""
    words = alternatives(lexicon.load("conditions")[table]["words"])
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    words = lexicon.load("conditions")
    return re.compile(
        rf"^(?:(?:{alternatives([*words['determiners']['words'], *words['leading']['words']])})\s)+(?=\w)",
        re.IGNORECASE,
    )


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?:\s(?:{alternatives(lexicon.load('conditions')['trailing']['words'])}))+$", re.IGNORECASE)
