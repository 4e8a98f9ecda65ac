"""Units of a classification structure: their codes, levels, titles and parents, and the text that is theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.extract import columns
from kg.grammar import dispositions
from kg.model.fact import Level
from kg.model.source import Unread
from kg.read.document import Block, Document
from kg.text import lexicon
from kg.text.passage import Passage

_LEVELS: tuple[Level, ...] = ("VO", "PG", "P")
_MOST_TITLE_WORDS = 14
_HYPHENED = re.compile(r"\b([^\W\d_]{4,})-([a-zåäö]{4,})\b")


@dataclass(frozen=True)
class Entry:
    """A unit as it stands in the document, before its text is read."""

    code: str
    mark: Level | None
    """Level that the document marks; None where it marks none."""
    title: Passage
    text: tuple[Passage, ...] = ()
    """Description, examples and comments, in order."""
    disposition: tuple[Passage, ...] = ()

    @property
    def line(self) -> int:
        """Line where the unit begins."""
        return self.title.lines[0]


@dataclass
class Structure:
    """All units of a document, and what could not be understood."""

    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def find(document: Document) -> Structure:
    """Units of a document in the order of the text; an empty structure where it has none."""
    if document.layout == "table":
        return _of_table(document)
    return _of_running(document.blocks)


def level(entry: Entry, codes: frozenset[str]) -> Level:
    """The level marked; else by place: what has children is a business area or a group, what has none a process."""
    if entry.mark:
        return entry.mark
    if not any(code.startswith(f"{entry.code}.") for code in codes):
        return "P"
    return "PG" if "." in entry.code else "VO"


def parent(code: str, codes: frozenset[str]) -> str | None:
    """Code of the nearest unit above that the document has."""
    while "." in code:
        code = code.rpartition(".")[0]
        if code in codes:
            return code
    return None


# Tables


def _of_table(document: Document) -> Structure:
    found = Structure()
    kinds = columns.kinds(document.rows)
    vocabulary = frozenset(
        match[0].casefold()
        for row in document.rows
        for at in kinds.places.get("text", ())
        if at < len(row.cells)
        for match in _HYPHENED.finditer(row.cells[at].text)
    )
    for row in document.rows[kinds.first :]:
        cells = {kind: [row.cells[at] for at in places if at < len(row.cells)] for kind, places in kinds.places.items()}
        head = _code_cell(cells.get("code", []))
        if head is None:
            if any(cell.text for cell in row.cells):
                found.unread.append(_no_code(row.line, row.cells[0].text))
            continue
        code, mark, rest = head
        titles = [cell for cell in [rest, *cells.get("title", [])] if cell.text]
        text = [cell for cell in cells.get("text", []) if cell.text]
        if not titles and text and len(text[0].text.split()) <= _MOST_TITLE_WORDS:
            titles, text = text[:1], text[1:]
        if not titles:
            found.unread.append(_no_title(row.line, code))
            continue
        rules = tuple(cell for cell in cells.get("disposition", []) if cell.text)
        title = _unhyphened(titles[0], vocabulary)
        found.entries.append(Entry(code, mark, title, (*titles[1:], *text), rules))
    return found


def _unhyphened(title: Passage, vocabulary: frozenset[str]) -> Passage:
    """A title without the hyphens of a narrow column ("Kompetens-utveckla"); one that the text repeats stays."""
    text = title.text
    for match in _HYPHENED.finditer(title.text):
        if match[0].casefold() not in vocabulary:
            text = text.replace(match[0], match[1] + match[2])
    return title if text == title.text else Passage(text, title.offsets[:1], title.lines[:1])


def _code_cell(cells: Sequence[Passage]) -> tuple[str, Level | None, Passage] | None:
    for cell in cells:
        match = _numbered().match(cell.text)
        if match:
            return match["code"], _mark(match["mark"]), cell.cut(match.end(), len(cell.text))
    return None


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?P<mark>{_marks()})\s+)?(?P<code>\d+(?:\.\d+)*)\.?[,:]?(?:\s+|$)")


@cache
def _marks() -> str:
    return "|".join(word for words in lexicon.load("structure")["marks"].values() for word in words)


def _mark(text: str | None) -> Level | None:
    for level in _LEVELS:
        if text and any(re.fullmatch(word, text) for word in lexicon.load("structure")["marks"][level]):
            return level
    return None


# Running text


@dataclass(frozen=True)
class _Start:
    """Where a unit may begin: a block, a line of it, and what stands there."""

    block: int
    at: int
    code: str
    mark: Level
    skip: int
    """Characters of the line before the title."""
    apart: bool
    """Whether nothing stands right above."""

    @property
    def key(self) -> tuple[int, ...]:
        return tuple(map(int, self.code.split(".")))


def _of_running(blocks: Sequence[Block]) -> Structure:
    found = Structure()
    starts = _rising(_starts(blocks))
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else None
        lines = _lines_between(blocks, start, end)
        entry = _entry(start, lines)
        if entry is None:
            found.unread.append(_no_title(blocks[start.block].raw[start.at][0], start.code))
        else:
            found.entries.append(entry)
    return found


def _starts(blocks: Sequence[Block]) -> list[_Start]:
    """Lines that begin with a level and a number, on one line or with the level alone above."""
    found: list[_Start] = []
    lone: tuple[int, int, Level] | None = None
    for b, block in enumerate(blocks):
        for n, (_, line) in enumerate(block.raw):
            apart = n == 0
            wrapped = not apart and _wrapped().search(block.raw[n - 1][1])
            match = _numbered().match(line)
            if lone is not None and match and not match["mark"] and (b, n) == _next(blocks, lone[0], lone[1]):
                found.append(_Start(b, n, match["code"], lone[2], match.end(), True))
            elif match and match["mark"] and not wrapped:
                found.append(_Start(b, n, match["code"], _mark(match["mark"]) or "P", match.end(), apart))
            alone = _mark(line.strip()) if not wrapped else None
            lone = (b, n, alone) if alone else None
    return found


def _next(blocks: Sequence[Block], b: int, n: int) -> tuple[int, int]:
    return (b, n + 1) if n + 1 < len(blocks[b].raw) else (b + 1, 0)


@cache
def _wrapped() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('structure')['wrapped']['sv'])})\s*$")


def _rising(starts: Sequence[_Start]) -> list[_Start]:
    """The starts whose numbers rise from first to last and weigh most: a number cited in passing breaks the row."""
    best: list[tuple[int, int]] = []
    for at, start in enumerate(starts):
        weight = 3 if start.apart else 1
        before = [(best[b][0], b) for b in range(at) if starts[b].key < start.key]
        total, previous = max(before, key=lambda pair: (pair[0], -pair[1]), default=(0, -1))
        best.append((total + weight, previous))
    chain: list[_Start] = []
    at = max(range(len(best)), key=lambda a: best[a][0], default=-1)
    while at >= 0:
        chain.append(starts[at])
        at = best[at][1]
    return chain[::-1]


def _lines_between(blocks: Sequence[Block], start: _Start, end: _Start | None) -> list[list[tuple[int, str]]]:
    """Lines of a unit, block by block, without the number at its beginning."""
    groups = []
    last = end.block if end else len(blocks) - 1
    for b in range(start.block, last + 1):
        first = start.at if b == start.block else 0
        stop = end.at if end and b == end.block else None
        lines = list(blocks[b].raw[first:stop])
        if b == start.block and lines:
            lines[0] = (lines[0][0], lines[0][1][start.skip :])
        lines = [(number, line) for number, line in lines if _mark(line.strip()) is None]
        if lines:
            groups.append(lines)
    return groups


def _entry(start: _Start, groups: list[list[tuple[int, str]]]) -> Entry | None:
    passages = [Passage.of(lines) for lines in groups]
    passages = [passage for passage in passages if passage.text]
    if not passages:
        return None
    cut = _title_end(passages[0].text)
    title, rest = passages[0].cut(0, cut), passages[0].cut(cut, len(passages[0].text))
    body = _joined([rest, *passages[1:]] if rest.text else passages[1:])
    text: list[Passage] = []
    rules: list[Passage] = []
    for passage in body:
        at = 0 if rules else dispositions.split(passage.text)
        if at is None:
            text.append(passage)
            continue
        before = passage.cut(0, at)
        text += [before] if before.text else []
        rules.append(passage.cut(at, len(passage.text)))
    return Entry(start.code, start.mark, title, tuple(text), tuple(rules)) if title.text else None


def _title_end(text: str) -> int:
    """Where the title ends: before a word that opens a description, or a disposition; else where the block does."""
    found = [match.start() for match in _opener().finditer(text) if match.start() > 0]
    rule = dispositions.split(text)
    return min([*found[:1], *([rule] if rule else []), len(text)])


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{'|'.join(lexicon.load('structure')['openers']['sv'])})")


def _joined(passages: list[Passage]) -> list[Passage]:
    """Passages, with one that begins in the middle of a sentence joined to the one that broke off."""
    out: list[Passage] = []
    for passage in passages:
        if out and passage.text[0].islower() and out[-1].text[-1] not in ".:!?":
            out[-1] = out[-1].joined(passage)
        else:
            out.append(passage)
    return out


def _no_code(line: int, text: str) -> Unread:
    shown = text[:40]
    return Unread(
        first=line,
        last=line,
        message=f"raden har inget nummer (”{shown}”): skriv ett i numrets kolumn",
        message_en=f'the row has no number ("{shown}"): write one in the column for numbers',
    )


def _no_title(line: int, code: str) -> Unread:
    return Unread(
        first=line,
        last=line,
        message=f"{code} har ingen titel: skriv en",
        message_en=f"{code} has no title: write one",
    )
