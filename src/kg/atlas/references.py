"""Cross-references: which groups of a plan refer to which, and each reference that does not hold with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from kg.answer.deviating import Deviation, deviation
from kg.answer.views import Views
from kg.atlas.plate import NOWHERE, Addresses, Plate, Words, keys, place
from kg.catalogue import natural
from kg.model.listing import Branch, ReferenceRow, Tree
from kg.view import bundle as rings
from kg.view import matrix as squares
from kg.view.bundle import Kind, Tie
from kg.view.matrix import Count, Group

NO_CODE, OUTSIDE = "?", "-"
"""What stands for the target of a reference that names no unit, and of one that leads out of the plan."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A reference with the groups of its ends, and what is wrong with it."""

    row: ReferenceRow
    source_group: str
    target_group: str
    """A group, `NO_CODE` or `OUTSIDE`."""
    target: str
    """The target in words."""
    wrong: Deviation | None
    why: str | None

    @property
    def kind(self) -> Kind:
        """How it is drawn."""
        return "bad" if self.wrong else "outside" if self.row.external else "good"


@dataclass(frozen=True)
class Crossings:
    """The references of a plan."""

    tree: Tree
    groups: tuple[Group, ...]
    """Those that refer or are referred to, in the order of their codes."""
    all: tuple[Crossing, ...]

    def chosen(self, source: str | None = None, target: str | None = None, *, bad: bool = False) -> list[Crossing]:
        """Those between two groups, or with either left out from or to all; with `bad`, those alone that fail."""
        return [
            one
            for one in self.all
            if (not source or one.source_group == source)
            and (not target or one.target_group == target)
            and (one.wrong or not bad)
        ]


def crossings(views: Views, slug: str, day: date, words: Words) -> Crossings:
    """The references of a plan as they hold on a day.

    Raises UsageError for an unknown plan.
    """
    tree = views.tree(slug, day)
    groups = _groups(tree)
    every = tuple(_crossing(row, groups, day, words) for row in views.rows("cross_references", ReferenceRow, [slug]))
    met = {code for one in every for code in (one.source_group, one.target_group)}
    known = tuple(group for group in dict.fromkeys(groups.values()) if group.code in met)
    return Crossings(tree, known, every)


def _groups(tree: Tree) -> Mapping[str, Group]:
    """The group that each unit belongs to: that under its area, or itself where it stands no deeper."""
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


def _crossing(row: ReferenceRow, groups: Mapping[str, Group], day: date, words: Words) -> Crossing:
    wrong = deviation(row, day)
    named = " ".join(filter(None, (row.target, row.target_title or row.cited_title)))
    said = {"target": row.target, "day": row.target_ended, "cited": row.cited_title, "title": row.target_title}
    inside = row.found and row.target in groups
    return Crossing(
        row=row,
        source_group=groups[row.source].code if row.source in groups else row.source,
        target_group=groups[row.target].code if inside and row.target else OUTSIDE if row.external else NO_CODE,
        target=named or row.to or words("references.nowhere"),
        wrong=wrong,
        why=words(f"why.{wrong}", **said) if wrong else None,
    )


def matrix(found: Crossings, shown: Sequence[Crossing], words: Words, to: Addresses = NOWHERE) -> Plate:
    """Groups against groups: how many references lead from each row to each column."""
    all_ = Counter((one.source_group, one.target_group) for one in shown)
    wrong = Counter((one.source_group, one.target_group) for one in shown if one.wrong)
    counts = {pair: Count(number, wrong[pair]) for pair, number in all_.items()}
    beside = [
        Group(code, words(key), 0)
        for code, key in ((NO_CODE, "references.no_code"), (OUTSIDE, "references.outside"))
        if any(target == code for _, target in counts)
    ]
    draw = partial(squares.draw, found.groups, counts, to.pair, beside=beside)
    marks = keys(words, ("some", "matrix.some"), ("many", "matrix.many"), ("crossed", "references.bad"))
    return _plate("matrix", found, shown, words, draw, marks)


def bundle(found: Crossings, shown: Sequence[Crossing], words: Words, to: Addresses = NOWHERE) -> Plate:
    """Units on a ring with a curve for each reference."""
    ties = [Tie(one.row.source, one.row.target if one.row.found else None, one.kind, _said(one)) for one in shown]
    slug = found.tree.plan
    draw = partial(rings.draw, found.tree.children, ties, lambda code: to.unit(slug, code))
    kinds = {tie.kind for tie in ties}
    lines = {"good": ("leads", "bundle.leads"), "bad": ("bad-leads", "references.bad")}
    lines["outside"] = ("outside", "references.outside")
    marks = [mark for kind, mark in lines.items() if kind in kinds]
    made = _plate("bundle", found, shown, words, draw, keys(words, *marks, ("bead", "bundle.bead")))
    if rings.gathered(found.tree.children, ties)[1] is ties:
        return made
    return replace(made, description=f"{made.description} {words('bundle.gathered', most=rings.MOST)}")


def _said(one: Crossing) -> str:
    said = f"{one.row.source} {one.row.source_title or ''} → {one.target}"
    return " – ".join(filter(None, (said, one.row.subject, one.why)))


def _tells(one: Crossing, words: Words) -> str | None:
    if one.wrong:
        return words(f"deviation.{one.wrong}")
    return words("references.outside") if one.row.external else None


def _plate(
    name: str,
    found: Crossings,
    shown: Sequence[Crossing],
    words: Words,
    draw: partial[str],
    marks: tuple[tuple[str, str], ...],
) -> Plate:
    n, wrong = len(shown), sum(1 for one in shown if one.wrong)
    told = words("references.count", n=n) + (f", {words('references.wrong', n=wrong)}" if wrong else "")
    return Plate(
        name=f"{found.tree.plan}-{name}",
        lang=words.lang,
        title=words(f"{name}.title", plan=found.tree.title),
        description=f"{words(f'{name}.described')} {told}.",
        legend=marks,
        draw=draw,
        head=tuple(words(f"head.{key}") for key in ("from", "subject", "verb", "to", "deviation", "why", "place")),
        rows=tuple(
            (
                f"{one.row.source} {one.row.source_title or ''}".strip(), one.row.subject, one.row.verb, one.target,
                _tells(one, words),
                one.why, place(one.row.span),
            )
            for one in shown
        ),
    )  # fmt: skip
