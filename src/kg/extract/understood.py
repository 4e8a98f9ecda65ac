"""What was understood of a document's tables, and where: places as people name them, columns, guessed codes."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import columns
from kg.extract.columns import Column, Columns
from kg.extract.numbers import Guess
from kg.model.source import Unread
from kg.read.document import Document


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was understood."""

    place: str
    """Cell, page or line of its first row."""
    columns: Columns
    rows: int


def where(document: Document, line: int) -> str:
    """A place as people name it: a cell, a page, or a line."""
    span = document.span(line, line)
    return span.cell or (f"s. {span.page}" if span.page else f"rad {line}")


def guessed(document: Document, guess: Guess) -> Unread:
    """What a person should know of a code that a spreadsheet took for a number."""
    place = where(document, guess.line)
    sv = f"{place}: ”{guess.shown}” lästes som {guess.code}: skriv koden som text"
    en = f'{place}: "{guess.shown}" was read as {guess.code}: write the code as text'
    return Unread(first=guess.line, last=guess.line, message=sv, message_en=en)


def of_kinds(document: Document) -> tuple[Table, ...]:
    """The columns of a classification structure, as they were understood."""
    if document.layout != "table":
        return ()
    found = columns.kinds(document.rows)
    heads = document.rows[0].cells if found.first else ()
    placed = sorted((at, kind) for kind, places in found.places.items() for at in places)
    named = [(at, kind, heads[at].text if at < len(heads) else "") for at, kind in placed]
    each = (Column(at, head, kind, 0.8 if head else 0.5, "head" if head else "nothing") for at, kind, head in named)
    return (Table(where(document, document.rows[0].line), tuple(each), len(document.rows) - found.first),)
