"""The API's comparisons: two plans side by side, and what a change to one unit would touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import UsageError
from kg.face import swedish
from kg.face.web import reply
from kg.face.web.asked import Asked, Code, Day, Slug, YesNo
from kg.face.web.held import Version
from kg.face.web.problems import Refusal
from kg.model.comparison import Comparison, WhatIf

router = APIRouter(prefix="/api", responses=reply.PROBLEMS)
_CANNOT: dict[int | str, dict[str, Any]] = {
    409: {**reply.PROBLEM, "description": "The two cannot be compared, or the change cannot be made."}
}


@contextmanager
def _possible() -> Iterator[None]:
    """Say of what the plans do not admit that it is in conflict with them (RFC 9110, 15.5.10): the form was right."""
    try:
        yield
    except UsageError as error:
        hint = swedish.both(error.hint) if error.hint else None
        raise Refusal("conflict", swedish.both(error.message), hint) from error


class CompareQuery(Asked):
    """Which two plans."""

    left: Slug
    """Slug of a plan."""
    right: Slug
    """Slug of the plan that it is compared with."""
    editions: YesNo = False
    """Whether they are editions of one plan: then every step between them is told, too."""


@router.get("/compare", response_model=Comparison, summary="Two plans side by side", responses=_CANNOT)
async def compare(request: Request, said: Annotated[CompareQuery, Query()]) -> Response:
    """Which unit of one plan is which of the other, with reasons; the same object as `kg compare --json`."""

    def compared(version: Version) -> Comparison:
        with _possible():
            return comparison(version, said.left, said.right, said.editions)

    return await reply.told(request, compared, slow=True)


def comparison(version: Version, left: str, right: str, editions: bool = False) -> Comparison:
    """Two plans side by side, made once for a version.

    Raises Refusal for an unknown plan; UsageError for one that cannot be compared.
    """
    key = ("comparison", left, right, editions)
    kept = version.bodies.get(key)
    if kept is not None:
        return Comparison.model_validate_json(kept)
    reply.known_plans(version, (left, right))
    found = version.kg.compare(left, right, editions=editions)
    version.bodies.keep(key, found.model_dump_json().encode())
    return found


class WhatIfQuery(Asked):
    """A change to one unit."""

    change: Literal["end", "rename", "move"]
    plan: Slug
    """Slug of the plan."""
    code: Code
    """Code of the unit."""
    into: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    """Units that take over from one that ends."""
    on: Day | None = None
    """The day it would end; today where none is given."""
    title: Annotated[str | None, Field(max_length=500)] = None
    """The new title."""
    under: Code | None = None
    """The unit that it would stand under."""


@router.get("/what-if", response_model=WhatIf, summary="What a change would touch", responses=_CANNOT)
async def what_if(request: Request, said: Annotated[WhatIfQuery, Query()]) -> Response:
    """Every fact that the end, a new title or a move of a unit would reach, and the findings that would come and go.

    Nothing is changed; the same object as `kg what-if --json`.
    """

    def tried(version: Version) -> WhatIf:
        under = (said.under,) if said.under else ()
        reply.known_units(version, said.plan, (said.code, *said.into, *under))
        on = said.on.isoformat() if said.on else None
        with _possible():
            return version.kg.what_if(
                said.change, said.code, plan=said.plan, into=said.into, on=on, title=said.title, under=said.under
            )

    return await reply.told(request, tried, day=date.today(), slow=True)
