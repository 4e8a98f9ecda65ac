"""What a reader of cells gives, before it is a document: lines with their places, and rows that name lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from kg.read import plaintext
from kg.read.document import Document, Place, Row
from kg.text.passage import Passage

_TABLE_SHARE = 0.3


class GridRow(NamedTuple):
    """A row by the numbers of its cells' lines; the rest is as in `Row`."""

    cells: Sequence[Sequence[int]]
    heading: int = 0
    table: int = 0
    merged: bool = False


@dataclass
class Grid:
    """Every cell and paragraph is one line or more of its own, so that a place in the text is a place in the format."""

    lines: list[str] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    readings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rows: list[GridRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, text: str, page: int | None = None, cell: str | None = None) -> list[int]:
        """Take in a cell or a paragraph; gives the numbers of its lines, none where it is empty."""
        numbers = []
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            if line.strip():
                self.lines.append(line.strip())
                numbers.append(len(self.lines))
                if page is not None or cell is not None:
                    self.places[len(self.lines)] = Place(page, cell)
        return numbers

    def row(self, row: GridRow) -> None:
        """Take in a row of cells that `add` gave, unless all are empty; a paragraph is a row of one cell."""
        if any(row.cells):
            self.rows.append(row)

    def packed(self) -> str:
        """All of it as JSON, to pass from one process to another."""
        return json.dumps(
            {
                "lines": self.lines,
                "places": [[n, p.page, p.cell] for n, p in self.places.items()],
                "readings": [[n, *r] for n, r in self.readings.items()],
                "rows": self.rows,
                "notes": self.notes,
            },
            ensure_ascii=False,
        )

    @classmethod
    def unpacked(cls, text: str | bytes) -> Grid:
        """What `packed` gave."""
        found: dict[str, Any] = json.loads(text)
        return cls(
            lines=found["lines"],
            places={n: Place(page, cell) for n, page, cell in found["places"]},
            readings={n: tuple(readings) for n, *readings in found["readings"]},
            rows=[GridRow(*row) for row in found["rows"]],
            notes=found["notes"],
        )


def document(name: str, sha256: str, grid: Grid, mended: Sequence[str] | None = None) -> Document:
    """The document that a grid makes: a table where enough rows have cells beside each other, else text.

    `mended` stands in for the lines where damage was repaired, line for line.
    """
    lines = tuple(grid.lines)
    read = lines if mended is None else tuple(mended)
    wide = sum(sum(bool(cell) for cell in row.cells) > 1 for row in grid.rows)
    rows = tuple(Row(tuple(_cells(row.cells, read)), row.heading, row.table, row.merged) for row in grid.rows)
    if wide > _TABLE_SHARE * len(rows):
        found = Document(name, sha256, lines, "table", rows=rows)
    else:
        # text with a table in it: the rows too, as the table may be the plan and the text around it no more than that
        found = replace(_text(name, sha256, grid, lines, read), rows=rows if wide else ())
    return replace(found, places=grid.places, readings=grid.readings, notes=tuple(grid.notes))


def _cells(cells: Sequence[Sequence[int]], lines: Sequence[str]) -> Iterable[Passage]:
    last = next(numbers[0] for numbers in cells if numbers)
    for numbers in cells:
        last = numbers[0] if numbers else last
        yield Passage.of((n, lines[n - 1]) for n in numbers) if numbers else Passage("", (0,), (last,))


def _text(name: str, sha256: str, grid: Grid, lines: tuple[str, ...], read: Sequence[str]) -> Document:
    """The rows as paragraphs: laid out with blank lines between them, read as plain text, and put back in place."""
    laid: list[tuple[int, str]] = []
    for row in grid.rows:
        laid += [(n, read[n - 1].replace("\t", " ")) for numbers in row.cells for n in numbers]
        laid.append((0, ""))
    return plaintext.of_lines(name, sha256, lines, laid)
