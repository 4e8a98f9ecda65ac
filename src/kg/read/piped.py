"""Tables that a text draws with bars ("| Protokoll | Bevaras |"), as text made of other formats has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.read.document import Row
from kg.text.passage import Passage

_RULE = re.compile(r"[\s|:+=-]*\Z")
_RULED = re.compile(r"\s*\|[\s:]*[-=]{2,}[\s|:=-]*\Z")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?=\S)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LEAST = 3


def drawn(lines: Sequence[str]) -> bool:
    """Whether a text has such tables: rows between bars, and a rule under some of them."""
    return sum(_bars(line) for line in lines) >= _LEAST and any(_RULED.match(line) for line in lines)


def rows(numbered: Sequence[tuple[int, str]]) -> Iterator[Row]:
    """The rows of the tables, and each line between them as a paragraph."""
    table, inside = 0, False
    for number, line in numbered:
        if not line.strip():
            continue
        if not _bars(line):
            inside = False
            heading = _HEADING.match(line.strip())
            text = line.strip()[heading.end() :] if heading else line
            yield Row((_passage(number, text),), heading=len(heading["marks"]) if heading else 0)
            continue
        table += not inside
        inside = True
        cells = tuple(_passage(number, cell) for cell in _cells(line))
        if not _RULE.match(line):
            yield Row(cells, table=table, merged=sum(bool(cell.text) for cell in cells) == 1 and len(cells) > 2)


def _bars(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") >= 2


def _cells(line: str) -> list[str]:
    whole = line.strip().replace("\\|", "\0")
    return [cell.replace("\0", "|") for cell in whole.removeprefix("|").removesuffix("|").split("|")]


def _passage(number: int, text: str) -> Passage:
    from kg.read.plaintext import plain

    found = Passage.of([(number, _STRONG.sub(r"\2", plain(text)))])
    return found if found.text else Passage("", (0,), (number,))
