"""A prose document into sections as a tree and paragraphs, with footnotes, contents and page noise told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract import headings, pieces
from kg.extract.pieces import Kind, Piece, clean, words
from kg.model.handbook import Section
from kg.read.document import Document
from kg.text.passage import Passage


@dataclass(frozen=True, slots=True)
class Marker:
    """A footnote's mark where it stands in the text."""

    number: int
    line: int
    word: str
    """The word that bears the mark, with it: "möjligt.²"."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of text of one section."""

    section: str
    kind: Kind
    passage: Passage
    """Without marks of emphasis, footnote marks and links."""
    markers: tuple[Marker, ...] = ()
    lead: str | None = None
    """Of an item: the text that opens its list."""
    note: int | None = None
    """Number of the footnote that this is the text of."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document as sections and paragraphs, both in the order of the text."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]

    def ancestors(self, section: str) -> tuple[str, ...]:
        """Ids from the section itself up to its topmost."""
        parents = {one.id: one.parent for one in self.sections}
        chain, at = [], parents.get(section)
        while at is not None:
            chain.append(at)
            at = parents.get(at)
        return (section, *chain)


def read(document: Document) -> Outline:
    """Sections and paragraphs of a document.

    What stands before the first section belongs to section "s0", whose title is the document's. A heading is known by
    its mark, its number, the table of contents, or by standing alone without a full stop; its parent by the same, else
    it has none, as a flat list is true where a guessed tree may not be.
    """
    found = pieces.joined(pieces.read(document))
    entries = [pieces.entry(piece) for piece in found if piece.kind == "contents"]
    headings.mark(found, entries)
    return _outline(document, found, headings.levels(found, headings.contents_levels(entries)))


def _outline(document: Document, found: Sequence[Piece], levels: dict[int, int | None]) -> Outline:
    title = next((p for p in found if p.kind == "title"), None)
    first = title.lines[0][0] if title else next((n for n, line in enumerate(document.lines, 1) if line.strip()), 1)
    sections = [Section(id="s0", title=title.text if title else document.name, span=document.span(first, first))]
    paragraphs: list[Paragraph] = []
    stack: list[tuple[int, str]] = []
    annex: str | None = None
    lead: str | None = None
    for at, piece in enumerate(found):
        if piece.kind == "heading":
            number = f"s{len(sections)}"
            level = levels.get(at)
            stack = [(above, key) for above, key in stack if level is not None and above < level]
            is_annex = bool(re.match(rf"(?:{words('annexes')})\b", piece.text, re.IGNORECASE))
            parent = stack[-1][1] if stack else (None if is_annex else annex)
            annex = number if is_annex else annex
            if level is not None:
                stack.append((level, number))
            span = document.span(piece.lines[0][0], piece.lines[-1][0])
            sections.append(Section(id=number, title=piece.text.rstrip(":"), parent=parent, span=span))
        section = sections[-1].id
        paragraph = _paragraph(piece, section)
        if piece.kind == "item":
            paragraph = replace(paragraph, lead=lead)
        elif piece.kind == "text":
            lead = paragraph.passage.text
        elif piece.kind == "heading":
            lead = piece.text
        if paragraph.passage.text:
            paragraphs.append(paragraph)
    return Outline(tuple(sections), tuple(paragraphs))


def _paragraph(piece: Piece, section: str) -> Paragraph:
    lines, markers = [], []
    for number, line in piece.lines:
        text, marks = clean(line)
        lines.append((number, text))
        markers += [Marker(label, number, word) for label, word in marks]
    return Paragraph(section, piece.kind, Passage.of(lines), tuple(markers), note=piece.note)
