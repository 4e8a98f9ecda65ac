"""Plain text: cells with tabs between them, cells that run together, or prose; told apart by looking."""

from __future__ import annotations

import codecs
import hashlib
import html
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import SourceError
from kg.read import piped, spaced
from kg.read.document import Document, Layout, Place, Row, blocks
from kg.text.passage import Passage

_MOST_BYTES = 64 * 1024 * 1024
_MOST_LOOKED_AT = 200_000
_CHARSETS = ("latin-1", "cp1252", "cp850", "mac_roman")
"""The first of those that fit equally well counts."""
_LETTERS = "åäöÅÄÖéÉüÜ§–”’•\xa0"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_ITEM = {"li"}
_LEVEL = re.compile(r"\s*(?:VO|PG|P)(?:\s+\d+(?:\.\d+)*\.?[,:]?\s|\s*$)")
_CODE = re.compile(r"\s*\d+(?:\.\d+)*\.?(?:\s|$)")
_TABLE_SHARE = 0.3
_DRAWN_SHARE = 0.6
_LEAST_UNITS = 4
_REPEATS = 3


def read(path: Path) -> Document:
    """Read a text file, UTF-8 with or without a byte order mark, or Latin-1.

    Raises SourceError where the file is missing, empty, binary or too large.
    """
    return parse(path.name, load(path))


def load(path: Path) -> bytes:
    """Bytes of a file.

    Raises SourceError where it is missing, empty or too large.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SourceError("the file is larger than 64 MiB", where=str(path), hint="split it")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(path), hint="check the name") from error
    if not data.strip():
        raise SourceError("the file is empty", where=str(path), hint="give a document with text")
    return data


def parse(name: str, data: bytes, mended: Sequence[str] | None = None) -> Document:
    """Take the text apart; `mended` stands in for the lines where damage was repaired, line for line.

    Raises SourceError where the bytes are no text.
    """
    text = _text(name, data)
    stand = text.split("\n")
    lines = tuple(line.lstrip("\f") for line in stand)
    begun = {number for number, line in enumerate(stand, start=1) if line.startswith("\f")}
    numbered = list(_laid(lines if mended is None else mended, begun))
    found = of_lines(name, hashlib.sha256(data).hexdigest(), lines, numbered)
    if "\f" in text:
        found = replace(found, places=dict(_pages(stand)))
    # a table that only spaces part may be the plan; the text of which it is a part stays
    return found if found.rows else replace(found, rows=spaced.rows(numbered))


def _laid(lines: Iterable[str], begun: Container[int]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, and a blank one where a page begins; a form feed ends no line to an editor."""
    for number, line in enumerate(lines, start=1):
        for at, part in enumerate(line.split("\f")):
            if at or number in begun:
                yield number, ""
            yield number, part


def _pages(stand: Iterable[str]) -> Iterator[tuple[int, Place]]:
    """The page on which each line begins."""
    page = 1
    for number, line in enumerate(stand, start=1):
        first = len(line) - len(line.lstrip("\f"))
        yield number, Place(page + first)
        page += line.count("\f")


def of_lines(name: str, sha256: str, lines: tuple[str, ...], laid: list[tuple[int, str]]) -> Document:
    """Take text apart that is laid out in numbered lines, as they are read; `lines` are those that stand there."""
    numbered = _without_page_headers(laid)
    if piped.drawn([line for _, line in numbered]):
        return _with_tables(name, sha256, lines, numbered)
    layout = _layout(numbered)
    return Document(
        name=name,
        sha256=sha256,
        lines=lines,
        layout=layout,
        rows=tuple(_rows(numbered)) if layout == "table" else (),
        blocks=blocks(numbered) if layout != "table" else (),
    )


def _with_tables(name: str, sha256: str, lines: tuple[str, ...], numbered: list[tuple[int, str]]) -> Document:
    """Text with tables drawn by bars: its rows, and its blocks too, as the tables may be no more than its contents."""
    found = tuple(piped.rows(numbered))
    share = sum(row.table > 0 for row in found) / len(found)
    layout = "table" if share > _DRAWN_SHARE else _layout(numbered)
    return Document(name, sha256, lines, layout, rows=found, blocks=() if layout == "table" else blocks(numbered))


def decoded(name: str, data: bytes) -> str:
    """The text of bytes, with line feeds for all ends of lines, and without ends of pages.

    Raises SourceError where they are no text.
    """
    return _text(name, data).replace("\f", " ")


def _text(name: str, data: bytes) -> str:
    """The same with ends of pages.

    UTF-8 and UTF-16 with a mark, else the older character set in which most letters are ones that Swedish has.
    Raises SourceError where they are no text.
    """
    text = _unicode(data)
    if text is None and b"\x00" in data:
        raise SourceError("the file is binary, not text", where=name, hint="give a text file")
    if text is None:
        text = data.decode(charset(data), errors="replace")
    odd = sum(1 for c in text if (c < " " and c not in "\t\n\r\f\v") or "\x7f" <= c < "\xa0" or c == "\ufffd")
    if odd > len(text) // 100 or "\x00" in text:
        raise SourceError("the file is binary, not text", where=name, hint="give a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", " ")


def charset(data: bytes) -> str:
    """The older character set in which most letters of the bytes are ones that Swedish has."""
    return max(_CHARSETS, key=lambda name: _swedish(data.decode(name, errors="replace")))


def _unicode(data: bytes) -> str | None:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def _swedish(text: str) -> int:
    """How well the letters beyond ASCII fit Swedish text."""
    counts = Counter(c for c in text[:_MOST_LOOKED_AT] if c >= "\x80")
    return sum(n * (2 if c in _LETTERS else -2 if c < "\xa0" or c == "\ufffd" else -1) for c, n in counts.items())


def _without_page_headers(numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines without those that stand alone, word for word, again and again: what every page repeats.

    A line that ends in a full stop is a sentence, and no header: the same rule may well stand under many units.
    """
    alone = Counter(
        line.strip()
        for at, (_, line) in enumerate(numbered)
        if line.strip() and _blank(numbered, at - 1) and (_blank(numbered, at + 1) or "\t" in line)
    )
    repeated = {
        line for line, count in alone.items() if count >= _REPEATS and not _LEVEL.match(line) and line[-1] not in ".:;"
    }
    return [(number, "" if line.strip() in repeated else line) for number, line in numbered]


def _blank(numbered: Sequence[tuple[int, str]], at: int) -> bool:
    return not 0 <= at < len(numbered) or not numbered[at][1].strip()


def _layout(numbered: Iterable[tuple[int, str]]) -> Layout:
    lines = [line for _, line in numbered if line.strip()]
    if lines and sum("\t" in line for line in lines) > _TABLE_SHARE * len(lines):
        return "table"
    marked = sum(bool(_LEVEL.match(line)) for line in lines)
    return "running" if marked >= _LEAST_UNITS else "prose"


def _rows(numbered: Iterable[tuple[int, str]]) -> Iterator[Row]:
    """Rows of cells; a line without a tab or without a number goes on in the last cell of the row before."""
    cells: list[list[tuple[int, str]]] = []
    header: tuple[str, ...] | None = None
    for number, line in numbered:
        if not line.strip():
            continue
        parts = line.split("\t")
        if cells and (len(parts) == 1 or not (_CODE.match(parts[0]) or _LEVEL.match(parts[0]))):
            if header is not None and tuple(parts) == header:
                continue
            cells[-1].append((number, parts[0]))
            cells += [[(number, part)] for part in parts[1:]]
            continue
        if len(parts) == 1:
            continue
        if cells:
            yield _row(cells)
        if header is None:
            header = tuple(parts)
        cells = [[(number, part)] for part in parts]
    if cells:
        yield _row(cells)


def _row(cells: Iterable[list[tuple[int, str]]]) -> Row:
    return Row(tuple(_cell(lines) for lines in cells))


def _cell(lines: list[tuple[int, str]]) -> Passage:
    found = Passage.of((number, plain(text)) for number, text in lines)
    return found if found.text else Passage("", (0,), (lines[0][0],))


def plain(text: str) -> str:
    """Text without HTML: a tag is a space, an item of a list begins with a dash, entities are the letters they mean."""
    stripped = _TAG.sub(lambda tag: " - " if tag[2].lower() in _ITEM and not tag[1] else " ", text)
    return html.unescape(stripped)
