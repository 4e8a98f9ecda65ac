"""The words of a cell that say what becomes of records, and the lengths of time and times without a number in it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from kg.text import lexicon

Action = Literal["preserve", "destroy", "transfer"]
ACTIONS: tuple[Action, ...] = ("preserve", "destroy", "transfer")


@cache
def says() -> re.Pattern[str]:
    """Anything that tells a fate: an action, a length of time, a time without a number."""
    return re.compile(rf"{action_words()}|{length().pattern}|{time_words()}", re.IGNORECASE)


@cache
def action_words() -> str:
    """A pattern of the words for what becomes of records."""
    words = lexicon.load("fates")["actions"]
    return rf"(?<![\w-])(?:{'|'.join(w for action in ACTIONS for w in words[action])})(?![\w-])"


@cache
def time_words() -> str:
    """A pattern of times without a number: "vid inaktualitet"."""
    return rf"(?<!\w)(?:{'|'.join(w for words in lexicon.load('fates')['times'].values() for w in words)})(?!\w)"


@cache
def _units() -> dict[str, str]:
    return {**lexicon.load("periods")["units"], **lexicon.load("fates")["units"]}


@cache
def units() -> str:
    """A pattern of the units of time: "år", "mån"."""
    return "|".join(sorted(_units(), key=len, reverse=True))


@cache
def length() -> re.Pattern[str]:
    """A length of time: "2 år", "efter tre månader"."""
    numbers = "|".join(sorted(lexicon.load("periods")["numbers"], key=len, reverse=True))
    before = "|".join(sorted(lexicon.load("fates")["lengths"]["before"], key=len, reverse=True))
    return re.compile(
        rf"(?:(?<!\w)(?:{before})\s)*(?<![\w.,])(?P<number>\d{{1,3}}|{numbers})\s?(?P<unit>{units()})(?![\w])\.?",
        re.IGNORECASE,
    )


def duration(length: re.Match[str]) -> str:
    """What `length` found, as an ISO 8601 duration."""
    number, numbers = length["number"].casefold(), lexicon.load("periods")["numbers"]
    return f"P{int(number) if number.isdecimal() else numbers[number]}{_units()[length['unit'].casefold()]}"
