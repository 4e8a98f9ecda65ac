"""The page of the SPARQL endpoint: a query of one's own, what it finds, and where it is wrong."""

from __future__ import annotations

import json
import re

import anyio.from_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.face import swedish
from kg.face.web import caching, negotiate, sparql
from kg.face.web.held import Version, version_of
from kg.face.web.negotiate import Language
from kg.face.web.pages import questions, results
from kg.face.web.pages.frame import Drawn, Shown, Visit, endpoint, page
from kg.face.web.problems import unknown
from kg.graph import query, terms, vocabulary
from kg.graph.limits import Asked, Found

router = APIRouter()
_START = """SELECT ?code ?title WHERE {
  ?unit a kg:Process ; skos:notation ?code ; skos:prefLabel ?title .
}
ORDER BY ?code LIMIT 20"""
_PLACE = re.compile(r"at line (\d+), column (\d+)")
_FILES = {"rows": ("csv", "tsv", "json", "xml"), "boolean": ("json", "xml"), "graph": ("turtle", "jsonld", "rdfxml")}
_HELD = (
    "SELECT ?term (SUM(?n) AS ?times) WHERE { GRAPH ?g { "
    "{ SELECT (?p AS ?term) (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p } UNION "
    "{ SELECT (?c AS ?term) (COUNT(*) AS ?n) WHERE { ?s a ?c } GROUP BY ?c } } } GROUP BY ?term"
)


@page(router, "sparql", ".svg")
def picture(visit: Visit) -> Drawn:
    """The chart or the graph of a query."""
    found = anyio.from_thread.run(_found, visit, visit.asked.get("query", ""))
    drawn = _result(visit, found).picture(standalone=True) if found.kind != "boolean" else None
    if drawn is None:
        raise unknown("picture", "sparql")
    return Drawn(drawn, "image/svg+xml", "sparql.svg")


@page(router, "sparql")
def editor(visit: Visit) -> Shown:
    """A field for a query, with its result where there is one."""
    text = visit.asked.get("query", "").replace("\r\n", "\n")
    says: dict[str, object] = {
        "saved": questions.titles(visit),
        "text": text if text.strip() else _START,
        "result": None,
        "said": None,
        "problem": None,
        "files": (),
    }
    if not text.strip():
        return Shown("sparql.html", says, own_style=True)
    try:
        found = anyio.from_thread.run(_found, visit, text)
    except KgError as error:
        return Shown("sparql.html", says | _wrong(error, visit.lang, text), status=400, own_style=True)
    says["files"] = _FILES[found.kind]
    if found.kind == "boolean":
        yes = json.loads(found.body)["boolean"]
        says["said"] = visit.words("questions.yes" if yes else "questions.no")
    else:
        says["result"] = _result(visit, found)
    return Shown("sparql.html", says, own_style=True)


shown = endpoint(editor, "sparql", "sv")
"""The Swedish page, at the very address of the endpoint."""


def is_for_people(request: Request) -> bool:
    """Whether a request for the endpoint is a browser's: one that would rather have a page than any data."""
    if "format" in request.query_params or "output" in request.query_params:
        return False
    offers = ("text/turtle", *sparql.MEDIA, "text/html")
    return negotiate.media(request.headers.get("accept"), offers) == "text/html"


@router.get("/sparql/terms.json")
async def known(request: Request, lang: str = "sv") -> Response:
    """Prefixes and terms to complete a query with: ours with their words, and whatever else the graph uses."""
    version = version_of(request.scope)
    lang = "en" if lang == "en" else "sv"
    etag = caching.tag(request, "terms", lang)
    if caching.fresh(request, etag):
        return caching.not_modified(etag)
    body = version.once(f"terms {lang}", lambda: _terms(version, lang))
    return caching.tagged(body, "application/json", etag)


def _terms(version: Version, lang: str) -> bytes:
    told = vocabulary.explained("en" if lang == "en" else "sv")
    held = {row["term"]: int(row["times"]) for row in query.rows(version.kg.store, _HELD)}
    listed = [
        {"term": curie, "times": held.get(iri, 0)}
        | dict(zip(("kind", "label", "about"), told.get(iri, ()), strict=False))
        for iri in sorted({*told, *held})
        if (curie := terms.shorten(iri)) != iri
    ]
    return json.dumps({"prefixes": dict(terms.prefixes()), "terms": listed}, ensure_ascii=False).encode()


async def _found(visit: Visit, text: str) -> Found:
    """A query of a stranger, answered by the pool that the endpoint has."""
    pool = await sparql.open_pool(visit.version, getattr(visit.request.app.state, "limits", None))
    return await pool.answer(Asked(text, rows="json", graph="ntriples"))


def _result(visit: Visit, found: Found) -> results.Result:
    read = results.of_triples if found.kind == "graph" else results.of_json
    return read(visit, found.body)


def _wrong(error: KgError, lang: Language, text: str) -> dict[str, object]:
    """What is wrong with a query, and where it says where, the line with its place."""
    place = _PLACE.search(error.message)
    if place is None:
        return {"problem": swedish.sentences(error, lang), "line": None, "column": None, "quoted": None}
    line, column = int(place[1]), int(place[2])
    lines = text.split("\n")
    quoted = lines[line - 1] if line <= len(lines) else ""
    start, end = _word(quoted, min(column - 1, len(quoted)))
    parts = (quoted[:start], quoted[start:end], quoted[end:])
    problem = swedish.sentence(error.hint or error.message, lang)
    return {"problem": problem, "line": line, "column": start + 1, "quoted": parts}


def _word(line: str, at: int) -> tuple[int, int]:
    """Where the word at a place begins and ends; a place just after a word that lacks something is that word's."""
    if not line[at:].strip() or line[at].isspace():
        at = len(line[:at].rstrip())
        return len(line[:at]) - len(line[:at].split()[-1]) if line[:at] else 0, at
    return at, at + len(line[at:].split()[0])
