"""A delivery list as a workbook to sign, and as CSV: cover with totals, legal basis and signatures, then rows."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kg.export.cells import fitting, guarded

MOST_ROWS = 100_000
"""Rows of a workbook; a longer list is in its CSV file, and the workbook has the cover alone."""
_TOTALS = 40
"""Lines of a breakdown on the cover."""
_COVER = (34, 46, 14)
"""Widths of the columns of the cover, in characters."""
_LINE = 13.0
"""Height of a line, in points."""
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list."""

    head: str
    width: int
    """In characters."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How many rows of a list are of each sort."""

    head: str
    counts: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on every list, in the reader's language."""

    rows: str
    total: str
    cover: str
    table: str
    legal: str
    page: str
    elsewhere: str
    """Where the rows stand, if they are too many for a workbook."""
    more: str
    signatures: Sequence[Sequence[str]] = ()
    """Who signs, and what each fills in; none on lists that nobody signs."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One list."""

    title: str
    told: Sequence[tuple[str, str]]
    """What stands under the title: label and value."""
    columns: Sequence[Column]
    rows: Callable[[], Iterator[Sequence[str]]]
    """Goes through the rows; called once for each file."""
    count: int
    breakdowns: Sequence[Breakdown]
    legal: Sequence[str]
    words: Words
    day: date


def write(listed: Listed, base: Path) -> tuple[str, ...]:
    """Write `base`.xlsx and `base`.csv; gives their names."""
    workbook, text = base.with_name(f"{base.name}.xlsx"), base.with_name(f"{base.name}.csv")
    _workbook(listed, workbook)
    write_csv(text, [column.head for column in listed.columns], listed.rows())
    return workbook.name, text.name


def write_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """CSV as Swedish spreadsheets read it: UTF-8 with a mark, semicolons, nothing that runs as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow([guarded(head) for head in heads])
        out.writerows([guarded(cell) for cell in row] for row in rows)


def _workbook(listed: Listed, path: Path) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": os.fspath(path.parent),
    }
    with xlsxwriter.Workbook(os.fspath(path), options) as book:
        # the day of the run, not the minute: the same run gives the same bytes
        book.set_properties({"title": listed.title, "created": datetime(*listed.day.timetuple()[:3])})
        styles = _Styles(book)
        _cover(listed, book.add_worksheet(listed.words.cover), styles)
        if 0 < listed.count <= MOST_ROWS:
            _table(listed, book.add_worksheet(listed.words.table), styles)


class _Styles:
    def __init__(self, book: Any) -> None:
        base = {"font_name": "Liberation Sans", "font_size": 10, "valign": "top", "num_format": "@", "text_wrap": True}
        self.plain = book.add_format(base)
        self.title = book.add_format(base | {"font_size": 16, "bold": True, "text_wrap": False})
        self.label = book.add_format(base | {"bold": True})
        self.head = book.add_format(base | {"bold": True, "bg_color": "#E6ECF2", "bottom": 1})
        self.count = book.add_format(base | {"bold": True, "bg_color": "#E6ECF2", "bottom": 1, "align": "right"})
        self.cell = book.add_format(base | {"font_size": 9, "bottom": 4, "bottom_color": "#B0B8C0"})
        self.number = book.add_format(base | {"num_format": "# ##0", "align": "right"})
        self.total = book.add_format(base | {"num_format": "# ##0", "align": "right", "bold": True, "top": 1})
        self.sum = book.add_format(base | {"bold": True, "top": 1})
        self.line = book.add_format(base | {"bottom": 1})


def _cover(listed: Listed, sheet: Any, styles: _Styles) -> None:
    sheet.set_paper(9)
    sheet.set_margins(left=0.8, right=0.8, top=0.9, bottom=0.9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_footer(f"&L{_plain(listed.title)}&R{listed.words.page} &P/&N")
    for column, width in enumerate(_COVER):
        sheet.set_column(column, column, width)
    at = _heading(listed, sheet, styles)
    for breakdown in listed.breakdowns:
        at = _breakdown(breakdown, listed, sheet, styles, at + 1)
    if listed.count > MOST_ROWS:
        sheet.write_string(at + 1, 0, listed.words.elsewhere, styles.label)
        at += 2
    if listed.legal:
        at += 1
        _across(sheet, at, 0, listed.words.legal, styles.head)
        for line in listed.legal:
            at += 1
            _across(sheet, at, 0, line, styles.plain)
        at += 1
    _signatures(listed, sheet, styles, at + 1)


def _heading(listed: Listed, sheet: Any, styles: _Styles) -> int:
    sheet.write_string(0, 0, fitting(listed.title), styles.title)
    sheet.set_row(0, 24)
    at = 1
    for label, value in listed.told:
        at += 1
        sheet.write_string(at, 0, label, styles.label)
        _across(sheet, at, 1, value, styles.plain)
    sheet.write_string(at + 1, 0, listed.words.rows, styles.label)
    sheet.write_string(at + 1, 1, grouped(listed.count), styles.plain)
    return at + 2


def _breakdown(breakdown: Breakdown, listed: Listed, sheet: Any, styles: _Styles, at: int) -> int:
    sheet.write_string(at, 0, breakdown.head, styles.head)
    _fill(sheet, at, styles.head)
    sheet.write_string(at, 2, listed.words.rows, styles.count)
    for name, count in breakdown.counts[:_TOTALS]:
        at += 1
        _across(sheet, at, 0, name, styles.plain, last=1)
        sheet.write_number(at, 2, count, styles.number)
    rest = sum(count for _, count in breakdown.counts[_TOTALS:])
    if rest:
        at += 1
        sheet.write_string(at, 0, listed.words.more, styles.plain)
        sheet.write_number(at, 2, rest, styles.number)
    at += 1
    sheet.write_string(at, 0, listed.words.total, styles.sum)
    sheet.write_string(at, 1, "", styles.sum)
    sheet.write_number(at, 2, sum(count for _, count in breakdown.counts), styles.total)
    return at + 1


def _across(sheet: Any, at: int, first: int, text: str, style: Any, last: int = 2) -> None:
    """A text over several columns of the cover, with the height that it takes."""
    sheet.merge_range(at, first, at, last, "", style)
    sheet.write_string(at, first, fitting(text), style)
    sheet.set_row(at, _LINE * _lines(text, sum(_COVER[first : last + 1])))


def _lines(text: str, width: int, fit: float = 1.1) -> int:
    """Lines that a text takes in a column; a merged or preset cell does not find its height by itself.

    `fit` is how many letters go into a character of the width, which is counted in digits.
    """
    return sum(1 + int(len(line) / (width * fit)) for line in text.split("\n"))


def _fill(sheet: Any, at: int, style: Any) -> None:
    for column in (1, 2):
        sheet.write_string(at, column, "", style)


def _signatures(listed: Listed, sheet: Any, styles: _Styles, at: int) -> None:
    for who, *blanks in listed.words.signatures:
        at += 1
        sheet.write_string(at, 0, who, styles.label)
        for blank in blanks:
            at += 1
            sheet.set_row(at, 26)
            sheet.write_string(at, 0, blank, styles.plain)
            sheet.write_string(at, 1, "", styles.line)
            sheet.write_string(at, 2, "", styles.line)
        at += 1


def _table(listed: Listed, sheet: Any, styles: _Styles) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_header(f"&L{_plain(listed.title)}")
    sheet.set_footer(f"&R{listed.words.page} &P/&N")
    for at, column in enumerate(listed.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.head, styles.head)
    for number, row in enumerate(listed.rows(), start=1):
        sheet.set_row(number, _LINE * _height(row, listed.columns))
        for at, cell in enumerate(row):
            sheet.write_string(number, at, fitting(cell), styles.cell)
    sheet.autofilter(0, 0, listed.count, len(listed.columns) - 1)


def _height(row: Sequence[str], columns: Sequence[Column]) -> int:
    return min(max(_lines(cell, column.width, 1.3) for cell, column in zip(row, columns, strict=True)), _MOST_LINES)


def _plain(text: str) -> str:
    """Text of a page's head or foot, where "&" begins a code, and no more than fits."""
    return text[:120].replace("&", "&&")


def grouped(count: int) -> str:
    """A whole number as Swedish writes it: "12 345"."""
    return f"{count:,}".replace(",", "\u00a0")
