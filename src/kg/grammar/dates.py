"""Limits in time inside a rule: "från och med 2018-01-01", "t.o.m. den 31 december 2017", "före 2018"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from kg.grammar import when
from kg.grammar.match import Match
from kg.model.disposition import Operator
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Bound:
    """A day, or a year, and on which side of it a thing lies."""

    op: Operator
    """`is` for a day named without a word before it."""
    at: date | None
    """The day; None where only a year is named."""
    year: str | None = None
    """The year, where only a year is named: "2018"."""


def find(text: str) -> list[Match[Bound]]:
    """Days and years with the word of time before them, in order; the match takes in that word.

    Of a month or a season the day next to the limit counts: before its first day, until its last. Times told from
    today ("i år") are left out: a document does not say when it is read.
    """
    found = []
    for match in when.find(text, date(2000, 1, 1)):
        if not any(c.isdigit() for c in text[match.start : match.end]):
            continue
        op, start, end = around(text, match.start, match.end, match.value.year_only)
        if match.value.year_only:
            found.append(Match(start, end, Bound(op, None, str(match.value.first.year))))
        else:
            day = match.value.last if op in {"until", "after"} else match.value.first
            found.append(Match(start, end, Bound(op, day)))
    return found


def around(text: str, start: int, end: int, year: bool = False) -> tuple[Operator, int, int]:
    """What the words of time before or behind text[start:end] make of it, with the place that they are part of.

    "från" is a limit before a day; of a year it says that things are of that year.
    """
    behind = _behind().match(text, end)
    before = _before().search(text, max(0, start - 32), start)
    first, last = before.start() if before else start, behind.end() if behind else end
    if behind:
        return cast(Operator, _operators("bounds_behind").get(_key(behind[1]), "is")), first, last
    op = _operators("bounds").get(_key(before[1]), "is") if before else "is"
    if op == "from":
        return "is" if year else "on-or-after", first, last
    return cast(Operator, op), first, last


def _key(word: str) -> str:
    return re.sub(r"[\s.]", "", word.casefold())


@cache
def _operators(table: str) -> Mapping[str, str]:
    return {_key(word): op for op, words in lexicon.load("conditions")[table].items() for word in words}


def _words(table: str) -> str:
    words = (word for group in lexicon.load("conditions")[table].values() for word in group)
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in sorted(words, key=len, reverse=True))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({_words('bounds')})\s(?:den\s)?$", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s({_words('bounds_behind')})(?!\w)", re.IGNORECASE)
