"""Days, months, seasons and years as people write them: "i maj 2017", "den 1 januari 2018", "förra året"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kg.grammar.match import Match
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class When:
    """The days that an expression may mean: first and last, both included."""

    first: date
    last: date
    year_only: bool = False
    """Whether only a year was named; such a year is often the year that a record concerns, not its date."""


@cache
def _pattern() -> re.Pattern[str]:
    words = lexicon.load("when")
    months = "|".join(sorted(words["months"], key=len, reverse=True))
    seasons = "|".join(sorted(words["seasons"], key=len, reverse=True))
    named = "|".join(sorted(words["days"], key=len, reverse=True))
    years = "|".join(re.escape(y) for y in sorted(words["years"], key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?<![\d.:/-])(?:"
        rf"(?P<iso>{year}-\d\d-\d\d)"
        rf"|årsskiftet\s(?P<turn>{year})\s?[/-]\s?(?:{year}|\d\d)"
        rf"|(?P<iso_month>{year}-\d\d)(?![\d-])"
        rf"|(?:den\s)?(?P<day>\d{{1,2}})(?:\s?:?(?:e|a|er|st|nd|rd|th))?\s(?P<month>{months})\.?\s(?P<of>{year})"
        rf"|(?P<first_month>{months})\s(?P<first_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<first_of>{year})"
        rf"|(?P<named>{named}),?\s(?:år\s)?(?P<named_of>{year})"
        rf"|(?P<just_month>{months})\.?\s(?P<month_of>{year})"
        rf"|(?P<season>{seasons})\s(?P<season_of>{year})"
        rf"|(?P<relative>{years})\b"
        rf"|(?:\b(?:år|året)\s)?(?P<year>{year})"
        rf")(?![\d:-]|\.\d)",
        re.IGNORECASE,
    )


@cache
def _hint() -> re.Pattern[str]:
    """What every time has: a digit, or a year counted from this one; most texts have neither."""
    return re.compile(rf"\d|{'|'.join(map(re.escape, lexicon.load('when')['years']))}", re.IGNORECASE)


def find(text: str, today: date) -> list[Match[When]]:
    """Times named in the text, in order; what is no day of the calendar ("2017-02-30") is left out."""
    found: list[Match[When]] = []
    if not _hint().search(text):
        return found
    for match in _pattern().finditer(text):
        when = _read(match, today)
        if when is not None:
            found.append(Match(match.start(), match.end(), when))
    return found


def _read(match: re.Match[str], today: date) -> When | None:
    words, part = lexicon.load("when"), match.groupdict()
    try:
        if part["iso"]:
            return _one(date.fromisoformat(part["iso"]))
        if part["turn"]:
            return _one(date(int(part["turn"]) + 1, 1, 1))
        if part["iso_month"]:
            year, month = map(int, part["iso_month"].split("-"))
            return _months(year, month, month)
        if part["day"]:
            return _one(date(int(part["of"]), words["months"][part["month"].casefold()], int(part["day"])))
        if part["first_month"]:
            month = words["months"][part["first_month"].casefold()]
            return _one(date(int(part["first_of"]), month, int(part["first_day"])))
        if part["named"]:
            return _one(date(int(part["named_of"]), *words["days"][part["named"].casefold()]))
        if part["just_month"]:
            month = words["months"][part["just_month"].casefold()]
            return _months(int(part["month_of"]), month, month)
        if part["season"]:
            return _months(int(part["season_of"]), *words["seasons"][part["season"].casefold()])
    except ValueError:
        return None
    year = int(part["year"]) if part["year"] else today.year + words["years"][part["relative"].casefold()]
    return When(date(year, 1, 1), date(year, 12, 31), year_only=True)


def _one(day: date) -> When:
    return When(day, day)


def _months(year: int, first: int, last: int) -> When:
    return When(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def written(when: When) -> str:
    """The expression in ISO 8601: a day, a month, a year, or an interval "2018-01-01/2018-06-30"."""
    first, last = when.first, when.last
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return f"{first.isoformat()}/{last.isoformat()}"
