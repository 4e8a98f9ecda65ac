"""Where records go: from areas to recipients, to what happens, how long and by which law, as streams and as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from kg.answer import wording
from kg.atlas import flow as atlas
from kg.atlas import sheet
from kg.atlas.flow import BY, By, Going
from kg.atlas.plate import Plate
from kg.catalogue import PlanView, natural
from kg.face.web.pages import pictures, tables
from kg.face.web.pages.frame import Drawn, Shown, Visit, page
from kg.face.web.pages.places import placed
from kg.face.web.problems import unknown

router = APIRouter()


@dataclass(frozen=True)
class Row:
    """What goes from an area to an end: how many facts say so, and of which units."""

    area: str
    area_href: str | None
    count: int
    units: tuple[tuple[str, str, str | None], ...]
    """Code, title and address."""


@dataclass(frozen=True)
class End:
    """Where streams end, with the areas that they come from."""

    name: str
    count: int
    over: bool
    href: str | None
    rows: tuple[Row, ...]


@page(router, "flow")
def flow(visit: Visit) -> Shown:
    """The streams of one plan and their table."""
    plans = _plans(visit)
    slug = _plan(visit, plans)
    if slug is None:
        return Shown("flow.html", {"plan": None, "tabs": ()})
    going = _going(visit, slug)
    says = {
        "plan": slug,
        "tabs": plans,
        "by": _by(visit),
        "every": BY,
        "ends": _ends(visit, slug, going),
        "picture": pictures.picture(visit, plate(visit)) if going else None,
    }
    return Shown("flow.html", says)


@pictures.files(router, "flow", table=False)
def plate(visit: Visit) -> Plate:
    """The streams."""
    words, to = pictures.words(visit), pictures.addresses(visit)
    return atlas.flow(visit.version.kg.views, _must(visit), _by(visit), visit.day, words, to)


@page(router, "flow", ".csv")
def table(visit: Visit) -> Drawn:
    """Every rule with each of its recipients: what is to be handed to whom; or the table of the picture."""
    slug = _must(visit)
    view = visit.version.kg.catalogue.plans[slug]
    if _by(visit) not in ("recipient", "action"):
        drawn = plate(visit)
        return Drawn(sheet.render(drawn, "csv"), "text/csv; charset=utf-8", f"{drawn.name}.csv")
    going = sorted(
        _going(visit, slug), key=lambda g: (g.recipient or "", natural(g.unit), g.rule.order if g.rule else 0)
    )
    rows = [
        (g.recipient, g.rule.action, g.unit, view.processes[g.unit].title, g.rule.applies_to,
         wording.conditions(g.rule, visit.lang), wording.outcome(g.rule, visit.lang), placed(visit, g.span))
        for g in going if g.rule
    ]  # fmt: skip
    head = ("recipient", "action", "code", "title", "applies_to", "conditions", "outcome", "place")
    return tables.csv(head, rows, f"{slug}-floden.csv")


def _by(visit: Visit) -> By:
    return next((by for by in BY if by == visit.asked.get("by")), "recipient")


def _plans(visit: Visit) -> list[str]:
    """The plans that have streams of any kind, in their own order."""
    views = visit.version.kg.views
    found = {slug for by in BY for slug in atlas.plans(views, by)}
    return [slug for slug in views.catalogue.plans if slug in found]


def _plan(visit: Visit, plans: Sequence[str]) -> str | None:
    chosen = visit.plan()
    if chosen in plans:
        return chosen
    return next(iter(atlas.plans(visit.version.kg.views, _by(visit))), plans[0] if plans else None)


def _must(visit: Visit) -> str:
    """The plan of a file.

    Raises Refusal where no plan has streams.
    """
    slug = _plan(visit, _plans(visit))
    if slug is None:
        raise unknown("plan", visit.asked.get("plan", ""))
    return slug


def _going(visit: Visit, slug: str) -> list[Going]:
    return atlas.going(visit.version.kg.views, slug, _by(visit), visit.day, pictures.words(visit))


def _ends(visit: Visit, slug: str, going: Sequence[Going]) -> list[End]:
    """Ends, the largest first, each with its areas."""
    view, to = visit.version.kg.catalogue.plans[slug], pictures.addresses(visit)
    ends: dict[str, dict[str, list[Going]]] = defaultdict(lambda: defaultdict(list))
    for one in going:
        ends[one.end][one.area].append(one)
    found = []
    for end, areas in ends.items():
        rows = tuple(_row(visit, view, area, own) for area, own in areas.items())
        first = next(iter(areas.values()))[0]
        href = to.law(first.number) if first.number else None
        found.append(End(end, sum(row.count for row in rows), first.over, href, rows))
    return sorted(found, key=lambda end: (-end.count, end.name))


def _row(visit: Visit, view: PlanView, area: str, own: Sequence[Going]) -> Row:
    to, words = pictures.addresses(visit), pictures.words(visit)
    codes = sorted({one.unit for one in own}, key=lambda code: (natural(code), code))
    units = tuple(
        (code if code in view.processes else atlas.named(view, code, words), atlas.named(view, code, words),
         to.unit(view.slug, code) if code else None)
        for code in codes
    )  # fmt: skip
    return Row(atlas.named(view, area, words), to.unit(view.slug, area) if area else None, len(own), units)
