"""A table of a page as a file that a spreadsheet opens without guessing."""

from __future__ import annotations

import csv as writing
import io
from collections.abc import Iterable, Sequence

from kg.face.web.pages.frame import Drawn

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv(head: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Drawn:
    """The table as CSV with semicolons and a mark of its encoding.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    written = io.StringIO()
    written.write("\ufeff")
    writer = writing.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return Drawn(written.getvalue(), "text/csv; charset=utf-8", name)


def _plain(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
