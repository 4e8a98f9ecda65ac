"""Responses that a client may keep: tagged by the version of the graph, so that asking again costs one header."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.face.web.held import Version, version_of

REVALIDATE = "public, no-cache"
"""May be kept, and is asked for again each time: the answer is mostly 304."""
PRIVATE = "private, no-cache"
"""The same for what may hold a question about a person: kept by the one who asked, by no proxy."""
HOUR = "public, max-age=3600"


def tag(request: Request, *parts: str) -> str:
    """ETag of a response to this URL: of the version of the graph, and of what else the response depends on.

    Weak, as the same response may be sent compressed.
    """
    told = "\0".join(parts)
    tail = f".{hashlib.sha256(told.encode()).hexdigest()[:8]}" if told else ""
    return f'W/"{version_of(request.scope).tag}{tail}"'


def fresh(request: Request, etag: str) -> bool:
    """Whether the client has this response already (If-None-Match)."""
    given = request.headers.get("if-none-match")
    return given is not None and _among(given, etag)


def _among(given: str, etag: str) -> bool:
    known = {one.strip().removeprefix("W/") for one in given.split(",")}
    return "*" in known or etag.removeprefix("W/") in known


def not_modified(etag: str, policy: str = REVALIDATE, vary: str = "") -> Response:
    """The response to a client that has it already."""
    return Response(None, 304, _headers(etag, policy, vary))


def tagged(
    body: bytes,
    media_type: str,
    etag: str,
    *,
    policy: str = REVALIDATE,
    vary: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A response with its tag."""
    return Response(body, 200, {**_headers(etag, policy, vary), **(headers or {})}, media_type=media_type)


def _headers(etag: str, policy: str, vary: str) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": policy, **({"Vary": vary} if vary else {})}


class Reply(bytes):
    """A body with the head that it is sent with."""

    head: list[tuple[bytes, bytes]]
    etag: str
    route: Any
    """For the metrics, which count by route."""


def remember(request: Request, version: Version, response: Response) -> Response:
    """Keep the response to a GET for as long as the version and the day last, and give it back."""
    reply = Reply(response.body)
    reply.head, reply.etag = list(response.raw_headers), response.headers["etag"]
    reply.route = request.scope.get("route")
    version.bodies.keep(_key(request.scope), reply)
    return response


def _key(scope: Scope) -> object:
    return ("reply", scope["path"], scope["query_string"], date.today())


class Remembering:
    """Answers a GET with the reply that was kept, before any route is looked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what was kept, or pass the request on."""
        version = scope.get("state", {}).get("version") if scope["type"] == "http" else None
        reply = version.bodies.get(_key(scope)) if version is not None and scope["method"] == "GET" else None
        if not isinstance(reply, Reply):
            await self.app(scope, receive, send)
            return
        scope["route"] = reply.route
        given = next((value for name, value in scope["headers"] if name == b"if-none-match"), None)
        old = given is not None and _among(given.decode("latin-1"), reply.etag)
        head = [pair for pair in reply.head if not (old and pair[0].startswith(b"content-"))]
        await send({"type": "http.response.start", "status": 304 if old else 200, "headers": head})
        await send({"type": "http.response.body", "body": b"" if old else reply})
