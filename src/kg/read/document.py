"""What every reader gives: the lines of a document as they stand, and its rows of cells or its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.model.fact import Span
from kg.text.passage import Passage, digest

Layout = Literal["table", "running", "prose"]
"""Rows of cells; text in which the cells of each row run together; text that never was a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells from left to right; a cell that is empty is an empty passage."""

    cells: tuple[Passage, ...]

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
    """Of a table, without repeated headers."""
    blocks: tuple[Block, ...] = ()
    """Of running text and prose, without what every page repeats."""

    def span(self, first: int, last: int) -> Span:
        """The place of lines `first` to `last`, with the hash of what stands there."""
        return Span(document=self.name, first=first, last=last, sha256=digest(self.lines[first - 1 : last]))

    def place(self, passage: Passage, start: int = 0, end: int | None = None) -> Span:
        """The place of passage.text[start:end]."""
        return self.span(*passage.span_lines(start, len(passage.text) if end is None else end))


def blocks(numbered: Sequence[tuple[int, str]]) -> tuple[Block, ...]:
    """Lines in groups, parted where a line is blank."""
    groups: list[list[tuple[int, str]]] = [[]]
    for number, line in numbered:
        if line.strip():
            groups[-1].append((number, line))
        elif groups[-1]:
            groups.append([])
    return tuple(Block(Passage.of(group), tuple(group)) for group in groups if group)
