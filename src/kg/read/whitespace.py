"""Lines of a page by the places of their words: columns that only white space parts, and the rows in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

_GAP = 0.7
"""White space between two cells of a line, in sizes of its letters; a space between words is a third of one."""
_LEAST_LINES = 4
_LEAST_RIVERS = 2
_CROSSED = 0.04
_LARGER = 1.15
"""Letters of a heading inside a table, in sizes of the table's."""
_LEADING = 1.45
"""From line to line within a cell, at most, in sizes of the letters."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of a line that stand close together."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; places in points from its top left corner."""

    top: float
    bottom: float
    size: float
    bold: bool
    chunks: tuple[Chunk, ...]

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(chunk.text for chunk in self.chunks)


def lines(words: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Words with their places (`x0`, `x1`, `top`, `bottom`, `text`, `size`, `fontname`) as lines, from the top down."""
    rows: list[list[Mapping[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["top"], w["x0"])):
        if rows and word["top"] - rows[-1][0]["top"] < 0.4 * (word["bottom"] - word["top"]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda w: float(w["x0"]))) for row in rows]


def _line(words: Sequence[Mapping[str, Any]]) -> Line:
    size = median(float(word["size"]) for word in words)
    groups = [[words[0]]]
    for before, word in pairwise(words):
        if word["x0"] - before["x1"] > _GAP * size:
            groups.append([])
        groups[-1].append(word)
    chunks = (Chunk(g[0]["x0"], g[-1]["x1"], " ".join(w["text"] for w in g)) for g in groups)
    bold = all("bold" in str(word["fontname"]).casefold() for word in words)
    return Line(min(w["top"] for w in words), max(w["bottom"] for w in words), size, bold, tuple(chunks))


def edges(found: Sequence[Line]) -> list[float]:
    """Where the columns of a table without rules are parted, from left to right; nothing where there is none."""
    wide = [line for line in found if len(line.chunks) > 1]
    if len(wide) < _LEAST_LINES:
        return []
    size = median(line.size for line in wide)
    most = int(_CROSSED * len(wide))
    marks = sorted({0.0, *(x for line in wide for c in line.chunks for x in (c.left, c.right))})
    rivers: list[tuple[float, float]] = []
    for left, right in pairwise(marks):
        crossing = sum(c.left < right and c.right > left for line in wide for c in line.chunks)
        if crossing > most:
            continue
        if rivers and rivers[-1][1] == left:
            rivers[-1] = (rivers[-1][0], right)
        else:
            rivers.append((left, right))
    # columns are set from the left, so that each begins where the white space before it ends
    return [b - 1 for a, b in rivers if a >= marks[1] and b < marks[-1] and b - a >= _GAP * size]


def table(found: Sequence[Line]) -> list[float]:
    """Edges of columns where the lines are a table; nothing where they are text, in one column or two."""
    parted = edges(found)
    return parted if len(parted) >= _LEAST_RIVERS else []


def goes_on(found: Sequence[Line], parted: Sequence[float]) -> bool:
    """Whether lines too few to show columns are the end of a table with these: each stands in its columns."""
    wide = [line for line in found if len(line.chunks) > 1]
    fitting = [line for line in wide if len({column(c, parted) for c in line.chunks} - {None}) == len(line.chunks)]
    return len(wide) >= _LEAST_RIVERS and len(fitting) == len(wide)


def halves(found: Sequence[Line], width: float) -> float | None:
    """Where a page of text in two columns is parted; None where it is not."""
    parted = [edge for edge in edges(found) if 0.35 * width < edge < 0.65 * width]
    if len(parted) != 1 or len(edges(found)) != 1:
        return None
    sides = [[c for line in found for c in line.chunks if (c.left < parted[0]) == left] for left in (True, False)]
    full = [side and median(c.right - c.left for c in side) > 0.28 * width for side in sides]
    return parted[0] if all(full) else None


def column(chunk: Chunk, parted: Sequence[float]) -> int | None:
    """The column that a chunk stands in; None where it crosses an edge."""
    at = sum(edge <= chunk.left for edge in parted)
    return at if at == len(parted) or chunk.right <= parted[at] + 1 else None


def rows(found: Sequence[Line], parted: Sequence[float]) -> list[list[Line]]:
    """Lines of a table in rows: parted by more space than a cell has, else where the fullest column begins.

    A line in larger letters than the table's is a heading, and a row of its own.
    """
    wide = [line for line in found if len(line.chunks) > 1]
    size = median(line.size for line in wide or found) if found else 0.0
    filled = [sum(any(column(c, parted) == at for c in line.chunks) for line in found) for at in range(len(parted) + 1)]
    main = filled.index(max(filled))
    out: list[list[Line]] = []
    part: list[Line] = []
    for line in found:
        if len(line.chunks) == 1 and line.size > _LARGER * size:
            out += [*_part(part, parted, main), [line]]
            part = []
        else:
            part.append(line)
    return out + _part(part, parted, main)


def _part(found: Sequence[Line], parted: Sequence[float], main: int) -> list[list[Line]]:
    """The rows of lines between two headings."""
    steps = [below.top - above.top for above, below in pairwise(found)]
    firsts = [len(line.chunks) > 1 and any(column(c, parted) == main for c in line.chunks) for line in found]
    # from one row of a single line to the next: there alone space between rows is told from that inside a cell
    even = [step for n, step in enumerate(steps) if firsts[n] and firsts[n + 1]] or steps
    size = median(line.size for line in found) if found else 0.0
    apart = sum(step > _LEADING * size for step in even) > len(even) / 2
    out: list[list[Line]] = []
    for n, line in enumerate(found):
        begins = n == 0 or steps[n - 1] > _LEADING * line.size
        if not apart and n:
            begins = begins or any(column(c, parted) == main and not c.text[:1].islower() for c in line.chunks)
        if begins:
            out.append([])
        out[-1].append(line)
    return out
