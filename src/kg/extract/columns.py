"""What each column of a table holds, and how sure that is: by the words of its head, its cells, else its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kg.extract.profile import Profile
from kg.grammar import dispositions, fates
from kg.grammar.fatewords import Action
from kg.read.document import Row
from kg.text import lexicon
from kg.text.passage import Passage

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


# Tables with one record type a row

ANCHORS = frozenset({"record", "code", "level"})
"""Kinds of which a head must name one: words such as "Bevaras" stand in heads and in cells alike."""
_MOST_HEAD_WORDS = 9
_WHOLE, _PART, _CELLS, _AGAINST, _UNKNOWN = 0.95, 0.8, 0.6, 0.5, 0.3
_LEAST_SHARE = 0.5
_NUMBERED = re.compile(r"\s*(?:VO|PG|P|VT)?\s?\d+(?:[.-]\d+)*\.?(?:\s|\Z)")
_CODE = re.compile(r"\s*(?:VO|PG|P|VT)?\s?\d+(?:\.\d+)*\.?\s*\Z")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column was taken for."""

    at: int
    """Place in the row, counted from 0."""
    head: str
    kind: str
    """A kind of data/lexicon/columns.toml, "skip", or "other" for what is only searched for references and law."""
    sure: float
    """From 0 to 1."""
    why: Literal["profile", "head", "head and cells", "cells", "nothing"]
    about: Action | None = None
    """What a mark in a cell says, where the head is about keeping or destroying alone."""


Columns = tuple[Column, ...]


def heads(row: Row, profile: Profile) -> Columns:
    """The columns that a row of heads names; none where the row is no row of heads."""
    filled = [(at, cell.text) for at, cell in enumerate(row.cells) if cell.text]
    if len(filled) < 2 or any(len(text.split()) > _MOST_HEAD_WORDS for _, text in filled):
        return ()
    found = [column(at, text, profile) for at, text in filled]
    known = [c for c in found if c.kind != "other"]
    anchored = [c.sure >= _WHOLE for c in known if c.kind in ANCHORS]
    # "Verksamhetsplan | Bevaras" is a row of cells, though both words stand in heads
    telling = [c for c in known if not fates.tells(c.head)]
    if len(known) < 2 or 2 * len(known) < len(filled) or not anchored or not (any(anchored) or len(telling) > 1):
        return ()
    return tuple(found)


def again(before: Columns, found: Columns) -> bool:
    """Whether a row of heads below others is one: the same heads once more, or others that all are known."""
    same = {c.head.casefold() for c in found} <= {head for c in before for head in _lines(c.head)}
    return same or (len(found) > 2 and all(c.kind != "other" and c.sure >= _WHOLE for c in found))


def _lines(head: str) -> set[str]:
    """A head whole, and as it is without the line above or below it."""
    words = head.casefold().split(" ")
    return {" ".join(words[:n]) for n in range(1, len(words) + 1)} | {" ".join(words[n:]) for n in range(len(words))}


def column(at: int, head: str, profile: Profile, own: str = "") -> Column:
    """What a column is, by its head alone; `own` is the lower line of a head on two lines ("Gallring" over "Frist").

    The whole head counts, unless it says no more than that of its group: then the lower line does.
    """
    told = profile.kind(head) or (profile.kind(own) if own else None)
    if told:
        return Column(at, head, told, 1.0, "profile", _about(own or head))
    whole = _by_head(at, head)
    below = _by_head(at, own) if own and own != head else None
    if below is None:
        return whole
    better = whole.kind == "other" or (whole.kind == "fate" and below.kind != "other")
    return replace(below if better else whole, head=head, about=below.about or whole.about)


def _by_head(at: int, head: str) -> Column:
    folded = " ".join(head.casefold().replace("\u00ad", "").split()).strip(" *:")
    for kind, pattern in _kinds():
        match = pattern.search(folded)
        if match:
            return Column(at, head, kind, _WHOLE if match[0] == folded else _PART, "head", _about(folded))
    return Column(at, head, "other", _UNKNOWN, "nothing")


def joined(first: Row, second: Row) -> Row:
    """Two lines of heads as one; a group's head ("Gallring") goes to each of its columns that has a second line."""
    cells: list[Passage] = []
    above = Passage("", (0,), first.cells[0].lines[:1])
    for at in range(max(len(first.cells), len(second.cells))):
        own = first.cells[at] if at < len(first.cells) else Passage("", (0,), above.lines[:1])
        below = second.cells[at] if at < len(second.cells) else Passage("", (0,), above.lines[:1])
        above = own if own.text else above
        same = below.lines == own.lines
        if below.text and not same:
            cells.append(above.joined(below) if above.text else below)
        else:
            cells.append(own)
    return Row(tuple(cells), table=first.table)


def second_line(row: Row, found: Columns) -> bool:
    """Whether the row below heads goes on with them: nothing in the columns that every row of the table fills."""
    anchors = [c.at for c in found if c.kind in {"record", "level"}]
    texts = [cell.text for at, cell in enumerate(row.cells) if cell.text and at not in anchors]
    if any(_NUMBERED.match(text) for text in texts):
        return False
    empty = all(at >= len(row.cells) or not row.cells[at].text or row.cells[at].text in _texts(found) for at in anchors)
    return bool(anchors and texts) and empty and all(len(text.split()) <= _MOST_HEAD_WORDS for text in texts)


def _texts(found: Columns) -> set[str]:
    return {c.head for c in found}


def weighed(found: Columns, rows: Sequence[Row]) -> Columns:
    """The columns with what their cells say: for the head, against it, or in its stead."""
    width = max((len(row.cells) for row in rows), default=0)
    named = {c.at: c for c in found}
    out = []
    for at in range(max(width, max(named, default=-1) + 1)):
        cells = [row.cells[at].text for row in rows if at < len(row.cells) and row.cells[at].text]
        own = named.get(at) or Column(at, "", "other", _UNKNOWN, "nothing")
        out.append(_weighed(own, cells) if cells and own.why not in {"profile", "cells"} else own)
    return tuple(out)


def titled(found: Columns) -> Columns:
    """The columns, with what stands between the numbers and the records as titles where nothing else is."""
    numbers = [c.at for c in found if c.kind == "code"]
    records = [c.at for c in found if c.kind == "record"]
    if not numbers or not records or any(c.kind == "level" for c in found):
        return found
    between = [c for c in found if numbers[0] < c.at < records[0] and c.kind in {"activity", "other"}]
    titles = between[:1] if len(between) == 1 and between[0].why != "profile" else []
    return tuple(replace(c, kind="level", sure=_CELLS) if c in titles else c for c in found)


def _weighed(own: Column, cells: Sequence[str]) -> Column:
    fate = sum(fates.tells(cell) for cell in cells) / len(cells)
    if own.kind in {"fate", "term"}:
        good = fate >= _LEAST_SHARE or sum(bool(fates.find(c, own.about)) for c in cells) >= _LEAST_SHARE * len(cells)
        return replace(
            own, sure=min(own.sure + 0.04, 1.0) if good else _AGAINST, why="head and cells" if good else "head"
        )
    if own.kind == "other" and fate >= _LEAST_SHARE and len(cells) > 1:
        return replace(own, kind="fate", sure=_CELLS, why="cells")
    if own.kind == "other" and not own.head and sum(bool(_CODE.match(c)) for c in cells) >= _LEAST_SHARE * len(cells):
        return replace(own, kind="code", sure=_CELLS, why="cells")
    return own


def guessed(rows: Sequence[Row]) -> Columns:
    """The columns of a table without heads: fates are known by what they say, and records stand to the left of them.

    None where no column tells fates.
    """
    found = weighed((), rows)
    fate = next((c.at for c in found if c.kind == "fate"), None)
    taken = [c.at for c in found if c.kind == "code"]
    before = [at for at in range(fate or 0) if at not in taken]
    if not before:
        return ()
    filled = {at: sum(at < len(row.cells) and bool(row.cells[at].text) for row in rows) for at in before}
    record = max(before, key=lambda at: (filled[at], at))
    names = [at for at in before if at < record and taken and _distinct(rows, at) < _distinct(rows, record)]
    named = {record: "record", **dict.fromkeys(names, "level")}
    return tuple(replace(c, kind=named[c.at], sure=_CELLS, why="cells") if c.at in named else c for c in found)


def _distinct(rows: Sequence[Row], at: int) -> int:
    return len({row.cells[at].text for row in rows if at < len(row.cells)})


def _about(head: str) -> Action | None:
    folded = " ".join(head.casefold().split())
    for about in ("preserve", "destroy", "transfer"):
        if any(re.search(pattern, folded) for pattern in lexicon.load("columns")["about"][about]):
            return about
    return None


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile("|".join(words))) for kind, words in lexicon.load("columns")["kinds"].items())
