"""Rows of a delimited text of any size, one after another; a row that cannot be read is named, and the rest goes on."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kg.errors import SourceError
from kg.read import delimited, plaintext

_LOOKED_AT = 1 << 20
_MOST_LINES = 60
"""Lines that one row may run over; more is a quote that is never closed."""
_DELIMITERS = ";\t,|"


class Read(NamedTuple):
    """A row, or why it is none."""

    line: int
    """Number of its first line, counted from 1."""
    cells: list[str]
    wrong: str | None = None


class _Unclosed(Exception):
    """A row runs over more lines than a row may."""


def rows(path: Path) -> Iterator[Read]:
    """Every row of the file with a cell that is not empty.

    Raises SourceError where the file is missing, empty or no text.
    """
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        head = text.read(_LOOKED_AT)
        if not head.strip():
            raise SourceError("the file is empty", where=str(path), hint="give an inventory with rows")
        mark = _delimiter(head)
        text.seek(0)
        with closing(_rows(_Lines(text), mark)) as found:
            yield from found


def _rows(lines: _Lines, mark: str) -> Generator[Read]:
    reader = csv.reader(lines, delimiter=mark)
    while True:
        first = lines.number + 1
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Unclosed) as error:
            yield Read(first, [], "unclosed" if isinstance(error, _Unclosed) else f"no-row:{error}")
            lines.back()
        else:
            if lines.swallowing(mark):
                yield Read(first, [], "unclosed")
                lines.back()
            else:
                if any(cell and not cell.isspace() for cell in cells):
                    yield Read(first, cells)
                continue
        reader = csv.reader(lines, delimiter=mark)


class _Lines:
    """Lines of a text that can be taken back to the second line of the row that is being read."""

    def __init__(self, text: Iterator[str]) -> None:
        self.number = 0
        """Lines given so far."""
        self._text = text
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._over = False

    def begin(self) -> None:
        """A row begins."""
        self._row = []
        self._over = False

    def swallowing(self, mark: str) -> bool:
        """Whether the row runs to the end of the text, or over a line that by itself is a row as wide as its first."""
        if len(self._row) == 1:
            return False
        wide = self._row[0].count(mark)
        whole = (line for line in self._row[1:-1] if line.count('"') % 2 == 0)
        return self._over or (wide > 0 and any(line.count(mark) >= wide for line in whole))

    def back(self) -> None:
        """Give all lines of the row but its first once more."""
        self._again.extendleft(reversed(self._row[1:]))
        self.number -= len(self._row) - 1
        self._row = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self._row) >= _MOST_LINES:
            raise _Unclosed
        try:
            line = self._again.popleft() if self._again else next(self._text)
        except StopIteration:
            self._over = bool(self._row)
            raise
        self.number += 1
        self._row.append(line)
        return line.replace("\0", "") if "\0" in line else line


def _delimiter(text: str) -> str:
    told = delimited.delimiter(text)
    if told is not None:
        return told
    first = next(line for line in text.split("\n") if line.strip())
    return max(_DELIMITERS, key=first.count)


def _encoding(path: Path) -> str:
    """UTF-8 or UTF-16 where all of the file is that, else the older set in which its letters are most Swedish."""
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            if b"\0" in start[:4096]:
                raise SourceError(
                    "the file is binary, not text", where=str(path), hint="give csv, xlsx, ods or parquet"
                )
            decoder = codecs.getincrementaldecoder("utf-8")()
            piece = start
            try:
                while piece:
                    decoder.decode(piece)
                    piece = file.read(_LOOKED_AT)
                decoder.decode(b"", final=True)
                return "utf-8-sig"
            except UnicodeDecodeError:
                return plaintext.charset(start + piece)
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(path), hint="check the name") from error
