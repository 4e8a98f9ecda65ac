"""What is on offer and on what terms: open data, the API, what KG is, and the accessibility statement."""

from __future__ import annotations

from fastapi import APIRouter

from kg.face.web import describe
from kg.face.web.pages.frame import Shown, Visit, page
from kg.face.web.problems import TITLES

router = APIRouter()

_NAMED = ("GET", "POST")


@page(router, "data")
def data(visit: Visit) -> Shown:
    """Every plan as a file, and the graph as a whole."""
    rows = visit.version.once("plan rows", visit.version.kg.views.plan_rows)
    return Shown("data.html", {"rows": rows, "files": describe.FILES})


@page(router, "api")
def api(visit: Visit) -> Shown:
    """The API: its routes by its own description, and the problems that it may answer with."""
    paths = visit.request.app.openapi()["paths"]
    routes = [
        (method.upper(), path, told.get("summary", ""))
        for path, methods in sorted(paths.items())
        for method, told in methods.items()
        if method.upper() in _NAMED
    ]
    at = 1 if visit.lang == "sv" else 2
    problems = [(code, told[0], told[at]) for code, told in sorted(TITLES.items(), key=lambda pair: pair[1][0])]
    return Shown("api.html", {"routes": routes, "problems": problems})


@page(router, "about")
def about(visit: Visit) -> Shown:
    """What KG is, and how an answer is made."""
    version = visit.version
    return Shown("about.html", {"graph": version.name, "fingerprint": version.fingerprint[:12]})


@page(router, "accessibility")
def accessibility(_: Visit) -> Shown:
    """The accessibility statement."""
    return Shown("accessibility.html")
