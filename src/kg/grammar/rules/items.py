"""Pieces of a disposition cell: its sentences, and its lists with a lead-in and items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.grammar import sentences
from kg.grammar.rules.reading import alternatives
from kg.text import lexicon

_MARK = r"(?:[-–•*·]|\d{1,2}\)|[a-zåäö]\))\s?(?=\w)"
_LIST = re.compile(rf":\s*(?={_MARK})|(?<=[^.!?\s])\s*\n\s*(?={_MARK})")
_ITEM = re.compile(rf"(?:^|(?<=[\s:])){_MARK}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or the lead-in of a list with its items, as a place in the text."""

    start: int
    end: int
    items: tuple[Piece, ...] = ()


def pieces(text: str) -> list[Piece]:
    """Sentences and lists in the order of the text.

    A sentence ends, without a full stop too, before a capital letter with which rules begin ("Övriga handlingar …"). A
    list begins behind a colon, or on a line of its own, with a dash, a bullet, "1)" or "a)".
    """
    found: list[Piece] = []
    for start, end in _sentences(text):
        bullet = _ITEM.match(text, start)
        if bullet and found and found[-1].items:
            last = found[-1]
            found[-1] = Piece(last.start, last.end, (*last.items, *_items(text, start, end)))
            continue
        opening = _LIST.search(text, start, end)
        if opening:
            lead = text[start : opening.start() + 1].rstrip()
            found.append(Piece(start, start + len(lead), tuple(_items(text, opening.end(), end))))
        else:
            found.append(Piece(bullet.end() if bullet else start, end))
    return found


def starts(text: str) -> list[int]:
    """Places inside a text where a rule may begin with a capital letter though nothing ends before it."""
    return [match.start() for match in _starter().finditer(text)]


def _sentences(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in _whole(text):
        cuts = [start, *(start + at for at in starts(text[start:end]) if at), end]
        for first, last in pairwise(cuts):
            found.append((first, first + len(text[first:last].rstrip())))
    return found


def _whole(text: str) -> list[tuple[int, int]]:
    """Sentences, with a lead-in and its first item together where a line feed parts them."""
    found: list[tuple[int, int]] = []
    for start, end in sentences.split(text):
        leads = found and text[found[-1][1] - 1] not in ".!?" and not _ITEM.match(text, found[-1][0])
        if leads and _ITEM.match(text, start) and "\n" in text[found[-1][1] : start]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _items(text: str, start: int, end: int) -> list[Piece]:
    marks = list(_ITEM.finditer(text, start, end))
    ends = [*(mark.start() for mark in marks[1:]), end]
    found = []
    for mark, last in zip(marks, ends, strict=True):
        piece = text[mark.end() : last].rstrip()
        found.append(Piece(mark.end(), mark.end() + len(piece)))
    return found


@cache
def _starter() -> re.Pattern[str]:
    words = lexicon.load("dispositions")
    verbs = {phrase.split()[0].capitalize() for group in words["actions"].values() for phrase in group}
    begins = alternatives([*words["starters"]["words"], *(verb for verb in verbs if len(verb) > 5)])
    return re.compile(rf"(?<=[\w.,;”\"]\s)(?=(?:{begins})(?!\w))")
