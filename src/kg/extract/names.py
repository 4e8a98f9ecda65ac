"""The record types that a cell names: one, one a bullet or a line, or two that "och" joins, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.grammar import pairs
from kg.text import lexicon
from kg.text.passage import Passage

_BULLET = re.compile(r"[•·▪‣◦–-]\s+")
_STARS = re.compile(r"\s*(?:\*+|(?<=\w)\d\)|[¹²³])\s*$")
_ELSEWHERE = re.compile(r"[\s,;(]*\b[Ss]e\s(?:även\s|också\s|under\s|process(?:en)?\s)*(?:VO|PG|P)?\s?(?=\d)")
_ABBREVIATION = re.compile(r"\w*[A-ZÅÄÖ]\w*[A-ZÅÄÖ]|[A-ZÅÄÖ]{2}|(?!E-[a-zåäö])[A-ZÅÄÖ](?:-|\d|$)")
_MOST_WORDS = 40


class Name(NamedTuple):
    """A record type in a cell: its name, the phrase that it shares with others, and where it begins and ends."""

    name: str
    phrase: str | None
    start: int
    end: int


def find(cell: Passage, width: int = 0) -> Iterator[Name]:
    """The record types of a cell in order; commas, slashes and brackets stay.

    `width`, in letters, is that of the widest line of the column where lines were broken by their width and not by
    whoever wrote them (0 where they were not): such a line goes on below.
    """
    for start, end in _pieces(cell, width):
        bullet = _BULLET.match(cell.text, start)
        text = cell.text[bullet.end() if bullet else start : end]
        elsewhere = _ELSEWHERE.search(text)
        text = _STARS.sub("", text[: elsewhere.start()] if elsewhere and elsewhere.start() else text).strip(" ,;:")
        text = text.removesuffix(".") if not re.search(r"\.\w+\.$|\w\.\s?\w\.$", text) else text
        if re.search(r"\w\w", text) and len(text.split()) <= _MOST_WORDS:
            parts = pairs.parted(text)
            shared = lowered(text) if len(parts) > 1 else None
            yield from (Name(lowered(part), shared, start, end) for part in parts)


def lowered(name: str) -> str:
    """The name with a small first letter, unless its first word is an abbreviation."""
    return name if _ABBREVIATION.match(name.split(" ", 1)[0]) else name[:1].lower() + name[1:]


def widest(cells: Iterator[Passage]) -> int:
    """Letters in the widest line of some cells of more lines than one."""
    return max((len(line) for cell in cells for line in _lines(cell) if len(cell.offsets) > 1), default=0)


def _pieces(cell: Passage, width: int) -> Iterator[tuple[int, int]]:
    bullets = [at for at in cell.offsets if _BULLET.match(cell.text, at)]
    edges = bullets if len(bullets) > 1 else _parted(cell, width)
    yield from zip(edges, [*edges[1:], len(cell.text)], strict=True)


def _lines(cell: Passage) -> list[str]:
    ends = [*cell.offsets[1:], len(cell.text)]
    return [cell.text[a:b].strip() for a, b in zip(cell.offsets, ends, strict=True)]


def _parted(cell: Passage, width: int) -> list[int]:
    """Where the names of a cell begin: behind a semicolon, and on lines that each are a name of their own."""
    lines = _lines(cell)
    if any(_said().search(line) for line in lines) or ":" in cell.text:
        return [0]
    begins = [0]
    for at, above, line in zip(cell.offsets[1:], lines, lines[1:], strict=False):
        fits = not width or len(above) + 1 + len(line.split(" ", 1)[0]) < width
        if _ended(cell.text[:at], above) and line[:1].isupper() and fits and not _body().match(line):
            begins.append(at)
    semicolons = [m.end() for m in re.finditer(r";\s+(?=[^\W\d_]{2})", cell.text) if not _inside(cell.text, m.start())]
    return sorted({*begins, *semicolons})


def _ended(before: str, above: str) -> bool:
    """Whether a line may be the end of a name: no preposition, comma or bracket leads on."""
    return above[-1:] not in ",-/(&" and not _inside(before, len(before)) and not _leads().search(above)


def _inside(text: str, at: int) -> bool:
    return text[:at].count("(") > text[:at].count(")")


@cache
def _leads() -> re.Pattern[str]:
    words = "|".join([*lexicon.load("records")["complement"], "och", "eller", "samt", "m fl", "inkl\\.?"])
    return re.compile(rf"(?:\A|\s)(?:{words})\Z", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    """A line that tells something of the record, and is no name."""
    words = lexicon.load("records")
    verbs = "|".join(word for word in words["verbs"] if word != "se")
    return re.compile(
        rf"(?<![\w-])(?:{verbs})(?![\w-])|\A(?:{'|'.join(words['asides'])})(?!\w)|\A\(|\.\Z", re.IGNORECASE
    )


def is_body(text: str) -> bool:
    """Whether a text is the name of a body or an office, and of nothing else."""
    return _body().match(text) is not None


@cache
def _body() -> re.Pattern[str]:
    """A line that is a body's name alone goes on with the line above: "Protokoll" over "Kommunstyrelsen"."""
    keepers = "|".join(lexicon.load("bodies")["keepers"])
    return re.compile(rf"(?:[\w-]+\s)?[\w-]*(?:{keepers})\Z", re.IGNORECASE)
