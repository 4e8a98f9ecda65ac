"""Tables whose columns a text keeps apart by spaces, as a page that was saved as text has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read import whitespace
from kg.read.document import Row
from kg.read.whitespace import Chunk
from kg.text.passage import Passage

_CHUNK = re.compile(r"\S+(?:\s\S+)*")
_PAGE = re.compile(
    r"(?<!\w)(?:sid(?:a|an)?|s)\.?\s\d{1,3}(?:\s?(?:\(\d{1,3}\)|/\s?\d{1,3}|av\s\d{1,3}))?\s*\Z", re.IGNORECASE
)
_NUMBERED = re.compile(r"\D+\s{2,}\d{1,3}\s*\Z|\s*\d{1,3}\s{2,}\D+\Z")
_CODE = re.compile(r"\s*\d+(?:\.\d+)*\.?\s")
_LEAST_HEADS = 3
_LEAST_ROWS = 4
_NEAR = 14

_FEW = 0.2


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    chunks: tuple[Chunk, ...]


@dataclass
class _Columns:
    """Where the columns under a row of heads begin, in letters from the left."""

    starts: list[int]

    def cells(self, line: _Line) -> list[str] | None:
        """The line cut into its cells; None where a cell runs over the beginning of the next, as prose does.

        A cell that runs over in a line of several is cut where the next one begins with a capital.
        """
        cuts = [0]
        for start in self.starts[1:]:
            if not line.text[start - 1 : start].strip():
                cuts.append(start)
                continue
            capitals = [m.start() for m in re.finditer(r"(?<=\s)[A-ZÅÄÖ]", line.text) if cuts[-1] < m.start()]
            near = min(capitals, key=lambda at: abs(at - start), default=None)
            if len(line.chunks) == 1 or near is None or abs(near - start) > _NEAR:
                return None
            cuts.append(near)
        ends = [*cuts[1:], len(line.text)]
        return [line.text[a:b].strip() for a, b in zip(cuts, ends, strict=True)]


def rows(numbered: Sequence[tuple[int, str]]) -> tuple[Row, ...]:
    """The rows of the tables and each line between them; nothing where no line of heads stands above even columns.

    A line without a first cell goes on with the row above it, and so does one that begins with a small letter.
    """
    found = _without_noise([_line(number, text) for number, text in numbered])
    heads = _heads(found)
    if not heads:
        return ()
    edges = [0, *heads, len(found)]
    out: list[Row] = [_paragraph(line) for line in found[: heads[0]] if line.chunks]
    for table, (start, end) in enumerate(pairwise(edges[1:]), start=1):
        out += _region(found[start:end], table)
    return tuple(out)


def _line(number: int, text: str) -> _Line:
    plain = text.expandtabs().rstrip()
    return _Line(number, plain, tuple(Chunk(m.start(), m.end(), m[0]) for m in _CHUNK.finditer(plain)))


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))


def _without_noise(found: list[_Line]) -> list[_Line]:
    """The lines, those blank that number a page."""
    counts = Counter(_key(line) for line in found if line.chunks)

    def noise(line: _Line) -> bool:
        again = bool(line.chunks) and counts[_key(line)] > 1
        paged = _PAGE.search(line.text) and (again or len(line.chunks) == 1) and not _CODE.match(line.text)
        return bool(paged or (again and _NUMBERED.match(line.text)))

    return [_Line(line.number, "", ()) if noise(line) else line for line in found]


def _heads(found: Sequence[_Line]) -> list[int]:
    """Places of the lines of heads: of three columns or more, the same again and again, or the first above a table."""
    wide = [n for n, line in enumerate(found) if len(line.chunks) >= _LEAST_HEADS]
    counts = Counter(_key(found[n]) for n in wide)
    first = next((n for n in wide if _above_table(found, n)), None)
    if first is None:
        return []
    return [n for n in wide if n == first or (n > first and counts[_key(found[n])] > 1 and _above_table(found, n, 1))]


def _above_table(found: Sequence[_Line], at: int, least: int = _LEAST_ROWS) -> bool:
    """Whether lines below have cells where this one has: heads are words, and no numbers."""
    starts = {chunk.left for chunk in found[at].chunks}
    below = [line for line in found[at + 1 : at + 1 + 3 * _NEAR] if line.chunks][:_NEAR]
    fitting = [line for line in below if len({c.left for c in line.chunks} & starts) > 1]
    return len(fitting) >= least and not any(chunk.text[0].isdigit() for chunk in found[at].chunks)


def _columns(region: Sequence[_Line]) -> _Columns:
    head = region[0].chunks
    lines = [whitespace.Line(n, n + 1, 1.0, False, line.chunks) for n, line in enumerate(region) if line.chunks]
    edges = whitespace.edges(lines)
    return _Columns([0, *(int(edge) + 1 for edge in edges)] if len(edges) == len(head) - 1 else _lefts(head))


def _lefts(head: Sequence[Chunk]) -> list[int]:
    return [0, *(int(chunk.left) for chunk in head[1:])]


def _region(region: Sequence[_Line], table: int) -> Iterator[Row]:
    """Rows under a line of heads, with the headings between them."""
    columns = _columns(region)
    cut = [columns.cells(line) if line.chunks else None for line in region]
    small = _small(cut)
    parted = _blank_between(region, cut)
    last = max(n for n, cells in enumerate(cut) if cells and len(region[n].chunks) > 1)
    row: list[list[tuple[int, str]]] = []
    apart = True
    for n, (line, cells) in enumerate(zip(region, cut, strict=True)):
        if not line.chunks:
            apart = True
            continue
        alone = len(line.chunks) == 1 and line.chunks[0].left < columns.starts[1]
        heading = cells is None or (alone and (_CODE.match(line.text) or (apart and _is_block(region, n))))
        goes_on = row and cells and not heading and (not cells[0] or (not apart and _continues(cells, small, parted)))
        if row and not goes_on:
            yield _made(row, table)
            row = []
        if heading:
            yield _paragraph(line) if n > last else _title(line, table, len(columns.starts))
        elif goes_on and cells:
            row = [[*a, (line.number, b)] if b else a for a, b in zip(row, cells, strict=True)]
        elif cells:
            row = [[(line.number, cell)] if cell else [] for cell in cells]
        apart = False
    if row:
        yield _made(row, table)


def _small(cut: Sequence[Sequence[str] | None]) -> set[int]:
    """Columns whose cells begin with small letters now and then, so that such a letter tells no broken line."""
    filled = Counter(at for cells in cut for at, cell in enumerate(cells or ()) if cell and cells and cells[0])
    lower = Counter(
        at for cells in cut for at, cell in enumerate(cells or ()) if cell[:1].islower() and cells and cells[0]
    )
    return {at for at, count in lower.items() if count > _FEW * filled[at]}


def _blank_between(region: Sequence[_Line], cut: Sequence[Sequence[str] | None]) -> bool:
    """Whether blank lines part the rows, so that lines without one between them are one row."""
    rows = [n for n, cells in enumerate(cut) if n and cells and cells[0] and len(region[n].chunks) > 1]
    return 2 * sum(not region[n - 1].chunks for n in rows) > len(rows)


def _continues(cells: Sequence[str], small: set[int], parted: bool) -> bool:
    """Whether a line with a first cell goes on with the row above: blank lines part rows, or its cells begin small.

    A capital with nothing beside it may be a record of its own, for which no other cell is filled.
    """
    beside = [at for at, cell in enumerate(cells) if cell and at]
    begun = bool(beside) and all(cells[at][:1].islower() and at not in small for at in beside)
    return cells[0][:1].islower() or begun or (parted and not beside)


def _is_block(region: Sequence[_Line], at: int) -> bool:
    return at + 1 >= len(region) or not region[at + 1].chunks or len(region[at + 1].chunks) > 1


def _made(row: Sequence[list[tuple[int, str]]], table: int) -> Row:
    first = next(cell[0][0] for cell in row if cell)
    return Row(tuple(Passage.of(cell) if cell else Passage("", (0,), (first,)) for cell in row), table=table)


def _paragraph(line: _Line) -> Row:
    return Row((Passage.of([(line.number, line.text)]),))


def _title(line: _Line, table: int, width: int) -> Row:
    rest = Passage("", (0,), (line.number,))
    return Row((Passage.of([(line.number, line.text)]), *[rest] * (width - 1)), table=table, merged=True)
