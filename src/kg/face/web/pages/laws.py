"""Laws: each act that plans cite, whether it applies on the day, what took over, and where it is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter

from kg.atlas import laws as atlas
from kg.atlas.plate import Plate
from kg.face.web.pages import pictures, tables
from kg.face.web.pages.frame import Drawn, Shown, Visit, page
from kg.face.web.pages.places import placed
from kg.face.web.problems import unknown
from kg.model.listing import CitationRow, StatuteRow

router = APIRouter()


@dataclass(frozen=True)
class Cited:
    """One place that cites an act."""

    row: CitationRow
    name: str
    """Code or id with the title of the unit or section."""
    href: str | None
    place: str


@page(router, "laws")
def laws(visit: Visit) -> Shown:
    """The acts that plans cite, or all of the register."""
    rows = _chosen(visit)
    states = Counter("in_force" if row.holds else "unknown" if row.holds is None else "ended" for row in rows)
    unread = [row for row in _citations(visit) if row.sfs is None]
    says = {
        "rows": rows,
        "states": states,
        "state": visit.asked.get("state", ""),
        "all": visit.asked.get("cited") == "all",
        "unread": [_cited(visit, row) for row in unread],
        "picture": pictures.picture(visit, plate(visit)) if rows else None,
        "bad_day": bool(visit.asked.get("on")) and visit.given_day is None,
    }
    return Shown("laws.html", says)


@pictures.files(router, "laws", table=False)
def plate(visit: Visit) -> Plate:
    """The time line."""
    return atlas.laws(_chosen(visit), visit.day, pictures.words(visit), pictures.addresses(visit))


@page(router, "laws", ".csv")
def table(visit: Visit) -> Drawn:
    """The acts of the choice as a table."""
    rows = [
        (r.number, r.title, r.in_force_from, r.in_force_until, {True: "yes", False: "no", None: ""}[r.holds],
         " ".join(r.replaced_by), len(r.cited_by))
        for r in _chosen(visit)
    ]  # fmt: skip
    head = ("number", "title", "in_force_from", "in_force_until", "in_force", "replaced_by", "cited_by")
    return tables.csv(head, rows, "lagar.csv")


@page(router, "law")
def law(visit: Visit) -> Shown:
    """One act: its names, its time, its successors, and where it is cited."""
    number = visit.parts["number"]
    every = {row.number: row for row in visit.version.kg.views.statute_rows(visit.day)}
    if number not in every:
        raise unknown("statute", number)
    row = every[number]
    says = {
        "row": row,
        "until": row.in_force_until if isinstance(row.in_force_until, date) else None,
        "after": [every[other] for other in row.replaced_by if other in every],
        "before": [other for other in every.values() if number in other.replaced_by],
        "cited": [_cited(visit, cited) for cited in _citations(visit) if cited.sfs == number],
    }
    return Shown("law.html", says)


def _chosen(visit: Visit) -> list[StatuteRow]:
    rows = visit.version.kg.views.statute_rows(visit.day)
    states = {"in_force": True, "ended": False, "unknown": None}
    state = visit.asked.get("state", "")
    kept = [
        row
        for row in rows
        if (row.cited_by or visit.asked.get("cited") == "all") and (state not in states or row.holds is states[state])
    ]
    return sorted(kept, key=lambda row: (-len(row.cited_by), row.number))


def _citations(visit: Visit) -> Sequence[CitationRow]:
    return visit.version.kg.views.rows("citations", CitationRow)


def _cited(visit: Visit, row: CitationRow) -> Cited:
    name, href = row.cited_by or "", None
    if row.cited_by:
        view = visit.version.kg.catalogue.plans[row.plan]
        if row.cited_by in view.processes:
            name = f"{row.cited_by} {view.processes[row.cited_by].title}"
            href = visit.link("unit", plan=row.plan, code=row.cited_by)
        else:
            sections = {section.id: section.title for section in view.plan.sections}
            name = sections.get(row.cited_by, row.cited_by)
            href = visit.link("section", plan=row.plan, code=row.cited_by) if row.cited_by in sections else None
    return Cited(row, name, href, placed(visit, row.span))
