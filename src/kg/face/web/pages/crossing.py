"""Cross-references: which groups of a plan refer to which, as a matrix and as a table, each deviation explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from kg.answer.deviating import Deviation, deviation
from kg.catalogue import natural
from kg.face.web.pages import tables
from kg.face.web.pages.frame import Drawn, Shown, Visit, inline, page
from kg.face.web.pages.places import placed
from kg.face.web.problems import unknown
from kg.model.listing import Branch, ReferenceRow
from kg.view import matrix
from kg.view.matrix import Count, Group

router = APIRouter()


@dataclass(frozen=True)
class Crossing:
    """A reference with the groups of its ends, and what is wrong with it."""

    row: ReferenceRow
    source_group: str
    target_group: str | None
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
    groups, every = _all(visit, slug)
    rows = _chosen(visit, every)
    known = {group.code: group for group in groups}
    says = {
        "plan": slug,
        "tabs": plans,
        "rows": rows,
        "wrong": sum(1 for one in rows if one.wrong),
        "groups": known,
        "bad": visit.asked.get("only") == "bad",
        "from_": visit.asked.get("from", ""),
        "to": visit.asked.get("to", ""),
        "picture": inline(_picture(visit, slug, groups, every)) if every else None,
    }
    return Shown("references.html", says)


@page(router, "references", ".svg")
def picture(visit: Visit) -> Drawn:
    """The matrix as a file."""
    slug = _must(visit)
    groups, every = _all(visit, slug)
    drawn = _picture(visit, slug, groups, every, standalone=True)
    return Drawn(drawn, "image/svg+xml", f"{slug}-korsreferenser.svg")


@page(router, "references", ".csv")
def table(visit: Visit) -> Drawn:
    """The references of the choice as a table."""
    slug = _must(visit)
    rows = [
        (o.row.source, o.row.source_title, o.row.verb, o.row.subject, o.row.target or o.row.to, o.row.target_title,
         o.wrong and visit.words(f"deviation.{o.wrong}"), o.place)
        for o in _chosen(visit, _all(visit, slug)[1])
    ]  # fmt: skip
    head = ("source", "source_title", "verb", "subject", "target", "target_title", "deviation", "place")
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


def _all(visit: Visit, slug: str) -> tuple[list[Group], list[Crossing]]:
    groups = _groups(visit, slug)
    rows = visit.version.kg.views.rows("cross_references", ReferenceRow, [slug])
    every = [_crossing(visit, row, groups) for row in rows]
    met = {code for one in every if one.target_group for code in (one.source_group, one.target_group)}
    known = dict.fromkeys(groups.values())
    return [group for group in known if group.code in met], every


def _groups(visit: Visit, slug: str) -> Mapping[str, Group]:
    """The group that each unit belongs to: that under its area, or itself where it stands no deeper."""
    tree = visit.version.kg.views.tree(slug, visit.day)
    found: dict[str, Group] = {}

    def under(branch: Branch, group: Group) -> None:
        found[branch.code] = group
        for child in branch.children:
            under(child, group)

    for number, area in enumerate(tree.children):
        found[area.code] = Group(area.code, area.title, number)
        for child in area.children:
            under(child, Group(child.code, child.title, number))
    return dict(sorted(found.items(), key=lambda pair: natural(pair[0])))


def _crossing(visit: Visit, row: ReferenceRow, groups: Mapping[str, Group]) -> Crossing:
    wrong, words = deviation(row, visit.day), visit.words
    named = " ".join(filter(None, (row.target, row.target_title or row.cited_title)))
    said = {"target": row.target, "day": row.target_ended, "cited": row.cited_title, "title": row.target_title}
    return Crossing(
        row=row,
        source_group=groups[row.source].code if row.source in groups else row.source,
        target_group=groups[row.target].code if row.found and row.target and row.target in groups else None,
        source_href=visit.link("unit", plan=row.plan, code=row.source),
        target=named or row.to or words("unit.nowhere"),
        target_href=visit.link("unit", plan=row.plan, code=row.target) if row.found and row.target else None,
        wrong=wrong,
        why=words(f"why.{wrong}", **said) if wrong else None,
        place=placed(visit, row.span, short=True),
    )


def _chosen(visit: Visit, every: Sequence[Crossing]) -> list[Crossing]:
    from_, to, bad = visit.asked.get("from"), visit.asked.get("to"), visit.asked.get("only") == "bad"
    return [
        one
        for one in every
        if (not from_ or one.source_group == from_) and (not to or one.target_group == to) and (one.wrong or not bad)
    ]


def _picture(
    visit: Visit, slug: str, groups: Sequence[Group], every: Sequence[Crossing], *, standalone: bool = False
) -> str:
    shown = [one for one in every if one.wrong] if visit.asked.get("only") == "bad" else every
    pairs = [((one.source_group, one.target_group), one.wrong) for one in shown if one.target_group]
    all_, wrong = Counter(pair for pair, _ in pairs), Counter(pair for pair, why in pairs if why)
    counts = {(str(s), str(t)): Count(number, wrong[s, t]) for (s, t), number in all_.items()}
    return matrix.draw(
        groups,
        counts,
        lambda source, target: visit.same(**{"from": source, "to": target}),
        title=visit.words("references.picture", plan=visit.plans.get(slug, slug)),
        description=visit.words("references.described"),
        standalone=standalone,
    )
