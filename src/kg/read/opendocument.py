"""What calamine does not tell of an .ods sheet: which cells are merged, and how far out repeated cells reach."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from kg.errors import SourceError
from kg.read import archive

Spans = dict[tuple[int, int], tuple[int, int]]
"""From the first cell of a merged area to its last, rows and columns counted from 0."""

_NS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST_COLUMNS = 1_000
_MOST_ROWS = 250_000
_MOST_AREA = 10_000_000


def spans(name: str, packed: zipfile.ZipFile) -> dict[str, Spans]:
    """The merged cells of each sheet.

    Raises SourceError where repeated cells would fill the memory, or the file is broken.
    """
    found: dict[str, Spans] = {}
    with archive.guarded(name), packed.open("content.xml") as stream:
        for sheet in _sheets(stream):
            found[sheet.get(f"{_NS}name", "")] = _of_sheet(name, sheet)
    return found


def _sheets(stream: IO[bytes]) -> Iterator[ElementTree.Element]:
    for _, element in ElementTree.iterparse(stream):
        if element.tag == f"{_NS}table":
            yield element
            element.clear()


def _of_sheet(name: str, sheet: ElementTree.Element) -> Spans:
    found: Spans = {}
    row = area = 0
    for line in sheet.iter(f"{_NS}table-row"):
        times, column, last = _count(line, "number-rows-repeated"), 0, 0
        for cell in line:
            repeated = _count(cell, "number-columns-repeated")
            down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                found[row, column] = (row + down - 1, column + across - 1)
            column += repeated
            last = column if len(cell) else last
        area += times * last
        row += times
        if last > _MOST_COLUMNS or area > _MOST_AREA or (last and row > _MOST_ROWS):
            hint = "delete what stands far from the table, or split the file"
            raise SourceError(f"cells reach as far out as row {row}, column {last}", where=name, hint=hint)
    return found


def _count(element: ElementTree.Element, name: str) -> int:
    return int(element.get(f"{_NS}{name}", "1"))
