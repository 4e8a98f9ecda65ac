"""Tables with one record type a row, under the units that headings or columns name: the rows taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract import codes, listed, names, numbers, parts, titles, units
from kg.extract.columns import Column, Columns
from kg.extract.parts import Part
from kg.extract.profile import Profile
from kg.extract.structure import Entry, Structure
from kg.extract.understood import Table, guessed, where
from kg.extract.units import Units
from kg.grammar import fates
from kg.model.source import Unread
from kg.read.delimited import readings_of
from kg.read.document import Document, Place, Row
from kg.text import lexicon
from kg.text.passage import Passage

_FATES = frozenset({"fate", "term", "delivery"})
_MOST_TITLE_WORDS = 16
_NOTE = re.compile(r"\s*(?:\*+|\d\)|[¹²³])\s?\S")


@dataclass
class Record:
    """A record type's row, with what stands in its columns; rows that go on with it are taken in."""

    code: str | None
    """The unit that it belongs to; None where none was named before it."""
    name: Passage
    cells: list[tuple[Column, Passage]]

    def of(self, *kinds: str) -> list[tuple[Column, Passage]]:
        """Its filled cells of these kinds."""
        return [(c, cell) for c, cell in self.cells if c.kind in kinds]


@dataclass
class Found:
    """What the rows of a document hold."""

    structure: Structure
    records: list[Record]
    tables: list[Table] = field(default_factory=list)
    inferred: bool = False
    """Whether the document has no numbers, and its units were numbered by their place."""


def find(document: Document, profile: Profile) -> Found | None:
    """The units and records of a document whose tables have one record type a row; None where it has no such table."""
    profile = codes.guessed(document.rows, profile)
    found = list(parts.find(document, profile)) if document.rows else []
    if not any(c.kind == "record" for part in found for c in part.columns):
        lines = None if document.layout == "table" else listed.find(document, profile)
        if lines is None:
            return None
        found = [lines]
    walk = _Walk(document, profile, any(parts.coded(part, profile) for part in found), titles.in_capitals(found))
    for part in found:
        walk.part(part)
    if walk.units.inferred and not walk.in_text and not walk.in_tables:
        renumbered = walk.units.renumbered({record.code for record in walk.records if record.code})
        for record in walk.records:
            record.code = renumbered.get(record.code or "")
    made = Structure(_kept(walk), walk.unread)
    tables = [
        Table(where(document, part.rows[0].line), part.columns, len(part.rows))
        for part in found
        if part.columns and part.rows
    ]
    return Found(made, walk.records, tables, walk.units.inferred)


def _kept(walk: _Walk) -> list[Entry]:
    """The units, without the numbered sections of the document around the plan: no record stands below their root."""
    roots = {record.code.split(".")[0] for record in walk.records if record.code}
    of_document = re.compile("|".join(lexicon.load("columns")["apart"]["sections"]))
    used = {record.code for record in walk.records}
    apart = {code for code, e in walk.units.entries.items() if of_document.search(e.title.text.casefold())}

    def holds(code: str) -> bool:
        root = code.split(".")[0]
        if root not in roots:
            told = code in walk.in_text and root not in {other.split(".")[0] for other in walk.in_tables}
            return not (told or root in apart or code in apart)
        return code not in walk.in_text or code in used or code not in apart

    return [e for code, e in walk.units.entries.items() if holds(code)]


class _Walk:
    """The rows gone through in order."""

    def __init__(self, document: Document, profile: Profile, coded: bool, capitals: frozenset[str]) -> None:
        self.units = Units()
        self.records: list[Record] = []
        self.unread: list[Unread] = []
        self.in_text: set[str] = set()
        self.in_tables: set[str] = set()
        self._guessed: set[str] = set()
        self._document, self._profile, self._coded, self._capitals = document, profile, coded, capitals
        self._under = False
        self._headed = any(row.heading for row in document.rows)
        self._titles: list[Passage] = []
        self._last: Record | None = None
        self._previous: str | None = None

    def part(self, part: Part) -> None:
        """Go through a part's rows."""
        self._last = None
        is_plan = any(c.kind == "record" for c in part.columns)
        if is_plan and not self._coded:
            self.units.above(self._titles)
        self._titles = []
        for row in part.rows:
            if not any(cell.text for cell in row.cells):
                continue
            if is_plan:
                self._row(row, part.columns)
            else:
                self._paragraph(row)

    def _paragraph(self, row: Row) -> None:
        """Text between tables: a heading names a unit, other text describes the one before it."""
        filled = [cell for cell in row.cells if cell.text]
        found = units.head(filled[0], self._profile) if len(filled) <= 2 else None
        if found and not found.title.text and len(filled) == 2:
            found = units.Head(found.code, found.mark, filled[1])
        if found and found.title.text and len(found.title.text.split()) <= _MOST_TITLE_WORDS:
            self.in_text.add(found.code)
            self._meet(found, row)
        elif row.heading and not self._coded:
            self.units.numbered(filled[0], row.heading)
        elif not self._coded and len(filled) == 1 and not row.table and not self._headed:
            self._titles.append(filled[0])
        elif not row.heading and self.units.current in self.units.entries and not row.table:
            entry = self.units.entries[self.units.current]
            self.units.entries[entry.code] = Entry(entry.code, entry.mark, entry.title, (*entry.text, *filled))

    def _row(self, row: Row, found: Columns) -> None:
        cells = [(c, row.cells[c.at]) for c in found if c.at < len(row.cells) and row.cells[c.at].text]
        cells = [(c, cell) for c, cell in cells if c.kind != "skip"]
        named = [cell for c, cell in cells if c.kind == "record"]
        if not cells or (len(cells) == 1 and _NOTE.match(cells[0][1].text)) or (named and titles.total(named[0].text)):
            return
        if len(cells) == 1 and named and names.is_body(named[0].text):
            self._last = None  # a body's name above its own part of the plan
            return
        if self._is_heading(row, cells, found):
            self._heading(row, cells)
            return
        before = self.units.current
        self._place(row, cells, bool(named))
        if not named:
            if self.units.current != before:
                self._last = None  # what stands beside a new unit is said of that unit
            self._go_on(row, cells)
        elif self._last and named[0].lines == self._last.name.lines:
            self._last.cells += [(c, cell) for c, cell in cells if (c, cell) not in self._last.cells]
        else:
            self._last = Record(self.units.current, named[0], cells)
            self.records.append(self._last)

    def _is_heading(self, row: Row, cells: Sequence[tuple[Column, Passage]], found: Columns) -> bool:
        """Whether a row names a unit and no record: a title alone, or with its number, over all columns or in one."""
        kinds = {c.kind for c, _ in cells}
        if len(cells) == 1:
            alone = cells[0][1]
            told = units.head(alone, self._profile)
            return (
                row.merged
                or row.heading > 0
                or (told is not None and bool(told.title.text))
                or (not self._coded and kinds <= {"record"})
            )
        has_level = any(c.kind == "level" for c in found)
        own = [cell for c, cell in cells if c.kind == "code"]
        if kinds == {"code", "record"} and not has_level and own:
            told = units.head(own[0], self._profile)
            return told is not None and told.code != self.units.current
        return False

    def _heading(self, row: Row, cells: Sequence[tuple[Column, Passage]]) -> None:
        self._last = None
        if len(cells) == 1:
            told = units.head(cells[0][1], self._profile)
            if told:
                self.in_tables.add(told.code)
                self._meet(told, row)
            elif not self._coded and fates.find(cells[0][1].text):
                said, en = "raden kunde inte delas i celler", "the row could not be parted into cells"
                self._tell(row.line, f"{said}: skriv om den", f"{en}: mend it")
            elif not self._coded and titles.may_be(cells[0][1].text):
                above = cells[0][1].text in self._capitals
                self.units.numbered(cells[0][1], row.heading or (2 if self._under and not above else 1))
                self._under = self._under or above
            return
        code = self._code(cells[0][1], cells[1][1].text)
        if code:
            self.in_tables.add(code.code)
            self._meet(units.Head(code.code, code.mark, cells[1][1]), row)

    def _place(self, row: Row, cells: Sequence[tuple[Column, Passage]], has_record: bool) -> None:
        """Take in the units that a row's own columns name, the widest first."""
        waiting: units.Head | None = None
        depth = 0
        described = () if has_record else tuple(cell for c, cell in cells if c.kind in {"comment", "other"})
        for c, cell in cells:
            if c.kind == "code":
                title = next((other.text for d, other in cells if d.kind == "level" and d.at > c.at), "")
                waiting = self._code(cell, title)
                if waiting and (waiting.title.text or waiting.code in self.units.entries):
                    self._meet(waiting, row, described)
                elif waiting and not title:
                    self._unknown(waiting.code, row)
            elif c.kind == "level":
                depth += 1
                told = units.head(cell, self._profile)
                if told and not told.title.text and told.code not in self.units.entries:
                    waiting = told
                elif told or waiting:
                    self._meet(told or units.Head(waiting.code, waiting.mark, cell), row, described)  # type: ignore[union-attr]
                    waiting = None
                elif not self._coded:
                    self.units.numbered(cell, depth, described)

    def _code(self, cell: Passage, title: str) -> units.Head | None:
        readings = self._document.readings.get(cell.lines[0])
        if readings and set(readings) <= set(readings_of(cell.text)):
            code = numbers.chosen(readings, self._previous, self.units.titles(), title)
            if code != cell.text and code not in self._guessed:
                self._guessed.add(code)
                self.unread.append(guessed(self._document, numbers.Guess(cell.lines[0], cell.text, code)))
            return units.Head(code, None, cell.cut(0, 0))
        if codes.LETTERED.match(cell.text) and not self._guessed:
            self._guessed.add(cell.text)
            said = f"koden ”{cell.text}” har en bokstav: enheterna numreras efter sin plats"
            en = f'the code "{cell.text}" has a letter: the units are numbered by their place'
            self._tell(cell.lines[0], said, en)
        return units.head(cell, self._profile)

    def _meet(self, found: units.Head, row: Row, text: tuple[Passage, ...] = ()) -> None:
        self._previous = found.code
        if row.table:
            self.in_tables.add(found.code)
        of_sheet = row.heading > 0 and not row.table and self._document.places.get(row.line, Place()).cell is not None
        if not self.units.meet(found, text, of_sheet):
            known = self.units.titles().get(found.code)
            self._tell(
                row.line,
                f"{found.code} heter redan ”{known}”, här ”{found.title.text}”: det första gäller",
                f'{found.code} is called "{known}" already, here "{found.title.text}": the first holds',
            )

    def _unknown(self, code: str, row: Row) -> None:
        """A number without a title: a record's own number below the current unit, or one that leads to a known unit."""
        current = self.units.current
        if current and (code == current or code.startswith(f"{current}.")):
            return
        above = code.rpartition(".")[0]
        if above in self.units.entries:
            self.units.current = self._previous = above
        else:
            self._tell(row.line, f"{code} har ingen titel: skriv en", f"{code} has no title: write one")

    def _go_on(self, row: Row, cells: Sequence[tuple[Column, Passage]]) -> None:
        """A row without a record of its own goes on with the record above it, as after a page break."""
        rest = [(c, cell) for c, cell in cells if c.kind not in {"code", "level"}]
        if self._last and rest:
            self._last.cells += rest
        elif any(c.kind in _FATES for c, _ in rest):
            self._tell(row.line, "raden nämner ingen handlingstyp: skriv en", "the row names no record type: write one")

    def _tell(self, line: int, message: str, message_en: str) -> None:
        place = where(self._document, line)
        self.unread.append(
            Unread(first=line, last=line, message=f"{place}: {message}", message_en=f"{place}: {message_en}")
        )
