"""Linked data: every identifier leads to a document about it, as a page, Turtle, JSON-LD, N-Triples or RDF/XML."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.face.web import caching, document, negotiate
from kg.face.web.held import Version, version_of
from kg.face.web.negotiate import Language
from kg.face.web.problems import Refusal, unknown
from kg.graph import iris, vocabulary
from kg.graph.describing import address

router = APIRouter(include_in_schema=False)

FORMATS = {
    "html": ("HTML", "text/html", "html"),
    "ttl": ("Turtle", "text/turtle", "ttl"),
    "jsonld": ("JSON-LD", "application/ld+json", "jsonld"),
    "nt": ("N-Triples", "application/n-triples", "nt"),
    "rdf": ("RDF/XML", "application/rdf+xml", "rdfxml"),
}
"""Name, media type, and name in `kg.graph`, by suffix."""
_BY_MEDIA = {media: suffix for suffix, (_, media, _) in FORMATS.items()} | {
    "application/xhtml+xml": "html",
    "application/json": "jsonld",
    "application/x-turtle": "ttl",
}
VARY = "Accept, Accept-Language"


def wanted(request: Request, path: str, default: str = "html") -> tuple[str, str]:
    """The suffix that a client wants, and the path without it: by the path's end, else by Accept.

    Raises Refusal where Accept takes none of them.
    """
    stem, dot, suffix = path.rpartition(".")
    if dot and suffix in FORMATS:
        return suffix, stem
    return by_accept(request, default), path


def by_accept(request: Request, default: str = "html") -> str:
    """The suffix of the format that Accept likes best; `default` where it says nothing.

    Raises Refusal where it takes none of them.
    """
    first = FORMATS[default][1]
    offers = (first, *(media for media in _BY_MEDIA if media != first))
    liked = negotiate.media(request.headers.get("accept"), offers)
    if liked is None:
        names = ", ".join(media for _, media, _ in FORMATS.values())
        what = (request.headers.get("accept", "")[:200],) * 2
        raise Refusal("not-acceptable", (what[0], what[1]), (f"be om {names}", f"ask for {names}"))
    return _BY_MEDIA[liked]


def language(request: Request) -> Language:
    """The language of a page: by `?lang=`, else by Accept-Language."""
    given = request.query_params.get("lang")
    return given if given in ("sv", "en") else negotiate.language(request.headers.get("accept-language"))  # type: ignore[return-value]


def _raw(request: Request, start: str) -> str:
    """The path after `start` as the client wrote it: an identifier tells `/` from `%2F`."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.decode("ascii", "replace").partition("?")[0].removeprefix(start)


def _found(version: Version, path: str) -> str:
    iri = version.kg.linked.find(path)
    if iri is None:
        raise unknown("id", iris.ID + path)
    return iri


@router.get("/id/{path:path}")
async def identifier(request: Request, path: str) -> Response:
    """303 to the document about a thing, in the format that the client wants."""
    given = _raw(request, "/id/")
    version = version_of(request.scope)
    suffix, stem = (by_accept(request), given) if version.kg.linked.find(given) else wanted(request, given)
    place = address(_found(version, stem))
    location = f"/doc/{place}" if suffix == "html" else f"/doc/{place}.{suffix}"
    return Response(None, 303, {"Location": location, "Vary": "Accept", "Cache-Control": caching.REVALIDATE})


@router.get("/doc/{path:path}")
async def about(request: Request, path: str) -> Response:
    """What the graph says of a thing."""
    given = _raw(request, "/doc/")
    version = version_of(request.scope)
    suffix, stem = wanted(request, given)
    if version.kg.linked.find(stem) is None:
        suffix, stem = by_accept(request), given
    iri, lang = _found(version, stem), language(request)
    place = f"/doc/{address(iri)}"

    def make() -> bytes:
        if suffix != "html":
            return version.kg.linked.write(iri, FORMATS[suffix][2])
        return document.thing(version.kg.linked.describe(iri, lang), lang, place, others(place))

    headers = {"Content-Location": f"{place}.{suffix}", "Link": f'<{iri_link(iri)}>; rel="describes"'}
    return sent(request, ("doc", iri, suffix, lang), suffix, make, lang, headers)


def iri_link(iri: str) -> str:
    """An identifier of ours in ASCII, for a header."""
    return iris.ID + address(iri)


def others(place: str) -> list[tuple[str, str, str]]:
    """The same document in the other formats."""
    return [(name, media, f"{place}.{suffix}") for suffix, (name, media, _) in FORMATS.items() if suffix != "html"]


def sent(
    request: Request,
    key: tuple[str, ...],
    suffix: str,
    make: Callable[[], bytes],
    lang: Language,
    headers: dict[str, str],
) -> Response:
    """A document with its tag, made once for a version."""
    version = version_of(request.scope)
    etag = caching.tag(request, *key)
    body = version.bodies.get(key)
    if body is None:
        body = version.bodies.keep(key, make())
    if caching.fresh(request, etag):
        return caching.not_modified(etag, vary=VARY)
    more = {"Content-Language": lang, **document.HEADERS} if suffix == "html" else {}
    return caching.tagged(body, FORMATS[suffix][1], etag, vary=VARY, headers={**headers, **more})


# The ontology


@router.get("/ns/context.jsonld")
async def context(request: Request) -> Response:
    """A JSON-LD context of our words."""
    etag = caching.tag(request, "context")
    if caching.fresh(request, etag):
        return caching.not_modified(etag, caching.HOUR)
    return caching.tagged(vocabulary.context(), FORMATS["jsonld"][1], etag, policy=caching.HOUR)


async def ontology(request: Request) -> Response:
    """A file of the ontology, or a page of its words."""
    suffix, name = wanted(request, request.url.path.strip("/"))
    version, lang = version_of(request.scope), language(request)

    def make() -> bytes:
        if suffix != "html":
            return vocabulary.write(name, FORMATS[suffix][2])
        linked = version.kg.linked
        title = ("Ordlista för dokumenthanteringsplaner", "Vocabulary of records plans")[lang == "en"]
        return document.vocabulary((linked.describe(t, lang) for t in vocabulary.terms()), title, lang, others("/ns"))

    headers = {"Content-Location": f"/{name}.{suffix}"}
    return sent(request, ("ontology", name, suffix, lang), suffix, make, lang, headers)


for _name in vocabulary.FILES:
    for _end in ("", *(f".{suffix}" for suffix in FORMATS)):
        router.add_api_route(f"/{_name}{_end}", ontology, methods=["GET"])
