"""Records in lines without cells ("Protokoll Bevaras", "Utkast: gallras efter 1 år"), parted where a fate begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract import units
from kg.extract.columns import Column
from kg.extract.parts import Part
from kg.extract.profile import Profile
from kg.grammar import fates, fatewords
from kg.read.document import Document, Row
from kg.text import lexicon
from kg.text.passage import Passage

_SURE = 0.6
_KINDS = ("record", "fate", "term", "comment")
_COLUMNS = tuple(Column(at, "", kind, _SURE, "cells") for at, kind in enumerate(_KINDS))
_LEAST, _SHARE = 4, 0.3
_MOST_NAME_WORDS, _MOST_TITLE_WORDS = 14, 12
_BULLET = re.compile(r"\s*(?:[•·▪‣◦*–-]\s+)?")
_JOINT = re.compile(r"\s*[:–—-]\s*\Z")


@dataclass
class _Line:
    passage: Passage
    at: tuple[int, int, int, int] | None
    """Where the name begins, the fate, a period that is no part of it, and the remark; None of a line without."""


def find(document: Document, profile: Profile) -> Part | None:
    """The lines of a plan as rows of record, fate and remark; None where too few of its lines are such.

    The first word of the fate has a capital, or a colon or a dash before it: a sentence about keeping is no row.
    """
    lines = [_line(passage, profile) for passage in _passages(document)]
    told = [line for line in lines if line.at]
    if len(told) < _LEAST or len(told) < _SHARE * len(lines):
        return None
    if not any(line.at is None and _unit(line.passage, profile) for line in lines):
        return None
    return Part(_COLUMNS, list(_rows(lines, profile)))


def _passages(document: Document) -> Iterator[Passage]:
    for n, line in enumerate(document.lines, start=1):
        passage = Passage.of([(n, line)])
        if passage.text:
            yield passage


def _line(passage: Passage, profile: Profile) -> _Line:
    text = profile.told(passage.text)
    bullet = _BULLET.match(text)
    start = bullet.end() if bullet else 0
    for match in _fate().finditer(text, start):
        name = text[start : match.start()]
        joint = _JOINT.search(name)
        if not (match[0][0].isupper() or match[0][0].isdigit() or joint) or name.count("[") > name.count("]"):
            continue
        bare = _JOINT.sub("", name).strip()
        if (
            not bare[:1].isupper()
            or len(bare.split()) > _MOST_NAME_WORDS
            or bare[-1:] in ".,;"
            or _unit(passage, profile)
        ):
            break
        end = _end(text, match.start())
        apart = _apart(text[match.start() : end]) + match.start()
        if fates.find(text[match.start() : apart]):
            return _Line(passage, (start, match.start(), apart, end))
        break
    return _Line(passage, None)


def _apart(fate: str) -> int:
    """Where a length of time begins that cannot be of the fate before it, as what is preserved has none."""
    if fates.find(fate) and not re.search(r"/\s?bevara", fate, re.IGNORECASE):
        return len(fate)
    length = fatewords.length().search(fate)
    return length.start() if length else len(fate)


def _end(text: str, start: int) -> int:
    """Where the words of a fate end: at the next capital that opens no time or fate of its own."""
    end = start
    for word in re.finditer(r"\S+", text[start:]):
        joined = end > start and text[start:end].rstrip()[-1:] in ",.;:(/"
        if end > start and word[0][:1].isupper() and not joined and not _opening().match(word[0]):
            break
        end = start + word.end()
    return end


@cache
def _fate() -> re.Pattern[str]:
    return re.compile(rf"(?:{fatewords.action_words()}|{fatewords.time_words()}|{fatewords.length().pattern})", re.I)


@cache
def _opening() -> re.Pattern[str]:
    openers = lexicon.load("fates")["openers"]
    words = "|".join([*openers["from"], *openers["event"], "vid"])
    return re.compile(rf"{fatewords.action_words()}|(?:{words})\b", re.IGNORECASE)


def _unit(passage: Passage, profile: Profile) -> bool:
    head = units.head(passage, profile)
    return bool(head and head.title.text and len(head.title.text.split()) <= _MOST_TITLE_WORDS)


def _rows(lines: list[_Line], profile: Profile) -> Iterator[Row]:
    """Units, and records with their remarks, which go on over the ends of lines."""
    row: list[Passage] = []
    for n, line in enumerate(lines):
        cited = n and _open().search(lines[n - 1].passage.text)
        unit = not line.at and not cited and _unit(line.passage, profile)
        if row and not line.at and not unit and not line.passage.text[:1].isupper():
            row[-1] = row[-1].joined(line.passage) if row[-1].text else line.passage
            continue
        if row:
            yield Row(tuple(row), table=1)
        row = []
        if line.at:
            start, fate, apart, end = line.at
            name = line.passage.text[start:fate]
            places = [(start, start + len(_JOINT.sub("", name))), (fate, apart), (apart, end), (end, None)]
            row = [line.passage.cut(a, len(line.passage.text) if b is None else b) for a, b in places]
        elif unit:
            yield Row((line.passage,), table=1)
    if row:
        yield Row(tuple(row), table=1)


@cache
def _open() -> re.Pattern[str]:
    """The end of a line that a number on the next belongs to: "… ingår i processgruppen"."""
    words = lexicon.load("references")
    ends = [*words["prepositions"], *words["lead"], *words["see"], "enligt", "och", "samt"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ends)})\s*\Z")
