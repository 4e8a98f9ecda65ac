"""Ages of those whom something is for: "18 år och äldre", "0-20 år", "över 12 år", "under 18"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.grammar.match import Match


@dataclass(frozen=True, slots=True)
class Ages:
    """First and last year of age, both included; None is open."""

    first: int | None
    last: int | None


_AGES = re.compile(
    r"(?P<from>\d{1,2})\sår\s(?:och|eller)\säldre"
    r"|(?P<upto>\d{1,2})\sår\s(?:och|eller)\syngre"
    r"|(?:mellan\s)?(?P<low>\d{1,2})\s?(?:[-–]|till|och)\s?(?P<high>\d{1,2})\s?år"
    r"|(?:barn|unga|ungdomar)\s(?P<low2>\d{1,2})\s?[-–]\s?(?P<high2>\d{1,2})\b"
    r"|\((?:över|äldre än)\s(?P<over>\d{1,2})(?:\sår)?\)|\b(?:över|äldre än)\s(?P<over2>\d{1,2})\sår"
    r"|\b(?:under|yngre än)\s(?P<under>\d{1,2})(?:\sår)?\b"
    r"|\bfrån\s(?P<since>\d{1,2})\sår(?:s\sålder)?"
)


def find(text: str) -> list[Match[Ages]]:
    """Ages named in the text, in order; "över 12 år" is from 13, "under 18" to 17."""
    return [Match(match.start(), match.end(), _read(match)) for match in _AGES.finditer(text)]


def _read(match: re.Match[str]) -> Ages:
    part = {key: int(value) for key, value in match.groupdict().items() if value}
    over = part.get("over", part.get("over2"))
    first = part.get(
        "from", part.get("low", part.get("low2", part.get("since", over + 1 if over is not None else None)))
    )
    last = part.get("upto", part.get("high", part.get("high2", part["under"] - 1 if "under" in part else None)))
    return Ages(first, last)
