"""What is on offer: the catalogue of plans (DCAT-AP-SE), the graph (VoID), and every plan as a file."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.export import formats
from kg.export.page import STYLE
from kg.face.web import caching, document, linked, reply
from kg.face.web.asked import Asked, Slug
from kg.face.web.held import Version, version_of
from kg.face.web.negotiate import Language
from kg.face.web.problems import unknown
from kg.graph import offering
from kg.graph.offering import Offer

router = APIRouter(responses=reply.PROBLEMS)

FILES = formats.FILES
_STYLED = {"html": document.allowing(STYLE)}
"""What lets a browser show a file as it was made."""


def _offer(request: Request, version: Version) -> Offer:
    plans = version.kg.views.plan_rows()
    base = f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}"
    return Offer(base, plans, formats.dumps([plan.plan for plan in plans]))


@router.get("/data", include_in_schema=False)
@router.get("/data.{suffix}", include_in_schema=False)
async def data(request: Request) -> Response:
    """The catalogue, as a page or as RDF."""
    version, lang = version_of(request.scope), linked.language(request)
    suffix, _ = linked.wanted(request, request.url.path)
    if request.url.path not in ("/data", f"/data.{suffix}"):
        raise unknown("data", request.url.path)
    offer = _offer(request, version)

    def make() -> bytes:
        if suffix != "html":
            return offering.catalogue(offer, linked.FORMATS[suffix][2])
        return _page(offer, lang)

    headers = {"Content-Location": f"/data.{suffix}"}
    return linked.sent(request, ("data", offer.base, suffix, lang), suffix, make, lang, headers)


@router.get("/catalog", include_in_schema=False)
async def catalog() -> Response:
    """303 to the catalogue."""
    return Response(None, 303, {"Location": "/data"})


@router.get("/.well-known/void", include_in_schema=False)
async def void(request: Request) -> Response:
    """What the graph holds, counted."""
    version = version_of(request.scope)
    suffix = linked.by_accept(request, "ttl")
    suffix = "ttl" if suffix == "html" else suffix
    offer = _offer(request, version)

    def make() -> bytes:
        return offering.void(offer, version.kg.store, linked.FORMATS[suffix][2])

    return linked.sent(request, ("void", offer.base, suffix), suffix, make, "sv", {})


@router.get("/data/{name}", include_in_schema=False)
async def file(request: Request, name: str) -> Response:
    """A plan as a file."""
    slug, _, end = name.partition(".")
    if end not in FILES:
        raise unknown("format", end, tuple(FILES))
    return await exported(request, slug, end)


_END = {format: end for end, (_, _, format) in FILES.items()}
Format = Enum("Format", {format: format for format in _END}, type=str)  # type: ignore[misc]
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The plan as a file.",
        "content": {media: {} for media in dict.fromkeys(FILES[end][1] for end in _END.values())},
    }
}


class ExportQuery(Asked):
    """In which format."""

    format: Format = Format("json")
    """As `kg export` names it."""


@router.get("/api/plans/{plan}/export", response_class=Response, responses=_BYTES, summary="A plan as a file")
async def export(request: Request, plan: Slug, said: Annotated[ExportQuery, Query()]) -> Response:
    """All facts of a plan: as JSON, as a table, as RDF or as a network."""
    return await exported(request, plan, _END[said.format.value])


async def exported(request: Request, slug: str, end: str) -> Response:
    """A plan in a format, made once for a version, beside the loop."""
    version = version_of(request.scope)
    reply.known_plans(version, [slug])
    _, media, format = FILES[end]
    etag = caching.tag(request, slug, end)
    if caching.fresh(request, etag):
        return caching.not_modified(etag)
    key = ("export", slug, end)
    body = version.bodies.get(key)
    if body is None:
        body = version.bodies.keep(key, await run_in_threadpool(version.kg.export, slug, format))
    headers = {"Content-Disposition": f'inline; filename="{slug}.{end}"', **_STYLED.get(end, {})}
    return caching.tagged(body, media, etag, headers=headers)


_TITLE = ("Planer som data", "Plans as data")


def _page(offer: Offer, lang: Language) -> bytes:
    page = document.Page(_TITLE[lang == "en"], lang, "/data", linked.others("/data"))
    page.links([("VoID", "/.well-known/void"), ("SPARQL", "/sparql"), ("OpenAPI", "/openapi.json")])
    for plan in offer.plans:
        section = page.section(plan.title, f"/id/{plan.plan}")
        page.say(f"{plan.publisher or '–'} · {plan.document} · {plan.sha256[:12]}", "p", section)
        page.links([(dump.name, dump.path) for dump in offer.dumps if dump.slug == plan.plan], section)
    return page.bytes()
