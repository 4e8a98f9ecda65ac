"""Periods counted out to days by the calendar, in a sentence that a person can check."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from kg.text import lexicon

Language = Literal["sv", "en"]

_PART = re.compile(r"(\d+)([YMWD])")
_YEAR = re.compile(r"calendar-year(?:\+(\d))?")
_UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}


def after(day: date, duration: str) -> date:
    """The day on which a period that runs from `day` ends; `duration` is ISO 8601 in whole units ("P5Y", "P30D").

    The day of the same number in the last month; where that month has none, its last day: five years from 29 February
    2016 end on 28 February 2021. So has Swedish law counted since lag (1930:173) om beräkning av lagstadgad tid, 1 §,
    and so does relativedelta. Days are counted one by one, the first being the day after.
    No day is moved for a Sunday or a holiday: 2 § of that act lets an act be done later, it does not change the day.
    Raises ValueError where the duration is none, or the day lies beyond the calendar.
    """
    from dateutil.relativedelta import relativedelta

    parts = _PART.findall(duration)
    if not parts or duration != "P" + "".join(number + unit for number, unit in parts):
        raise ValueError(f"no duration: {duration!r}")
    counted: dict[str, int] = {}
    for number, unit in parts:
        counted[_UNITS[unit]] = counted.get(_UNITS[unit], 0) + int(number)
    try:
        return day + relativedelta(**counted)  # type: ignore[arg-type]
    except OverflowError as error:
        raise ValueError(f"{day} + {duration} lies beyond the calendar") from error


def finished(arose: date, finish_by: str) -> date | None:
    """The last day for doing what became a duty on `arose`; None where the words set no day.

    "calendar-year+1" ("senast kalenderåret efter") is the last day of the next calendar year, so that a duty that arose
    on 1 January and one that arose on 31 December have the same last day. A duration runs from the day it arose.
    """
    year = _YEAR.fullmatch(finish_by)
    if year:
        last = arose.year + int(year[1] or 0)
        return date(last, 12, 31) if last <= date.max.year else None
    return after(arose, finish_by) if finish_by.startswith("P") else None


def from_year_end(counted_from: str | None) -> bool:
    """Whether a period runs from the end of the calendar year ("efter kalenderårets utgång")."""
    return bool(
        counted_from and re.search("|".join(lexicon.load("events")["year_end"]["said"]), counted_from.casefold())
    )


def after_year(day: date) -> date:
    """The first day after the calendar year of `day`: n years from then end on 1 January of the year + n + 1."""
    return date(min(day.year + 1, date.max.year), 1, 1)


def spoken(duration: str, lang: Language) -> str:
    """A duration in words: "5 år", "30 dagar"; "5 years", "30 days"."""
    units = lexicon.load("events")["units"]
    said = [f"{number} {units[unit][lang][int(number) != 1]}" for number, unit in _PART.findall(duration)]
    return {"sv": " och ", "en": " and "}[lang].join(said)


def written(name: str, start: date, duration: str, day: date, lang: Language) -> str:
    """The counting as a sum: "sista anteckning 2015-03-10 + 5 år = 2020-03-10"."""
    return f"{name} {start.isoformat()} + {spoken(duration, lang)} = {day.isoformat()}"
