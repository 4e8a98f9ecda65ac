"""Delimited text: any delimiter, any encoding, line breaks inside quotes; told from other text by its even rows."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.errors import SourceError
from kg.read import plaintext
from kg.read.document import Document, Row
from kg.text.passage import Passage

_DELIMITERS = ";\t,|"
_EVEN = 0.8
_LEAST_WIDTH = 3
_LEAST_ROWS = 3
_MOST_CELLS = 2_000_000
_NUMBER = re.compile(r"(\d{1,3})[.,](\d{1,2})\Z")
_DAY = re.compile(r"(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})-(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*)\Z")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_Cells = list[tuple[int, str]]


def delimiter(text: str) -> str | None:
    """The character that parts the cells of a text; None where its lines are no rows of one width."""
    best: tuple[float, str] | None = None
    for mark in _DELIMITERS:
        widths = Counter(len(row) for row in _parsed(text, mark) if any(cell.strip() for cell in row))
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        share = count / max(widths.total(), 1)
        two = width == _LEAST_WIDTH - 1 and mark in ";|" and share > 0.95 and widths.total() > _LEAST_ROWS
        if (width >= _LEAST_WIDTH or two) and share >= _EVEN and widths.total() >= _LEAST_ROWS:
            best = max(best or (0.0, ""), (share * (1 - 0.5**width), mark))
    return best[1] if best else None


def parse(name: str, data: bytes, mended: Sequence[str] | None = None) -> Document:
    """Take a delimited text apart; `mended` stands in for the lines where damage was repaired, line for line.

    Raises SourceError where the bytes are no text, or its lines are no rows.
    """
    lines = tuple(plaintext.decoded(name, data).split("\n"))
    read = lines if mended is None else tuple(mended)
    mark = delimiter("\n".join(read))
    if mark is None:
        raise SourceError("its lines are no rows of cells", where=name, hint="save it as CSV from the spreadsheet")
    rows: list[Row] = []
    readings: dict[int, tuple[str, ...]] = {}
    cells = 0
    for first, row in _placed(read, mark):
        cells += len(row)
        if cells > _MOST_CELLS:
            raise SourceError(f"more than {_MOST_CELLS} cells", where=name, hint="split the file")
        passages = tuple(_passage(first, parts) for parts in row)
        if any(passage.text for passage in passages):
            rows.append(Row(passages, table=1))
            for passage in passages:  # a line holds several cells: the first number on it may be a code
                if found := readings_of(passage.text):
                    readings.setdefault(passage.lines[0], found)
    return Document(name, hashlib.sha256(data).hexdigest(), lines, "table", rows=tuple(rows), readings=readings)


def readings_of(text: str) -> tuple[str, ...]:
    """The codes that a number or a day in a spreadsheet may have been: 1.1 may have been "1.10"."""
    number = _NUMBER.match(text)
    if number:
        plain = f"{number[1]}.{number[2]}"
        return (plain, f"{plain}0") if len(number[2]) == 1 else (plain,)
    day = _DAY.match(text)
    if day is None:
        return ()
    if day[5]:
        return (f"{day[4]}.{_MONTHS.index(day[5]) + 1}",)
    year, month, date = int(day[1]), int(day[2]), int(day[3])
    return (f"{date}.{month}", f"{month}.{date}", f"{year % 100}.{month}.{date}", f"{date}.{month}.{year % 100}")


def _parsed(text: str, mark: str) -> Iterator[list[str]]:
    """Rows of the first part of a text; a quote that is never closed ends them."""
    try:
        yield from csv.reader(io.StringIO(text[:200_000]), delimiter=mark)
    except csv.Error:
        return


def _placed(lines: Sequence[str], mark: str) -> Iterator[tuple[int, list[_Cells]]]:
    """Rows of cells, each the lines that stand in it with their numbers; and the number of the row's first line."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=mark)
    while True:
        first = line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SourceError(f"line {first} cannot be read as cells ({error})", hint="mend its quotes") from error
        cells: list[_Cells] = []
        for cell in row:
            parts = cell.rstrip("\n").split("\n")
            cells.append([(line + n, part) for n, part in enumerate(parts)])
            line += len(parts) - 1
        yield first, cells


def _passage(first: int, parts: _Cells) -> Passage:
    found = Passage.of((n, plaintext.plain(text)) for n, text in parts)
    return found if found.text else Passage("", (0,), (parts[0][0] if parts else first,))
