"""Word documents by python-docx: headings with their numbers, paragraphs, lists, and tables with merged cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from kg.errors import SourceError
from kg.read import archive, numbering
from kg.read.grid import Grid, GridRow
from kg.read.numbering import Numbering
from kg.read.spreadsheet import letters

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"(?:heading|rubrik)\s?(\d)\Z", re.IGNORECASE)
_LETTERS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
_SKIPPED = {f"{_MC}Fallback", f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"}
_MOST_COLUMNS = 200


def read(name: str, data: bytes) -> Grid:
    """Paragraphs and tables in the order of the text; a table's cells have places such as "Tabell 2!B7".

    What was deleted with changes tracked is left out, what was inserted is read. Raises SourceError where the file is
    locked or broken.
    """
    import docx

    archive.opened(name, data).close()
    try:
        document = docx.Document(io.BytesIO(data))
        return _Reader(document).grid()
    except (SourceError, MemoryError, RecursionError):
        raise
    except Exception as error:  # python-docx meets a broken part with whatever lies nearest
        raise SourceError("the file is broken", where=name, hint="open it, save it anew and try again") from error


class _Reader:
    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._numbers: Numbering = numbering.of_document(document)
        self._headings = _headings(document)
        self._grid = Grid()
        self._tables = 0

    def grid(self) -> Grid:
        for element in _blocks(self._body):
            if element.tag == f"{_W}tbl":
                self._table(element)
            else:
                self._paragraph(element)
        return self._grid

    def _paragraph(self, paragraph: Any) -> None:
        text = self._text(paragraph)
        self._grid.row(GridRow([self._grid.add(text)], heading=self._headings.get(paragraph.style or "", 0)))

    def _table(self, table: Any) -> None:
        self._tables += 1
        above: dict[int, list[int]] = {}
        for y, row in enumerate(table.tr_lst, start=1):
            cells: list[list[int]] = []
            widths = []
            for cell in row.tc_lst:
                x = len(cells)
                if cell.vMerge == "continue":
                    numbers = above.get(x, [])
                else:
                    text = "\n".join(self._text(p) for p in cell.iter(f"{_W}p"))
                    numbers = above[x] = self._grid.add(text, cell=f"Tabell {self._tables}!{letters(x)}{y}")
                cells += [numbers, *([[]] * (min(cell.grid_span, _MOST_COLUMNS) - 1))]
                widths += [cell.grid_span] if numbers else []
            merged = len(widths) == 1 and widths[0] > 1
            self._grid.row(GridRow(cells, table=self._tables, merged=merged))

    def _text(self, paragraph: Any) -> str:
        number = self._numbers.of(paragraph, heading=(paragraph.style or "") in self._headings)
        text = "".join(_pieces(paragraph)).strip()
        return f"{number} {text}" if number and text else text


def _headings(document: Any) -> dict[str, int]:
    """Depths of the styles that are headings, by their ids; in other languages their outline level tells."""
    found = {}
    for style in document.styles:
        match = _HEADING.match(style.name or "")
        level = style.element.find(f"{_W}pPr/{_W}outlineLvl")
        if match:
            found[style.style_id] = int(match[1])
        elif level is not None and int(level.get(f"{_W}val") or 9) < 9:
            found[style.style_id] = int(level.get(f"{_W}val")) + 1
    return found


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables, those inside content controls and insertions too."""
    for element in body:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _blocks(element)


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or (child.tag == f"{_W}p" and element.tag != f"{_W}txbxContent"):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _LETTERS:
            yield _LETTERS[child.tag]
        else:
            yield from _pieces(child)
