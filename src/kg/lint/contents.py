"""The table of contents of a document, and which of its entries a heading is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.lint.subject import Subject
from kg.model.handbook import Section
from kg.text import words

_ENTRY = re.compile(
    r"^\s*\|?\s*(?:<i>)?(?P<title>[^|.<\t]*[^\W\d_][^|.<\t]*?)(?:</i>)?\s*(?:\||\.{3,}|\t)\s*(?P<page>\d{1,3})\s*\|?\s*$"
)
_PAGE = re.compile(r"(?:[|\t]|\.{3})[ \t]*\d{1,3}[ \t]*\|?[ \t]*$")
_FEWEST = 3
"""Entries that make a table."""
_NEAR = 78
"""Likeness (0 to 100) from which a heading is taken for an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents."""

    title: str
    line: int


def entries(subject: Subject) -> Sequence[Entry]:
    """The entries in the order of the text; none where the document has no table of contents."""
    matches = ((n, _ENTRY.match(line)) for n, line in enumerate(subject.lines, start=1) if _PAGE.search(line))
    found = [Entry(match["title"].strip(), n) for n, match in matches if match]
    return found if len(found) >= _FEWEST else []


def nearest(title: str, among: Sequence[Entry]) -> Entry | None:
    """The entry that the heading is, or nearly is; None where none is like it."""
    from rapidfuzz import fuzz

    folded = words.fold(title)
    best = max(among, key=lambda entry: fuzz.ratio(folded, words.fold(entry.title)), default=None)
    return best if best and fuzz.ratio(folded, words.fold(best.title)) >= _NEAR else None


def listed(title: str, among: Sequence[Entry]) -> bool:
    """Whether an entry reads as the heading does, whatever the case."""
    folded = words.fold(title)
    return any(words.fold(entry.title) == folded for entry in among)


def unused(among: Sequence[Entry], sections: Sequence[Section]) -> Sequence[Entry]:
    """The entries that no heading reads as, which a heading that differs may stand for."""
    titles = {words.fold(section.title) for section in sections}
    return [entry for entry in among if words.fold(entry.title) not in titles]
