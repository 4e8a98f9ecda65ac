"""What each column of a table holds: by the words of its head, else by its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.grammar import dispositions
from kg.read.document import Row
from kg.text import lexicon

_MOSTLY = 0.5
_BY_PLACE = ("code", "title", "text", "disposition")
_NUMBER = re.compile(r"(?:(?:VO|PG|P)\s)?\d+(?:\.\d+)*\.?(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Kinds:
    """Places of the columns of each kind (code, title, text, disposition), and the first row that is no head."""

    places: Mapping[str, tuple[int, ...]]
    first: int


def kinds(rows: Sequence[Row]) -> Kinds:
    """Kinds of the columns of a table; without a head, they stand in the order code, title, text, disposition."""
    width = max((len(row.cells) for row in rows), default=0)
    if rows and not _NUMBER.match(rows[0].cells[0].text):
        heads = [cell.text for cell in rows[0].cells]
        named = [_kind(head) for head in heads] + [None] * (width - len(heads))
        first = 1
    else:
        named, first = [None] * width, 0
    if "code" not in named:
        named[:1] = ["code"] if width else []
    if named.count("code") == 1 and "disposition" not in named and "text" not in named:
        named = [_BY_PLACE[min(at, len(_BY_PLACE) - 1)] for at in range(width)]
    if "disposition" not in named:
        named = _with_dispositions(named, rows[first:])
    filled = [kind or "text" for kind in named]
    return Kinds({kind: tuple(at for at, k in enumerate(filled) if k == kind) for kind in set(filled)}, first)


def _with_dispositions(named: list[str | None], rows: Sequence[Row]) -> list[str | None]:
    """The kinds, with the column whose cells mostly say what happens to records taken as dispositions."""
    shares: dict[int, float] = {}
    for at, kind in enumerate(named):
        cells = [row.cells[at].text for row in rows if at < len(row.cells) and row.cells[at].text]
        if cells and kind in {None, "text"}:
            shares[at] = sum(dispositions.split(cell) == 0 for cell in cells) / len(cells)
    best = max(shares, key=lambda at: shares[at], default=None)
    if best is None or shares[best] < _MOSTLY:
        return named
    return ["disposition" if at == best else kind for at, kind in enumerate(named)]


def _kind(head: str) -> str | None:
    folded = " ".join(head.casefold().split())
    for kind, patterns in lexicon.load("structure")["columns"].items():
        if any(re.search(pattern, folded) for pattern in patterns):
            return str(kind)
    return None
