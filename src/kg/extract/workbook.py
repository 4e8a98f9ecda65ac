"""A plan's own workbook read back: every row a fact, so that what was edited in a spreadsheet is what changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError

from kg.errors import SourceError
from kg.model.cells import MARK, Miswritten, value_of
from kg.model.fact import Fact
from kg.model.plan import Plan
from kg.model.source import Source, Unread
from kg.read.document import Document, Row
from kg.text import lexicon

_MISSING = ("missing", "string_type")
"""What pydantic calls a value that is not there: an empty cell is None."""
_OF_UNIT = ("process", "source", "parent")


@dataclass
class Book:
    """What the sheets say."""

    about: dict[str, str] = field(default_factory=dict)
    facts: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)


def marked(document: Document) -> bool:
    """Whether a document is a workbook that `kg export` made."""
    first = document.rows[0].cells if document.layout == "table" and document.rows else ()
    return len(first) > 1 and first[1].text == MARK


def plan(slug: str, document: Document) -> tuple[Plan, Source, list[Unread]]:
    """The facts, the description of the document that they came from, and the rows that could not be read.

    Raises SourceError where the first sheet does not say which document the plan was read from.
    """
    book = Book()
    sheets = list(_sheets(document))
    book.about = _about(document, sheets[0])
    for rows in sheets[1:]:
        _sheet(document, rows, book)
    _known_units(book, document)
    frame = {"slug": slug, "document": book.about["document"], "sha256": book.about["sha256"]}
    made = Plan.model_validate(frame | book.facts)
    told = {name: book.about.get(name) or None for name in ("issued", "valid_from")}
    kind = book.about.get("kind") or ("classification" if made.processes else "handbook")
    names = {"title": book.about.get("title") or slug, "issuer": book.about.get("issuer", ""), "kind": kind}
    try:
        source = Source.model_validate({"slug": slug, "document": made.document, **names, **told})
    except ValidationError as error:
        label = _label(error)[0]
        message = f"the first sheet has no valid {label!r}"
        raise SourceError(message, where=document.name, hint="mend the first sheet") from error
    return made, source, sorted(book.unread, key=lambda told: told.first)


def _sheets(document: Document) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for row in document.rows:
        if rows and row.table != rows[0].table:
            yield rows
            rows = []
        rows.append(row)
    yield rows


def _about(document: Document, rows: Sequence[Row]) -> dict[str, str]:
    names = _names("about")
    pairs = [(names.get(row.cells[0].text), row.cells[1].text) for row in rows if len(row.cells) > 1]
    about = {name: text for name, text in pairs if name}
    lost = next((name for name in ("document", "sha256") if not about.get(name)), None)
    if lost:
        label = lexicon.load("workbook")["about"][lost][0]
        raise SourceError(f"the first sheet has no {label!r}", where=document.name, hint="export the plan anew")
    return about


def _sheet(document: Document, rows: Sequence[Row], book: Book) -> None:
    """One sheet's facts, in the order of the source; a new row stands after the one above it."""
    place = document.places.get(rows[0].line)
    sheet = place.cell.rpartition("!")[0] if place and place.cell else ""
    name = _names("sheets").get(sheet)
    if name not in Plan.model_fields:
        _tell(book, document, rows[0], f"bladet {sheet} lästes inte", f"the sheet {sheet} was not read")
        return
    kind = get_args(Plan.model_fields[name].annotation)[0]
    fields, places = _names("fields"), _names("place")
    heads = [(fields.get(c.text), places.get(c.text)) for c in rows[0].cells]
    heads = [(own if own in kind.model_fields else None, at) for own, at in heads]
    found: list[tuple[float, Fact]] = []
    for row in rows[1:]:
        cells = [[document.lines[n - 1].strip() for n in c.lines] if c.text else [] for c in row.cells]
        try:
            values = dict(_values(kind, heads, cells))
            placed = {
                at: str(value_of(lines, str)) for (_, at), lines in zip(heads, cells, strict=False) if at and lines
            }
            values["span"] = _span(document, row, placed)
            after = found[-1][0] + 1e-6 if found else 0.0
            position = placed.get("position", "")
            found.append((int(position) if position.isdecimal() else after, kind.model_validate(values)))
        except ValidationError as error:
            sv, en = _why(error)
            _tell(book, document, row, f"raden lästes inte: {sv}", f"the row was not read: {en}")
        except Miswritten as error:
            _tell(book, document, row, f"raden lästes inte: {error.sv}", f"the row was not read: {error.en}")
    book.facts[name] = tuple(fact for _, fact in sorted(found, key=lambda pair: pair[0]))


def _values(
    kind: type[Fact], heads: Sequence[tuple[str | None, str | None]], cells: Sequence[list[str]]
) -> Iterator[tuple[str, object]]:
    """The fields that a row fills, and those that have no value of their own for an empty cell."""
    filled = {own: lines for (own, _), lines in zip(heads, cells, strict=False) if own and lines}
    for name, info in kind.model_fields.items():
        if name in filled or (name != "span" and info.is_required()):
            yield name, value_of(filled.get(name, []), info.annotation)


def _span(document: Document, row: Row, placed: Mapping[str, str]) -> dict[str, Any] | Any:
    if "first" not in placed:
        return document.span(row.line, row.cells[-1].lines[-1])
    return {name: value for name, value in placed.items() if name != "position"}


def _known_units(book: Book, document: Document) -> None:
    """Leave out, and tell, what names a unit that no row has, and a unit whose code another has already."""
    codes = {unit.code for unit in book.facts.get("processes", ())}  # type: ignore[attr-defined]
    for name, facts in book.facts.items():
        kept: list[Fact] = []
        seen: set[str] = set()
        for fact in facts:
            named = next((getattr(fact, f) for f in _OF_UNIT if getattr(fact, f, None)), None)
            code = getattr(fact, "code", None)
            odd = named if named and named not in codes and name != "sections" else None
            twice = code if code in seen else None
            seen |= {code} if code else set()
            if odd or twice:
                sv = f"ingen enhet har koden {odd}" if odd else f"koden {twice} står redan på en annan rad"
                en = f"no unit has the code {odd}" if odd else f"the code {twice} stands on another row already"
                sheet = lexicon.load("workbook")["sheets"][name]
                book.unread.append(Unread(first=0, last=0, message=f"{sheet[0]}: {sv}", message_en=f"{sheet[1]}: {en}"))
            else:
                kept.append(fact)
        book.facts[name] = tuple(kept)


def _tell(book: Book, document: Document, row: Row, message: str, message_en: str) -> None:
    at = document.span(row.line, row.line).cell or document.name
    book.unread.append(
        Unread(first=row.line, last=row.line, message=f"{at}: {message}", message_en=f"{at}: {message_en}")
    )


def _why(error: ValidationError) -> tuple[str, str]:
    """What is wrong with a row, by the heading of the column: in Swedish and in English."""
    (sv, en), kind = _label(error), error.errors(include_url=False)[0]["type"]
    wrong, wrong_en = ("saknas", "is missing") if kind in _MISSING else ("har fel form", "has the wrong form")
    return f"{sv} {wrong}".strip(), f"{en} {wrong_en}".strip()


def _label(error: ValidationError) -> tuple[str, str]:
    """What people call the first field that is wrong, in Swedish and in English."""
    place = error.errors(include_url=False)[0]["loc"]
    name = str(place[0]) if place else ""
    groups = lexicon.load("workbook")
    sv, en = groups["fields"].get(name) or groups["about"].get(name) or (name, name)
    return sv, en


@cache
def _names(group: str) -> Mapping[str, str]:
    """Names of sheets or columns in either language, to the field that they stand for."""
    labels = lexicon.load("workbook")[group].items()
    return {label: name for name, both in labels for label in (*both, name)}
