"""The SPARQL 1.1 Protocol: queries of strangers, each answered whole by the pool or refused with a reason."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any, cast

from fastapi import APIRouter
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.errors import KgError
from kg.face.web import description, formats, negotiate, packing, problems, protocol, shield
from kg.face.web.held import Version, version_of
from kg.face.web.problems import Refusal
from kg.face.web.protocol import Operation
from kg.graph.limits import Asked, Found, Limits, OverrunError
from kg.graph.pool import Pool

Update = Callable[[Operation], Awaitable[None]]
"""Carries out an update; a server has none unless `app.state.update` holds one, and then refuses all updates."""

MEDIA = (*formats.ROWS, *formats.GRAPHS)
"""Media types that a result can have."""
_ALLOW = shield.ASKED
_TOO_MUCH = {
    "time": "Frågan tar mer än {} s.",
    "memory": "Frågan behöver mer än {} MB minne.",
    "rows": "Frågan ger mer än {} rader eller tripler.",
    "bytes": "Frågan ger mer än {} MB.",
}
_VARIES = ("now", "rand", "uuid", "bnode", "\\u")
"""What may make a query answer otherwise each time; where it stands for something else, the query is only slower."""
_LESS = ("be om mindre, med LIMIT eller ett snävare mönster", "ask for less, with LIMIT or a narrower pattern")


async def open_pool(version: Version, limits: Limits | None = None, processes: int = 1) -> Pool:
    """The pool of a version, started where it was not; it is closed with the version.

    `processes` are the servers that share this machine. Raises StoreError where the version cannot be opened.
    """
    return await _pool(version, limits, processes).start()


def _pool(version: Version, limits: Limits | None, processes: int = 1) -> Pool:
    def make() -> Pool:
        size = None if processes == 1 else 2 * (os.cpu_count() or 2) // processes
        pool = Pool(version.kg.settings.store / version.name, limits, size=size)
        version.on_close(pool.stop)
        return pool

    return version.once("pool", make)


async def close_pool(version: Version) -> None:
    """End the workers of a version, whatever they are at."""
    await _pool(version, None).close()


router = APIRouter()


def _schema(*, post: bool) -> dict[str, Any]:
    """What OpenAPI says of a request."""
    uri = {"type": "array", "items": {"type": "string", "format": "iri"}}
    fields: dict[str, Any] = {"query": {"type": "string"}, "default-graph-uri": uri, "named-graph-uri": uri}
    if post:
        form = {"schema": {"type": "object", "required": ["query"], "properties": fields}}
        text = {"schema": {"type": "string"}}
        return {"requestBody": {"required": True, "content": {protocol.FORM: form, protocol.QUERY: text}}}
    return {"parameters": [{"name": name, "in": "query", "schema": schema} for name, schema in fields.items()]}


def _responses() -> dict[int | str, dict[str, Any]]:
    media: dict[str, Any] = {name: {} for name in MEDIA}
    told: dict[int | str, dict[str, Any]] = {200: {"description": "The whole result.", "content": media}}
    problem = {problems.MEDIA: {"schema": {"$ref": f"#/components/schemas/{problems.Problem.__name__}"}}}
    return told | {code: {"description": text, "content": problem} for code, text in _STATUS.items()}


_STATUS = {
    400: "It is no query, is refused, or needs too much.",
    403: "It would change the graph.",
    406: "No format is accepted that the result has.",
    413: "The body is too large.",
    415: "The body is neither a form nor a query.",
    429: "The client has asked for too much of late; Retry-After says when to go on.",
    503: "It took too long, or too many queries are being answered.",
}


@router.get(
    "/sparql",
    response_class=Response,
    summary="A query, or without one the description of the service",
    responses=_responses(),
    openapi_extra=_schema(post=False),
    tags=["SPARQL"],
)
async def get(request: Request) -> Response:
    """SPARQL 1.1 Protocol, query via GET; to a browser, a page to write queries on."""
    from kg.face.web.pages import editor  # which puts its own queries to the pool of this room

    if editor.is_for_people(request):
        return cast(Response, await editor.shown(request))
    return await _answered(request)


@router.post(
    "/sparql",
    response_class=Response,
    summary="A query in the body",
    responses=_responses(),
    openapi_extra=_schema(post=True),
    tags=["SPARQL"],
)
async def post(request: Request) -> Response:
    """SPARQL 1.1 Protocol, query via POST: URL-encoded parameters, or the query itself."""
    return await _answered(request)


@router.api_route("/sparql", methods=["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"], include_in_schema=False)
async def other(request: Request) -> Response:
    """What else may be asked of the endpoint."""
    return await _answered(request)


async def straight(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer as the routes do, without looking for them."""
    request = Request(scope, receive)
    response = await _answered(request)
    await response(scope, receive, send)


async def _answered(request: Request) -> Response:
    try:
        return await _handled(request)
    except Refusal as refusal:
        return problems.refuse(request, refusal)
    except KgError as error:
        return problems.refuse(request, _refusal(error))


async def _handled(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(None, 204, {"Allow": _ALLOW, "Accept-Post": f"{protocol.QUERY}, {protocol.FORM}"})
    if request.method not in _ALLOW:
        said = (f"{request.method} /sparql", f"{request.method} /sparql")
        raise Refusal("method", said, (f"använd {_ALLOW}", f"use {_ALLOW}"), {"Allow": _ALLOW})
    operation = await protocol.read(request)
    if operation is None:
        return description.described(request)
    if operation.kind == "update":
        return await _updated(request, operation)
    scope = request.scope
    rows, graph = formats.accepted(negotiate.header(scope, b"accept"), operation.format)
    asked = Asked(
        text=operation.text,
        default=operation.default,
        named=operation.named,
        rows=formats.ROWS[rows] if rows else None,
        graph=formats.GRAPHS[graph] if graph else None,
        base=f"{scope['scheme']}://{negotiate.header(scope, b'host') or 'localhost'}/sparql",
        gzip=packing.takes(scope),
    )
    version = version_of(scope)
    key = None if any(map(asked.text.lower().__contains__, _VARIES)) else ("sparql", asked)
    found = version.results.get(key) if key else None
    if found is None:
        pool = await open_pool(version, getattr(request.app.state, "limits", None))
        found = await pool.answer(asked, request.is_disconnected)
        if key:
            version.results.keep(key, found, len(found.body) + len(asked.text))
    return _Result(found, (graph if found.kind == "graph" else rows) or "")


class _Result(Response):
    """The response with a result, made in a fraction of the time that any response takes."""

    def __init__(self, found: Found, media: str) -> None:
        self.status_code, self.body, self.background = 200, found.body, None
        self.raw_headers = [*_head(media, found.format, found.gzip), (b"content-length", b"%d" % len(found.body))]


@lru_cache(100)
def _head(media: str, format: str, gzip: bool) -> list[tuple[bytes, bytes]]:
    headers = {"Content-Type": formats.content_type(media, format), "Cache-Control": "no-store"}
    return Headers(headers | {"Vary": "Accept, Accept-Encoding"} | ({"Content-Encoding": "gzip"} if gzip else {})).raw


async def _updated(request: Request, operation: Operation) -> Response:
    update: Update | None = getattr(request.app.state, "update", None)
    if update is None:
        said = ("En fråga kan inte ändra grafen.", "A query cannot change the graph.")
        hint = ("ändra i data/ och kör kg build", "change what stands in data/ and run kg build")
        raise Refusal("read-only", said, hint)
    await update(operation)
    return Response(None, 204)


def _refusal(error: KgError) -> Refusal:
    if isinstance(error, OverrunError):
        code, headers = ("too-slow", {"Retry-After": "10"}) if error.limit == "time" else ("overrun", {})
        return Refusal(code, (_TOO_MUCH[error.limit].format(error.most), f"{error.message}."), _LESS, headers)
    refusal = problems.of_error(error)
    if error.code in ("busy", "store"):
        return Refusal(refusal.code, refusal.what, refusal.hint, {"Retry-After": "2"})
    return refusal
