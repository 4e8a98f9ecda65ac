"""What every reader gives: the lines of a document as they stand, and its rows of cells or its paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.model.fact import Span
from kg.text.passage import Passage, digest

Layout = Literal["table", "running", "prose"]
"""Rows of cells; text in which the cells of each row run together; text that never was a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells from left to right; a cell that is empty is an empty passage."""

    cells: tuple[Passage, ...]
    heading: int = 0
    """Depth of the heading that the row is, from 1; 0 where the format does not say that it is one."""
    table: int = 0
    """Which table or sheet of the document the row stands in, from 1; 0 for a paragraph between them."""
    merged: bool = False
    """Whether its only filled cell was laid over several columns, as headings are."""

    @property
    def line(self) -> int:
        """Line where the row begins."""
        return self.cells[0].lines[0]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, with nothing between them."""

    passage: Passage
    raw: tuple[tuple[int, str], ...]
    """The lines as they stand, with their numbers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands, in a format that has pages or cells."""

    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True)
class Document:
    """A document taken apart, with every piece at its place."""

    name: str
    """File name, without its folder."""
    sha256: str
    """SHA-256 (hex) of the file's bytes."""
    lines: tuple[str, ...]
    """Lines as they stand, from line 1, without line ends."""
    layout: Layout
    rows: tuple[Row, ...] = ()
    """Of a table, without repeated headers; of a text in which there are tables, those and its paragraphs."""
    blocks: tuple[Block, ...] = ()
    """Of running text and prose, without what every page repeats."""
    places: Mapping[int, Place] = field(default_factory=dict)
    """Pages and cells by line, of formats that have them."""
    readings: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By line, what a number or a day may have been before a spreadsheet made it one: 1.1 may have been "1.10"."""
    notes: tuple[str, ...] = ()
    """What the reader left out and a person should know, in Swedish."""

    def span(self, first: int, last: int) -> Span:
        """The place of lines `first` to `last`, with the hash of what stands there."""
        start, end = self.places.get(first, Place()), self.places.get(last, Place())
        return Span(
            document=self.name,
            first=first,
            last=last,
            page=start.page,
            cell=_range(start.cell, end.cell),
            sha256=digest(self.lines[first - 1 : last]),
        )

    def place(self, passage: Passage, start: int = 0, end: int | None = None) -> Span:
        """The place of passage.text[start:end]."""
        return self.span(*passage.span_lines(start, len(passage.text) if end is None else end))


def _range(first: str | None, last: str | None) -> str | None:
    """Two cells as one place: "Blad1!B7:C9"."""
    if first is None or last is None or first == last:
        return first
    return f"{first}:{last.rpartition('!')[2]}"


def blocks(numbered: Sequence[tuple[int, str]]) -> tuple[Block, ...]:
    """Lines in groups, parted where a line is blank."""
    groups: list[list[tuple[int, str]]] = [[]]
    for number, line in numbered:
        if line.strip():
            groups[-1].append((number, line))
        elif groups[-1]:
            groups.append([])
    return tuple(Block(Passage.of(group), tuple(group)) for group in groups if group)
