"""The structure of a plan: its units as a tree and as an icicle, and the days on which it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from kg.answer.views import Views
from kg.atlas.plate import NOWHERE, Addresses, Plate, Words, keys, place
from kg.catalogue import PlanView
from kg.model.listing import Branch, Tree
from kg.view import icicle as icicles
from kg.view import timeline as timelines
from kg.view import tree as trees
from kg.view.timeline import Span


def pruned(view: PlanView, tree: Tree, *, live: bool = False, recipient: str | None = None) -> Tree:
    """The tree without what has ended, where `live`, and of those alone whose rules name a recipient; what stands over
    a unit that is kept is kept."""
    codes = None
    if recipient:
        codes = {rule.process for rule in view.plan.disposition_rules if recipient in rule.recipients}
    return tree.model_copy(update={"children": _kept(tree.children, live, codes)})


def _kept(branches: tuple[Branch, ...], live: bool, codes: set[str] | None) -> tuple[Branch, ...]:
    kept = []
    for branch in branches:
        under = _kept(branch.children, live, codes)
        if (codes is None or branch.code in codes or under) and (branch.live or not live or under):
            kept.append(branch.model_copy(update={"children": under}))
    return tuple(kept)


def tree(tree: Tree, wrong: Mapping[str, int], words: Words, to: Addresses = NOWHERE) -> Plate:
    """A row a unit."""
    notes = {unit.code: note for unit in _all(tree.children) if (note := _note(unit, words))}
    draw = partial(trees.draw, tree, wrong, notes, lambda code: to.unit(tree.plan, code))
    marks = keys(words, ("long", "tree.long"), *_marks(tree, wrong, "flag", "struck"))
    return _plate("tree", tree, wrong, words, draw, marks)


def icicle(tree: Tree, wrong: Mapping[str, int], words: Words, to: Addresses = NOWHERE) -> Plate:
    """Units as bands beside what is under them."""
    draw = partial(icicles.draw, tree, wrong, lambda code: to.unit(tree.plan, code))
    marks = keys(words, ("height", "icicle.height"), *_marks(tree, wrong, "notch", "gone"))
    return _plate("icicle", tree, wrong, words, draw, marks)


def _marks(tree: Tree, wrong: Mapping[str, int], flag: str, over: str) -> Iterator[tuple[str, str]]:
    if wrong:
        yield flag, "structure.wrong"
    if any(not unit.live for unit in _all(tree.children)):
        yield over, "structure.over"


def _all(branches: Sequence[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.children)


def _note(unit: Branch, words: Words) -> str | None:
    if unit.ended:
        return f"{words('structure.ended')} {unit.ended}"
    return f"{words('structure.added')} {unit.added}" if unit.added else None


def _plate(
    name: str,
    tree: Tree,
    wrong: Mapping[str, int],
    words: Words,
    draw: partial[str],
    marks: tuple[tuple[str, str], ...],
) -> Plate:
    heads = ("code", "level", "title", "added", "ended", "records", "rules", "references", "findings")
    return Plate(
        name=f"{tree.plan}-{name}",
        lang=words.lang,
        title=words("structure.title", plan=tree.title),
        description=words(f"{name}.described"),
        legend=marks,
        draw=draw,
        head=tuple(words(f"head.{key}") for key in heads),
        rows=tuple(
            (u.code if u.level else None, u.level, u.title, u.added, u.ended, u.records, u.rules, u.references,
             wrong.get(u.code, 0))
            for u in _all(tree.children)
        ),
    )  # fmt: skip


def changes(views: Views, slug: str, day: date, words: Words, to: Addresses = NOWHERE) -> Plate:
    """Units that were added or ended, each with its time on a line of years.

    Raises UsageError for an unknown plan.
    """
    view = views.plan(slug)
    changed = [unit for unit in view.plan.processes if unit.added or unit.ended]
    spans = [
        Span(unit.code, f"{unit.code} {unit.title}", unit.added, unit.ended, True, view.live(unit.code, day))
        for unit in changed
    ]
    draw = partial(timelines.draw, spans, day, lambda code: to.unit(slug, code))
    return Plate(
        name=f"{slug}-timeline",
        lang=words.lang,
        title=words("changes.title", plan=views.tree(slug, day).title),
        description=words("changes.described"),
        legend=keys(
            words, ("holds", "timeline.holds"), ("over", "timeline.over"), ("early", "changes.early"),
            ("day", "timeline.day"), said={"day": day},
        ),
        draw=draw,
        head=tuple(words(f"head.{key}") for key in ("code", "title", "added", "ended", "successors", "place")),
        rows=tuple((u.code, u.title, u.added, u.ended, " ".join(u.successors), place(u.span)) for u in changed),
    )  # fmt: skip
