"""A table of a page as a file that a spreadsheet opens without guessing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.export import sheet
from kg.face.web.pages.frame import Drawn


def csv(head: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Drawn:
    """The table as CSV with semicolons and a mark of its encoding."""
    return Drawn(sheet.write(head, rows), "text/csv; charset=utf-8", name)
