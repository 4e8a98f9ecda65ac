"""A cell of a plan with its short forms written out ("G 2 år", "0,5 år", "två (2) år"), each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.grammar import fatewords
from kg.grammar.fatewords import Action
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text in plain words, that knows where each of its characters stood."""

    text: str
    _from: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The place in the cell of text[start:end]."""
        return self._from[start], max(self._from[start], self._from[end])


def out(cell: str, about: Action | None = None) -> Spelled:
    """The cell in plain words; `about` is what a mark means in its column ("x vid inaktualitet")."""
    text, places = cell, list(range(len(cell) + 1))
    for start, end, words in sorted(_edits(cell, about), reverse=True):
        text = text[:start] + words + text[end:]
        places = [*places[: start + 1], *([places[start]] * (len(words) - 1)), *places[end:]]
    return Spelled(text, tuple(places))


def _edits(cell: str, about: Action | None) -> Iterator[tuple[int, int, str]]:
    """What is written out: start, end and the words instead; no two overlap."""
    yield from _opening(cell, about)
    words = lexicon.load("fates")["spelled"]
    for match in re.finditer(r"(?<![\d.,])(\d{1,2})[.,]5\s?år(?!\w)", cell):
        yield match.start(), match.end(), f"{12 * int(match[1]) + 6} månader"
    for match in _halves().finditer(cell):
        yield match.start(), match.end(), f"{words['months'][match[1].casefold()]} månader"
    for match in re.finditer(rf"(?<=[a-zåäö])\s\(\d{{1,3}}\)(?=\s(?:{fatewords.units()})(?!\w))", cell, re.IGNORECASE):
        yield match.start(), match.end(), ""
    for short, whole in words["words"].items():
        for match in re.finditer(short, cell, re.IGNORECASE):
            yield match.start(), match.end(), whole
    for match in _this_year().finditer(cell):
        yield match.start(), match.end(), f"{match['before'] or match['after']} efter {words['this_year_ends']}"


def _opening(cell: str, about: Action | None) -> Iterator[tuple[int, int, str]]:
    """The letter or mark that opens a cell or, behind a colon, a part of it: "B, 1 ex", "kopia: G v.i."."""
    words = lexicon.load("fates")
    letters = {letter: action for action, each in words["letters"].items() for letter in each}
    for match in re.finditer(rf"(?:^|(?<=:\s))({'|'.join(letters)})(?=(?P<rest>.*))", cell, re.IGNORECASE):
        if _goes_on().match(match["rest"]) or (match.start() and re.match(r"\s*(?:[,;.]|$)", match["rest"])):
            yield match.start(1), match.end(1), words["letters_mean"][letters[match[1].casefold()]]
    marks = "|".join(words["marks"]["opens"])
    mark = re.match(rf"(?:{marks})(?=[\s,(])(?P<rest>.+)", cell, re.IGNORECASE) if about else None
    if mark and about:
        yield 0, mark.start("rest"), words["letters_mean"][about]


@cache
def _goes_on() -> re.Pattern[str]:
    """What follows a letter that means an action: a time, an event, a condition, a delivery, a sample."""
    words = lexicon.load("fates")
    after = "|".join(
        [
            *(w for kind in ("event", "condition", "sample") for w in words["openers"][kind]),
            *words["actions"]["transfer"],
        ]
    )
    return re.compile(
        rf"[,.:;]?\s?(?<=[\s,.:;])(?:(?:{after})(?!\w)|{fatewords.length().pattern}|{fatewords.time_words()})"
        rf"|\s\((?=.*\))",
        re.IGNORECASE,
    )


@cache
def _halves() -> re.Pattern[str]:
    words = sorted(lexicon.load("fates")["spelled"]["months"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:ett\s)?({'|'.join(words)})(?!\w)", re.IGNORECASE)


@cache
def _this_year() -> re.Pattern[str]:
    """ "Innevarande år + 2 år", "2 år utöver innevarande": n years after the end of the year."""
    words = lexicon.load("fates")["spelled"]
    this, plus = "|".join(words["this_year"]), "|".join(words["plus"])
    years = r"\d{1,2}\sår"
    return re.compile(
        rf"(?:{this})\s?(?:{plus})\s?(?P<after>{years})|(?P<before>{years})\s?(?:{plus})\s?(?:{this})", re.IGNORECASE
    )
