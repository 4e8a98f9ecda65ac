"""The facts that a question states in its own words: unit, date, year, status, person, medium, origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.answer import status
from kg.answer.facts import Days, days, years
from kg.grammar import when
from kg.model.answer import FactValue
from kg.text import lexicon, words


@dataclass(frozen=True, slots=True)
class Stated:
    """Facts found in a text, and where: the words that state facts name no record."""

    facts: Mapping[str, FactValue]
    spans: tuple[tuple[int, int], ...]


class Units:
    """The names of units that a plan's conditions may speak of, found in running text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names`: folded name to the short form by which the plan's conditions know it."""
        self.names = names
        longest = sorted(names, key=len, reverse=True)
        known = "|".join(re.escape(name) for name in longest) or r"(?!)"
        self._pattern = re.compile(rf"(?<![\w-])({known})(?:[:’']?s|:[a-zåäö]+)?(?![\w-])", re.IGNORECASE)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and short form of each unit named."""
        found = []
        for match in self._pattern.finditer(text):
            short = self.names[words.fold(match[1])]
            # A short form of few letters counts in capitals only: "KS" is the board, "ks" may be anything.
            if len(match[1]) > 4 or match[1].isupper() or match[1] == match[0].casefold() == short:
                found.append((match.start(), match.end(), short))
        return found


def facts(text: str, units: Units, today: date) -> Stated:
    """What the text itself states; never what it does not: a fact that is said twice with two values is left out."""
    found: dict[str, set[FactValue]] = {}
    spans: list[tuple[int, int]] = []

    def state(key: str, value: FactValue, start: int, end: int) -> None:
        found.setdefault(key, set()).add(value)
        spans.append((start, end))

    for start, end, unit in units.find(text):
        state("unit", unit, start, end)
    for match in _school_year().finditer(text):
        state("year", years(match["years"]), match.start(), match.end())
    for time in when.find(text, today):
        if any(start <= time.start and time.end <= end for start, end in spans):
            continue
        concerned = time.value.year_only and _concerns().search(text[: time.start])
        if time.value.year_only:
            # "från 2021" dates the record, and what is from 2021 concerns 2021 unless another year is named.
            state("year" if concerned else "year_of_date", time.value.first.year, time.start, time.end)
        if not concerned:
            state("date", when.written(time.value), time.start, time.end)
    # Most questions have none of the phrases: one look tells.
    for key, value, pattern in _phrases() if _any_phrase().search(text) else ():
        for match in pattern.finditer(text):
            state(key, value, match.start(), match.end())
    if "date" in found:
        found["date"] = _narrowest(found["date"])
    of_date = found.pop("year_of_date", None)
    if of_date and "year" not in found:
        found["year"] = of_date
    single = {key: next(iter(values)) for key, values in found.items() if len(values) == 1}
    claims = status.find(text)
    if claims:
        single["status"] = ", ".join(claim.words for claim in claims)
        spans += [(claim.start, claim.end) for claim in claims]
    return Stated(single, tuple(sorted(spans)))


def _narrowest(dates: set[FactValue]) -> set[FactValue]:
    """Of times that lie in each other ("december 2017, upprättad 2017-12-31"), the narrowest; else all."""
    told = sorted(dates, key=lambda text: _length(days(str(text))))
    inner = days(str(told[0]))
    inside = all(days(str(text)).first <= inner.first and inner.last <= days(str(text)).last for text in told)
    return {told[0]} if inside else dates


def _length(when_: Days) -> int:
    return (when_.last - when_.first).days


@cache
def _school_year() -> re.Pattern[str]:
    openers = "|".join(lexicon.load("stated")["spanning"])
    return re.compile(rf"(?:{openers})\s(?P<years>(?:19|20)\d\d/(?:(?:19|20)\d\d|\d\d))(?!\d)", re.IGNORECASE)


@cache
def _concerns() -> re.Pattern[str]:
    openers = "|".join(lexicon.load("stated")["concerns"])
    return re.compile(rf"(?:{openers})\s(?:år(?:et)?\s)?$", re.IGNORECASE)


@cache
def _phrases() -> tuple[tuple[str, FactValue, re.Pattern[str]], ...]:
    out: list[tuple[str, FactValue, re.Pattern[str]]] = []
    for entry in lexicon.load("stated")["phrase"]:
        out.append((entry["fact"], entry["value"], re.compile(rf"\b(?:{'|'.join(entry['said'])})\b", re.IGNORECASE)))
    return tuple(out)


@cache
def _any_phrase() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, _, pattern in _phrases()), re.IGNORECASE)


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the words that state facts blanked out."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)
