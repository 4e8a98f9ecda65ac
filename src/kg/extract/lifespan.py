"""When a unit came and went, and what took over: "Tillagd 2020-12-11", "Upphörd 2020-12-11, ersatt av 2.5.4"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.grammar import when
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Lifespan:
    """Days from which a unit holds, and no longer holds, and its successors' codes, where the text says."""

    added: date | None = None
    ended: date | None = None
    successors: tuple[str, ...] = ()
    end: int = 0
    """How far into the text the words reach, from its beginning."""


def find(text: str) -> Lifespan:
    """The lifespan that a description tells; each word counts at the beginning of a sentence only."""
    days: dict[str, date] = {}
    end = 0
    for kind in ("added", "ended"):
        for match in _opening(kind).finditer(text):
            day = next((w for w in when.find(text[match.end() : match.end() + 30], date.min) if w.start == 0), None)
            if day is not None and day.value.first == day.value.last:
                days.setdefault(kind, day.value.first)
                end = max(end, match.end() + day.end)
    successors = tuple(re.findall(r"\d+(?:\.\d+)+", "".join(match[1] for match in _successor().finditer(text))))
    return Lifespan(days.get("added"), days.get("ended"), successors, end)


@cache
def _opening(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[.(]\s?|\s(?=[A-ZÅÄÖ]))(?:{'|'.join(lexicon.load('structure')['lifespan'][kind])})\s(?:den\s)?(?=\d)"
    )


@cache
def _successor() -> re.Pattern[str]:
    openers = "|".join(lexicon.load("structure")["lifespan"]["successor"])
    return re.compile(
        rf"\b(?:{openers})\s((?:(?:VO|PG|P|och|samt|process(?:en|erna)?)[\s,]*|\d+(?:\.\d+)+[\s,]*)+)", re.IGNORECASE
    )
