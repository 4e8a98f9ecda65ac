"""Where records go: from business areas to those who receive them, as streams and as a table by recipient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from kg.answer import outline, wording
from kg.catalogue import PlanView, natural
from kg.face.web.pages import tables
from kg.face.web.pages.frame import Drawn, Shown, Visit, inline, page
from kg.face.web.pages.places import placed
from kg.face.web.problems import unknown
from kg.model.disposition import DispositionRule
from kg.view import sankey

router = APIRouter()


@dataclass(frozen=True)
class Going:
    """A rule of an area with one of its recipients."""

    area: str
    end: str
    """What happens, and with whom, in words."""
    recipient: str | None
    rule: DispositionRule


@dataclass(frozen=True)
class Row:
    """What goes from an area to an end: how many rules say so, and of which processes."""

    area: str
    area_href: str
    count: int
    processes: tuple[tuple[str, str, str], ...]
    """Code, title and address."""


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
        "by": visit.asked.get("by", ""),
        "ends": _table(visit, slug, going),
        "picture": inline(_picture(visit, slug, going)) if going else None,
    }
    return Shown("flow.html", says)


@page(router, "flow", ".svg")
def picture(visit: Visit) -> Drawn:
    """The streams as a file."""
    slug = _must(visit)
    drawn = _picture(visit, slug, _going(visit, slug), standalone=True)
    return Drawn(drawn, "image/svg+xml", f"{slug}-floden.svg")


@page(router, "flow", ".csv")
def table(visit: Visit) -> Drawn:
    """Every rule with each of its recipients: what is to be handed to whom."""
    slug = _must(visit)
    view = visit.version.kg.catalogue.plans[slug]
    going = sorted(_going(visit, slug), key=lambda g: (g.recipient or "", natural(g.rule.process), g.rule.order))
    rows = [
        (g.recipient, g.rule.action, g.rule.process, view.processes[g.rule.process].title, g.rule.applies_to,
         wording.conditions(g.rule, visit.lang), wording.outcome(g.rule, visit.lang), placed(visit, g.rule.span))
        for g in going
    ]  # fmt: skip
    head = ("recipient", "action", "code", "title", "applies_to", "conditions", "outcome", "place")
    return tables.csv(head, rows, f"{slug}-floden.csv")


def _plans(visit: Visit) -> list[str]:
    return [slug for slug, view in visit.version.kg.catalogue.plans.items() if view.plan.disposition_rules]


def _plan(visit: Visit, plans: Sequence[str]) -> str | None:
    chosen = visit.plan()
    return chosen if chosen in plans else (plans[0] if plans else None)


def _must(visit: Visit) -> str:
    """The plan of a file.

    Raises Refusal where no plan has rules.
    """
    slug = _plan(visit, _plans(visit))
    if slug is None:
        raise unknown("plan", visit.asked.get("plan", ""))
    return slug


def _going(visit: Visit, slug: str) -> list[Going]:
    view = visit.version.kg.catalogue.plans[slug]
    return [
        Going(_area(view, rule.process), _end(visit, rule, recipient), recipient, rule)
        for rule in view.plan.disposition_rules
        for recipient in (rule.recipients or (None,))
    ]


def _area(view: PlanView, code: str) -> str:
    over = outline.above(view.processes[code].parent, {unit.code: unit.parent for unit in view.plan.processes})
    return over[0] if over else code


def _end(visit: Visit, rule: DispositionRule, recipient: str | None) -> str:
    if rule.action is None:
        return visit.words("flow.cut")
    to = () if recipient is None or visit.asked.get("by") == "action" else (recipient,)
    return wording.happens(rule.action, to, None, visit.lang)


def _table(visit: Visit, slug: str, going: Sequence[Going]) -> list[tuple[str, int, list[Row]]]:
    """Ends, the largest first, each with its areas."""
    view = visit.version.kg.catalogue.plans[slug]
    ends: dict[str, dict[str, list[Going]]] = defaultdict(lambda: defaultdict(list))
    for one in going:
        ends[one.end][one.area].append(one)
    found = []
    for end, areas in ends.items():
        rows = [_row(visit, view, area, own) for area, own in sorted(areas.items(), key=lambda p: natural(p[0]))]
        found.append((end, sum(row.count for row in rows), rows))
    return sorted(found, key=lambda told: (-told[1], told[0]))


def _row(visit: Visit, view: PlanView, area: str, own: Sequence[Going]) -> Row:
    codes = sorted({one.rule.process for one in own}, key=natural)
    linked = [(code, view.processes[code].title, visit.link("unit", plan=view.slug, code=code)) for code in codes]
    name = f"{area} {view.processes[area].title}"
    return Row(name, visit.link("unit", plan=view.slug, code=area), len(own), tuple(linked))


def _picture(visit: Visit, slug: str, going: Sequence[Going], *, standalone: bool = False) -> str:
    view = visit.version.kg.catalogue.plans[slug]
    flows: dict[tuple[str, str], int] = defaultdict(int)
    for one in sorted(going, key=lambda one: natural(one.area)):
        flows[one.area, one.end] += 1
    areas = sorted({area for area, _ in flows}, key=natural)
    names: Mapping[str, str] = {area: f"{area} {view.processes[area].title}" for area in areas} | {
        end: end[:1].upper() + end[1:] for _, end in flows
    }
    return sankey.draw(
        flows,
        names=names,
        hues=areas,
        href=lambda name: visit.link("unit", plan=slug, code=name) if name in view.processes else None,
        title=visit.words("flow.picture", plan=visit.plans.get(slug, slug)),
        description=visit.words("flow.described"),
        standalone=standalone,
    )
