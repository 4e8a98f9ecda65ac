"""Cells of a plan that speak of keeping and leave open what becomes of the records: a person must be asked."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar import fatewords
from kg.text import lexicon


def is_open(cell: str) -> bool:
    """Whether a cell, its short forms written out, leaves open what it says.

    A choice without its ground ("bevaras eller gallras efter 2 år", "3 år eller vid inaktualitet"), a span of years
    ("2–5 år"), keeping for a while ("bevaras tills vidare"), a year instead of a period, a question.
    """
    return any(pattern.search(cell) for pattern in _patterns())


def undecided(cell: str) -> bool:
    """Whether a cell says that it is not decided, or names both keeping and destroying as a choice."""
    return any(pattern.search(cell) for pattern in _patterns()[:2])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = lexicon.load("fates")
    said, actions = words["open"], words["actions"]
    either = "|".join(said["either"])
    keep, destroy = "|".join(actions["preserve"]), "|".join(actions["destroy"])
    length, times, units = fatewords.length().pattern, fatewords.time_words(), fatewords.units()
    unnamed = length.replace("?P<number>", "?:").replace("?P<unit>", "?:")
    choice = rf"(?<!\w)(?:(?:{keep})\s?(?:{either})\s?(?:{destroy})|(?:{destroy})\s?(?:{either})\s?(?:{keep}))(?!\w)"
    # a choice with a ground of its own is none: "Gallras / Bevaras vid överklagande"
    grounds = "|".join(words["openers"]["condition"])
    told = [
        rf"{choice}(?!\s(?:{grounds})\s)",
        "|".join(said["undecided"]),
        rf"\d\s?(?:[–/+(-]|(?:till|eller|el\.)\s)\s?\d{{1,3}}\)?\s?(?:{units})(?!\w)",
        rf"(?:{unnamed})\s?(?:{either})\s?(?:{times})|(?:{times})\s?(?:{either})\s?(?:{unnamed})",
        rf"(?:{unnamed})\s?(?:{either})\s?(?:{unnamed})",
        rf"(?<!\w)(?:{keep})[^.;,]*?\s(?:{'|'.join(said['until'])})(?!\w)",
        rf"(?<!\w)(?:{destroy})\s(?:\S+\s){{0,2}}(?:19|20)\d\d(?!\w)(?!:\d)",
        rf"(?:^|[.;,]\s)(?:{'|'.join(said['places'])})\s(?:i\s)?(?:{unnamed})",
    ]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in told)
