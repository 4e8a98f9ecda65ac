"""Codes that a spreadsheet took for numbers or days: which one was meant is told by the codes around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from kg.extract import columns
from kg.read.document import Document, Row
from kg.text.passage import Passage


def key(code: str) -> tuple[int, ...]:
    """The numbers of a code, by which codes are sorted."""
    return tuple(map(int, code.split(".")))


def chosen(readings: tuple[str, ...], previous: str | None, known: Mapping[str, str], title: str) -> str:
    """Which of the codes that a spreadsheet's number may have been fits the row of codes.

    The one that has this title already; else `previous` itself, as its rows repeat it; else the one that comes right
    after it; else the first that comes after it at all. `known` leads from codes to titles.
    """
    if len(readings) == 1:
        return readings[0]
    same = next((code for code in readings if title and known.get(code) == title), None)
    if same is not None or previous is None:
        return same or readings[0]
    if previous in readings and not (title and known.get(previous, title) != title):
        return previous
    after = _successors(previous)
    right = next((code for code in readings if code in after), None)
    rising = next((code for code in readings if key(code) > key(previous) and code not in known), None)
    return right or (readings[0] if readings[0] in known else rising or readings[0])


def _successors(code: str) -> set[str]:
    numbers = key(code)
    nexts = [(*numbers[:depth], numbers[depth] + 1) for depth in range(len(numbers))]
    first = [(*numbers, 1), (*numbers, 0)]
    return {".".join(map(str, each)) for each in [*nexts, *first, *((*each, 1) for each in nexts)]}


class Guess(NamedTuple):
    """A number that was read as a code which it does not show."""

    line: int
    shown: str
    code: str


def mended(document: Document) -> tuple[Document, list[Guess]]:
    """A classification structure with such codes as they were written, and which were guessed; others as they are."""
    if document.layout != "table" or not document.readings:
        return document, []
    kinds = columns.kinds(document.rows)
    previous: str | None = None
    known: dict[str, str] = {}
    rows: list[Row] = []
    guesses: list[Guess] = []
    for row in document.rows:
        cells = list(row.cells)
        for at in kinds.places.get("code", ()):
            readings = document.readings.get(cells[at].lines[0]) if at < len(cells) and cells[at].text else None
            title = next((cell.text for n, cell in enumerate(cells) if n > at and cell.text), "")
            if readings:
                code = chosen(readings, previous, known, title)
                if code != cells[at].text and code not in known:
                    guesses.append(Guess(cells[at].lines[0], cells[at].text, code))
                cells[at] = Passage(code, (0,), cells[at].lines[:1])
            if at < len(cells) and cells[at].text.replace(".", "").isdigit():
                previous = cells[at].text.strip(".")
                known.setdefault(previous, title)
        rows.append(replace(row, cells=tuple(cells)))
    return replace(document, rows=tuple(rows)), guesses
