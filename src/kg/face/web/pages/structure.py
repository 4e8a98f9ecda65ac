"""The structure: all plans, or one plan as a tree with how much hangs on each branch, and as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter

from kg.atlas import structure as atlas
from kg.atlas.plate import Plate
from kg.face.web.pages import inspected, pictures
from kg.face.web.pages.frame import Shown, Visit, page
from kg.face.web.problems import unknown
from kg.lint import tally
from kg.model.listing import Branch, Tree

router = APIRouter()


@dataclass(frozen=True)
class Twig:
    """A branch as the tree shows it: with what hangs on it and on all that is under it."""

    unit: Branch
    href: str
    records: int
    rules: int
    references: int
    wrong: int
    children: tuple[Twig, ...]
    open: bool


@page(router, "structure")
def structure(visit: Visit) -> Shown:
    """All plans, or the one that is asked for."""
    slug = visit.plan()
    rows = visit.version.once("plan rows", visit.version.kg.views.plan_rows)
    if slug is None:
        return Shown("plans.html", {"rows": rows})
    plan = next(row for row in rows if row.plan == slug)
    found = inspected.of_plan(visit.version, slug)
    says = {
        "plan": plan,
        "ready": found is not None,
        "ended": visit.asked.get("ended") == "hide",
        "recipient": visit.asked.get("recipient", ""),
        "recipients": _recipients(visit, slug),
        "all": visit.asked.get("open") == "all",
        "bad_day": bool(visit.asked.get("on")) and visit.given_day is None,
    }
    tree = _tree(visit, slug)
    wrong = tally.by_unit(found)
    twigs = tuple(_twig(visit, branch, wrong, 0) for branch in tree.children)
    drawn = atlas.icicle(tree, wrong, pictures.words(visit), pictures.addresses(visit))
    changed = changes(visit)
    says |= {
        "twigs": twigs,
        "units": _count(tree.children),
        "picture": pictures.picture(visit, drawn) if tree.children else None,
        "changes": pictures.picture(visit, changed, "/andringar") if changed.rows else None,
        "changed": changed.rows,
    }
    return Shown("structure.html", says, kept=found is not None)


@pictures.files(router, "structure")
def plate(visit: Visit) -> Plate:
    """The icicle."""
    slug = _slug(visit)
    wrong = tally.by_unit(inspected.of_plan(visit.version, slug))
    return atlas.icicle(_tree(visit, slug), wrong, pictures.words(visit), pictures.addresses(visit))


@pictures.files(router, "structure", "/andringar")
def changes(visit: Visit) -> Plate:
    """The days on which units were added or ended."""
    views = visit.version.kg.views
    return atlas.changes(views, _slug(visit), visit.day, pictures.words(visit), pictures.addresses(visit))


def _slug(visit: Visit) -> str:
    """The plan of a file, the first where none is named.

    Raises Refusal where there is no plan.
    """
    slug = visit.plan() or next(iter(visit.version.kg.catalogue.plans), None)
    if slug is None:
        raise unknown("plan", visit.asked.get("plan", ""))
    return slug


def _tree(visit: Visit, slug: str) -> Tree:
    """The structure without what is left out of the choice."""
    kg = visit.version.kg
    live, recipient = visit.asked.get("ended") == "hide", visit.asked.get("recipient")
    return atlas.pruned(kg.catalogue.plans[slug], kg.views.tree(slug, visit.day), live=live, recipient=recipient)


def _twig(visit: Visit, branch: Branch, wrong: Mapping[str, int], depth: int) -> Twig:
    under = tuple(_twig(visit, child, wrong, depth + 1) for child in branch.children)
    return Twig(
        unit=branch,
        href=pictures.addresses(visit).unit(branch.plan, branch.code) or "",
        records=branch.records + sum(twig.records for twig in under),
        rules=branch.rules + sum(twig.rules for twig in under),
        references=branch.references + sum(twig.references for twig in under),
        wrong=wrong.get(branch.code, 0) + sum(twig.wrong for twig in under),
        children=under,
        open=depth == 0 or visit.asked.get("open") == "all",
    )


def _count(branches: tuple[Branch, ...]) -> int:
    return sum(1 + _count(branch.children) for branch in branches)


def _recipients(visit: Visit, slug: str) -> list[str]:
    rules = visit.version.kg.catalogue.plans[slug].plan.disposition_rules
    return sorted({name for rule in rules for name in rule.recipients})
