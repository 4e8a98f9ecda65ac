"""The abbreviations that a plan explains itself: "G2 – gallras efter 2 år" in a list above its tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.grammar import fates
from kg.read.document import Row

_SHORT = r"[^\W\d_]{1,3}\.?\s?\d{0,3}|[^\W_]\.?[^\W_]\.?"
_ONE = re.compile(rf"\s*(?P<short>{_SHORT})\s*(?:=|:|–|—|-|\sbetyder\s)\s*(?P<means>.+)", re.IGNORECASE)


def find(rows: Sequence[Row]) -> dict[str, str]:
    """What short forms mean, by the short form in small letters; only those that mean what becomes of records.

    A row of two cells, or of one with a sign between the two, tells one where nothing else fits it.
    """
    found: dict[str, str] = {}
    for row in rows:
        cells = [cell.text for cell in row.cells if cell.text]
        told = _ONE.fullmatch(cells[0]) if len(cells) == 1 else None
        pair = (told["short"], told["means"]) if told else tuple(cells) if len(cells) == 2 else None
        if pair and re.fullmatch(_SHORT, pair[0]) and fates.find(pair[1]):
            found.setdefault(_key(pair[0]), pair[1])
    return found


def spelled(text: str, legend: Mapping[str, str]) -> str:
    """A cell that is one short form in the words of the legend; any other cell as it is."""
    return legend.get(_key(text), text)


def _key(text: str) -> str:
    return re.sub(r"[\s.*]", "", text).casefold()
