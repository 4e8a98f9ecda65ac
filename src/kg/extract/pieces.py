"""A prose document in pieces: paragraphs, items, footnotes and lines of contents, without page noise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.read.document import Document
from kg.text import lexicon

Kind = Literal["title", "heading", "text", "item", "contents", "field", "row", "note"]


@dataclass(slots=True)
class Piece:
    """Lines that belong together, before it is known what they are in the document."""

    kind: Kind
    lines: list[tuple[int, str]]
    level: int | None = None
    note: int | None = None

    @property
    def text(self) -> str:
        """The lines as one, without marks."""
        return " ".join(clean(line)[0] for _, line in self.lines).strip()


SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


_MARK = re.compile(r"(?P<raised>[⁰¹²³⁴-⁹]+)|\[\^(?P<label>\d{1,3})\]")


_NOTE = re.compile(r"\s*(?:(?P<raised>[⁰¹²³⁴-⁹]+)|\[\^?(?P<label>\d{1,3})\]:?)\s?(?=\S)")


_ITEM = re.compile(r"\s*(?:[-*•·▪●○–—+]\s+(?:[*•]\s+)?|[a-z]\)\s+|\d{1,2}[.)]\s+)(?=\S)")


_HASH = re.compile(r"\s*(#{1,6})\s+(?=\S)")


_NUMBERED = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-ZÅÄÖ])")


_CONTENTS = re.compile(r"(?P<title>.*?[^\s.…|])\s*(?:[.…_]{3,}|\t+|\s{3,})\s*\d{1,3}\s*$")


_NOISE = re.compile(
    r"\s*(?:(?:[A-ZÅÄÖ]{1,2}\s)?(?:[A-ZÅÄÖ]\.\s?){2,4}|[-–]?\s?\d{1,3}\s?[-–]?|\d{1,3}\s?\(\d{1,3}\))\s*$"
)


_MOST_WORDS = 14


_MOST_LETTERS = 110


_MOST_CELL = 60


_MOST_LABEL = 4


def read(document: Document) -> Iterator[Piece]:
    """Pieces of a document in order, headings known only where they are marked or numbered."""
    for block in document.blocks:
        piece: Piece | None = None
        for number, line in block.raw:
            started = _start(number, line, block.raw)
            if started is None and piece is not None and not _breaks(piece, line):
                piece.lines.append((number, line))
                continue
            if piece is not None:
                yield piece
            piece = started or Piece("text", [(number, line)])
            if piece.kind == "contents" and not piece.text:
                piece = None
        if piece is not None:
            yield piece


def _start(number: int, line: str, block: Sequence[tuple[int, str]]) -> Piece | None:
    """The piece that a line opens by its looks; None where it may go on the one before."""
    if line.lstrip().startswith("|"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not any(re.search(r"\w", cell) for cell in cells):
            return Piece("contents", [(number, "")])
        last = cells[-1]
        return Piece("contents" if len(cells) == 2 and last.isdigit() else "field", [(number, line)])
    cells = _cells(line)
    if len(cells) > 1 and _tabular(cells, block):
        return Piece("row", [(number, f"| {' | '.join(cells)} |")])
    if _NOISE.match(line) or re.match(rf"\s*(?:{words('pages')})\s\d+", line, re.IGNORECASE):
        return Piece("contents", [(number, "")])
    if _CONTENTS.match(line):
        return Piece("contents", [(number, line)])
    note = _NOTE.match(line)
    if note:
        label = note["raised"].translate(SUPERSCRIPTS) if note["raised"] else note["label"]
        return Piece("note", [(number, line[note.end() :])], note=int(label))
    hash_ = _HASH.match(line)
    if hash_:
        return Piece("heading", [(number, line[hash_.end() :])], level=len(hash_[1]))
    numbered = _NUMBERED.match(line)
    alone = sum(bool(_NUMBERED.match(other)) for _, other in block) == 1
    if numbered and alone and number == block[0][0] and short(line) and line.rstrip()[-1] not in ".;:,":
        return Piece("heading", [(number, line)], level=numbered[1].count(".") + 1)
    item = _ITEM.match(line)
    return Piece("item", [(number, line[item.end() :])]) if item else None


def _cells(line: str) -> list[str]:
    """Cells of a line whose columns are set apart by wide spaces."""
    return re.split(r"\s{2,}|\t+", line.strip())


def _tabular(cells: Sequence[str], block: Sequence[tuple[int, str]]) -> bool:
    """Whether a line is a row of a table, as others of its block are; of two columns where all begin with a label."""
    alike = [_cells(other) for _, other in block if len(_cells(other)) == len(cells)]
    if len(cells) == 2:
        labels = [first for first, _ in alike if len(first.split()) <= _MOST_LABEL and first[-1:] not in ".,;"]
        return len(labels) == len(alike) > 2
    return len(cells) > 2 and len(alike) > 1 and all(len(cell) <= _MOST_CELL for cell in cells)


def _breaks(piece: Piece, line: str) -> bool:
    """Whether a line without a mark of its own is no continuation of the piece before it."""
    if piece.kind in {"heading", "field", "row", "contents"}:
        return True
    first = line.strip()[:1]
    before = piece.lines[-1][1].rstrip()
    if piece.kind == "item":
        return not line.startswith("  ") and first.isupper() and before.endswith((".", "!", "?", ":"))
    return len(piece.lines) == 1 and titled(before) and first.isupper() and len(line) > 60 and len(before) < 60


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Paragraphs that a page break had cut, together again."""
    out: list[Piece] = []
    for piece in pieces:
        text = piece.text
        before = next((p for p in reversed(out) if p.kind != "note"), None)
        follows = before and piece.kind == "text" and before.kind in {"text", "item"} and text[:1].islower()
        if before and follows and before.text[-1:] not in ".!?:":
            before.lines += piece.lines
            continue
        out.append(piece)
    return out


def clean(line: str) -> tuple[str, list[tuple[int, str]]]:
    """A line without marks, links and footnote marks; with those marks, each with the word that bears it."""
    line = re.sub(r"<[^<>]{1,20}>", "", line)
    line = re.sub(r"\[([^\]^]+)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"\*\*?|(?<!\w)_|_(?!\w)", "", line)
    marks = []
    for mark in _MARK.finditer(line):
        number = mark["raised"].translate(SUPERSCRIPTS) if mark["raised"] else mark["label"]
        word = re.search(r"\S*$", line[: mark.start()])
        marks.append((int(number), (word[0] if word else "") + mark[0]))
    return _MARK.sub("", line), marks


def entry(piece: Piece) -> str:
    """Title of a line of contents, without its page."""
    line = clean(piece.lines[0][1])[0]
    if line.lstrip().startswith("|"):
        return line.strip().strip("|").rsplit("|", 1)[0].strip()
    dotted = _CONTENTS.match(line)
    return dotted["title"].strip() if dotted else line.strip()


def short(text: str) -> bool:
    """Whether a text is short enough for a title."""
    return len(text) <= _MOST_LETTERS and len(text.split()) <= _MOST_WORDS


def titled(text: str) -> bool:
    """Whether a text that stands alone looks like a title: short, with a capital or number first, no sentence's end."""
    text = text.strip()
    if (
        re.search(r",\s(?:se|läs|kontakta)\s", text)
        or not short(text)
        or not re.match(r"[A-ZÅÄÖ\d§]", text)
        or not re.search(r"[A-ZÅÄÖa-zåäö]{2}", text)
    ):
        return False
    if text.endswith(":"):
        words = text[:-1].casefold().split()
        return len(words) > 2 and not set(words) & set(lexicon.load("sections")["finite"])
    return text[-1] not in ".;,!"


def words(name: str) -> str:
    """A list of data/lexicon/sections.toml as alternatives of a pattern."""
    return "|".join(re.escape(word) for word in lexicon.load("sections")[name])
