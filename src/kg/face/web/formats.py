"""Formats of SPARQL results by media type, and which of them a client takes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg.face.web import negotiate

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
"""Formats of rows and truth values, the preferred first."""
GRAPHS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}
"""Formats of graphs, the preferred first."""
_NAMES: Mapping[str, tuple[str | None, str | None]] = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", None),
    "tsv": ("text/tab-separated-values", None),
    "turtle": (None, "text/turtle"),
    "ttl": (None, "text/turtle"),
    "ntriples": (None, "application/n-triples"),
    "nt": (None, "application/n-triples"),
    "jsonld": (None, "application/ld+json"),
    "json-ld": (None, "application/ld+json"),
    "rdfxml": (None, "application/rdf+xml"),
    "rdf+xml": (None, "application/rdf+xml"),
}

_SHORT = 500
"""Letters of an Accept header up to which it is known again; the longest would fill memory."""


def accepted(accept: str | None, name: str | None = None) -> tuple[str | None, str | None]:
    """Media types of rows and of a graph that a client takes; None where it takes none of ours.

    `name` is a format by its short name, and goes before the header; one that nobody knows is passed over.
    """
    if name is not None and name.casefold() in _NAMES:
        return _NAMES[name.casefold()]
    return _liked(accept) if accept is None or len(accept) < _SHORT else _liked.__wrapped__(accept)


@lru_cache(1000)
def _liked(accept: str | None) -> tuple[str | None, str | None]:
    return negotiate.media(accept, tuple(ROWS)), negotiate.media(accept, tuple(GRAPHS))


def content_type(media: str, format: str) -> str:
    """Content-Type of a result in a format, where that media type was chosen.

    A truth value has no CSV; whoever asked for that gets JSON.
    """
    known = (ROWS.get(media), GRAPHS.get(media))
    if format not in known:
        media = next(name for name, other in ROWS.items() if other == format)
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
