"""Cross-references: which groups of a plan refer to which, as a picture and as a table, each deviation explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from kg.answer.deviating import Deviation
from kg.atlas import references as atlas
from kg.atlas.plate import Plate
from kg.atlas.references import Crossing, Crossings
from kg.face.web.pages import pictures, tables
from kg.face.web.pages.frame import Drawn, Shown, Visit, page
from kg.face.web.pages.places import placed
from kg.face.web.problems import unknown
from kg.model.listing import ReferenceRow

router = APIRouter()


@dataclass(frozen=True)
class Row:
    """A reference as the table shows it."""

    row: ReferenceRow
    source_href: str
    target: str
    target_href: str | None
    wrong: Deviation | None
    why: str | None
    place: str


@page(router, "references")
def references(visit: Visit) -> Shown:
    """The references of one plan, chosen by group and by whether they hold."""
    plans = _plans(visit)
    slug = _plan(visit, plans)
    if slug is None:
        return Shown("references.html", {"plan": None, "tabs": ()})
    found = _found(visit, slug)
    rows = [_row(visit, one) for one in _chosen(visit, found)]
    says = {
        "plan": slug,
        "tabs": plans,
        "rows": rows,
        "wrong": sum(1 for one in rows if one.wrong),
        "groups": {group.code: group for group in found.groups},
        "bad": visit.asked.get("only") == "bad",
        "from_": visit.asked.get("from", ""),
        "to": visit.asked.get("to", ""),
        "view": _view(visit),
        "picture": pictures.picture(visit, _plate(visit, found)) if found.all else None,
    }
    return Shown("references.html", says)


@pictures.files(router, "references", table=False)
def plate(visit: Visit) -> Plate:
    """The picture that is asked for."""
    return _plate(visit, _found(visit, _must(visit)))


@page(router, "references", ".csv")
def table(visit: Visit) -> Drawn:
    """The references of the choice as a table."""
    slug = _must(visit)
    rows = [
        (o.row.source, o.row.source_title, o.row.verb, o.row.subject, o.row.target or o.row.to, o.row.target_title,
         o.wrong and visit.words(f"deviation.{o.wrong}"), o.why, placed(visit, o.row.span, short=True))
        for o in _chosen(visit, _found(visit, slug))
    ]  # fmt: skip
    head = ("source", "source_title", "verb", "subject", "target", "target_title", "deviation", "why", "place")
    return tables.csv(head, rows, f"{slug}-korsreferenser.csv")


def _plans(visit: Visit) -> list[str]:
    """The plans that have references."""
    return [slug for slug, view in visit.version.kg.catalogue.plans.items() if view.plan.cross_references]


def _plan(visit: Visit, plans: Sequence[str]) -> str | None:
    return visit.plan() or (plans[-1] if plans else None)


def _must(visit: Visit) -> str:
    """The plan of a file.

    Raises Refusal where no plan has references.
    """
    slug = _plan(visit, _plans(visit))
    if slug is None:
        raise unknown("plan", visit.asked.get("plan", ""))
    return slug


def _found(visit: Visit, slug: str) -> Crossings:
    return atlas.crossings(visit.version.kg.views, slug, visit.day, pictures.words(visit))


def _chosen(visit: Visit, found: Crossings) -> list[Crossing]:
    bad = visit.asked.get("only") == "bad"
    return found.chosen(visit.asked.get("from"), visit.asked.get("to"), bad=bad)


def _view(visit: Visit) -> str:
    return "bundle" if visit.asked.get("view") == "bundle" else "matrix"


def _plate(visit: Visit, found: Crossings) -> Plate:
    """The ring shows the choice; the matrix all pairs of groups, as it is what one chooses by."""
    words, to = pictures.words(visit), pictures.addresses(visit)
    if _view(visit) == "bundle":
        return atlas.bundle(found, _chosen(visit, found), words, to)
    return atlas.matrix(found, found.chosen(bad=visit.asked.get("only") == "bad"), words, to)


def _row(visit: Visit, one: Crossing) -> Row:
    row, to = one.row, pictures.addresses(visit)
    return Row(
        row=row,
        source_href=to.unit(row.plan, row.source) or "",
        target=one.target,
        target_href=to.unit(row.plan, row.target) if row.found and row.target else None,
        wrong=one.wrong,
        why=one.why,
        place=placed(visit, row.span, short=True),
    )
