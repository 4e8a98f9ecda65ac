"""Footnotes of a plan's tables that say when starred records go to the archive: "* Levereras efter fem år"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.grammar import fates
from kg.grammar.fates import Fate
from kg.read.document import Row
from kg.text.passage import Passage

_NOTE = re.compile(r"\s*(?P<mark>\*+|[¹²³])\s?(?P<text>\S.*)", re.DOTALL)
_MARKED = re.compile(r"(?P<mark>\*+|[¹²³])\W*\Z")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's mark, what it says of delivery, and where it stands."""

    mark: str
    fate: Fate
    passage: Passage


def find(rows: Sequence[Row]) -> tuple[Note, ...]:
    """The footnotes that tell when records are delivered, in order."""
    return tuple(_notes(rows))


def of(cell: Passage, notes: Sequence[Note]) -> Note | None:
    """The footnote that a cell's mark leads to: the next below it."""
    marked = _MARKED.search(cell.text)
    if marked is None:
        return None
    return next((n for n in notes if n.mark == marked["mark"] and n.passage.lines[0] > cell.lines[-1]), None)


def _notes(rows: Sequence[Row]) -> Iterator[Note]:
    for row in rows:
        filled = [cell for cell in row.cells if cell.text]
        note = _NOTE.match(filled[0].text) if len(filled) == 1 else None
        told = [m.value for m in fates.find(note["text"])] if note else []
        if note and len(told) == 1 and told[0].action == "transfer" and told[0].period and not told[0].conditions:
            yield Note(note["mark"], told[0], filled[0])
