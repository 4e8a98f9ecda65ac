"""The tables of a document: where each begins and ends, and which heads its columns stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract import columns, units
from kg.extract.columns import Columns
from kg.extract.profile import Profile
from kg.read.document import Document, Row
from kg.text import lexicon


@dataclass
class Part:
    """Rows under one row of heads, or paragraphs between tables."""

    columns: Columns
    """None of paragraphs, and of tables that are no plan."""
    rows: list[Row]


def find(document: Document, profile: Profile) -> Iterator[Part]:
    """The document cut where a table or new heads begin; a table without heads goes on with those before it.

    Sheets that hold no plan, by their names or the profile, are left out.
    """
    before: Columns = ()
    for run in _runs(document.rows):
        if _apart(document, run[0], profile):
            continue
        if len(run[0].cells) == 1 and not run[0].table:
            yield Part((), run)
            continue
        cut = list(_headed(run, profile))
        first = cut[0]
        if not first.columns and (len(cut) == 1 or _filled(first.rows)):
            first.columns = before if _fits(before, run) else columns.guessed(run) if len(cut) == 1 else ()
        for part in cut:
            before = part.columns or before
            part.columns = columns.titled(columns.weighed(part.columns, part.rows)) if part.columns else ()
            yield part


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in rows:
        if run and (row.table != run[-1].table or (not row.table and len(row.cells) == 1) != (len(run[-1].cells) == 1)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _headed(run: Sequence[Row], profile: Profile) -> Iterator[Part]:
    part = Part((), [])
    at = 0
    while at < len(run):
        found = columns.heads(run[at], profile)
        if not found or (part.columns and not columns.again(part.columns, found)):
            part.rows.append(run[at])
            at += 1
            continue
        at += 1
        head = run[at - 1]
        if at < len(run) and columns.second_line(run[at], found):
            below = [cell.text for cell in run[at].cells]
            head, at = columns.joined(head, run[at]), at + 1
            found = tuple(
                columns.column(n, c.text, profile, below[n] if n < len(below) else "")
                for n, c in enumerate(head.cells)
                if c.text
            )
        if [c.head for c in found] == [c.head for c in part.columns if c.head]:
            continue  # the heads of the page before, repeated
        if part.rows:
            yield part
        part = Part(found, [])
    yield part


def _fits(before: Columns, run: Sequence[Row]) -> bool:
    return bool(before) and max(len(row.cells) for row in run) == len(before)


def _filled(rows: Sequence[Row]) -> bool:
    """Whether rows above a line of heads are those of a table that goes on, and no titles."""
    return 2 * sum(sum(bool(cell.text) for cell in row.cells) > 1 for row in rows) > len(rows)


def coded(part: Part, profile: Profile) -> bool:
    """Whether units are named by numbers anywhere in the part."""
    places = [c.at for c in part.columns if c.kind in {"code", "level"}]
    for row in part.rows:
        filled = [cell for cell in row.cells if cell.text]
        cells = [row.cells[at] for at in places if at < len(row.cells)] + (filled if len(filled) == 1 else [])
        if any(units.head(cell, profile) for cell in cells if cell.text):
            return True
    return False


def _apart(document: Document, row: Row, profile: Profile) -> bool:
    place = document.places.get(row.line)
    sheet = (place.cell or "").rpartition("!")[0] if place else ""
    names = lexicon.load("columns")["apart"]["sheets"]
    return sheet in profile.skip or any(re.search(pattern, sheet.casefold()) for pattern in names)
