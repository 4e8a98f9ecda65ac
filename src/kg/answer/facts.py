"""The facts that a question may state: their keys, types and questions, and how a given value is read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.errors import UsageError
from kg.model.answer import FactValue
from kg.text import lexicon

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_YEARS = re.compile(r"\d{4}(?:/(?:\d{4}|\d\d))?\Z")
_TRUE = {"ja", "true", "yes", "1", "sant"}
_FALSE = {"nej", "false", "no", "0", "falskt"}


@dataclass(frozen=True, slots=True)
class Key:
    """A kind of fact and the question that asks for it."""

    name: str
    type: str
    question: str
    question_en: str
    values: tuple[str, ...]
    asked_by: tuple[str, ...]


@cache
def keys() -> Mapping[str, Key]:
    """All kinds of facts by name, from data/lexicon/facts.toml."""
    return {
        name: Key(name, e["type"], e["sv"], e["en"], tuple(e.get("values", ())), tuple(e.get("asked_by", ())))
        for name, e in lexicon.load("facts").items()
    }


@cache
def asked_by(about: str) -> str:
    """Name of the fact that a condition of this kind asks for."""
    return next((key.name for key in keys().values() if about in key.asked_by), "condition")


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a month or year of which the day is not known: first and last possible day."""

    first: date
    last: date


def days(text: str) -> Days:
    """The days that YYYY, YYYY-MM, YYYY-MM-DD or an interval of two of them may mean.

    Raises ValueError where it is none of them.
    """
    if "/" in text:
        first, last = (days(end) for end in text.split("/", 1))
        if last.last < first.first:
            raise ValueError(text)
        return Days(first.first, last.last)
    match = _PARTIAL.match(text.strip())
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year == 0:
        raise ValueError(text)
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise ValueError(text)
    if day is None:
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Days(date(year, month, day), date(year, month, day))


def is_years(text: str) -> bool:
    """Whether the text is a year, or a year that begins in one and ends in the next: "2023/2024", "2023/24"."""
    return bool(_YEARS.match(text.strip()))


def years(text: str) -> str:
    """A year, or two as an interval, in full: "2023/24" is "2023/2024"."""
    first, _, last = text.strip().partition("/")
    return f"{first}/{first[: 4 - len(last)]}{last}" if last else first


def checked(given: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The facts given with each value in its type.

    Raises UsageError for a key that is not known (naming those that are) or a value of the wrong form.
    """
    facts: dict[str, FactValue] = {}
    for name, value in given.items():
        key = keys().get(name)
        if key is None:
            raise UsageError(f"unknown fact {name!r}", hint=f"known facts: {', '.join(sorted(keys()))}")
        facts[name] = _typed(key, value)
    return facts


def _typed(key: Key, value: FactValue) -> FactValue:
    text = str(value).strip()
    if key.type == "bool":
        if text.casefold() in _TRUE | _FALSE:
            return text.casefold() in _TRUE
        raise UsageError(f"{key.name}={text!r} is neither yes nor no", hint="say ja or nej")
    if key.type == "year":
        if not is_years(text):
            raise UsageError(f"{key.name}={text!r} is no year", hint="write YYYY, or YYYY/YYYY for a school year")
        return years(text) if "/" in text else int(text)
    if key.type == "int":
        if re.fullmatch(r"\d{1,4}", text):
            return int(text)
        raise UsageError(f"{key.name}={text!r} is no number", hint="give a whole number")
    if key.type == "date":
        try:
            days(text)
        except ValueError:
            raise UsageError(f"{key.name}={text!r} is no date", hint="write YYYY-MM-DD, YYYY-MM or YYYY") from None
        return text
    if not text:
        raise UsageError(f"{key.name} is empty", hint="give a value or leave it out")
    return text


def day(text: str) -> date:
    """A whole day.

    Raises UsageError where the text is no calendar day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is no date", hint="write YYYY-MM-DD") from None
