"""What is served here, told to machines: SPARQL service description, VoID and DCAT-AP-SE, counted from the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.graph import iris, query, serialise, triples
from kg.graph.terms import expand, prefixes

if TYPE_CHECKING:
    from kg.graph.store import Graphs

Part = Literal["service", "void", "catalogue"]
Triple = tuple[str, str, str]
"""Subject, property and object as N-Triples writes them."""

_MORE = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
_PUBLIC_DOMAIN = "<http://creativecommons.org/publicdomain/zero/1.0/>"
"""Licence of the catalogue, which is ours; what holds for a plan is for its publisher to say."""
_SWEDISH = "<http://publications.europa.eu/resource/authority/language/SWE>"
_TITLE = ("Dokumenthanteringsplaner som graf", "Records plans as a graph")
_TELLS = (
    "Vilken process som äger en handlingstyp, vart handlingarna går, hur länge de bevaras och enligt vilken lag.",
    "Which process owns a record, where the records go, how long they are kept, and by which law.",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a named graph holds."""

    triples: int
    subjects: int
    classes: Mapping[str, int]
    """Classes, and how many things are of each."""
    properties: Mapping[str, int]
    """Properties, and how many triples each has."""


def counts(source: Graphs) -> Mapping[str, Counts]:
    """What each named graph holds."""
    return {graph: _counted(triples.index(source.triples(graph)), source.graphs[graph]) for graph in source.graphs}


def _counted(index: triples.Index, size: int) -> Counts:
    a = f"<{expand('rdf:type')}>"
    classes: dict[str, int] = {}
    properties: dict[str, int] = {}
    for about in index.values():
        for name, terms in about.items():
            properties[name] = properties.get(name, 0) + len(terms)
        for kind in about.get(a, ()):
            classes[kind] = classes.get(kind, 0) + 1
    return Counts(size, len(index), dict(sorted(classes.items())), dict(sorted(properties.items())))


def write(
    part: Part,
    found: Mapping[str, Counts],
    base: str,
    format: str,
    about: Callable[[str], Mapping[str, str]] = lambda slug: {},
) -> bytes:
    """One description as ttl, nt, rdfxml or jsonld.

    `base` is the address of the server, ending in a slash; `about` tells title and publisher of a plan by its slug, and
    when it was issued. Raises UsageError for another format.
    """
    import pyoxigraph as ox

    told: Iterable[Triple]
    match part:
        case "service":
            told = _service(found, base)
        case "void":
            told = _void(found, base)
        case _:
            told = _catalogue(found, base, about)
    lines = "".join(f"{s} <{_iri(p)}> {o} .\n" for s, p, o in told)
    quads = ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES)
    statements = [quad.triple for quad in quads]
    if format != "ttl":
        return serialise.triples(statements, format)
    names = dict(prefixes()) | _MORE
    return ox.serialize(serialise.ordered(statements), format=ox.RdfFormat.TURTLE, prefixes=names) or b""


def plans(graphs: Iterable[str]) -> list[str]:
    """Slugs of the plans that named graphs belong to."""
    return sorted(slug for graph in graphs if graph == iris.effective(slug := iris.slug_of(graph)))


def _service(found: Mapping[str, Counts], base: str) -> Iterator[Triple]:
    service, data, default = (f"<{base}{path}>" for path in ("sparql", "sparql#dataset", "sparql#default"))
    yield service, "rdf:type", _node("sd:Service")
    yield service, "sd:endpoint", service
    yield service, "sd:supportedLanguage", _node("sd:SPARQL11Query")
    for name in _RESULTS:
        yield service, "sd:resultFormat", _node(f"formats:{name}")
    yield service, "sd:feature", _node("sd:EmptyGraphs")
    yield service, "sd:defaultDataset", data
    yield service, "rdfs:seeAlso", f"<{base}.well-known/void>"
    yield data, "rdf:type", _node("sd:Dataset")
    yield data, "sd:defaultGraph", default
    yield default, "rdf:type", _node("sd:Graph")
    yield default, "void:triples", _number(sum(found[g].triples for g in query.default_graphs(found)))
    for at, (graph, counted) in enumerate(sorted(found.items())):
        named, inner = f"<{base}sparql#named-{at}>", f"<{base}sparql#graph-{at}>"
        yield data, "sd:namedGraph", named
        yield named, "rdf:type", _node("sd:NamedGraph")
        yield named, "sd:name", f"<{graph}>"
        yield named, "sd:graph", inner
        yield inner, "rdf:type", _node("sd:Graph")
        yield inner, "void:triples", _number(counted.triples)


def _void(found: Mapping[str, Counts], base: str) -> Iterator[Triple]:
    whole = f"<{base}.well-known/void#all>"
    yield whole, "rdf:type", _node("void:Dataset")
    yield from _titled(whole, *_TITLE)
    yield whole, "void:sparqlEndpoint", f"<{base}sparql>"
    yield whole, "void:triples", _number(sum(counted.triples for counted in found.values()))
    yield whole, "void:uriSpace", _text(iris.ID)
    for namespace in prefixes().values():
        used = any(name[1:].startswith(namespace) for counted in found.values() for name in counted.properties)
        if used:
            yield whole, "void:vocabulary", f"<{namespace}>"
    for slug in plans(found):
        yield whole, "void:subset", f"<{iris.plan(slug)}>"
        yield from _partitions(slug, found[iris.effective(slug)], base)


def _partitions(slug: str, counted: Counts, base: str) -> Iterator[Triple]:
    plan = f"<{iris.plan(slug)}>"
    yield plan, "rdf:type", _node("void:Dataset")
    yield plan, "void:triples", _number(counted.triples)
    yield plan, "void:distinctSubjects", _number(counted.subjects)
    yield plan, "void:classes", _number(len(counted.classes))
    yield plan, "void:properties", _number(len(counted.properties))
    yield plan, "void:dataDump", _dump(base, slug, "ttl")
    parts = [("class", "entities", counted.classes), ("property", "triples", counted.properties)]
    for kind, unit, numbers in parts:
        for at, (name, number) in enumerate(numbers.items()):
            part = f"<{base}.well-known/void#{slug}-{kind}-{at}>"
            yield plan, f"void:{kind}Partition", part
            yield part, f"void:{kind}", name
            yield part, f"void:{unit}", _number(number)


def _catalogue(found: Mapping[str, Counts], base: str, about: Callable[[str], Mapping[str, str]]) -> Iterator[Triple]:
    catalogue, service, publisher = (f"<{base}catalog{tail}>" for tail in ("", "#sparql", "#publisher"))
    yield catalogue, "rdf:type", _node("dcat:Catalog")
    yield from _titled(catalogue, *_TITLE)
    yield from _described(catalogue, *_TELLS)
    yield catalogue, "dcterms:publisher", publisher
    yield catalogue, "dcterms:license", _PUBLIC_DOMAIN
    yield catalogue, "dcterms:language", _SWEDISH
    yield catalogue, "dcat:service", service
    yield from _agent(publisher, base.split("//", 1)[-1].rstrip("/"))
    yield service, "rdf:type", _node("dcat:DataService")
    yield from _titled(service, "SPARQL-tjänst", "SPARQL endpoint")
    yield service, "dcat:endpointURL", f"<{base}sparql>"
    yield service, "dcat:endpointDescription", f"<{base}sparql>"
    yield service, "dcterms:accessRights", "<http://publications.europa.eu/resource/authority/access-right/PUBLIC>"
    for slug in plans(found):
        plan = f"<{iris.plan(slug)}>"
        yield catalogue, "dcat:dataset", plan
        yield service, "dcat:servesDataset", plan
        yield from _data_set(slug, plan, about(slug), base)


def _data_set(slug: str, plan: str, told: Mapping[str, str], base: str) -> Iterator[Triple]:
    title = told.get("title", slug)
    yield plan, "rdf:type", _node("dcat:Dataset")
    yield plan, "dcterms:title", _text(title, "sv")
    yield plan, "dcterms:description", _text(f"{title}. {_TELLS[0]}", "sv")
    yield plan, "dcterms:description", _text(f"{title}. {_TELLS[1]}", "en")
    yield plan, "dcterms:language", _SWEDISH
    yield plan, "dcterms:identifier", _text(slug)
    if "publisher" in told:
        publisher = f"<{base}catalog#publisher-{slug}>"
        yield plan, "dcterms:publisher", publisher
        yield from _agent(publisher, told["publisher"])
    if "issued" in told:
        yield plan, "dcterms:issued", f"{_text(told['issued'])}^^<{expand('xsd:date')}>"
    for format, media in (("ttl", "text/turtle"), ("jsonld", "application/ld+json")):
        file = _dump(base, slug, format)
        yield plan, "dcat:distribution", file
        yield file, "rdf:type", _node("dcat:Distribution")
        yield file, "dcat:accessURL", file
        yield file, "dcterms:format", _text(media)
    asked = f"<{base}catalog#{slug}-sparql>"
    yield plan, "dcat:distribution", asked
    yield asked, "rdf:type", _node("dcat:Distribution")
    yield asked, "dcat:accessURL", f"<{base}sparql>"
    yield asked, "dcat:accessService", f"<{base}catalog#sparql>"


def _titled(node: str, swedish: str, english: str) -> Iterator[Triple]:
    yield node, "dcterms:title", _text(swedish, "sv")
    yield node, "dcterms:title", _text(english, "en")


def _described(node: str, swedish: str, english: str) -> Iterator[Triple]:
    yield node, "dcterms:description", _text(swedish, "sv")
    yield node, "dcterms:description", _text(english, "en")


def _agent(node: str, name: str) -> Iterator[Triple]:
    yield node, "rdf:type", _node("foaf:Agent")
    yield node, "foaf:name", _text(name)


def _dump(base: str, slug: str, format: str) -> str:
    return f"<{base}api/plans/{slug}/export?format={format}>"


def _iri(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return _MORE[prefix] + name if prefix in _MORE else expand(curie)


def _node(curie: str) -> str:
    return f"<{_iri(curie)}>"


def _text(text: str, language: str = "") -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"' + (f"@{language}" if language else "")


def _number(number: int) -> str:
    return f'"{number}"^^<{expand("xsd:integer")}>'
