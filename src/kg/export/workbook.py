"""A plan as a workbook: one sheet a kind of fact, in natural order, every cell text, to filter, print or edit."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import FailedError
from kg.model.cells import LONGEST, MARK, written
from kg.model.fact import Fact, Span
from kg.text import lexicon

if TYPE_CHECKING:
    from kg.model.plan import Plan

_WIDE = {"title", "name", "summary", "subject", "conditions", "duty", "text", "rule", "record", "legal", "applies_to"}
_LEAST_WIDTH, _WIDTH, _WIDTH_WIDE = 9, 18, 40
_KEYS = ("code", "process", "source", "cited_by", "section", "id")
_EPOCH = datetime(2000, 1, 1)


def write(plan: Plan, about: Mapping[str, str], language: Literal["sv", "en"] = "sv") -> bytes:
    """The workbook's bytes, the same for the same plan; `about` tells more of its document, by field of `Source`.

    Raises FailedError where a value is longer than a cell.
    """
    import xlsxwriter

    out = io.BytesIO()
    plainly = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, plainly) as book:
        book.set_properties({"title": about.get("title", plan.slug), "created": _EPOCH})
        styles = _styles(book)
        _about(book, plan, about, styles, language)
        for name in type(plan).model_fields:
            facts = getattr(plan, name)
            if isinstance(facts, tuple) and facts:
                _sheet(book, name, facts, styles, language)
    return out.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"num_format": "@", "valign": "top", "text_wrap": True}
    return {
        "cell": book.add_format(base),
        "head": book.add_format(base | {"bold": True, "bg_color": "#E6ECF2", "bottom": 1}),
        "place": book.add_format({"num_format": "@", "valign": "top", "font_color": "#5A6470"}),
    }


def _about(book: Any, plan: Plan, about: Mapping[str, str], styles: Mapping[str, Any], language: str) -> None:
    labels = lexicon.load("workbook")["about"]
    sheet = book.add_worksheet(_label("sheets", "about", language))
    sheet.set_column(0, 0, 36, styles["cell"])
    sheet.set_column(1, 1, 90, styles["cell"])
    said = {"format": MARK, "slug": plan.slug, "document": plan.document, "sha256": plan.sha256, **about}
    shown = [name for name in labels if said.get(name)]
    for at, name in enumerate(shown):
        sheet.write_string(at, 0, labels[name][language == "en"], styles["head"])
        sheet.write_string(at, 1, said[name], styles["cell"])
    sheet.merge_range(len(shown) + 1, 0, len(shown) + 1, 1, "", styles["cell"])
    sheet.write_string(len(shown) + 1, 0, labels["note"][language == "en"], styles["cell"])
    sheet.set_row(len(shown) + 1, 32)


def _sheet(book: Any, name: str, facts: Sequence[Fact], styles: Mapping[str, Any], language: str) -> None:
    fields = [field for field in type(facts[0]).model_fields if field != "span"]
    places = list(lexicon.load("workbook")["place"])
    sheet = book.add_worksheet(_label("sheets", name, language))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for at, field in enumerate(fields):
        width = _WIDTH_WIDE if field in _WIDE else _LEAST_WIDTH if field in {"code", "level", "order"} else _WIDTH
        sheet.set_column(at, at, width, styles["cell"])
        sheet.write_string(0, at, _label("fields", field, language), styles["head"])
    for at, field in enumerate(places, start=len(fields)):
        sheet.set_column(at, at, 12, styles["place"])
        sheet.write_string(0, at, _label("place", field, language), styles["head"])
    for row, (position, fact) in enumerate(_ordered(facts), start=1):
        span: Span = fact.span  # type: ignore[attr-defined]
        own = [getattr(fact, field) for field in fields]
        place = [position, *(getattr(span, field) for field in places[1:])]
        for at, value in enumerate([*own, *place]):
            style = styles["cell" if at < len(own) else "place"]
            cell = _fitting(written(value), name, row)
            # an empty cell is text too, or what is written there later may become a number
            _ = sheet.write_string(row, at, cell, style) if cell else sheet.write_blank(row, at, None, style)
    sheet.autofilter(0, 0, len(facts), len(fields) + len(places) - 1)


def _ordered(facts: Sequence[Fact]) -> list[tuple[int, Fact]]:
    """The facts in the order of their units, 1.9 before 1.10, each with its number in the order of the text."""
    key = next((name for name in _KEYS if name in type(facts[0]).model_fields), None)
    return sorted(enumerate(facts, start=1), key=lambda pair: natural(getattr(pair[1], key, "") or "") if key else ())


def natural(code: str) -> tuple[tuple[int, str], ...]:
    """Sort key of any code: numbers as numbers, before words."""
    return tuple((int(part), "") if part.isdecimal() else (1 << 60, part) for part in code.split("."))


def _label(group: str, name: str, language: str) -> str:
    return str(lexicon.load("workbook")[group].get(name, [name, name])[language == "en"])


def _fitting(text: str, sheet: str, row: int) -> str:
    if len(text) > LONGEST:
        message = f"a value of {len(text)} characters does not fit into a cell"
        raise FailedError(message, where=f"{sheet}, row {row + 1}", hint="export to json instead")
    return text
