"""The API's lists: plans and their trees, units with all that hangs on them, registers, networks and exports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from kg.face.web import asked, reply
from kg.face.web.api import BARE
from kg.face.web.asked import Asked, Code, OfPlans, OnDay, Page, Slug
from kg.face.web.held import Version
from kg.face.web.paging import Part, part
from kg.face.web.problems import unknown
from kg.graph import iris
from kg.model import listing
from kg.model.fact import Fact, Level
from kg.model.listing import GraphData, PlanRow, Row, SectionPage, Tree, UnitPage

router = APIRouter(prefix="/api", responses=reply.PROBLEMS)
R = TypeVar("R", bound=Row)


@router.get("/plans", response_model=Part[PlanRow], summary="The plans")
async def plans(request: Request, said: Annotated[Page, Query()]) -> Response:
    """Every plan with its document, its edition, and how much it holds."""

    def find(version: Version) -> Part[PlanRow]:
        return part(version.kg.views.plan_rows(), lambda row: row.plan, said.limit, said.after)

    return await reply.told(request, find)


@router.get("/plans/{plan}", response_model=PlanRow, summary="One plan", **BARE)
async def plan(request: Request, plan: Slug) -> Response:
    """A plan with its document, its edition, and how much it holds."""

    def find(version: Version) -> PlanRow:
        reply.known_plans(version, [plan])
        return next(row for row in version.kg.views.plan_rows() if row.plan == plan)

    return await reply.told(request, find)


@router.get("/plans/{plan}/tree", response_model=Tree, summary="The structure of a plan")
async def tree(request: Request, plan: Slug, said: Annotated[OnDay, Query()]) -> Response:
    """Its units, or where it has none its sections, each with how much hangs on it."""
    day = said.on or date.today()

    def find(version: Version) -> Tree:
        reply.known_plans(version, [plan])
        return version.kg.views.tree(plan, day)

    return await reply.told(request, find, day=day)


class FactsQuery(Asked):
    """Whose facts."""

    process: Code | None = None
    """Code of a process; the whole plan where none is given."""


class AskedFacts(Fact):
    """Facts that rules ask for."""

    items: tuple[listing.AskedFact, ...]


@router.get("/plans/{plan}/facts", response_model=AskedFacts, summary="Which facts the rules ask for")
async def facts(request: Request, plan: Slug, said: Annotated[FactsQuery, Query()]) -> Response:
    """The facts that decide where records go, with their questions and values."""

    def find(version: Version) -> AskedFacts:
        reply.known_plans(version, [plan])
        if said.process is not None and said.process not in version.kg.catalogue.plans[plan].processes:
            raise unknown("process", said.process)
        return AskedFacts(items=version.kg.facts(plan, said.process))

    return await reply.told(request, find, slow=True)


# Units and sections


class ProcessesQuery(OfPlans):
    """Which units."""

    level: Annotated[tuple[Level, ...], Field(max_length=3)] = ()
    """VO (business area), PG (process group), P (process)."""
    under: Code | None = None
    """Code of a unit; it and all that is under it."""
    on: asked.Day | None = None
    """Only units that hold on this day."""


@router.get("/processes", response_model=Part[listing.ProcessRow], summary="Units of the classification structures")
async def processes(request: Request, said: Annotated[ProcessesQuery, Query()]) -> Response:
    """Business areas, process groups and processes, by plan and code."""

    def fits(row: listing.ProcessRow) -> bool:
        held = said.on is None or (not (row.added and row.added > said.on) and not (row.ended and row.ended <= said.on))
        below = said.under is None or row.code == said.under or row.code.startswith(f"{said.under}.")
        return held and below and (not said.level or row.level in said.level)

    return await listed(request, "processes", listing.ProcessRow, said, fits)


@router.get("/processes/{plan}/{code}", response_model=UnitPage, summary="One unit with all that hangs on it")
async def process(request: Request, plan: Slug, code: Code, said: Annotated[OnDay, Query()]) -> Response:
    """Its records, references both ways, rules, retention, citations, and the facts that its rules ask for."""
    day = said.on or date.today()

    def find(version: Version) -> UnitPage:
        reply.known_units(version, plan, [code])
        return version.kg.views.unit(plan, code, day)

    return await reply.told(request, find, day=day)


@router.get("/processes/{plan}/{code}/graph", response_model=GraphData, summary="What one unit is tied to", **BARE)
async def process_graph(request: Request, plan: Slug, code: Code) -> Response:
    """The unit with all that touches it, and the units above, as nodes and edges."""

    def find(version: Version) -> GraphData:
        reply.known_units(version, plan, [code])
        return version.kg.graph_data("process", plan, code)

    return await reply.told(request, find, slow=True)


@router.get("/sections", response_model=Part[listing.SectionRow], summary="Sections of handbooks and guidelines")
async def sections(request: Request, said: Annotated[OfPlans, Query()]) -> Response:
    """Sections by plan and id."""
    return await listed(request, "sections", listing.SectionRow, said)


@router.get("/sections/{plan}/{id}", response_model=SectionPage, summary="One section with all in it", **BARE)
async def section(request: Request, plan: Slug, id: Code) -> Response:
    """Its duties, assignments, fora, secrecy rules, systems, retention, and citations."""

    def find(version: Version) -> SectionPage:
        reply.known_plans(version, [plan])
        if all(each.id != id for each in version.kg.catalogue.plans[plan].plan.sections):
            raise unknown("section", id)
        return version.kg.views.section(plan, id)

    return await reply.told(request, find)


async def listed(
    request: Request, name: str, kind: type[R], said: OfPlans, fits: Callable[[Any], bool] = lambda row: True
) -> Response:
    """A list of what plans hold, by plan and place."""

    def find(version: Version) -> Part[R]:
        rows = version.kg.views.rows(name, kind, reply.known_plans(version, said.plan))
        return part(filter(fits, rows), lambda row: row.iri.removeprefix(iris.ID), said.limit, said.after)

    return await reply.told(request, find)


# Networks


class GraphQuery(Asked):
    """Of which plan."""

    plan: Slug | None = None
    """Slug of a plan; all plans together where none is given."""


@router.get("/graph/{view}", response_model=GraphData, summary="The network behind a picture")
async def graph(
    request: Request, view: Literal["tree", "references", "flow", "all"], said: Annotated[GraphQuery, Query()]
) -> Response:
    """Nodes and edges: the structure, references between units, who receives records, or everything."""

    def find(version: Version) -> GraphData:
        reply.known_plans(version, [said.plan] if said.plan else [])
        return version.kg.graph_data(view, said.plan)

    return await reply.told(request, find, slow=True)
