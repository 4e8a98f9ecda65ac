"""The structure: all plans, or one plan as a tree with how much hangs on each branch, and as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter

from kg.face.web.pages import inspected
from kg.face.web.pages.frame import Drawn, Shown, Visit, inline, page
from kg.model.listing import Branch, Tree
from kg.view import icicle

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
    tree = _kept(visit, visit.version.kg.views.tree(slug, visit.day), slug)
    wrong = inspected.by_unit(found)
    twigs = tuple(_twig(visit, branch, wrong, 0) for branch in tree.children)
    says |= {
        "twigs": twigs,
        "units": _count(tree.children),
        "picture": inline(_picture(visit, tree, wrong)) if tree.children else None,
    }
    return Shown("structure.html", says, kept=found is not None)


@page(router, "structure", ".svg")
def picture(visit: Visit) -> Drawn:
    """The picture as a file."""
    slug = visit.plan() or next(iter(visit.version.kg.catalogue.plans))
    wrong = inspected.by_unit(inspected.of_plan(visit.version, slug))
    tree = _kept(visit, visit.version.kg.views.tree(slug, visit.day), slug)
    return Drawn(_picture(visit, tree, wrong, standalone=True), "image/svg+xml", f"{slug}-struktur.svg")


def _picture(visit: Visit, tree: Tree, wrong: Mapping[str, int], *, standalone: bool = False) -> str:
    return icicle.draw(
        tree,
        wrong,
        partial(_href, visit, tree.plan),
        title=visit.words("structure.picture", plan=tree.title),
        description=visit.words("structure.described"),
        standalone=standalone,
    )


def _href(visit: Visit, plan: str, code: str) -> str:
    known = code in visit.version.kg.catalogue.plans[plan].processes
    return visit.link("unit" if known else "section", plan=plan, code=code)


def _twig(visit: Visit, branch: Branch, wrong: Mapping[str, int], depth: int) -> Twig:
    under = tuple(_twig(visit, child, wrong, depth + 1) for child in branch.children)
    return Twig(
        unit=branch,
        href=_href(visit, branch.plan, branch.code),
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


def _kept(visit: Visit, tree: Tree, slug: str) -> Tree:
    """The tree without what has ended, and with those alone that hand over to a recipient, where that is asked."""
    live = visit.asked.get("ended") == "hide"
    to = visit.asked.get("recipient")
    codes = None
    if to:
        rules = visit.version.kg.catalogue.plans[slug].plan.disposition_rules
        codes = {rule.process for rule in rules if to in rule.recipients}
    return tree.model_copy(update={"children": _pruned(tree.children, live, codes)})


def _pruned(branches: tuple[Branch, ...], live: bool, codes: set[str] | None) -> tuple[Branch, ...]:
    kept = []
    for branch in branches:
        under = _pruned(branch.children, live, codes)
        if (codes is None or branch.code in codes or under) and (branch.live or not live or under):
            kept.append(branch.model_copy(update={"children": under}))
    return tuple(kept)
