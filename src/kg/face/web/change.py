"""Changing plans over HTTP, where the server was started for it: with a key, for the state that one has seen, whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.face import render, swedish
from kg.face.web import bearer, negotiate, problems, reply
from kg.face.web.api import BARE
from kg.face.web.asked import Asked, Slug
from kg.face.web.held import Served
from kg.face.web.problems import Refusal, unknown
from kg.model.fact import Fact
from kg.service import KnowledgeGraph
from kg.writing import parcel
from kg.writing.change import ChangedError, Condition, RefusedError, Taken
from kg.writing.keep import BusyError
from kg.writing.keys import Key
from kg.writing.states import ABSENT, NAMES, name

CORRECTIONS, PLAIN = "application/toml", "text/plain"
_LARGEST_CORRECTIONS = 2_000_000
_SERVED = 30.0
"""Seconds that a change that was made waits to be served, before it is told all the same."""


def _problem(said: str) -> dict[str, Any]:
    return {"content": reply.PROBLEMS[404]["content"], "description": said}


_REFUSALS: dict[int | str, dict[str, Any]] = {
    **reply.PROBLEMS,
    400: _problem("What was sent is no plan, or cannot be read."),
    401: _problem("There is no key, or it holds no longer."),
    403: _problem("The key is not for this, or a page of another site asks."),
    408: _problem("The body came too slowly."),
    412: _problem("The plan is in another state than If-Match says."),
    413: _problem("The body is too large."),
    415: _problem("That media type is not read."),
    422: _problem("The change was tried and is refused, each fault with its place; or a parameter has the wrong form."),
    428: _problem("The plan is there, and If-Match does not say for which state the change was made."),
}
router = APIRouter(prefix="/api", responses=_REFUSALS)
_KEY: dict[str, Any] = {"security": [{"key": []}]}
SCHEME = {"key": {"type": "http", "scheme": "bearer", "description": "A key made by `kg key create`."}}
"""How the description of the API tells of keys."""


class Change(Fact):
    """What came of a change."""

    plan: str
    before: str
    """State before, by the SHA-256 of the plan's files; "absent" where there was no such plan."""
    after: str
    changed: bool
    """False where the plan was in this state already."""
    entry: int | None = None
    """Line of the audit log."""
    counts: Mapping[str, int] = Field(default_factory=dict)
    """Facts of each kind."""
    found: Mapping[str, int] = Field(default_factory=dict)
    """Findings of lint, by severity."""
    findings: tuple[dict[str, Any], ...] = ()
    """The first of them."""


class State(Fact):
    """A state that a plan has been in."""

    state: str
    current: bool
    since: str | None = None
    who: str | None = None
    what: str | None = None


class States(Fact):
    """The states of a plan, the current one first."""

    items: tuple[State, ...]


class Wanted(Asked):
    """How a change is to be judged."""

    strict: Literal["never", "warning", "error"] = "never"
    """Refuse what adds findings of lint of this severity."""


class Back(Asked):
    """Which state to restore."""

    state: Annotated[str, Field(pattern="^(?:[0-9a-f]{6,64}|absent)$")]


_ZIP = {"schema": {"type": "string", "format": "binary"}}
_TEXT = {"schema": {"type": "string"}}
_FORM = {
    "schema": {
        "type": "object",
        "properties": {each: {"type": "string", "format": "binary"} for each in NAMES},
        "required": list(NAMES[:2]),
        "additionalProperties": False,
    }
}
_PARCEL = {"requestBody": {"required": True, "content": {parcel.ZIP: _ZIP, parcel.FORM: _FORM}}, **_KEY}
_TOML = {"requestBody": {"required": True, "content": dict.fromkeys((CORRECTIONS, PLAIN), _TEXT)}, **_KEY}


@router.put("/plans/{plan}", response_model=Change, summary="Take a plan in", openapi_extra=_PARCEL)
async def put_plan(request: Request, plan: Slug, said: Annotated[Wanted, Query()]) -> Response:
    """The folder of a plan as a ZIP archive or a form: built and checked aside, then taken in whole or refused.

    A new plan needs no condition; for one that is there, If-Match says which state was seen.
    """
    key = await _authorised(request, "plans:write")
    media = _media(request, parcel.ZIP, parcel.FORM)
    files = await run_in_threadpool(parcel.opened, await request.body(), media, plan)
    return await _made(request, lambda kg, to: kg.put_plan(plan, files, _who(key), to, said.strict))


@router.get(
    "/plans/{plan}/corrections",
    response_class=Response,
    responses={200: {"content": {CORRECTIONS: _TEXT}, "description": "The file."}},
    summary="The corrections of a plan",
    openapi_extra=_KEY,
    **BARE,
)
async def corrections(request: Request, plan: Slug) -> Response:
    """The plan's corrections.toml, with the state of the plan as its ETag."""
    await _authorised(request, "plans:write", "corrections:write")
    kg = _graph(request)
    files = await run_in_threadpool(kg.plan_files, plan)
    state = name(files)
    if state == ABSENT:
        raise unknown("plan", plan)
    return Response(files.get("corrections.toml", b""), headers=_headers(state), media_type=CORRECTIONS)


@router.put(
    "/plans/{plan}/corrections", response_model=Change, summary="Take corrections of a plan in", openapi_extra=_TOML
)
async def put_corrections(request: Request, plan: Slug, said: Annotated[Wanted, Query()]) -> Response:
    """A corrections.toml for a plan that is there; If-Match says which state of the plan was seen."""
    key = await _authorised(request, "corrections:write")
    _media(request, CORRECTIONS, PLAIN)
    toml = await request.body()
    if len(toml) > _LARGEST_CORRECTIONS:
        raise Refusal("too-large", (f"Högst {_LARGEST_CORRECTIONS} byte.", f"At most {_LARGEST_CORRECTIONS} bytes."))
    kg = _graph(request)
    if await run_in_threadpool(kg.state, plan) == ABSENT:
        raise unknown("plan", plan)
    return await _made(request, lambda kg, to: kg.put_corrections(plan, toml, _who(key), to, said.strict))


@router.get("/plans/{plan}/states", response_model=States, summary="The states of a plan", openapi_extra=_KEY, **BARE)
async def states(request: Request, plan: Slug) -> Response:
    """Every state that the plan was in, who brought it there and when; the ETag is that of the current one."""
    await _authorised(request, "plans:write", "corrections:write")
    rows = await run_in_threadpool(_graph(request).states, plan)
    if len(rows) == 1 and rows[0].state == ABSENT:
        raise unknown("plan", plan)
    told = States(items=tuple(State.model_validate_json(render.as_json(row)) for row in rows))
    return Response(told.model_dump_json(), headers=_headers(rows[0].state), media_type=reply.JSON)


@router.post("/plans/{plan}/restore", response_model=Change, summary="Restore a state of a plan", openapi_extra=_KEY)
async def restore(request: Request, plan: Slug, said: Back) -> Response:
    """Bring the plan back to a state that it was in, as `states` names it; If-Match says which state was seen."""
    key = await _authorised(request, "plans:write")
    return await _made(request, lambda kg, to: kg.restore(plan, said.state, _who(key), to))


async def _made(request: Request, make: Callable[[KnowledgeGraph, Condition], Taken]) -> Response:
    """The response to a change, made beside the loop; what this process answers from then on holds the change."""
    condition = _condition(request)
    try:
        taken = await run_in_threadpool(make, _graph(request), condition or Condition(new=True))
    except RefusedError as error:
        lang = negotiate.language(request.headers.get("accept-language"))
        faults = [problems.Fault(where=each["where"], what=_wrong(each, lang)) for each in error.faults]
        what = (f"Ändringen har {len(faults)} fel; inget är ändrat.", f"{len(faults)} faults; nothing was changed.")
        return problems.refuse(request, Refusal("refused", what, ("rätta dem", "mend them")), faults)
    except ChangedError as error:
        hint = ("hämta planen igen och gör om ändringen", "fetch the plan again and make the change anew")
        if condition is None:
            what = ("Planen finns redan.", "The plan is there already.")
            hint = (f'skicka If-Match: "{error.state}"',) * 2
            raise Refusal("unconditional", what, hint, _headers(error.state)) from error
        what = (f"Planen är i läget {error.state}.", f"The plan is in the state {error.state}.")
        raise Refusal("changed", what, hint, _headers(error.state)) from error
    except BusyError as error:
        what = ("En annan ändring pågår.", "Another change is under way.")
        raise Refusal("busy", what, ("försök igen om en stund", "try again soon"), {"Retry-After": "10"}) from error
    served: Served = request.app.state.served
    await served.caught_up(_SERVED)
    told = Change(
        plan=taken.plan,
        before=taken.before,
        after=taken.after,
        changed=taken.changed,
        entry=taken.entry,
        findings=tuple(taken.report.get("findings", ())),
        counts=taken.report.get("counts", {}),
        found=taken.report.get("found", {}),
    )
    return Response(told.model_dump_json(), headers=_headers(taken.after), media_type=reply.JSON)


def _wrong(fault: Mapping[str, str], lang: negotiate.Language) -> str:
    """What a fault of a change is: a finding has words of its own in both languages."""
    if lang == "en" or "swedish" in fault:
        return fault["swedish" if lang == "sv" else "what"]
    return swedish.line(KgError(fault["message"], hint=fault["hint"] or None), lang)


def _condition(request: Request) -> Condition | None:
    """What If-Match and If-None-Match ask for (RFC 9110, section 13.1); None where they ask for nothing."""
    match, none = request.headers.get("if-match"), request.headers.get("if-none-match")
    if match is None:
        return Condition(new=True) if none is not None and none.strip() == "*" else None
    tags = [tag.strip() for tag in match.split(",")]
    if "*" in tags:
        return Condition(there=True)
    # A weak tag never matches here, and neither does one without its quotes.
    return Condition(states=tuple(tag[1:-1] for tag in tags if len(tag) > 2 and tag[0] == tag[-1] == '"'))


async def _authorised(request: Request, *scopes: str) -> Key:
    return await bearer.holder(_graph(request), request.headers, *scopes)


def _who(key: Key) -> dict[str, str]:
    return {"key": key.id, "name": key.name}


def _graph(request: Request) -> KnowledgeGraph:
    graph: KnowledgeGraph = request.app.state.writer
    return graph


def _media(request: Request, *known: str) -> str:
    """The media type of a body with its parameters.

    Raises Refusal for one that is not read here.
    """
    media = request.headers.get("content-type", "")
    if media.partition(";")[0].strip().casefold() not in known:
        what = (f"Kroppen är {media[:100] or 'omärkt'}.", f"The body is {media[:100] or 'unmarked'}.")
        raise Refusal("media-type", what, (f"skicka {' eller '.join(known)}", f"send {' or '.join(known)}"))
    kind, _, parameters = media.partition(";")
    return f"{kind.strip().casefold()};{parameters}" if parameters else kind.strip().casefold()


def _headers(state: str) -> dict[str, str]:
    return {"Cache-Control": "no-store", "ETag": f'"{state}"'}
