"""A prose document into sections as a tree and paragraphs, with footnotes, contents and page noise told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from kg.model.handbook import Section
from kg.read.document import Document
from kg.text import lexicon
from kg.text.passage import Passage

Kind = Literal["title", "heading", "text", "item", "contents", "field", "note"]


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


@dataclass(slots=True)
class _Piece:
    kind: Kind
    lines: list[tuple[int, str]]
    level: int | None = None
    note: int | None = None

    @property
    def text(self) -> str:
        return " ".join(_clean(line)[0] for _, line in self.lines).strip()


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = re.compile(r"(?P<raised>[⁰¹²³⁴-⁹]+)|\[\^(?P<label>\d{1,3})\]")
_NOTE = re.compile(r"\s*(?:(?P<raised>[⁰¹²³⁴-⁹]+)|\[\^?(?P<label>\d{1,3})\]:?)\s?(?=\S)")
_ITEM = re.compile(r"\s*(?:[-*•·▪●○–—+]\s+(?:[*•]\s+)?|[a-z]\)\s+|\d{1,2}[.)]\s+)(?=\S)")
_HASH = re.compile(r"\s*(#{1,6})\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-ZÅÄÖ])")
_CONTENTS = re.compile(r"(?P<title>.*?[^\s.…|])\s*(?:[.…_]{3,}|\t+|\s{3,})\s*\d{1,3}\s*$")
_NOISE = re.compile(r"\s*(?:(?:[A-ZÅÄÖ]{1,2}\s)?(?:[A-ZÅÄÖ]\.\s?){2,4}|[-–]?\s?\d{1,3}\s?[-–]?|\d{1,3}\s?\(\d{1,3}\))\s*$")
_MOST_WORDS, _MOST_LETTERS = 14, 110
_ALIKE = 0.78


def read(document: Document) -> Outline:
    """Sections and paragraphs of a document.

    What stands before the first section belongs to section "s0", whose title is the document's. A heading is known by
    its mark, its number, the table of contents, or by standing alone without a full stop; its parent by the same, else
    it has none, as a flat list is true where a guessed tree may not be.
    """
    pieces = _joined(_pieces(document))
    entries = [(_entry(piece), piece) for piece in pieces if piece.kind == "contents"]
    _mark_headings(pieces, [title for title, _ in entries])
    levels = _levels(pieces, _contents_levels([(title, piece.lines[0][1]) for title, piece in entries]))
    return _outline(document, pieces, levels)


def _pieces(document: Document) -> Iterator[_Piece]:
    for block in document.blocks:
        piece: _Piece | None = None
        for number, line in block.raw:
            started = _start(number, line, block.raw)
            if started is None and piece is not None and not _breaks(piece, line):
                piece.lines.append((number, line))
                continue
            if piece is not None:
                yield piece
            piece = started or _Piece("text", [(number, line)])
            if piece.kind == "contents" and not piece.text:
                piece = None
        if piece is not None:
            yield piece


def _start(number: int, line: str, block: Sequence[tuple[int, str]]) -> _Piece | None:
    """The piece that a line opens by its looks; None where it may go on the one before."""
    if line.lstrip().startswith("|"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not any(re.search(r"\w", cell) for cell in cells):
            return _Piece("contents", [(number, "")])
        last = cells[-1]
        return _Piece("contents" if len(cells) == 2 and last.isdigit() else "field", [(number, line)])
    if _NOISE.match(line) or re.match(rf"\s*(?:{_words('pages')})\s\d+", line, re.IGNORECASE):
        return _Piece("contents", [(number, "")])
    if _CONTENTS.match(line):
        return _Piece("contents", [(number, line)])
    note = _NOTE.match(line)
    if note:
        label = note["raised"].translate(_SUPERSCRIPTS) if note["raised"] else note["label"]
        return _Piece("note", [(number, line[note.end() :])], note=int(label))
    hash_ = _HASH.match(line)
    if hash_:
        return _Piece("heading", [(number, line[hash_.end() :])], level=len(hash_[1]))
    numbered = _NUMBERED.match(line)
    alone = sum(bool(_NUMBERED.match(other)) for _, other in block) == 1
    if numbered and alone and number == block[0][0] and _short(line) and line.rstrip()[-1] not in ".;:,":
        return _Piece("heading", [(number, line)], level=numbered[1].count(".") + 1)
    item = _ITEM.match(line)
    return _Piece("item", [(number, line[item.end() :])]) if item else None


def _breaks(piece: _Piece, line: str) -> bool:
    """Whether a line without a mark of its own is no continuation of the piece before it."""
    if piece.kind in {"heading", "field", "contents"}:
        return True
    first = line.strip()[:1]
    before = piece.lines[-1][1].rstrip()
    if piece.kind == "item":
        return first.isupper() and before.endswith((".", "!", "?", ":"))
    return len(piece.lines) == 1 and _titled(before) and first.isupper() and len(line) > 60 and len(before) < 60


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Paragraphs that a page break had cut, together again."""
    out: list[_Piece] = []
    for piece in pieces:
        text = piece.text
        before = next((p for p in reversed(out) if p.kind != "note"), None)
        if before and piece.kind == "text" and before.kind in {"text", "item"} and text[:1].islower():
            if before.text[-1:] not in ".!?:":
                before.lines += piece.lines
                continue
        out.append(piece)
    return out


def _clean(line: str) -> tuple[str, list[tuple[int, str]]]:
    """A line without marks of emphasis, links and footnote marks; with those marks, each with the word that bears it."""
    line = re.sub(r"<[^<>]{1,20}>", "", line)
    line = re.sub(r"\[([^\]^]+)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"\*\*?|(?<!\w)_|_(?!\w)", "", line)
    marks = []
    for mark in _MARK.finditer(line):
        number = mark["raised"].translate(_SUPERSCRIPTS) if mark["raised"] else mark["label"]
        word = re.search(r"\S*$", line[: mark.start()])
        marks.append((int(number), (word[0] if word else "") + mark[0]))
    return _MARK.sub("", line), marks


def _entry(piece: _Piece) -> str:
    line = _clean(piece.lines[0][1])[0]
    if line.lstrip().startswith("|"):
        return line.strip().strip("|").rsplit("|", 1)[0].strip()
    dotted = _CONTENTS.match(line)
    return dotted["title"].strip() if dotted else line.strip()


def _short(text: str) -> bool:
    return len(text) <= _MOST_LETTERS and len(text.split()) <= _MOST_WORDS


def _titled(text: str) -> bool:
    """Whether a text that stands alone looks like a title: short, with a capital or number first, no sentence's end."""
    text = text.strip()
    if not _short(text) or not re.match(r"[A-ZÅÄÖ\d§]", text) or not re.search(r"[A-ZÅÄÖa-zåäö]{2}", text):
        return False
    if text.endswith(":"):
        words = text[:-1].casefold().split()
        return len(words) > 2 and not set(words) & set(lexicon.load("sections")["finite"])
    return text[-1] not in ".;,!"


def _mark_headings(pieces: list[_Piece], entries: Sequence[str]) -> None:
    open_list = False
    for at, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "text":
            likeness = 0.9 if open_list else _ALIKE
            listed = _short(text) and any(_alike(text, entry, likeness) for entry in entries)
            alone = len(piece.lines) == 1 and not open_list
            if len(piece.lines) <= 2 and _titled(text) and (alone or listed):
                piece.kind = "heading"
            elif open_list and _short(text) and text[-1:] not in ".:":
                piece.kind = "item"
        if text.casefold().rstrip(":") in lexicon.load("sections")["contents"]:
            piece.kind = "contents"
        open_list = piece.kind in {"text", "item"} and (text.endswith(":") or (open_list and piece.kind == "item"))
    for piece in reversed(pieces):
        if piece.kind == "heading" and piece.level is None:
            piece.kind = "text"
        elif piece.kind != "contents":
            break
    _mark_title(pieces)


def _mark_title(pieces: list[_Piece]) -> None:
    """The first heading is the document's title; what else stands before the first text is a subtitle, save the last."""
    body = [p for p in pieces if p.kind not in {"contents", "field"}]
    opening = []
    for piece in body:
        if piece.kind != "heading":
            break
        opening.append(piece)
    if len(opening) > 1 or (opening and not any(p.kind == "heading" for p in body[1:])) or (opening and opening[0] is body[0] and (opening[0].level == 1)):
        opening[0].kind = "title"
    for piece in opening[1:-1]:
        if piece.level is None:
            piece.kind = "title"


def _alike(first: str, second: str, least: float = _ALIKE) -> bool:
    ours, theirs = (" ".join(re.findall(r"\w+", text.casefold())) for text in (first, second))
    return ours == theirs or SequenceMatcher(None, ours, theirs).ratio() >= least


def _contents_levels(entries: Sequence[tuple[str, str]]) -> list[tuple[str, int]]:
    """Level of each entry: by its number, else capitals stand above small letters, else all are alike.

    An abbreviation ("APT") is written in capitals on any level, so it counts as the entry before it.
    """
    capitals = [_upper_share(title) > 0.7 and len(title) > 5 for title, _ in entries]
    mixed = any(capitals) and not all(high or len(title) <= 5 for (title, _), high in zip(entries, capitals, strict=True))
    out: list[tuple[str, int]] = []
    for (title, _), high in zip(entries, capitals, strict=True):
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


def _levels(pieces: Sequence[_Piece], contents: Sequence[tuple[str, int]]) -> dict[int, int | None]:
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


def _words(name: str) -> str:
    return "|".join(re.escape(word) for word in lexicon.load("sections")[name])


@cache
def _annex() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('annexes')})\b", re.IGNORECASE)


def _outline(document: Document, pieces: Sequence[_Piece], levels: dict[int, int | None]) -> Outline:
    title = next((p for p in pieces if p.kind == "title"), None)
    first = title.lines[0][0] if title else next((n for n, line in enumerate(document.lines, 1) if line.strip()), 1)
    sections = [Section(id="s0", title=title.text if title else document.name, span=document.span(first, first))]
    paragraphs: list[Paragraph] = []
    stack: list[tuple[int, str]] = []
    annex: str | None = None
    lead: str | None = None
    for at, piece in enumerate(pieces):
        if piece.kind == "heading":
            number = f"s{len(sections)}"
            level = levels.get(at)
            stack = [(above, key) for above, key in stack if level is not None and above < level]
            is_annex = bool(_annex().match(piece.text))
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


def _paragraph(piece: _Piece, section: str) -> Paragraph:
    lines, markers = [], []
    for number, line in piece.lines:
        clean, marks = _clean(line)
        lines.append((number, clean))
        markers += [Marker(label, number, word) for label, word in marks]
    return Paragraph(section, piece.kind, Passage.of(lines), tuple(markers), note=piece.note)
