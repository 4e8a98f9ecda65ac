"""Words that stand alone in a row: the title of a unit, above others where it is in capitals, or a total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.parts import Part
from kg.text import lexicon

_MOST_WORDS = 16
_LEAST_CAPITALS = 5
"""Letters of a title in capitals: fewer are an abbreviation."""


def in_capitals(found: Sequence[Part]) -> frozenset[str]:
    """Rows of one cell in capitals, where others are not: units above those in small letters."""
    rows = [[cell.text for cell in row.cells if cell.text] for part in found if part.columns for row in part.rows]
    alone = [texts[0] for texts in rows if len(texts) == 1]
    capitals = {text for text in alone if text.isupper() and sum(map(str.isalpha, text)) >= _LEAST_CAPITALS}
    return frozenset(capitals if len(capitals) > 1 and any(text not in capitals for text in alone) else ())


def may_be(text: str) -> bool:
    """Whether words that stand alone may name a unit: they are few, and no sentence."""
    return len(text.split()) <= _MOST_WORDS and text[-1:] not in ".,;:"


def total(text: str) -> bool:
    """Whether a row counts the rows above it, and names no record."""
    words = "|".join(lexicon.load("columns")["apart"]["totals"])
    return re.match(rf"(?:{words})\W*\Z", text, re.IGNORECASE) is not None
