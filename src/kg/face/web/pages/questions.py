"""The saved questions of queries/: each a form for its parameters, with its rows as a table, a chart or a graph."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter

from kg import assets
from kg.errors import UsageError
from kg.face import swedish
from kg.face.web.pages import tables
from kg.face.web.pages.frame import Drawn, Shown, Visit, page
from kg.face.web.pages.results import Result
from kg.face.web.problems import unknown
from kg.graph import parameters, query
from kg.graph.query import SavedQuery

router = APIRouter()


@page(router, "questions")
def questions(visit: Visit) -> Shown:
    """The saved questions."""
    return Shown("questions.html", {"saved": titles(visit)})


# Before the page: its address would take these too.
@page(router, "question", ".csv")
def table(visit: Visit) -> Drawn:
    """All rows of a saved question."""
    saved = _of(visit)
    found = _found(visit, saved)
    rows = ([row.get(name) for name in found.names] for row in found.rows)
    return tables.csv(found.names, rows, f"{saved.stem}.csv")


@page(router, "question", ".svg")
def picture(visit: Visit) -> Drawn:
    """The chart or the graph of a saved question."""
    saved = _of(visit)
    drawn = _found(visit, saved).picture(standalone=True)
    if drawn is None:
        raise unknown("picture", saved.stem)
    return Drawn(drawn, "image/svg+xml", f"{saved.stem}.svg")


@page(router, "question")
def question(visit: Visit) -> Shown:
    """A saved question with its parameters and its rows."""
    saved = _of(visit)
    says: dict[str, object] = {
        "saved": saved,
        "title": _title(visit, saved),
        "given": {p.name: visit.asked.get(p.name, "") for p in saved.parameters},
        "problem": None,
    }
    try:
        slugs = tuple(visit.version.kg.catalogue.plans)
        text = parameters.bind(saved.text, saved.parameters, _given(visit, saved), slugs=slugs)
        return Shown("question.html", says | {"result": _found(visit, saved), "text": _bare(text)})
    except UsageError as error:
        problem = swedish.sentences(error, visit.lang)
        return Shown("question.html", says | {"problem": problem, "text": _bare(saved.text)}, status=400)


def titles(visit: Visit) -> list[tuple[SavedQuery, str]]:
    """The saved questions with their titles in the language of the visit."""
    return [(each, _title(visit, each)) for each in _saved(visit).values()]


def _saved(visit: Visit) -> Mapping[str, SavedQuery]:
    return visit.version.once("questions", lambda: query.saved(assets.queries() / "questions"))


def _of(visit: Visit) -> SavedQuery:
    name = visit.parts["name"]
    if name not in _saved(visit):
        raise unknown("question", name)
    return _saved(visit)[name]


def _title(visit: Visit, saved: SavedQuery) -> str:
    return saved.title_sv if visit.lang == "sv" else saved.title_en


def _given(visit: Visit, saved: SavedQuery) -> dict[str, str]:
    return {p.name: visit.asked[p.name].strip() for p in saved.parameters if visit.asked.get(p.name, "").strip()}


def _found(visit: Visit, saved: SavedQuery) -> Result:
    """The result of a question of ours, which needs no pool.

    Raises UsageError where a parameter does not fit.
    """
    rows = query.rows(visit.version.kg.store, saved, _given(visit, saved))
    names = list(dict.fromkeys([*saved.columns, *(name for row in rows for name in row)]))
    heads = [getattr(saved.columns[name], visit.lang) if name in saved.columns else name for name in names]
    return Result(visit, names, rows, heads, _title(visit, saved))


def _bare(text: str) -> str:
    """A query without its header, which says what the page says."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#:")).strip() + "\n"
