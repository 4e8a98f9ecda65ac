"""What follows from a plan's facts: its structure in SKOS, XKOS and RiC-O, and links to all that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import iris, mapping, notes
from kg.graph.laws import Laws, Link
from kg.graph.register import Names, shared
from kg.graph.statements import Triple, day, node, number, quads, swedish
from kg.model.fact import Fact
from kg.model.law import Citation
from kg.model.organisation import Organisation
from kg.model.plan import CrossReference, Plan, Process
from kg.model.source import Source
from kg.model.statute import Statute

__all__ = ["as_read", "effective", "shared", "sort_key"]

_SWEDISH = "http://publications.europa.eu/resource/authority/language/SWE"
_LEVELS = {"VO": "kg:BusinessArea", "PG": "kg:ProcessGroup", "P": "kg:Process"}
_RULES = ("disposition_rules", "retention_rules", "secrecy_rules")
_NAME = re.compile(r"kg:(\w+)Name\Z")
_LAWS = {"kg:lawName", "kg:legalBasis"}

_LABELS: Mapping[str, Callable[[Any], Iterable[str | None]]] = {
    "processes": lambda fact: (fact.code, fact.title),
    "cross_references": lambda fact: (fact.source, "→", fact.target or fact.to),
    "disposition_rules": lambda fact: (f"{fact.process}:{fact.order}", fact.applies_to),
    "retention_rules": lambda fact: (fact.record, fact.period),
    "responsibilities": lambda fact: (fact.role and f"{fact.role}:", fact.duty),
    "assignments": lambda fact: (fact.matter, fact.target_group),
    "fora": lambda fact: (fact.name,),
    "secrecy_rules": lambda fact: (fact.rule,),
    "systems": lambda fact: (fact.name,),
    "sections": lambda fact: (fact.title,),
    "passages": lambda fact: (fact.defines or " ".join(fact.terms[:4]),),
    "parties": lambda fact: (fact.name,),
}
"""What each kind of fact is called, in the words of the text; record types and citations carry labels of their own."""


def as_read(plan: Plan, source: Source | None = None) -> Iterator[Quad]:
    """The graph of the facts as the document has them, with the structure that they make up.

    `source` gives the plan its title and dates; without it the plan is called by its slug.
    Raises UsageError for a plan whose slug is taken by the data that plans share.
    """
    graph = iris.as_read(plan.slug)
    yield from mapping.quads(plan, graph)
    yield from quads(_structure(plan, source), graph)


def effective(
    plan: Plan,
    source: Source | None = None,
    organisations: Iterable[Organisation] = (),
    statutes: Iterable[Statute] = (),
) -> Iterator[Quad]:
    """The graph that answers use: the facts as mended, with their structure and links to all that they name.

    `plan` has its corrections laid over. The name of a body leads to the one of `organisations` that has to do with
    the plan, else to a body of the plan's own; a citation leads to the one of `statutes`, else to its number's IRI.
    Raises UsageError for a plan whose slug is taken by the data that plans share.
    """
    graph = iris.effective(plan.slug)
    names, laws = Names(plan, organisations), Laws(plan.citations, statutes)
    revision: Triple = (graph, "prov:wasRevisionOf", NamedNode(iris.as_read(plan.slug)))
    yield from mapping.quads(plan, graph)
    yield from quads(chain([revision], _structure(plan, source), _links(plan, source, names, laws)), graph)
    # They learn what to describe while the links are made, so they speak last.
    yield from quads(chain(names.described(), laws.described()), graph)


def sort_key(code: str) -> str:
    """Key by which codes sort as people read them, 2.9 before 2.10: "0002.0010"."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(4), code)


def _structure(plan: Plan, source: Source | None) -> Iterator[Triple]:
    yield from _data_set(plan, source)
    yield from _levels(plan)
    codes = {process.code for process in plan.processes}
    for reference in plan.cross_references:
        if reference.kind == "exclude" and reference.source in codes:
            yield iris.unit(plan.slug, reference.source), "xkos:exclusionNote", swedish(_phrase(reference))
    for name, iri, fact in _facts(plan):
        if isinstance(fact, Process):
            yield from _unit(plan.slug, iri, fact)
        words = [word for word in _LABELS.get(name, lambda _: ())(fact) if word]
        if words:
            yield iri, "rdfs:label", swedish(" ".join(words))
        if name in _RULES:
            yield iri, "rdf:type", node("rico:Rule")


def _facts(plan: Plan) -> Iterator[tuple[str, str, Fact]]:
    """List, identifier and fact of all facts."""
    for name, known in iris.facts(plan).items():
        for iri, fact in zip(known, getattr(plan, name), strict=True):
            yield name, iri, fact


def _phrase(reference: CrossReference) -> str:
    parts = (reference.verb, reference.subject, reference.target, reference.cited_title)
    return " ".join(part for part in parts if part)


def _data_set(plan: Plan, source: Source | None) -> Iterator[Triple]:
    scheme, document = iris.plan(plan.slug), iris.document(plan.slug, plan.document)
    work, title = iris.importing(plan.slug), swedish(source.title if source else plan.slug)
    yield scheme, "rdf:type", node("skos:ConceptScheme")
    yield scheme, "rdf:type", node("dcat:Dataset")
    yield scheme, "dcterms:title", title
    yield scheme, "rdfs:label", title
    yield scheme, "dcterms:language", NamedNode(_SWEDISH)
    if source and source.issued:
        yield scheme, "dcterms:issued", day(source.issued)
    if source and source.valid_from:
        yield scheme, "kg:validFrom", day(source.valid_from)
    yield scheme, "prov:wasGeneratedBy", NamedNode(work)
    yield work, "rdf:type", node("prov:Activity")
    yield work, "prov:used", NamedNode(document)
    yield document, "rdf:type", node("prov:Entity")
    yield document, "rdfs:label", swedish(plan.document)


def _levels(plan: Plan) -> Iterator[Triple]:
    """The levels that the plan has, from the top, as a list whose cells have names so that a build repeats itself."""
    scheme, found = iris.plan(plan.slug), {process.level for process in plan.processes}
    levels = [(mark, iris.level(plan.slug, mark)) for mark in _LEVELS if mark in found]
    cells = [f"{iri}/cell" for _, iri in levels]
    ends = [*map(NamedNode, cells), node("rdf:nil")]
    if levels:
        yield scheme, "xkos:numberOfLevels", number(len(levels))
        yield scheme, "xkos:levels", ends[0]
    for depth, ((mark, iri), cell) in enumerate(zip(levels, cells, strict=True), start=1):
        yield cell, "rdf:first", NamedNode(iri)
        yield cell, "rdf:rest", ends[depth]
        yield iri, "rdf:type", node("xkos:ClassificationLevel")
        yield iri, "rdfs:label", swedish(mark)
        yield iri, "xkos:depth", number(depth)
        yield iri, "xkos:organizedBy", node(f"kg:level-{mark}")


def _unit(slug: str, iri: str, process: Process) -> Iterator[Triple]:
    scheme = iris.plan(slug)
    for curie in ("skos:Concept", "rico:Activity", _LEVELS[process.level]):
        yield iri, "rdf:type", node(curie)
    yield iri, "skos:inScheme", NamedNode(scheme)
    yield iri, "kg:sortKey", Literal(sort_key(process.code))
    yield iris.level(slug, process.level), "skos:member", NamedNode(iri)
    if process.parent is None:
        yield iri, "skos:topConceptOf", NamedNode(scheme)
        yield scheme, "skos:hasTopConcept", NamedNode(iri)
    else:
        yield iris.unit(slug, process.parent), "skos:narrower", NamedNode(iri)


def _links(plan: Plan, source: Source | None, names: Names, laws: Laws) -> Iterator[Triple]:
    if source and source.issuer:
        yield iris.plan(plan.slug), "dcterms:publisher", names.body(source.issuer)
    for _, iri, fact in _facts(plan):
        links = laws.cited(fact) if isinstance(fact, Citation) else _meant(fact, names, laws)
        yield from ((iri, curie, thing) for curie, thing in links)
    minted = iris.facts(plan)
    for iri, record in zip(minted["record_types"], plan.record_types, strict=True):
        yield iri, "kg:record", names.record(record.name)
    places = {section.id: iris.section(plan.slug, section.id) for section in plan.sections}
    places |= {process.code: iris.unit(plan.slug, process.code) for process in plan.processes}
    for iri, reference in zip(minted["cross_references"], plan.cross_references, strict=True):
        if reference.target in places and not reference.external:
            yield iri, "kg:target", NamedNode(places[reference.target])


def _meant(fact: Fact, names: Names, laws: Laws) -> Iterator[Link]:
    """What a fact's words lead to: bodies and record types by their names, statutes by legal basis or name."""
    for field in notes.fields(type(fact)):
        named, value = _NAME.match(field.curie), getattr(fact, field.name)
        for words in value if isinstance(value, tuple) else (value,):
            if not words:
                continue
            if field.curie in _LAWS:
                yield from laws.named(words)
            elif named:
                yield f"kg:{named[1]}", names.record(words) if named[1] == "record" else names.body(words)
