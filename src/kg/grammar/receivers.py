"""Who gets the records of a plan's cell: "till kommunarkivet", "återlämnas till ägaren"."""

from __future__ import annotations

import re
from functools import cache

from kg.text import lexicon

ARCHIVE = re.compile(
    r"(?:^|\s)till\s(?P<to>[\wåäöÅÄÖ-]*(?:arkiv|arkivet|myndighet|myndigheten|nämnd|nämnden))\b", re.IGNORECASE
)
"""An archive, an agency or a board, by its name."""


def find(part: str) -> str | None:
    """Who receives what a part of a cell delivers, gives back or hands over; None where it names nobody."""
    found = ARCHIVE.search(part) or _given().search(part)
    return found["to"].strip() if found else None


@cache
def _given() -> re.Pattern[str]:
    """Whoever gets the records: "Återlämnas till konstnären", "överlämnas till vårdnadshavare när barnet slutar"."""
    words = lexicon.load("fates")
    stops = "|".join([*words["openers"]["event"], *words["openers"]["condition"], "eller", "och", "enligt", r"\d"])
    return re.compile(
        rf"(?:{'|'.join(words['actions']['transfer'])})\still\s(?P<to>[^\W\d][^.;,()/]*?)"
        rf"(?=\s(?:{stops})|[.;,()/]|\s*$)",
        re.IGNORECASE,
    )


def returns(part: str) -> bool:
    """Whether records go back to whom they came from."""
    verbs = "|".join(lexicon.load("fates")["returned"]["verbs"])
    return re.search(rf"(?<!\w)(?:{verbs})", part, re.IGNORECASE) is not None
