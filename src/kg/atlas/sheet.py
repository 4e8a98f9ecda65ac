"""A picture as a file: SVG, PNG, a page of its own with the table, or the table as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.atlas.plate import Format, Plate, Words
from kg.errors import UsageError
from kg.view import legend, paint
from kg.view.svg import Markup, joined, tag

FORMATS: tuple[Format, ...] = ("svg", "png", "html", "csv")


def render(plate: Plate, format: str) -> bytes:
    """A picture in one of `FORMATS`; the same bytes for the same facts.

    Raises UsageError for another format, and for a picture that is too large for PNG.
    """
    if format == "svg":
        return plate.svg().encode()
    if format == "png":
        from kg.view import png

        return png.render(plate.svg())
    if format == "html":
        return page(plate).encode()
    if format == "csv":
        from kg.export import sheet

        return sheet.write(plate.head, plate.rows)
    raise UsageError(f"no picture is made as {format!r}", hint=f"choose {', '.join(FORMATS)}")


def page(plate: Plate) -> str:
    """The picture, its legend and its table as one page without scripts, for a screen of any width and for paper."""
    words = Words(plate.lang)
    signs = [tag("li", Markup(legend.mark(mark)), " ", told) for mark, told in plate.legend]
    figure = tag(
        "figure",
        tag(
            "div",
            Markup(plate.svg(standalone=False)),
            class_="scroll",
            tabindex=0,
            role="region",
            aria_label=plate.title,
        ),
        tag("figcaption", tag("ul", *signs, aria_label=words("sheet.legend"))),
    )
    body = tag("main", tag("h1", plate.title), tag("p", plate.description), figure, _table(plate, words))
    head = joined(
        [
            Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="color-scheme" content="light dark">'),
            tag("title", plate.title),
            tag("style", Markup(paint.page() + (Path(__file__).parent / "sheet.css").read_text(encoding="utf-8"))),
        ]
    )
    return f"<!DOCTYPE html>\n{tag('html', tag('head', head), tag('body', body), lang=plate.lang)}\n"


def _table(plate: Plate, words: Words) -> Markup:
    columns = [n for n in range(len(plate.head)) if any(row[n] not in (None, "", 0) for row in plate.rows)]
    head = tag("tr", *(tag("th", plate.head[n], scope="col") for n in columns))
    rows = (tag("tr", *(_cell(row, n, plate.head[n], first=n == columns[0]) for n in columns)) for row in plate.rows)
    count = words("sheet.rows", n=len(plate.rows))
    table = tag("table", tag("caption", count), tag("thead", head), tag("tbody", *rows))
    return tag("section", tag("h2", words("sheet.table")), tag("div", table, class_="scroll"))


def _cell(row: Sequence[object], n: int, head: str, *, first: bool) -> Markup:
    value = row[n]
    said = "" if value is None else str(value)
    if first:
        return tag("th", said, scope="row")
    return tag("td", said, class_="number" if isinstance(value, int) else None, data_head=head if said else None)
