"""Spreadsheets by calamine: sheets, merged cells, hidden sheets and columns, and numbers that Excel made of codes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from kg.errors import SourceError
from kg.read import archive, numberformats, opendocument
from kg.read.delimited import readings_of
from kg.read.grid import Grid, GridRow

_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>/]*>(?!</)")
_HIDDEN = re.compile(rb"<(?:\w+:)?col\s[^>]*\bhidden=\"(?:1|true)\"")
_UNIT = re.compile(r"(?:(?:VO|PG|P|VT)\s?)?\d+(?:\.\d+)*\.?[\s_-]+\S")
_MOST_COLUMNS = 1_000
_MOST_ROWS = 250_000
_MOST_AREA = 10_000_000


def read(name: str, data: bytes) -> Grid:
    """Every sheet that is shown, one after another, each cell at its place ("Blad1!B7").

    Raises SourceError where the file is locked or broken, or a cell stands too far out.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    grid = Grid()
    spans: dict[str, opendocument.Spans] = {}
    shown: dict[str, numberformats.Decimals] = {}
    if data.startswith(b"PK"):
        with archive.guarded(name), archive.opened(name, data) as packed:
            grid.notes += _looked_over(name, packed)
            spans = opendocument.spans(name, packed) if archive.kind(packed) == "ods" else {}
            shown = numberformats.decimals(packed) if archive.kind(packed) == "xlsx" else {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, told in enumerate(book.sheets_metadata, start=1):
            if told.typ != SheetTypeEnum.WorkSheet:
                continue
            if told.visible != SheetVisibleEnum.Visible:
                grid.notes.append(f"bladet {told.name} är dolt och lästes inte")
                continue
            sheet = book.get_sheet_by_name(told.name)
            merged = dict(sheet.merged_cell_ranges or ())
            _sheet(grid, number, sheet, spans.get(told.name, merged), shown.get(told.name, {}))
    except PasswordError as error:
        raise SourceError("the file is locked by a password", where=name, hint="save it without one") from error
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise SourceError("the file is broken", where=name, hint="open it, save it anew and try again") from error
    return grid


def _looked_over(name: str, packed: zipfile.ZipFile) -> Iterator[str]:
    """What is hidden in the sheets of an .xlsx file.

    Raises SourceError where a cell stands so far out that the sheet would fill the memory.
    """
    for member in packed.namelist():
        if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
            continue
        rest, most_row, most_column, hidden = b"", 0, 0, False
        for piece in archive.chunks(packed, member):
            text = rest + piece
            for match in _CELL.finditer(text):
                most_row, most_column = max(most_row, int(match[2])), max(most_column, numberformats.column(match[1]))
            far = most_row > _MOST_ROWS or most_column > _MOST_COLUMNS or most_row * most_column > _MOST_AREA
            if far:
                last = f"{letters(most_column - 1)}{most_row}"
                hint = "delete what stands far from the table, or split the file"
                raise SourceError(f"{member} has cells as far out as {last}", where=name, hint=hint)
            hidden = hidden or _HIDDEN.search(text) is not None
            rest = text[-300:]
        if hidden:
            yield f"{member.rpartition('/')[2].removesuffix('.xml')} har dolda kolumner: de lästes med"


def _sheet(grid: Grid, number: int, sheet: Any, spans: opendocument.Spans, shown: numberformats.Decimals) -> None:
    if _UNIT.match(sheet.name):
        grid.row(GridRow([grid.add(sheet.name.replace("_", " "), cell=f"{sheet.name}!A1")], heading=1))
    from_above: dict[int, tuple[int, list[int]]] = {}
    top, left = sheet.start or (0, 0)
    for y, values in enumerate(sheet.iter_rows() if sheet.height else (), start=top):
        cells: list[list[int]] = []
        wide = 0
        for x, value in enumerate(values, start=left):
            numbers = _cell(grid, value, f"{sheet.name}!{letters(x)}{y + 1}", shown.get((y, x), 0))
            last_row, above = from_above.get(x, (-1, []))
            cells.append(numbers or (above if y <= last_row else []))
            if (y, x) in spans and numbers:
                (end_row, end_column) = spans[y, x]
                wide = max(wide, end_column - x)
                if end_row > y:
                    from_above[x] = (end_row, numbers)
        merged = wide > 0 and sum(bool(cell) for cell in cells) == 1
        grid.row(GridRow(cells, table=number, merged=merged))


def _cell(grid: Grid, value: object, place: str, decimals: int) -> list[int]:
    text = _text(value, decimals)
    numbers = grid.add(text, cell=place)
    if numbers and not isinstance(value, str) and (found := readings_of(text)):
        grid.readings[numbers[0]] = found[:1] if decimals and isinstance(value, float) else found
    return numbers


def _text(value: object, decimals: int = 0) -> str:
    """A value as people see it; a whole number has no decimals, and a day no clock.

    `decimals` are those that a number's format shows; a format that would round it away is not followed.
    """
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and decimals and not value.is_integer() and round(value, decimals) == value:
        return f"{value:.{decimals}f}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(*([] if value.time() == time() else [" "]))
    return value.isoformat() if isinstance(value, date | time) else str(value)


def letters(column: int) -> str:
    """Letters of a column, counted from 0: 0 is "A", 26 is "AA"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
