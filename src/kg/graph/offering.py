"""What is on offer here, as data: the plans and the services by DCAT-AP-SE 3.0.1, and the graph by VoID."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import iris, serialise
from kg.graph.describing import address
from kg.graph.store import Graphs
from kg.graph.terms import expand, prefixes
from kg.graph.triples import index
from kg.model.listing import PlanRow
from kg.text import lexicon

_MORE = {
    "dcatap": "http://data.europa.eu/r5r/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
}
_EU = "http://publications.europa.eu/resource/authority"
_SWEDISH = f"{_EU}/language/SWE"
LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/"
"""Codes, titles, names and facts; the sentences of the documents are not among them."""

Said = tuple[str, str, str | Literal | NamedNode]
"""Subject, property as CURIE, and a value: an IRI where it is a text."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A plan as a file."""

    slug: str
    name: str
    """Words for its format: "Turtle"."""
    media: str
    path: str
    """Path on the server, with a slash before it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server offers, and where it is found."""

    base: str
    """Scheme and host, without a slash at the end."""
    plans: Sequence[PlanRow]
    dumps: Sequence[Dump]
    operator: str | None = None
    """Who runs the server, where that has been said; else the first plan's publisher stands for the catalogue."""


@dataclass(frozen=True, slots=True)
class _Service:
    """Something that answers questions about all plans."""

    iri: str
    name: str
    url: str
    described: str
    """Address of its description for programs."""
    media: str
    """What it answers with, where nothing else is asked for."""


def _services(offer: Offer) -> tuple[_Service, ...]:
    here, sparql, api = f"{offer.base}/data", f"{offer.base}/sparql", f"{offer.base}/api"
    return (
        _Service(f"{here}#sparql", "SPARQL", sparql, sparql, "application/sparql-results+json"),
        _Service(f"{here}#api", "API", api, f"{offer.base}/openapi.json", "application/json"),
    )


def catalogue(offer: Offer, format: str) -> bytes:
    """The catalogue of plans and services by DCAT-AP-SE, as ttl, nt, jsonld or rdfxml.

    Raises UsageError for another format.
    """
    return serialise.triples(map(_triple, _catalogue(offer)), format, _MORE)


def void(offer: Offer, source: Graphs, format: str) -> bytes:
    """The graph as VoID tells of it, counted and not claimed, as ttl, nt, jsonld or rdfxml.

    Raises UsageError for another format.
    """
    return serialise.triples(map(_triple, _void(offer, source)), format, _MORE)


def _catalogue(offer: Offer) -> Iterator[Said]:
    here, services = f"{offer.base}/data#catalogue", _services(offer)
    yield here, "rdf:type", expand("dcat:Catalog")
    yield from _both(here, "dcterms:title", "Dokumenthanteringsplaner som länkade data", "Records plans as linked data")
    yield from _both(
        here,
        "dcterms:description",
        "Klassificeringsstrukturer, handböcker och riktlinjer för handlingar, lästa till fakta.",
        "Classification structures, handbooks and guidelines on records, read into facts.",
    )
    publisher = offer.operator or next((plan.publisher for plan in offer.plans if plan.publisher), "KG")
    yield here, "dcterms:publisher", _agent(offer, publisher)
    yield here, "dcterms:license", LICENCE
    yield here, "dcterms:language", _SWEDISH
    yield here, "foaf:homepage", f"{offer.base}/"
    yield here, "dcat:themeTaxonomy", f"{_EU}/data-theme"
    for name in {publisher, *(plan.publisher or publisher for plan in offer.plans)}:
        yield from _publisher(offer, name)
    for plan in offer.plans:
        yield here, "dcat:dataset", plan.iri
        yield from _dataset(offer, plan, publisher)
        for service in services:
            yield service.iri, "dcat:servesDataset", plan.iri
            yield from _through(offer, plan, service)
    for service in services:
        yield here, "dcat:service", service.iri
        yield from _service(offer, service, publisher)


def _dataset(offer: Offer, plan: PlanRow, publisher: str) -> Iterator[Said]:
    yield plan.iri, "rdf:type", expand("dcat:Dataset")
    yield plan.iri, "dcterms:title", Literal(plan.title, language="sv")
    facts = sum(plan.counts.values())
    yield from _both(
        plan.iri,
        "dcterms:description",
        f"{plan.title}, läst till {facts} fakta, var och en med sin plats i dokumentet {plan.document}.",
        f"{plan.title}, read into {facts} facts, each with its place in the document {plan.document}.",
    )
    yield plan.iri, "dcterms:identifier", Literal(plan.plan)
    yield plan.iri, "dcterms:publisher", _agent(offer, plan.publisher or publisher)
    yield plan.iri, "dcterms:license", LICENCE
    yield plan.iri, "dcterms:language", _SWEDISH
    yield plan.iri, "dcterms:accessRights", f"{_EU}/access-right/PUBLIC"
    yield plan.iri, "dcat:theme", f"{_EU}/data-theme/GOVE"
    yield plan.iri, "dcat:version", Literal(plan.sha256[:12])
    yield plan.iri, "dcat:landingPage", f"{offer.base}/id/{address(plan.iri)}"
    yield from _both(plan.iri, "dcat:keyword", "dokumenthanteringsplan", "records schedule")
    yield from _both(plan.iri, "dcat:keyword", "klassificeringsstruktur", "classification scheme")
    if plan.issued:
        yield plan.iri, "dcterms:issued", Literal(plan.issued.isoformat(), datatype=NamedNode(expand("xsd:date")))
    for dump in offer.dumps:
        if dump.slug == plan.plan:
            yield from _distribution(offer, plan, dump)


def _distribution(offer: Offer, plan: PlanRow, dump: Dump) -> Iterator[Said]:
    here, place = f"{offer.base}/data#{dump.path.rpartition('/')[2]}", f"{offer.base}{dump.path}"
    yield plan.iri, "dcat:distribution", here
    yield here, "rdf:type", expand("dcat:Distribution")
    yield from _both(here, "dcterms:title", f"{plan.title}: {dump.name}", f"{plan.title}: {dump.name}")
    yield from _both(here, "dcterms:description", f"Alla fakta som {dump.name}.", f"All facts as {dump.name}.")
    yield here, "dcat:accessURL", place
    yield here, "dcat:downloadURL", place
    yield here, "dcterms:format", Literal(dump.media)
    yield here, "dcterms:license", LICENCE
    yield here, "dcatap:availability", f"{_EU}/planned-availability/AVAILABLE"


def _through(offer: Offer, plan: PlanRow, service: _Service) -> Iterator[Said]:
    """A plan as a service gives it: only by a distribution is a dataset tied to what serves it (recommendation 6)."""
    here = f"{offer.base}/data#{plan.plan}-{service.iri.rpartition('#')[2]}"
    yield plan.iri, "dcat:distribution", here
    yield here, "rdf:type", expand("dcat:Distribution")
    yield from _both(here, "dcterms:title", f"{plan.title}: {service.name}", f"{plan.title}: {service.name}")
    yield from _both(here, "dcterms:description", f"Fakta genom {service.name}.", f"Facts by {service.name}.")
    yield here, "dcat:accessURL", service.url
    yield here, "dcat:accessService", service.iri
    yield here, "dcterms:format", Literal(service.media)
    yield here, "dcterms:license", LICENCE
    yield here, "dcatap:availability", f"{_EU}/planned-availability/AVAILABLE"


def _service(offer: Offer, service: _Service, publisher: str) -> Iterator[Said]:
    here = service.iri
    yield here, "rdf:type", expand("dcat:DataService")
    yield from _both(
        here, "dcterms:title", f"Dokumenthanteringsplaner: {service.name}", f"Records plans: {service.name}"
    )
    yield here, "dcat:endpointURL", service.url
    yield here, "dcat:endpointDescription", service.described
    yield here, "dcterms:format", Literal(service.media)
    yield here, "dcterms:publisher", _agent(offer, publisher)
    yield here, "dcterms:license", LICENCE
    yield here, "dcterms:accessRights", f"{_EU}/access-right/PUBLIC"
    yield from _both(here, "dcat:keyword", "dokumenthanteringsplan", "records schedule")


def _publisher(offer: Offer, name: str) -> Iterator[Said]:
    here = _agent(offer, name)
    words = name.casefold()
    kinds = lexicon.load("publishers")
    yield here, "rdf:type", f"{_MORE['foaf']}Agent"
    yield here, "foaf:name", Literal(name, language="sv")
    for kind in [kind for kind, told in kinds.items() if any(word in words for word in told["words"])][:1]:
        yield here, "dcterms:type", f"http://purl.org/adms/publishertype/{kind}"


def _agent(offer: Offer, name: str) -> str:
    return f"{offer.base}/data#publisher-{address(iris.key(name))}"


def _both(subject: str, curie: str, swedish: str, english: str) -> Iterator[Said]:
    yield subject, curie, Literal(swedish, language="sv")
    if english != swedish:
        yield subject, curie, Literal(english, language="en")


def _void(offer: Offer, source: Graphs) -> Iterator[Said]:
    here = f"{offer.base}/.well-known/void"
    whole = f"{here}#dataset"
    yield here, "rdf:type", f"{_MORE['void']}DatasetDescription"
    yield here, "foaf:primaryTopic", whole
    yield whole, "rdf:type", f"{_MORE['void']}Dataset"
    yield from _both(
        whole, "dcterms:title", "Dokumenthanteringsplaner som länkade data", "Records plans as linked data"
    )
    yield whole, "dcterms:license", LICENCE
    yield whole, "void:sparqlEndpoint", f"{offer.base}/sparql"
    yield whole, "void:uriSpace", Literal(iris.ID)
    yield whole, "foaf:homepage", f"{offer.base}/data"
    for feature in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD"):
        yield whole, "void:feature", f"http://www.w3.org/ns/formats/{feature}"
    for namespace in prefixes().values():
        yield whole, "void:vocabulary", namespace
    graphs = iris.default_graphs(source.graphs)
    yield from _counts(whole, _triples(source, graphs))
    for plan in offer.plans:
        yield whole, "void:subset", plan.iri
        yield plan.iri, "rdf:type", f"{_MORE['void']}Dataset"
        yield plan.iri, "dcterms:title", Literal(plan.title, language="sv")
        yield plan.iri, "void:rootResource", plan.iri
        yield plan.iri, "void:sparqlEndpoint", f"{offer.base}/sparql"
        for dump in offer.dumps:
            if dump.slug == plan.plan and dump.media in _RDF:
                yield plan.iri, "void:dataDump", f"{offer.base}{dump.path}"
        yield from _counts(plan.iri, _triples(source, [iris.effective(plan.plan)]))


_RDF = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/n-quads"}


def _triples(source: Graphs, graphs: Iterable[str]) -> set[tuple[str, str, str]]:
    return {
        (subject, name, term)
        for graph in graphs
        for subject, about in index(source.triples(graph)).items()
        for name, terms in about.items()
        for term in terms
    }


def _counts(here: str, triples: set[tuple[str, str, str]]) -> Iterator[Said]:
    a = f"<{expand('rdf:type')}>"
    subjects = {subject for subject, _, _ in triples}
    kinds = Counter(term for _, name, term in triples if name == a)
    counts: Mapping[str, int] = {
        "void:triples": len(triples),
        "void:entities": sum(subject.startswith(f"<{iris.ID}") for subject in subjects),
        "void:distinctSubjects": len(subjects),
        "void:distinctObjects": len({term for _, _, term in triples}),
        "void:properties": len({name for _, name, _ in triples}),
        "void:classes": len(kinds),
    }
    for curie, count in counts.items():
        yield here, curie, _number(count)
    for kind, count in sorted(kinds.items()):
        part = f"{here}{'/' if '#' not in here else '-'}class-{iris.key(kind[1:-1])}"
        yield here, "void:classPartition", part
        yield part, "void:class", kind[1:-1]
        yield part, "void:entities", _number(count)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(expand("xsd:integer")))


def _triple(said: Said) -> Triple:
    subject, curie, value = said
    prefix, _, name = curie.partition(":")
    property_ = f"{_MORE[prefix]}{name}" if prefix in _MORE else expand(curie)
    return Triple(NamedNode(subject), NamedNode(property_), NamedNode(value) if isinstance(value, str) else value)
