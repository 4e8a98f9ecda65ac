"""Every picture by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.answer.views import Views
from kg.atlas import flow, laws, process, references, structure
from kg.atlas.plate import NOWHERE, Addresses, Plate, Words
from kg.errors import UsageError


@dataclass(frozen=True)
class Asked:
    """Of what a picture is wanted."""

    plan: str | None = None
    """Slug; the first plan that has anything to show where it is left out."""
    process: str | None = None
    """Code of the unit that the view `process` shows."""
    by: flow.By = "recipient"
    """What the streams of the view `flow` lead to."""
    bad: bool = False
    """Whether only references that do not hold are shown."""
    wrong: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How many findings each unit has, by plan."""


Make = Callable[[Views, str, Asked, date, Words, Addresses], Plate]


def plate(views: Views, view: str, asked: Asked, day: date, words: Words, to: Addresses = NOWHERE) -> Plate:
    """The picture that a view shows, as things stand on a day.

    Raises UsageError for an unknown view, plan or process, and where no plan has what the view shows.
    """
    view = "bundle" if view == "references" else view
    if view == "laws":
        cited = [r for r in views.statute_rows(day) if _cites(r.cited_by, asked.plan and views.plan(asked.plan).slug)]
        return laws.laws(cited, day, words, to)
    if view not in _MAKERS:
        raise UsageError(f"no view is called {view!r}", hint=f"choose {', '.join(VIEWS)}")
    return _MAKERS[view](views, _plan(views, view, asked), asked, day, words, to)


def _cites(cited_by: Sequence[object], plan: str | None) -> bool:
    return any(plan is None or getattr(ref, "plan", None) == plan for ref in cited_by)


def _plan(views: Views, view: str, asked: Asked) -> str:
    if asked.plan:
        return views.plan(asked.plan).slug
    if view == "process":
        raise UsageError("the view `process` shows one process", hint="name its plan and its code")
    lists = {"bundle": "cross_references", "matrix": "cross_references", "timeline": "processes"}
    if view == "flow":
        found = flow.plans(views, asked.by)
    else:
        name = lists.get(view)
        found = [s for s, v in views.catalogue.plans.items() if name is None or getattr(v.plan, name)]
    if not found:
        raise UsageError(f"no plan has anything that the view {view} shows", hint="choose another view")
    return found[0]


def _structure(draw: Callable[..., Plate]) -> Make:
    def make(views: Views, slug: str, asked: Asked, day: date, words: Words, to: Addresses) -> Plate:
        return draw(views.tree(slug, day), asked.wrong.get(slug, {}), words, to)

    return make


def _references(draw: Callable[..., Plate]) -> Make:
    def make(views: Views, slug: str, asked: Asked, day: date, words: Words, to: Addresses) -> Plate:
        found = references.crossings(views, slug, day, words)
        return draw(found, found.chosen(bad=asked.bad), words, to)

    return make


def _process(views: Views, slug: str, asked: Asked, day: date, words: Words, to: Addresses) -> Plate:
    if not asked.process:
        raise UsageError("the view `process` shows one process", hint="name its code with --process")
    return process.process(views.unit(slug, asked.process, day), day, words, to)


_MAKERS: Mapping[str, Make] = {
    "tree": _structure(structure.tree),
    "icicle": _structure(structure.icicle),
    "bundle": _references(references.bundle),
    "matrix": _references(references.matrix),
    "process": _process,
    "flow": lambda views, slug, asked, day, words, to: flow.flow(views, slug, asked.by, day, words, to),
    "timeline": lambda views, slug, asked, day, words, to: structure.changes(views, slug, day, words, to),
}
VIEWS = ("tree", "icicle", "references", *list(_MAKERS)[2:], "laws")
"""Names of views; `references` is `bundle`."""
