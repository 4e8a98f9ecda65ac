"""Responses that a client may keep: tagged by the version of the graph, so that asking again costs one header."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from kg.face.web.held import version_of

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
    if given is None:
        return False
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
