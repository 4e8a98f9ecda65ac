"""Which pieces of a prose document are headings, and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from kg.extract.pieces import Piece, short, titled
from kg.text import lexicon

_ALIKE = 0.78


def mark(pieces: list[Piece], entries: Sequence[str]) -> None:
    """Give the kind "heading", "title" or "item" to the pieces that are one; `entries` are titles of the contents."""
    open_list = False
    for piece in pieces:
        text, listed_here = piece.text, False
        if piece.kind == "text":
            likeness = 0.9 if open_list else _ALIKE
            listed = short(text) and any(_alike(text, entry, likeness) for entry in entries)
            alone = len(piece.lines) == 1 and not open_list
            linked = re.fullmatch(r"\s*\[[^\]]*\]\([^)]*\)\s*", piece.lines[0][1]) is not None
            if len(piece.lines) <= 2 and not linked and titled(text) and (alone or listed):
                piece.kind = "heading"
            elif open_list and short(text) and text[-1:] not in ".:":
                piece.kind, listed_here = "item", True
        if text.casefold().rstrip(":") in lexicon.load("sections")["contents"]:
            piece.kind = "contents"
        open_list = piece.kind in {"text", "item"} and (text.endswith(":") or listed_here)
    for piece in reversed(pieces):
        if piece.kind == "heading" and piece.level is None:
            piece.kind = "text"
        elif piece.kind != "contents":
            break
    _mark_title(pieces)


def _mark_title(pieces: list[Piece]) -> None:
    """The first heading is the document's title; others before the first text are subtitles, save the last."""
    body = [p for p in pieces if p.kind not in {"contents", "field", "row"}]
    opening = []
    for piece in body:
        if piece.kind != "heading":
            break
        opening.append(piece)
    if (
        len(opening) > 1
        or (opening and not any(p.kind == "heading" for p in body[1:]))
        or (opening and opening[0] is body[0] and (opening[0].level == 1))
    ):
        opening[0].kind = "title"
    for piece in opening[1:-1]:
        if piece.level is None:
            piece.kind = "title"


def _alike(first: str, second: str, least: float = _ALIKE) -> bool:
    ours, theirs = (" ".join(re.findall(r"\w+", text.casefold())) for text in (first, second))
    return ours == theirs or SequenceMatcher(None, ours, theirs).ratio() >= least


def contents_levels(entries: Sequence[str]) -> list[tuple[str, int]]:
    """Level of each entry: by its number, else capitals stand above small letters, else all are alike.

    An abbreviation ("APT") is written in capitals on any level, so it counts as the entry before it.
    """
    capitals = [_upper_share(title) > 0.7 and len(title) > 5 for title in entries]
    mixed = any(capitals) and not all(high or len(title) <= 5 for title, high in zip(entries, capitals, strict=True))
    out: list[tuple[str, int]] = []
    for title, high in zip(entries, capitals, strict=True):
        number = re.match(r"(\d+(?:\.\d+)*)\.?\s", title)
        if number:
            level = number[1].count(".") + 1
        elif title.isupper() and not high and out:
            level = out[-1][1]
        else:
            level = 1 if high or not mixed else 2
        out.append((title, level))
    return out


def _upper_share(text: str) -> float:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) / max(1, len(letters))


def levels(pieces: Sequence[Piece], contents: Sequence[tuple[str, int]]) -> dict[int, int | None]:
    """Level of each heading, by its place among the pieces; None where nothing tells."""
    headings = [(at, piece) for at, piece in enumerate(pieces) if piece.kind == "heading"]
    deepest = max((level for _, level in contents), default=None)
    levels: dict[int, int | None] = {}
    cursor = 0
    for at, piece in headings:
        found = next((n for n in range(cursor, len(contents)) if _alike(piece.text, contents[n][0])), None)
        if piece.level is not None:
            levels[at] = piece.level
        elif found is not None and found - cursor < 12:
            levels[at], cursor = contents[found][1], found + 1
        else:
            levels[at] = deepest
    return levels
