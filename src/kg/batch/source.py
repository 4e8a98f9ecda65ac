"""An inventory in any form, as frames of some rows each: all cells text, the place of each row, and what is broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kg.batch import columns, lines
from kg.batch.lines import Read
from kg.errors import SourceError
from kg.read import formats, plaintext, worker

if TYPE_CHECKING:
    import polars as pl

ROW = "kg_row"
"""Number of a row: of its line, or of its row in the sheet, counted from 1; in a parquet file, its place."""
WRONG = "kg_wrong"
"""Why a row is none, as a key of data/lexicon/inventory.toml with what it is told of; null where it is a row."""
_MOST_HEADS = 30
"""Rows looked at to find the head of a table."""


@dataclass(frozen=True)
class Inventory:
    """An inventory that has been opened: its columns, and how to go through its rows."""

    path: Path
    heads: tuple[str, ...]
    total: int | None
    """Rows, where that is known beforehand."""

    def frames(self, rows: int, skip: int = 0) -> Iterator[pl.DataFrame]:
        """Frames of so many rows each, with `ROW` and `WRONG` before the columns; the first `skip` frames left out."""
        raise NotImplementedError

    def empty(self) -> pl.DataFrame:
        """A frame without rows."""
        import polars as pl

        return pl.DataFrame(schema={ROW: pl.Int64, WRONG: pl.String, **dict.fromkeys(self.heads, pl.String)})


def opened(path: Path) -> Inventory:
    """Open an inventory: csv with any delimiter and encoding, xlsx, ods or parquet, told by what stands in it.

    Raises SourceError where it is none of them, is empty, or has no row of heads.
    """
    if not path.is_file():
        raise SourceError("no such file", where=str(path), hint="give a csv, xlsx, ods or parquet file")
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PAR1"):
        return _parquet(path)
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return _sheet(path)
    return _text(path)


# Text and spreadsheets


@dataclass(frozen=True)
class _Table(Inventory):
    first: int = 0
    """Number of the row of heads."""
    cells: Sequence[Read] | None = None
    """The rows of a spreadsheet; those of a text are read as they are asked for."""

    def frames(self, rows: int, skip: int = 0) -> Iterator[pl.DataFrame]:
        """See `Inventory.frames`."""
        found = iter(self.cells) if self.cells is not None else lines.rows(self.path)
        body = (read for read in found if read.line > self.first and tuple(read.cells) != self.heads)
        at = 0
        while chunk := list(islice(body, rows)):
            if at >= skip:
                yield self._frame(chunk)
            at += 1

    def _frame(self, chunk: Sequence[Read]) -> pl.DataFrame:
        import polars as pl

        width = len(self.heads)
        told = [self._wrong(read) for read in chunk]
        cells = [_padded(read.cells, width) for read in chunk]
        data = {ROW: [read.line for read in chunk], WRONG: told}
        data |= {head: [row[at] or None for row in cells] for at, head in enumerate(self.heads)}
        return pl.DataFrame(data, schema=self.empty().schema)

    def _wrong(self, read: Read) -> str | None:
        if read.wrong:
            return read.wrong
        over = [cell for cell in read.cells[len(self.heads) :] if cell.strip()]
        return f"too-many-cells:{len(self.heads)}" if over else None


def _padded(cells: Sequence[str], width: int) -> Sequence[str]:
    return cells if len(cells) == width else [*cells[:width], *[""] * (width - len(cells))]


def _text(path: Path) -> Inventory:
    start = list(islice(lines.rows(path), _MOST_HEADS))
    heads, first = _heads(path, start)
    return _Table(path, heads, None, first)


def _sheet(path: Path) -> Inventory:
    data = plaintext.load(path)
    if formats.kind(path.name, data) != "spreadsheet":
        raise SourceError("a document of text is no inventory", where=str(path), hint="give csv, xlsx, ods or parquet")
    grid = worker.read("spreadsheet", path, data)
    found = []
    for at, row in enumerate(grid.rows, start=1):
        cells = [" ".join(grid.lines[n - 1] for n in numbers) for numbers in row.cells]
        place = next((grid.places[n].cell for numbers in row.cells for n in numbers if n in grid.places), None)
        digits = (place or "").rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        found.append(Read(int(digits) if digits.isdecimal() else at, cells))
    heads, first = _heads(path, found[:_MOST_HEADS])
    at = next(n for n, read in enumerate(found) if read.line == first)
    body = found[at + 1 :]
    # several sheets count their rows each from 1: then a row is numbered by its place among all
    lined = all(a.line < b.line for a, b in pairwise(body))
    body = body if lined else [read._replace(line=first + n) for n, read in enumerate(body, start=1)]
    return _Table(path, heads, len(body), first, tuple(body))


def _heads(path: Path, rows: Iterable[Read]) -> tuple[tuple[str, ...], int]:
    """The row of heads and its number: the first of which a cell names a column, else the first of several cells."""
    filled = [read for read in rows if any(cell.strip() for cell in read.cells)]
    if not filled:
        raise SourceError("no rows were found in it", where=str(path), hint="give an inventory with a row of heads")
    named = (read for read in filled if sum(bool(columns.guess(cell)) for cell in read.cells) > 1)
    wide = max(sum(bool(cell.strip()) for cell in read.cells) for read in filled)
    full = (read for read in filled if sum(bool(cell.strip()) for cell in read.cells) >= wide / 2)
    chosen = next(named, None) or next(full)
    return _distinct(chosen.cells), chosen.line


def _distinct(heads: Sequence[str]) -> tuple[str, ...]:
    """The heads without empty ones at the end; an empty or repeated one gets its number."""
    names = [" ".join(head.split()) for head in heads]
    while names and not names[-1]:
        names.pop()
    out: list[str] = []
    for at, name in enumerate(names, start=1):
        free = name and name not in out and not name.startswith("kg_")
        out.append(name if free else f"{name or 'kolumn'} ({at})")
    return tuple(out)


# Parquet


@dataclass(frozen=True)
class _Parquet(Inventory):
    def frames(self, rows: int, skip: int = 0) -> Iterator[pl.DataFrame]:
        """See `Inventory.frames`."""
        import polars as pl

        lazy = pl.scan_parquet(self.path).select(pl.col(head).cast(pl.String) for head in self.heads)
        lazy = lazy.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64))
        for start in range(skip * rows, self.total or 0, rows):
            frame = lazy.slice(start, rows).collect()
            yield frame.with_columns(pl.lit(None, pl.String).alias(WRONG)).select(ROW, WRONG, *self.heads)


def _parquet(path: Path) -> Inventory:
    import polars as pl

    try:
        lazy = pl.scan_parquet(path)
        heads = tuple(lazy.collect_schema().names())
        total = lazy.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError as error:
        first = str(error).splitlines()[0] if str(error) else "no parquet"
        raise SourceError(f"the file is broken ({first})", where=str(path), hint="write it anew") from error
    return _Parquet(path, heads, total)
