"""What a visitor hands in: a plan to be read at /importera, an inventory to be sorted at /inventering; no cookie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kg.answer import facts
from kg.face import swedish
from kg.face.web import problems
from kg.face.web.negotiate import Language
from kg.face.web.pages import links
from kg.face.web.pages.frame import LANGUAGES, Shown, Visit, page
from kg.face.web.problems import Refusal
from kg.face.web.sessions import MOST_BYTES, Session, Sessions
from kg.text import lexicon

router = APIRouter()

_KINDS = {"import": "imported", "inventory": "sorted"}
"""The page of what came of it, by the page where it is handed in."""
_FACTS = ("record", "plan", *facts.keys())
"""What a column of an inventory may hold."""
_SEEN = 400
"""Entries of a list on a page; all are in the files."""
_MOST_FIELDS = 120
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
_FOREIGN = Refusal(
    "other-site",
    ("Formuläret skickades från en annan webbplats.", "The form was sent from another site."),
    ("öppna sidan här och försök igen", "open the page here and try again"),
)


def held(request: Request) -> Sessions:
    """The sessions of this server."""
    state = request.app.state
    if not hasattr(state, "sessions"):
        state.sessions = Sessions(state.served.settings)
    found: Sessions = state.sessions
    return found


@page(router, "import")
def import_(visit: Visit) -> Shown:
    """Where a plan is handed in."""
    return Shown("given.html", _empty(visit, "import"))


@page(router, "inventory")
def inventory(visit: Visit) -> Shown:
    """Where an inventory is handed in."""
    return Shown("given.html", _empty(visit, "inventory"))


@page(router, "imported")
def imported(visit: Visit) -> Shown:
    """A plan as it was read: its columns, to be mended, what was not understood, and the files."""
    session = held(visit.request).find(visit.parts["token"])
    if session.state != "done":
        return _unready(visit, session, "import")
    told = session.result
    kinds = lexicon.load("columns")["labels"]
    at = 0 if visit.lang == "sv" else 1
    heads: dict[str, Mapping[str, Any]] = {}
    for table in told["tables"]:
        heads |= {column["head"]: column for column in table["columns"] if column["head"]}
    says = {
        "told": told,
        "columns": list(heads.values()),
        "kinds": [(kind, words[at]) for kind, words in kinds.items() if kind not in {"title", "text", "disposition"}],
        "labels": {kind: words[at] for kind, words in kinds.items()},
        "reasons": {why: words[at] for why, words in lexicon.load("columns")["reasons"].items()},
        "unread": told["unread"][:_SEEN],
        "chosen": session.task.get("columns", {}),
    }
    return Shown("imported.html", {**_about(visit, session), **says}, kept=False)


@page(router, "sorted")
def sorted_(visit: Visit) -> Shown:
    """An inventory as it was sorted: the sums, the lists, and the columns, to be mended."""
    session = held(visit.request).find(visit.parts["token"])
    if session.state != "done":
        return _unready(visit, session, "inventory")
    told = session.result
    columns = {column: fact for fact, column in told["mapping"].items()}
    says = {"told": told, "columns": columns, "facts": _FACTS}
    return Shown("sorted.html", {**_about(visit, session), **says}, kept=False)


def _unready(visit: Visit, session: Session, form: str) -> Shown:
    """That it is worked on, or why nothing came of it."""
    error = session.result.get("error") if session.state == "failed" else None
    lost = {"sv": visit.words("given.lost"), "en": visit.words("given.lost")}
    says = {"failed": session.state == "failed", "error": (error or lost)[visit.lang], "form": form}
    says |= {"heads": session.result.get("heads", []), "columns": session.task.get("columns", {}), "facts": _FACTS}
    return Shown("underway.html", {**_about(visit, session), **says}, kept=False)


def _empty(visit: Visit, form: str) -> dict[str, Any]:
    return {"form": form, "most": MOST_BYTES // 1_000_000}


def _about(visit: Visit, session: Session) -> dict[str, Any]:
    here = visit.link(visit.name, token=session.token)
    return {"name": session.task.get("file", ""), "here_at": here, "files": session.files()}


# What is sent


async def _hand_in(request: Request, form: str, lang: Language) -> Response:
    async with _sent(request) as sent:
        file = sent.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            nothing = ("Ingen fil var vald.", "No file was chosen.")
            raise Refusal("usage", nothing, ("välj en fil", "choose a file"))
        kind = "import" if form == "import" else "batch"
        task = {"kind": kind, "lang": lang, "plans": _plans(sent), "on": str(sent.get("on") or "").strip() or None}
        session = await run_in_threadpool(held(request).begin, file.filename, file.file, task)
    return _to(_KINDS[form], lang, session.token)


async def _again(request: Request, form: str, lang: Language) -> Response:
    """Once more, with the columns as the visitor says."""
    async with _sent(request) as sent:
        session = held(request).find(request.path_params["token"])
        told = {str(sent.get(f"head{n}", "")): str(sent.get(f"kind{n}", "")) for n in range(_MOST_FIELDS)}
        known = {*lexicon.load("columns")["kinds"], "skip"} if form == "import" else set(_FACTS)
        columns = {head: kind for head, kind in told.items() if head and kind in known}
        await run_in_threadpool(held(request).work, session, {**session.task, "columns": columns})
    return _to(_KINDS[form], lang, session.token)


async def _delete(request: Request, form: str, lang: Language) -> Response:
    async with _sent(request):
        await run_in_threadpool(held(request).remove, request.path_params["token"])
    return RedirectResponse(links.address(form, lang), 303)


async def _file(request: Request, form: str, lang: Language) -> Response:
    """One file that came of it."""
    session = held(request).find(request.path_params["token"])
    path = session.file(request.path_params["name"])
    return FileResponse(path, filename=path.name, headers=_HEADERS)


def _sent(request: Request) -> Any:
    """The form of a request from a page of ours.

    Raises Refusal for one that another site sent.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "none")
    ours = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not ours or site not in {"same-origin", "none"}:
        raise _FOREIGN
    return request.form(max_files=1, max_fields=2 * _MOST_FIELDS + 10, max_part_size=MOST_BYTES)


def _plans(sent: FormData) -> list[str]:
    return [value for value in sent.getlist("plan") if isinstance(value, str) and value]


def _to(name: str, lang: Language, token: str) -> Response:
    return RedirectResponse(links.address(name, lang, token=token), 303, {"Cache-Control": "no-store"})


def _route(path: str, make: Any, form: str, lang: Language, method: str) -> None:
    async def endpoint(request: Request) -> Response:
        try:
            found: Response = await make(request, form, lang)
        except Refusal as refusal:
            return problems.refuse(request, refusal)
        except HTTPException as error:
            # a form that is none, or of more parts than it has fields
            return problems.refuse(request, Refusal("usage", swedish.both(str(error.detail))))
        return found

    router.add_api_route(path, endpoint, methods=[method], include_in_schema=False)


for _form, _done in _KINDS.items():
    for _lang, _at in zip(LANGUAGES, (0, 1), strict=True):
        _path = links.ADDRESSES[_done][_at]
        _route(links.ADDRESSES[_form][_at], _hand_in, _form, _lang, "POST")
        _route(_path, _again, _form, _lang, "POST")
        _route(f"{_path}/{('radera', 'delete')[_at]}", _delete, _form, _lang, "POST")
        _route(f"{_path}/{('filer', 'files')[_at]}/{{name:path}}", _file, _form, _lang, "GET")
