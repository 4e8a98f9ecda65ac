"""Questions to the graph: those of queries/ as forms with their rows as a table, and one's own in SPARQL."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import anyio.from_thread
from fastapi import APIRouter

from kg import assets
from kg.errors import KgError, UsageError
from kg.face.web import sparql
from kg.face.web.pages import tables
from kg.face.web.pages.frame import Drawn, Shown, Visit, page
from kg.face.web.problems import unknown
from kg.graph import query
from kg.graph.limits import Asked, Found
from kg.graph.query import SavedQuery

router = APIRouter()
_MOST = 500
"""Rows that a page shows; all are in the file."""
_CODES = frozenset({"code", "source", "target", "process", "unit", "ended", "successor", "area", "parent"})
"""Columns that hold the code of a unit."""


@dataclass(frozen=True)
class Cell:
    """A value, with the page that it leads to."""

    text: str
    href: str | None = None


@page(router, "questions")
def questions(visit: Visit) -> Shown:
    """The saved questions, and a field for one's own."""
    text = visit.asked.get("query", "").strip()
    says: dict[str, object] = {
        "saved": [(each, _title(visit, each)) for each in _saved(visit).values()],
        "text": text,
        "head": (),
        "rows": (),
        "more": 0,
        "problem": None,
        "raw": None,
    }
    if not text:
        return Shown("questions.html", says)
    try:
        found = anyio.from_thread.run(_asked, visit, text)
    except KgError as error:
        return Shown("questions.html", says | {"problem": str(error)}, status=400)
    if found.kind == "graph":
        return Shown("questions.html", says | {"raw": found.body.decode()[:200_000]}, kept=False)
    told = json.loads(found.body)
    if found.kind == "boolean":
        answer = visit.words("questions.yes" if told["boolean"] else "questions.no")
        return Shown("questions.html", says | {"raw": answer}, kept=False)
    names = told["head"]["vars"]
    rows = [{name: cell["value"] for name, cell in row.items()} for row in told["results"]["bindings"]]
    shown = {"head": names, "rows": _cells(visit, names, rows[:_MOST]), "more": max(len(rows) - _MOST, 0)}
    return Shown("questions.html", says | shown, kept=False)


async def _asked(visit: Visit, text: str) -> Found:
    """A query of a stranger, answered by the pool that the endpoint has."""
    pool = await sparql.open_pool(visit.version, getattr(visit.request.app.state, "limits", None))
    return await pool.answer(Asked(text, rows="json", graph="turtle"))


# Before the page: its address would take this one too.
@page(router, "question", ".csv")
def table(visit: Visit) -> Drawn:
    """All rows of a saved question."""
    saved = _of(visit)
    rows = _rows(visit, saved)
    names = _names(saved, rows)
    return tables.csv(names, ([row.get(name) for name in names] for row in rows), f"{saved.stem}.csv")


@page(router, "question")
def question(visit: Visit) -> Shown:
    """A saved question with its parameters and its rows."""
    saved = _of(visit)
    says: dict[str, object] = {
        "saved": saved,
        "title": _title(visit, saved),
        "given": {p.name: visit.asked.get(p.name, "") for p in saved.parameters},
        "problem": None,
        "head": (),
        "rows": (),
        "more": 0,
    }
    try:
        rows = _rows(visit, saved)
    except UsageError as error:
        return Shown("question.html", says | {"problem": str(error)}, status=400)
    names = _names(saved, rows)
    heads = [getattr(saved.columns[name], visit.lang) if name in saved.columns else name for name in names]
    shown = {"head": heads, "rows": _cells(visit, names, rows[:_MOST]), "more": max(len(rows) - _MOST, 0)}
    return Shown("question.html", says | shown)


def _saved(visit: Visit) -> Mapping[str, SavedQuery]:
    return visit.version.once("questions", lambda: query.saved(assets.queries() / "questions"))


def _of(visit: Visit) -> SavedQuery:
    name = visit.parts["name"]
    if name not in _saved(visit):
        raise unknown("question", name)
    return _saved(visit)[name]


def _title(visit: Visit, saved: SavedQuery) -> str:
    return saved.title_sv if visit.lang == "sv" else saved.title_en


def _rows(visit: Visit, saved: SavedQuery) -> list[dict[str, str]]:
    """Rows of a question of ours, which needs no pool.

    Raises UsageError where a parameter does not fit.
    """
    given = {p.name: visit.asked[p.name].strip() for p in saved.parameters if visit.asked.get(p.name, "").strip()}
    return query.rows(visit.version.kg.store, saved, given)


def _names(saved: SavedQuery, rows: Sequence[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys([*saved.columns, *(name for row in rows for name in row)]))


def _cells(visit: Visit, names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[list[Cell]]:
    plans = visit.version.kg.catalogue.plans

    def cell(row: Mapping[str, str], name: str) -> Cell:
        value, slug = row.get(name, ""), row.get("plan")
        if value.startswith(("https://", "http://")):
            return Cell(value, visit.thing(value))
        if name in _CODES and slug is not None and slug in plans and value in plans[slug].processes:
            return Cell(value, visit.link("unit", plan=slug, code=value))
        return Cell(value)

    return [[cell(row, name) for name in names] for row in rows]
