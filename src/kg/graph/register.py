"""The registers that all plans share as triples, and which of their bodies and record types a plan's words mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg import assets
from kg.graph import iris, laws
from kg.graph.statements import Triple, node, quads, swedish
from kg.model.organisation import Organisation
from kg.model.plan import Plan
from kg.model.statute import Statute

_KINDS = {
    "body": "org:FormalOrganization",
    "board": "org:FormalOrganization",
    "unit": "org:OrganizationalUnit",
    "role": "kg:Role",
}


def shared(organisations: Iterable[Organisation], statutes: Sequence[Statute]) -> Iterator[Quad]:
    """What all plans share: bodies and statutes in `iris.SHARED_GRAPH`, the ontology in `iris.ONTOLOGY_GRAPH`."""
    known = {statute.number: statute for statute in statutes}
    for organisation in organisations:
        yield from quads(_organisation(organisation), iris.SHARED_GRAPH)
    for statute in statutes:
        yield from quads(laws.statute(statute, known), iris.SHARED_GRAPH)
    graph = NamedNode(iris.ONTOLOGY_GRAPH)
    for name in ("kg.ttl", "align.ttl"):
        for quad in parse(path=str(assets.ontology(name)), format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _organisation(body: Organisation) -> Iterator[Triple]:
    iri = iris.organisation(body.id)
    yield iri, "rdf:type", node(_KINDS.get(body.kind, "org:Organization"))
    if body.kind != "role":
        yield iri, "rdf:type", node("org:Organization")
    yield from _called(iri, body.name, body.aliases)
    if body.part_of is not None:
        within = "org:postIn" if body.kind == "role" else "org:subOrganizationOf"
        yield iri, within, NamedNode(iris.organisation(body.part_of))


def _called(iri: str, name: str, others: Iterable[str] = ()) -> Iterator[Triple]:
    yield iri, "skos:prefLabel", swedish(name)
    yield iri, "rdfs:label", swedish(name)
    for other in dict.fromkeys(others):
        if other != name:
            yield iri, "skos:altLabel", swedish(other)


class Names:
    """Which bodies and record types the words of one plan mean, and what is to be said of them."""

    def __init__(self, plan: Plan, organisations: Iterable[Organisation]) -> None:
        self._slug = plan.slug
        self._parties = {iris.fold(text): party for party in plan.parties for text in (party.short, party.name)}
        self._names: dict[str, list[Organisation]] = defaultdict(list)
        self._aliases: dict[str, list[Organisation]] = defaultdict(list)
        for body in organisations:
            if not body.plans or plan.slug in body.plans:
                self._names[iris.fold(body.name)].append(body)
                for alias in body.aliases:
                    self._aliases[iris.fold(alias)].append(body)
        self._said: dict[Triple, None] = {}

    def body(self, name: str) -> NamedNode:
        """The body of the register that a name means in the plan, where it means one; else a body of the plan's own."""
        party = self._parties.get(iris.fold(name))
        registered = self._registered(name) or (party and self._registered(party.name))
        if registered:
            self._say(_organisation(registered))
            return NamedNode(iris.organisation(registered.id))
        full, others = (party.name, (party.short,)) if party else (name, ())
        iri = iris.body(self._slug, full)
        self._say([(iri, "rdf:type", node("org:Organization")), (iri, "rdf:type", node("kg:Body"))])
        self._say(_called(iri, full, others))
        return NamedNode(iri)

    def _registered(self, name: str) -> Organisation | None:
        folded = iris.fold(name)
        found = self._names.get(folded) or self._aliases.get(folded) or []
        return found[0] if len(found) == 1 else None

    def record(self, name: str) -> NamedNode:
        """The record type of a name, the same for all plans.

        Its preferred label is folded, so that plans that differ in capitals agree on it; `rdfs:label` keeps the
        spelling.
        """
        iri = iris.record_type(name)
        self._say([(iri, "rdf:type", node("skos:Concept")), (iri, "rdf:type", node("rico:DocumentaryFormType"))])
        self._say([(iri, "skos:inScheme", NamedNode(iris.RECORD_TYPES))])
        self._say([(iri, "skos:prefLabel", swedish(iris.fold(name))), (iri, "rdfs:label", swedish(name))])
        return NamedNode(iri)

    def described(self) -> Iterator[Triple]:
        """What is to be said of all that was named so far."""
        yield from self._said

    def _say(self, triples: Iterable[Triple]) -> None:
        self._said.update(dict.fromkeys(triples))
