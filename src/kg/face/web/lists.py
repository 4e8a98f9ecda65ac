"""The API's lists of facts, each of a kind and by the unit it stands in, and its registers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from kg.face.web import asked, reading, reply
from kg.face.web.api import BARE
from kg.face.web.asked import Code, OfPlans, OnDay, Page, YesNo
from kg.face.web.held import Version
from kg.face.web.paging import Part, part
from kg.face.web.problems import unknown
from kg.model import listing
from kg.model.listing import Row

router = APIRouter(prefix="/api", responses=reply.PROBLEMS)
R = TypeVar("R", bound=Row)


# Lists of facts


class InUnit(OfPlans):
    """Facts of one unit or section."""

    process: Code | None = None
    """Code of a unit, or id of a section."""


class ReferencesQuery(OfPlans):
    """Which references."""

    source: Code | None = None
    """The unit or section whose text refers."""
    target: Code | None = None
    """The code that is cited."""
    kind: Annotated[tuple[Literal["redirect", "exclude", "see"], ...], Field(max_length=3)] = ()
    external: YesNo | None = None
    """Whether the reference leaves the document."""
    found: YesNo | None = None
    """Whether the plan has what is cited."""


@router.get("/references", response_model=Part[listing.ReferenceRow], summary="Cross-references")
async def references(request: Request, said: Annotated[ReferencesQuery, Query()]) -> Response:
    """Where some records are handled, or that they are not handled here; with the title that the target really has."""

    def fits(row: listing.ReferenceRow) -> bool:
        wanted = {"source": said.source, "target": said.target, "external": said.external, "found": said.found}
        same = all(value is None or getattr(row, name) == value for name, value in wanted.items())
        return same and (not said.kind or row.kind in said.kind)

    return await reading.listed(request, "cross_references", listing.ReferenceRow, said, fits)


def _in_unit(name: str, kind: type[R], field: str, path: str, summary: str) -> None:
    """A route for a list whose facts stand in a unit or section, named by a field of theirs."""

    async def of_unit(request: Request, said: Annotated[InUnit, Query()]) -> Response:
        def fits(row: R) -> bool:
            return said.process is None or getattr(row, field) == said.process

        return await reading.listed(request, name, kind, said, fits)

    of_unit.__name__ = name
    of_unit.__doc__ = kind.__doc__
    router.get(path, response_model=Part[kind], summary=summary)(of_unit)  # type: ignore[valid-type]


_in_unit("record_types", listing.RecordRow, "process", "/records", "Record types that units name")
_in_unit("disposition_rules", listing.DispositionRow, "process", "/dispositions", "Rules for where records go")
_in_unit("retention_rules", listing.RetentionRow, "section", "/retentions", "Rules for how long records are kept")
_in_unit("citations", listing.CitationRow, "cited_by", "/citations", "Laws that the texts cite")
_in_unit("responsibilities", listing.ResponsibilityRow, "section", "/responsibilities", "Duties")
_in_unit("assignments", listing.AssignmentRow, "section", "/assignments", "Which unit handles what")
_in_unit("fora", listing.ForumRow, "section", "/fora", "Standing meetings")
_in_unit("secrecy_rules", listing.SecrecyRow, "section", "/secrecy", "Rules on secrecy")
_in_unit("systems", listing.SystemRow, "section", "/systems", "Systems that hold records")


# Registers


@router.get("/organisations", response_model=Part[listing.OrganisationRow], summary="Bodies, units and roles")
async def organisations(request: Request, said: Annotated[OfPlans, Query()]) -> Response:
    """The register of those who send, receive, hold and handle records; `plan` keeps those of some plans."""

    def find(version: Version) -> Part[listing.OrganisationRow]:
        slugs = frozenset(reply.known_plans(version, said.plan))
        rows = [row for row in version.kg.views.organisation_rows() if not slugs or slugs & set(row.plans)]
        return part(rows, lambda row: row.id, said.limit, said.after)

    return await reply.told(request, find)


@router.get("/organisations/{id}", response_model=listing.OrganisationRow, summary="One of them", **BARE)
async def organisation(request: Request, id: Code) -> Response:
    """A body, unit or role."""

    def find(version: Version) -> listing.OrganisationRow:
        found = next((row for row in version.kg.views.organisation_rows() if row.id == id), None)
        if found is None:
            raise unknown("organisation", id)
        return found

    return await reply.told(request, find)


class StatutesQuery(Page):
    """Which statutes, on which day."""

    on: asked.Day | None = None
    """The day of which the status is told; today where none is given."""
    cited: YesNo | None = None
    """Whether a plan cites it."""


@router.get("/statutes", response_model=Part[listing.StatuteRow], summary="Statutes and agreements")
async def statutes(request: Request, said: Annotated[StatutesQuery, Query()]) -> Response:
    """The register of what plans cite, with names by period and the status on the day."""
    day = said.on or date.today()

    def find(version: Version) -> Part[listing.StatuteRow]:
        rows = version.kg.views.statute_rows(day)
        kept = [row for row in rows if said.cited is None or bool(row.cited_by) == said.cited]
        return part(kept, lambda row: row.number, said.limit, said.after)

    return await reply.told(request, find, day=day)


@router.get("/statutes/{number:path}", response_model=listing.StatuteRow, summary="One statute or agreement")
async def statute(request: Request, number: Code, said: Annotated[OnDay, Query()]) -> Response:
    """By its number as it is cited: 2001:453, SOSFS 2006:5, 2016/679."""
    day = said.on or date.today()

    def find(version: Version) -> listing.StatuteRow:
        found = next((row for row in version.kg.views.statute_rows(day) if row.number == number), None)
        if found is None:
            raise unknown("statute", number)
        return found

    return await reply.told(request, find, day=day)
