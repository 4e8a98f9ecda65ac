"""What went wrong, told to a client: application/problem+json (RFC 9457) in Swedish or English, never a traceback."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.face import swedish
from kg.face.web import negotiate

if TYPE_CHECKING:
    from fastapi import FastAPI

MEDIA = "application/problem+json"


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    where: str
    """Path into the request: "query.on", "body.facts.date"."""
    what: str


class Problem(BaseModel):
    """A request that was not answered, and what to do about it."""

    type: str = Field(description="Address of a description of this kind of problem, relative to the service.")
    title: str = Field(description="The kind of problem, in the language asked for.")
    status: int = Field(description="HTTP status.")
    code: str = Field(description="The kind of problem, for a program.")
    detail: str = Field(description="What is wrong in this request.")
    hint: str | None = Field(default=None, description="What to do about it.")
    errors: list[Fault] = Field(default_factory=list, description="Each wrong value with its place.")


TITLES: Mapping[str, tuple[int, str, str]] = {
    "usage": (400, "Frågan är fel ställd", "The request was put wrongly"),
    "overrun": (400, "Frågan kräver för mycket", "The query needs too much"),
    "bad-host": (400, "Servern svarar inte för det namnet", "The server does not answer for that name"),
    "no-key": (401, "Nyckel krävs", "A key is needed"),
    "parcel": (400, "Det som skickades är ingen plan", "What was sent is no plan"),
    "no-scope": (403, "Nyckeln gäller inte detta", "The key is not for this"),
    "other-site": (403, "Frågan kommer från en annan webbplats", "The request comes from another site"),
    "read-only": (403, "Grafen kan bara läsas", "The graph is only read"),
    "not-found": (404, "Det finns inte här", "There is no such thing here"),
    "method": (405, "Metoden går inte här", "The method does not work here"),
    "not-acceptable": (406, "Det formatet finns inte", "There is no such format"),
    "timeout": (408, "Frågan kom för långsamt", "The request came too slowly"),
    "conflict": (409, "Det går inte att göra", "It cannot be done"),
    "changed": (412, "Planen är i ett annat läge", "The plan is in another state"),
    "too-large": (413, "Frågan är för stor", "The request is too large"),
    "too-long": (414, "Adressen är för lång", "The address is too long"),
    "media-type": (415, "Den medietypen läses inte", "That media type is not read"),
    "invalid": (422, "Ett värde har fel form", "A value has the wrong form"),
    "refused": (422, "Ändringen togs inte in", "The change was not taken in"),
    "unconditional": (428, "Säg vilket läge ändringen gäller", "Say for which state the change is"),
    "too-many": (429, "För många frågor", "Too many questions"),
    "fault": (500, "Ett fel i programmet", "A fault of the program"),
    "source": (500, "Data på servern går inte att läsa", "Data on the server cannot be read"),
    "failed": (500, "Arbetet kunde inte slutföras", "The work could not be finished"),
    "store": (503, "Grafen kan inte läsas", "The graph cannot be read"),
    "starting": (503, "Servern är inte klar än", "The server is not ready yet"),
    "busy": (503, "Servern har fullt upp", "The server is busy"),
    "too-slow": (503, "Svaret tog för lång tid", "The answer took too long"),
}
"""Status and titles in Swedish and English, by code."""


class Refusal(HTTPException):
    """A request that is not answered: a code of `TITLES`, and in both languages what is wrong and what to do."""

    def __init__(
        self,
        code: str,
        what: tuple[str, str],
        hint: tuple[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(TITLES[code][0], what[1], dict(headers or {}))
        self.code, self.what, self.hint = code, what, hint


def unknown(what: str, given: str, known: tuple[str, ...] = ()) -> Refusal:
    """The refusal of something that there is none of, with what there is instead."""
    hint = swedish.both(f"there is {', '.join(known)}") if known else None
    return Refusal("not-found", swedish.both(f"{what}: there is no {given[:200]!r}"), hint)


def told(refusal: Refusal, lang: negotiate.Language, errors: list[Fault] | None = None) -> Problem:
    """The problem of a refusal, in one language."""
    status, swedish, english = TITLES[refusal.code]
    at = 0 if lang == "sv" else 1
    return Problem(
        type=f"/api#problem-{refusal.code}",
        title=(swedish, english)[at],
        status=status,
        code=refusal.code,
        detail=refusal.what[at],
        hint=refusal.hint[at] if refusal.hint else None,
        errors=errors or [],
    )


def response(
    problem: Problem, lang: negotiate.Language, accept: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """A problem as a response: as JSON, or for whoever asks for it rather as HTML or as plain text."""
    media = negotiate.media(accept, (MEDIA, "application/json", "text/html", "text/plain"))
    if media == "text/html":
        body, kind = _page(problem, lang), "text/html"
    elif media == "text/plain":
        body, kind = _lines(problem), "text/plain"
    else:
        body, kind = problem.model_dump_json(), MEDIA
    more = {"Content-Language": lang, "Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    return Response(body, problem.status, {**more, **(headers or {})}, media_type=kind)


def _lines(problem: Problem) -> str:
    faults = [f"{fault.where}: {fault.what}" for fault in problem.errors]
    return "\n".join([problem.title, problem.detail, *faults, *([problem.hint] if problem.hint else [])]) + "\n"


def _page(problem: Problem, lang: negotiate.Language) -> str:
    first, *rest = (escape(line) for line in _lines(problem).splitlines())
    said = "".join(f"<p>{line}</p>" for line in rest)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{first}</title>'
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body><main><h1>{first}</h1>{said}</main></body></html>'
    )


def refuse(request: Request, refusal: Refusal, errors: list[Fault] | None = None) -> Response:
    """The response to a refused request, in the language and the form that it asks for."""
    lang = negotiate.language(request.headers.get("accept-language"))
    return response(told(refusal, lang, errors), lang, request.headers.get("accept"), refusal.headers)


def of_error(error: KgError) -> Refusal:
    """The refusal of an error of the program's own."""
    code = "fault" if error.code not in TITLES else error.code
    what = swedish.both(error.message)
    if error.where and error.code == "usage":
        where = swedish.both(error.where)
        what = (f"{where[0]}: {what[0]}", f"{where[1]}: {what[1]}")
    return Refusal(code, what, swedish.both(error.hint) if error.hint else None)


def install(app: FastAPI) -> None:
    """Let an application answer every error with a problem."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return refuse(request, error)

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, KgError)
        return refuse(request, of_error(error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        at = 0 if negotiate.language(request.headers.get("accept-language")) == "sv" else 1
        found = list(dict.fromkeys((_place(each["loc"]), _wrong(each)) for each in error.errors()[:20]))
        told = ["; ".join(f"{where}: {what[n]}" for where, what in found)[:500] for n in (0, 1)]
        faults = [Fault(where=where[:200], what=what[at]) for where, what in found]
        return refuse(
            request, Refusal("invalid", (told[0], told[1]), ("se /openapi.json", "see /openapi.json")), faults
        )

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return refuse(request, _of_http(request, error))

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(KgError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


_WRONG: Mapping[str, tuple[str, str]] = {
    "missing": ("saknas", "is missing"),
    "extra_forbidden": ("okänd parameter", "unknown parameter"),
    "string_pattern_mismatch": ("har inte formen {pattern}", "has not the form {pattern}"),
    "string_too_short": ("är för kort", "is too short"),
    "string_too_long": ("är längre än {max_length} tecken", "is longer than {max_length} characters"),
    "string_type": ("är ingen text", "is no text"),
    "tuple_type": ("är ingen lista", "is no list"),
    "dict_type": ("är inget objekt", "is no object"),
    "model_type": ("är inget objekt", "is no object"),
    "model_attributes_type": ("är inget objekt", "is no object"),
    "int_type": ("är inget heltal", "is no whole number"),
    "bool_type": ("är varken true eller false", "is neither true nor false"),
    "too_short": ("är färre än {min_length}", "are fewer than {min_length}"),
    "too_long": ("är fler än {max_length}", "are more than {max_length}"),
    "literal_error": ("är något annat än {expected}", "is something else than {expected}"),
    "enum": ("är något annat än {expected}", "is something else than {expected}"),
    "greater_than_equal": ("är mindre än {ge}", "is less than {ge}"),
    "less_than_equal": ("är mer än {le}", "is more than {le}"),
    "json_invalid": ("är ingen JSON", "is no JSON"),
}
"""What is wrong with a value, by pydantic's kind of error."""


def _place(path: Sequence[int | str]) -> str:
    """The place of a value, without the names of the types that it might have had."""
    return ".".join(str(part) for part in path if not re.search(r"[\[(]|^(?:str|int|bool|literal)$", str(part)))


def _wrong(error: Mapping[str, Any]) -> tuple[str, str]:
    told = _WRONG.get(error["type"])
    if told is None:
        return _said(error)
    context = error.get("ctx", {})
    quoted = {key: re.sub("'([^']*)'", r"”\1”", str(value)) for key, value in context.items()}
    in_swedish = {key: value.replace("” or ”", "” eller ”") for key, value in quoted.items()}
    return told[0].format(**in_swedish), told[1].format(**context)


def _said(error: Mapping[str, Any]) -> tuple[str, str]:
    """What a check of ours said of a value: where it found an error of the program's own, that one."""
    found = getattr(error.get("ctx", {}).get("error"), "__cause__", None)
    if isinstance(found, KgError):
        return swedish.line(found, "sv"), swedish.line(found, "en")
    return swedish.both(str(error["msg"]).removeprefix("Value error, "))


def _methods(request: Request) -> list[str]:
    """The methods of every route on a path: the router itself tells those of the first alone."""
    routes = [route for route in iter_route_contexts(request.app.routes) if route.methods]
    found = {method for route in routes if route.path_regex.match(request.url.path) for method in route.methods or ()}
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


def _of_http(request: Request, error: HTTPException) -> Refusal:
    path = request.url.path[:200]
    if error.status_code == 405:
        what = (f"{request.method} {path}", f"{request.method} {path}")
        allowed = ", ".join(_methods(request))
        return Refusal("method", what, (f"använd {allowed}", f"use {allowed}"), {"Allow": allowed})
    if error.status_code == 404:
        return Refusal("not-found", (path, path), ("se /api och /openapi.json", "see /api and /openapi.json"))
    code = next((code for code, (status, *_) in TITLES.items() if status == error.status_code), "usage")
    return Refusal(code, swedish.both(str(error.detail)), None, error.headers)
