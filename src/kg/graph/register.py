"""The registers that all plans share: bodies and statutes as triples, and which of them a plan's words mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import assets
from kg.graph import iris
from kg.graph.terms import expand
from kg.model.law import Citation
from kg.model.organisation import Organisation
from kg.model.plan import Plan
from kg.model.statute import Statute

Term = NamedNode | Literal
Triple = tuple[str, str, Term]
"""Subject as IRI, property as CURIE, and the object."""

_RINFO = "http://rinfo.lagrummet.se/publ/sfs/"
_KINDS = {
    "body": "org:FormalOrganization",
    "board": "org:FormalOrganization",
    "unit": "org:OrganizationalUnit",
    "role": "kg:Role",
}


def node(curie: str) -> NamedNode:
    """The node of a CURIE."""
    return NamedNode(expand(curie))


def swedish(text: str) -> Literal:
    """A text in Swedish."""
    return Literal(text, language="sv")


def day(value: date) -> Literal:
    """A calendar day."""
    return Literal(value.isoformat(), datatype=node("xsd:date"))


def number(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=node("xsd:integer"))


def quads(triples: Iterable[Triple], graph: str) -> Iterator[Quad]:
    """Triples as quads of a named graph."""
    name = NamedNode(graph)
    for subject, curie, term in triples:
        yield Quad(NamedNode(subject), node(curie), term, name)


def shared(organisations: Iterable[Organisation], statutes: Sequence[Statute]) -> Iterator[Quad]:
    """What all plans share: bodies and statutes in `iris.SHARED_GRAPH`, the ontology in `iris.ONTOLOGY_GRAPH`."""
    known = {statute.number: statute for statute in statutes}
    for organisation in organisations:
        yield from quads(_organisation(organisation), iris.SHARED_GRAPH)
    for statute in statutes:
        yield from quads(_statute(statute, known), iris.SHARED_GRAPH)
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


def _statute(statute: Statute, known: Mapping[str, Statute]) -> Iterator[Triple]:
    iri = _law(statute)
    yield iri, "rdf:type", node("eli:LegalResource")
    yield iri, "rdfs:label", swedish(statute.title)
    yield iri, "eli:title", swedish(statute.title)
    yield iri, "eli:id_local", Literal(statute.number)
    yield iri, "kg:statuteKind", NamedNode(iris.value(expand("kg:statuteKind"), statute.kind))
    yield iri, "kg:certain", Literal(statute.certain)
    names = [text for name in statute.names for text in (name.name, name.abbreviation) if text]
    for text in dict.fromkeys(names):
        yield iri, "skos:altLabel", swedish(text)
    if statute.in_force_from:
        yield iri, "eli:first_date_entry_in_force", day(statute.in_force_from)
    if isinstance(statute.in_force_until, date):
        yield iri, "eli:date_no_longer_in_force", day(statute.in_force_until)
    elif statute.in_force_until == "unknown":
        yield iri, "kg:endUnknown", Literal(True)
    if statute.checked:
        yield iri, "kg:checked", day(statute.checked)
    for later in statute.replaced_by:
        yield iri, "dcterms:isReplacedBy", NamedNode(_numbered(later, known))
    if statute.base_act:
        yield iri, "eli:amends", NamedNode(_numbered(statute.base_act, known))
    if iri == iris.law(statute.number):
        yield iri, "owl:sameAs", NamedNode(_RINFO + statute.number.replace(" ", "_"))


def _law(statute: Statute) -> str:
    return statute.iri or iris.statute(statute.number)


def _numbered(number: str, known: Mapping[str, Statute]) -> str:
    return _law(known[number]) if number in known else iris.law(number) or iris.statute(number)


class Names:
    """Which bodies, record types and statutes the words of one plan mean, and what is to be said of them."""

    def __init__(self, plan: Plan, organisations: Iterable[Organisation], statutes: Iterable[Statute]) -> None:
        self._slug = plan.slug
        self._parties = {iris.fold(text): party for party in plan.parties for text in (party.short, party.name)}
        self._statutes = {statute.number: statute for statute in statutes}
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

    def cited(self, citation: Citation) -> Iterator[tuple[str, NamedNode]]:
        """The statute of a citation (kg:law) and its places (kg:cites), as far as they have identifiers."""
        statute = self._statutes.get(citation.sfs or "")
        iri = _law(statute) if statute else iris.law(citation.sfs)
        if iri is None:
            return
        label = statute.title if statute else f"{citation.law or ''} ({citation.sfs})".strip()
        self._say([(iri, "rdf:type", node("eli:LegalResource")), (iri, "rdfs:label", swedish(label))])
        yield "kg:law", NamedNode(iri)
        for section in citation.sections or (None,):
            place = iris.law(citation.sfs, citation.chapter, section)
            if place is not None and "#" in place:
                chapter = f"{citation.chapter} kap." if citation.chapter else None
                words = [citation.sfs, chapter, f"{section} §" if section else None]
                self._say([(place, "rdf:type", node("eli:LegalResourceSubdivision"))])
                self._say([(place, "eli:is_part_of", NamedNode(iri))])
                self._say([(place, "rdfs:label", swedish(" ".join(word for word in words if word)))])
                yield "kg:cites", NamedNode(place)

    def described(self) -> Iterator[Triple]:
        """What is to be said of all that was named so far."""
        yield from self._said

    def _say(self, triples: Iterable[Triple]) -> None:
        self._said.update(dict.fromkeys(triples))
