"""A plan's graphs in the syntaxes of RDF: the same bytes for the same graph, whichever store holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph import iris
from kg.graph.terms import expand, prefixes, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.graph.store import Graphs

_TRIPLES = {"ttl": "TURTLE", "nt": "N_TRIPLES", "rdfxml": "RDF_XML"}
_QUADS = {"trig": "TRIG", "nq": "N_QUADS", "jsonld": "JSON_LD"}

FORMATS = (*_TRIPLES, *_QUADS)
"""ttl, nt and rdfxml hold the effective graph; trig, nq and jsonld hold it and the graph as read, each by its name."""


def write(source: Graphs, slug: str, format: str) -> bytes:
    """A plan in a syntax of RDF, its triples in order of subject, property and object.

    Raises UsageError for a plan that the graph does not hold, and for a format that is not one of `FORMATS`.
    """
    import pyoxigraph as ox

    if format not in FORMATS:
        raise UsageError(f"no syntax of RDF is called {format!r}", hint=f"choose {', '.join(FORMATS)}")
    if iris.effective(slug) not in source.graphs:
        known = sorted({iris.slug_of(graph) for graph in source.graphs} - {iris.SHARED})
        raise UsageError(f"no plan is called {slug!r}", hint=f"there is {', '.join(known) or 'none; run kg build'}")
    if format in _TRIPLES:
        found = _graph(source, iris.effective(slug))
        return _written(found, getattr(ox.RdfFormat, _TRIPLES[format]))
    quads = [
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))
        for graph in (iris.as_read(slug), iris.effective(slug))
        for triple in _graph(source, graph)
    ]
    written = _written(quads, getattr(ox.RdfFormat, _QUADS[format]))
    return _compacted(written) if format == "jsonld" else written


def _graph(source: Graphs, graph: str) -> list[ox.Triple]:
    import pyoxigraph as ox

    quads = ox.parse(source.triples(graph), format=ox.RdfFormat.N_TRIPLES)
    return ordered(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)


def ordered(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Triples without doubles in a fixed order, the types of a subject first."""
    a = f"<{expand('rdf:type')}>"
    # A predicate that sorts as the empty text stands before all others.
    return sorted(set(triples), key=lambda t: (str(t.subject), str(t.predicate).replace(a, ""), str(t.object)))


def triples(statements: Iterable[ox.Triple], format: str, more: Mapping[str, str] | None = None) -> bytes:
    """Triples as ttl, nt, rdfxml or jsonld, in a fixed order; `more` are prefixes beside those of the ontology.

    Raises UsageError for another format.
    """
    import pyoxigraph as ox

    names = _TRIPLES | {"jsonld": "JSON_LD"}
    if format not in names:
        raise UsageError(f"no syntax of RDF is called {format!r}", hint=f"choose {', '.join(names)}")
    written = _written(ordered(statements), getattr(ox.RdfFormat, names[format]), more)
    return _compacted(written) if format == "jsonld" else written


def _written(
    statements: list[ox.Triple] | list[ox.Quad], format: ox.RdfFormat, more: Mapping[str, str] | None = None
) -> bytes:
    import pyoxigraph as ox

    return ox.serialize(statements, format=format, prefixes={**prefixes(), **(more or {})}) or b""


def _compacted(expanded: bytes) -> bytes:
    """JSON-LD with a context of our prefixes: CURIEs for properties and types, and no list around a single value."""
    told = {"@context": dict(prefixes()), "@graph": _compact(json.loads(expanded))}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _compact(value: Any) -> Any:
    if isinstance(value, list):
        return [_compact(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"@value"}:
        return value["@value"]
    a = expand("rdf:type")
    told: dict[str, Any] = {}
    for key, inner in value.items():
        if key == a:
            told["@type"] = [shorten(kind["@id"]) for kind in inner]
        elif key == "@type":
            told[key] = shorten(inner)
        else:
            several = _compact(inner)
            single = isinstance(several, list) and len(several) == 1 and not key.startswith("@")
            told[shorten(key)] = several[0] if single else several
    return told
