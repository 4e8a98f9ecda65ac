"""Rows of tables that only white space parts: close together or far apart, with headings in larger letters between."""

from __future__ import annotations

from kg.read import whitespace
from kg.read.whitespace import Chunk, Line

PARTED = [99.0, 199.0]


def _line(top: float, *cells: str, size: float = 8.0) -> Line:
    chunks = tuple(Chunk(at * 100.0, at * 100 + 90.0, text) for at, text in enumerate(cells) if text)
    return Line(top, top + size, size, False, chunks)


def _rows(*lines: Line) -> list[str]:
    return [" / ".join(line.text for line in row) for row in whitespace.rows(lines, PARTED)]


def test_rows_close_together_begin_in_the_fullest_column() -> None:
    lines = [
        _line(0, "Karta", "Bevaras", "x"),
        _line(9, "Lista över", "2 år"),
        _line(18, "fartyg"),
        _line(27, "Logg", "1 år"),
    ]
    assert _rows(*lines) == ["Karta Bevaras x", "Lista över 2 år / fartyg", "Logg 1 år"]


def test_rows_far_apart_keep_their_lines() -> None:
    lines = [_line(0, "Karta", "Bevaras"), _line(20, "Lista", "2 år"), _line(29, "Fartyg"), _line(49, "Logg", "1 år")]
    assert _rows(*lines) == ["Karta Bevaras", "Lista 2 år / Fartyg", "Logg 1 år"]


def test_heading_in_larger_letters_is_a_row_of_its_own_and_parts_no_others() -> None:
    lines = [_line(0, "Karta", "Bevaras"), _line(9, "Lista", "2 år"), _line(30, "2.1 Köpa", size=14.0)]
    lines += [_line(60, "Logg", "1 år"), _line(69, "Brev", "1 år")]
    assert _rows(*lines) == ["Karta Bevaras", "Lista 2 år", "2.1 Köpa", "Logg 1 år", "Brev 1 år"]
