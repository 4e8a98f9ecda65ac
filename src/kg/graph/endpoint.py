"""The SPARQL endpoint, told to machines: its service description, with the graphs that it answers from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import serialise
from kg.graph.terms import expand

_MORE = {
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)


def describe(url: str, graphs: Mapping[str, int], default: int, format: str) -> bytes:
    """The description by SPARQL 1.1 Service Description, as ttl, nt, rdfxml or jsonld.

    `url` is the endpoint's; `graphs` are the named graphs and their sizes, `default` that of the default graph.
    Raises UsageError for another format.
    """
    return serialise.triples(_told(url, graphs, default), format, _MORE)


def _told(url: str, graphs: Mapping[str, int], size: int) -> Iterator[Triple]:
    data, default = f"{url}#dataset", f"{url}#default"
    yield _link(url, "rdf:type", _iri("sd:Service"))
    yield _link(url, "sd:endpoint", url)
    yield _link(url, "sd:supportedLanguage", _iri("sd:SPARQL11Query"))
    for name in _RESULTS:
        yield _link(url, "sd:resultFormat", _iri(f"formats:{name}"))
    yield _link(url, "sd:defaultDataset", data)
    yield _link(data, "rdf:type", _iri("sd:Dataset"))
    yield _link(data, "sd:defaultGraph", default)
    yield from _graph(default, size)
    for at, (graph, triples) in enumerate(sorted(graphs.items())):
        named = f"{url}#named-{at}"
        yield _link(data, "sd:namedGraph", named)
        yield _link(named, "rdf:type", _iri("sd:NamedGraph"))
        yield _link(named, "sd:name", graph)
        yield _link(named, "sd:graph", f"{url}#graph-{at}")
        yield from _graph(f"{url}#graph-{at}", triples)


def _graph(node: str, size: int) -> Iterator[Triple]:
    yield _link(node, "rdf:type", _iri("sd:Graph"))
    yield Triple(NamedNode(node), NamedNode(_iri("void:triples")), Literal(size))


def _link(subject: str, curie: str, target: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(_iri(curie)), NamedNode(target))


def _iri(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return _MORE[prefix] + name if prefix in _MORE else expand(curie)
