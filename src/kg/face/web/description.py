"""Descriptions of the service for machines: the SPARQL endpoint, VoID, and a DCAT-AP-SE catalogue to harvest."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.face.web import caching, negotiate
from kg.face.web.held import version_of
from kg.face.web.problems import Refusal
from kg.graph import offer

router = APIRouter(include_in_schema=False)

_FORMATS = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/n-triples": "nt",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}
"""Names in `kg.graph` by media type, the preferred first."""


def described(request: Request, part: offer.Part) -> Response:
    """One description in the format that the client takes.

    Raises Refusal where it takes none, or where no graph is open yet.
    """
    media = negotiate.media(request.headers.get("accept"), tuple(_FORMATS))
    if media is None:
        # Who only looks around in a browser is better served with Turtle than with a refusal.
        if negotiate.media(request.headers.get("accept"), ("text/html",)) is None:
            what = (request.headers.get("accept", "")[:200],) * 2
            names = ", ".join(list(_FORMATS)[:4])
            raise Refusal("not-acceptable", (what[0], what[1]), (f"be om {names}", f"ask for {names}"))
        media = "text/turtle"
    version = version_of(request.scope)
    base = str(request.base_url)
    etag = caching.tag(request, part, base, media)
    if caching.fresh(request, etag):
        return caching.not_modified(etag, vary="Accept")
    counts = version.once("counts", lambda: offer.counts(version.kg.store))
    key = (part, base, media)
    body = version.bodies.get(key) or version.bodies.keep(
        key, offer.write(part, counts, base, _FORMATS[media], version.kg.linked.about)
    )
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    links = {"Link": f'<{base}.well-known/void>; rel="describedby", <{base}catalog>; rel="describedby"'}
    return caching.tagged(body, kind, etag, vary="Accept", headers=links)


@router.get("/.well-known/void")
async def void(request: Request) -> Response:
    """What the graphs hold, as VoID."""
    return described(request, "void")


@router.get("/catalog")
async def catalogue(request: Request) -> Response:
    """The plans and the service as a DCAT-AP-SE 3.0.1 catalogue."""
    return described(request, "catalogue")
