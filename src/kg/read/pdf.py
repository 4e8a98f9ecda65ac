"""PDF by pdfplumber: tables with and without lines, cells over page breaks, headings, and text in one column or two."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from kg.errors import SourceError
from kg.read import whitespace
from kg.read.grid import Grid, GridRow
from kg.read.whitespace import Line

_MOST_PAGES = 1_500
_REPEATS = 3
_MARGIN = 0.12
"""Share of a page's height, at its head and its foot, in which what every page repeats stands."""
_NUMBER = re.compile(r"(?:sid(?:a|an)?\.?\s)?\d{1,4}(?:\s?(?:\(\d{1,4}\)|/\s?\d{1,4}|av\s\d{1,4}))?\Z", re.IGNORECASE)
_Cells = list[list[str]]


@dataclass
class _Piece:
    """A row of a table, or a paragraph, at its place on a page."""

    page: int
    top: float
    cells: _Cells
    table: int = 0
    heading: int = 0


def read(name: str, data: bytes) -> Grid:
    """Rows of tables and paragraphs, page by page, each with its page.

    Raises SourceError where the file is locked, broken, or has too many pages.
    """
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > _MOST_PAGES:
                raise SourceError(f"more than {_MOST_PAGES} pages", where=name, hint="split the file")
            return _Reader().grid(document.pages)
    except (SourceError, MemoryError, RecursionError):
        raise
    except PdfminerException as error:
        locked = any(type(cause).__name__ == "PDFPasswordIncorrect" for cause in (*error.args, error.__cause__))
        message = "the file is locked by a password" if locked else "the file is broken"
        raise SourceError(message, where=name, hint="save it anew, without a password") from error
    except Exception as error:  # pdfminer meets a broken object with whatever lies nearest
        raise SourceError("the file is broken", where=name, hint="save it anew") from error


class _Reader:
    def __init__(self) -> None:
        self._grid = Grid()
        self._tables = 0

    def grid(self, pages: Sequence[Any]) -> Grid:
        pieces: list[_Piece] = []
        loose: list[tuple[int, float, list[Line]]] = []
        for page in pages:
            number, height = page.page_number, float(page.height)
            ruled = [table for table in page.find_tables() if len(table.rows) > 0 and len(table.rows[0].cells) > 1]
            outside = page.filter(_outside([table.bbox for table in ruled])) if ruled else page
            words = outside.extract_words(extra_attrs=["size", "fontname"], keep_blank_chars=False)
            loose.append((number, height, whitespace.lines(words)))
            for table in ruled:
                pieces += self._ruled(table, number)
            if not words and not ruled:
                self._grid.notes.append(f"sida {number} har ingen text: är den inskannad?")
            page.close()
        repeated = _repeated(loose)
        sizes = [line.size for _, _, found in loose for line in found]
        body = median(sizes) if sizes else 0.0
        text: list[tuple[int, float, list[Line]]] = []
        for (number, height, found), page in zip(loose, pages, strict=True):
            kept = [line for at, line in enumerate(found) if not _is_repeated(found, at, height, repeated)]
            text.append((number, float(page.width), kept))
        shared = whitespace.edges([line for _, _, kept in text if whitespace.table(kept) for line in kept])
        for number, width, kept in text:
            own = whitespace.table(kept)
            ends = not own and number > 1 and bool(shared) and whitespace.goes_on(kept, shared)
            pieces += self._unruled(kept, number, width, body, shared if ends or len(shared) >= len(own) > 0 else own)
        self._lay(sorted(pieces, key=lambda piece: (piece.page, piece.top)))
        return self._grid

    def _ruled(self, table: Any, page: int) -> Iterator[_Piece]:
        self._tables += 1
        for row, cells in zip(table.rows, table.extract(), strict=True):
            yield _Piece(page, row.bbox[1], [(cell or "").split("\n") for cell in cells], self._tables)

    def _unruled(
        self, found: list[Line], page: int, width: float, body: float, parted: Sequence[float]
    ) -> Iterator[_Piece]:
        half = None if parted else whitespace.halves(found, width)
        if parted:
            yield from self._of_columns(found, parted, page)
        elif half is not None:
            left = [_side(line, half, True) for line in found]
            right = [_side(line, half, False) for line in found]
            yield from _paragraphs([line for line in left if line.chunks], page, body)
            for piece in _paragraphs([line for line in right if line.chunks], page, body):
                piece.top += 10_000  # below all of the left column
                yield piece
        else:
            yield from _paragraphs(found, page, body)

    def _of_columns(self, found: list[Line], parted: Sequence[float], page: int) -> Iterator[_Piece]:
        self._tables += 1
        for row in whitespace.rows(found, parted):
            if any(whitespace.column(c, parted) is None for line in row for c in line.chunks):
                yield _Piece(page, row[0].top, [[line.text for line in row]], self._tables)
                continue
            cells: _Cells = [[] for _ in range(len(parted) + 1)]
            for line in row:
                for chunk in line.chunks:
                    cells[whitespace.column(chunk, parted) or 0].append(chunk.text)
            yield _Piece(page, row[0].top, cells, self._tables)

    def _lay(self, pieces: Sequence[_Piece]) -> None:
        """Put the pieces into the grid; a row that a page break cut in two is one row again."""
        laid: list[tuple[_Piece, list[list[int]]]] = []
        table, head = 0, ""
        for piece in pieces:
            cells = [self._grid.add("\n".join(cell), page=piece.page) for cell in piece.cells]
            if piece.table and piece.table != table:
                text = _key(" ".join(" ".join(cell) for cell in piece.cells))
                table, again, head = piece.table, text == head, text
                if again:
                    continue
            if laid and _goes_on(laid[-1][0], piece):
                laid[-1] = (piece, [[*a, *b] for a, b in zip(laid[-1][1], cells, strict=True)])
            else:
                laid.append((piece, cells))
        for piece, cells in laid:
            self._grid.row(GridRow(cells, piece.heading, piece.table, merged=piece.table > 0 and len(cells) == 1))


def _outside(boxes: Sequence[tuple[float, float, float, float]]) -> Any:
    def keep(thing: dict[str, Any]) -> bool:
        if "x0" not in thing or "top" not in thing:
            return True
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(a <= x <= c and b <= y <= d for a, b, c, d in boxes)

    return keep


def _repeated(loose: Sequence[tuple[int, float, list[Line]]]) -> set[str]:
    """Lines at the head or foot that page after page repeats, but for their numbers."""
    counts = Counter(
        key for _, height, found in loose for key in {_key(line.text) for line in found if _at_edge(line, height)}
    )
    return {key for key, count in counts.items() if count >= min(_REPEATS, len(loose)) and count > 1}


def _is_repeated(found: Sequence[Line], at: int, height: float, repeated: set[str]) -> bool:
    """Whether a line is what every page repeats, or its number; the heads of a table stand close to its rows."""
    line = found[at]
    if not _at_edge(line, height):
        return False
    below = found[at + 1].top - line.bottom if at + 1 < len(found) else height
    heads = len(line.chunks) > 1 and below < 2 * line.size
    return bool(_NUMBER.match(line.text)) or (_key(line.text) in repeated and not heads)


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _side(line: Line, half: float, left: bool) -> Line:
    chunks = tuple(c for c in line.chunks if (c.left < half) == left)
    return Line(line.top, line.bottom, line.size, line.bold, chunks)


def _paragraphs(found: Sequence[Line], page: int, body: float) -> Iterator[_Piece]:
    """Lines in paragraphs: parted by space, and where the letters become larger, smaller or bold."""
    group: list[Line] = []
    for line in found:
        last = group[-1] if group else None
        if last and (
            line.top - last.bottom > 0.6 * line.size or abs(line.size - last.size) > 0.5 or line.bold != last.bold
        ):
            yield _paragraph(group, page, body)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, page, body)


def _paragraph(group: Sequence[Line], page: int, body: float) -> _Piece:
    """A paragraph; larger letters make a heading, the larger the higher, and bold ones the lowest."""
    size = group[0].size / body if body else 1.0
    heading = 1 if size > 1.6 else 2 if size > 1.25 else 3 if size > 1.08 or group[0].bold else 0
    heading = heading if sum(len(line.text) for line in group) < 150 else 0
    return _Piece(page, group[0].top, [[line.text for line in group]], heading=heading)


def _goes_on(last: _Piece, piece: _Piece) -> bool:
    """Whether a row at the top of a page is the rest of the one at the foot of the page before."""
    if not (last.table and piece.table and piece.page == last.page + 1 and len(last.cells) == len(piece.cells)):
        return False
    if len(piece.cells) < 2 or last.table == piece.table:
        return False
    starts = [(a, b) for a, b in zip(last.cells, piece.cells, strict=True) if any(b)]
    broken = [bool(a) and any(a) and (b[0][:1].islower() or a[-1].endswith("-")) for a, b in starts]
    return bool(broken) and all(broken)
