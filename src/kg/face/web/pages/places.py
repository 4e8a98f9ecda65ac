"""Where a fact stands in its source: the place in words, and the passage itself where the original is at hand."""

from __future__ import annotations

from kg.face.web.pages.frame import Visit
from kg.model.answer import Place
from kg.model.fact import Span
from kg.passages import Originals


def where(visit: Visit, place: Place, *, short: bool = False) -> str:
    """Where a passage stands, in words: document, page or cell, lines; `short` leaves out the document."""
    first, last = place.lines
    lines = str(first) if first == last else f"{first}–{last}"
    if place.cell:
        said = visit.words("place.cell", cell=place.cell)
    elif place.page:
        said = visit.words("place.page", page=place.page, lines=lines)
    else:
        said = visit.words("place.line" if first == last else "place.lines", lines=lines)
    return said if short else f"{place.document}, {said}"


def _place(span: Span) -> Place:
    return Place(document=span.document, lines=span.lines, page=span.page, cell=span.cell, sha256=span.sha256)


def placed(visit: Visit, span: Span, *, short: bool = False) -> str:
    """Where a passage stands, in words; `short` leaves out the document, where the page is of one plan."""
    return where(visit, _place(span), short=short)


def passage(visit: Visit, span: Span) -> str | None:
    """The passage of a place, where the original is at hand and still says the same."""
    return visit.version.once("originals", lambda: Originals(visit.version.kg.settings.sources)).passage(_place(span))
