"""How a route of the API answers: its model as JSON, made once for a version; and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.face.web import caching
from kg.face.web.held import Version, version_of
from kg.face.web.problems import MEDIA, Problem, Refusal, unknown

JSON = "application/json"
PROBLEM: dict[str, Any] = {"content": {MEDIA: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {**PROBLEM, "description": "Something that the request names does not exist."},
    422: {**PROBLEM, "description": "A parameter is unknown, is missing, or has the wrong form."},
    429: {**PROBLEM, "description": "The client has asked for too much of late; Retry-After says when to go on."},
    503: {**PROBLEM, "description": "The server is starting, or the answer took too long."},
}
"""What may go wrong anywhere."""
BODIES: dict[int | str, dict[str, Any]] = {
    400: {**PROBLEM, "description": "The body cannot be read."},
    403: {**PROBLEM, "description": "A page of another site asks."},
    413: {**PROBLEM, "description": "The body is too large."},
    415: {**PROBLEM, "description": "The body is not said to be JSON."},
}
"""What may go wrong with a body."""


async def told(
    request: Request,
    make: Callable[[Version], BaseModel],
    *,
    day: date | None = None,
    slow: bool = False,
    policy: str = caching.REVALIDATE,
) -> Response:
    """A model as JSON, made once for a URL and a version; `day` is the day that the response depends on.

    `slow` is what takes more than some milliseconds: it is made beside the loop, so that other requests go on.
    `policy` is how it may be kept: one to a person's own words is `caching.PRIVATE`.
    """
    version = version_of(request.scope)
    value = await run_in_threadpool(make, version) if slow else make(version)
    etag = caching.tag(request, str(day or ""))
    response = caching.tagged(value.model_dump_json().encode(), JSON, etag, policy=policy)
    caching.remember(request, version, response)
    return caching.not_modified(etag, policy) if caching.fresh(request, etag) else response


def json_only(request: Request) -> None:
    """Refuse a body that is not said to be JSON, and parameters beside a body."""
    nothing_asked(request)
    media = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if media != JSON:
        what = (f"Kroppen är {media[:100] or 'omärkt'}.", f"The body is {media[:100] or 'unmarked'}.")
        raise Refusal("media-type", what, (f"skicka {JSON}", f"send {JSON}"))


def nothing_asked(request: Request) -> None:
    """Refuse parameters where there are none."""
    for name in request.query_params:
        raise Refusal("invalid", (f"query.{name[:100]}: okänd parameter", f"query.{name[:100]}: unknown parameter"))


def known_plans(version: Version, slugs: Sequence[str]) -> Sequence[str]:
    """The slugs, each known.

    Raises Refusal for one that is not.
    """
    plans = version.kg.catalogue.plans
    for slug in slugs:
        if slug not in plans:
            raise unknown("plan", slug, tuple(plans))
    return slugs


def known_units(version: Version, plan: str, codes: Iterable[str]) -> None:
    """Refuse a plan that is not known, and a code that the plan does not have."""
    known_plans(version, [plan])
    for code in codes:
        if code not in version.kg.catalogue.plans[plan].processes:
            raise unknown("process", code)
