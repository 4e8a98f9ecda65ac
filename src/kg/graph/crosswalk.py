"""Mappings between plans in the graph and out of it: SKOS between the units, with the metadata of SSSOM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import iris
from kg.graph.mapping import Dump
from kg.graph.statements import Triple, day, node, quads, swedish
from kg.graph.terms import expand, shorten
from kg.graph.triples import index, lexical
from kg.model.comparison import Crosswalk, Match, Side

_TEXTS = {
    "subject_label": "sssom:subject_label",
    "object_label": "sssom:object_label",
    "modifier": "sssom:predicate_modifier",
    "comment": "rdfs:comment",
}


def reviewed(crosswalk: Crosswalk) -> Iterator[Quad]:
    """A reviewed mapping as its own named graph; what was refused has its metadata and no SKOS statement."""
    plans = (crosswalk.subject_plan, crosswalk.object_plan)
    yield from quads(_reviewed(crosswalk, plans), iris.mappings(*plans))


def _reviewed(crosswalk: Crosswalk, plans: tuple[str, str]) -> Iterator[Triple]:
    whole = iris.mapping_set(*plans)
    yield from _set(whole, plans)
    yield whole, "pav:authoredOn", day(crosswalk.mapping_date)
    if crosswalk.comment:
        yield whole, "rdfs:comment", swedish(crosswalk.comment)
    for one in crosswalk.mapping:
        told = one.model_dump(exclude_none=True)
        yield from _mapping(whole, plans, told, refused=one.modifier is not None)
        iri = _iri(whole, told)
        yield iri, "pav:authoredOn", day(crosswalk.mapping_date)


def proposed(left: Side, right: Side, matches: Iterable[tuple[Match, str, str]]) -> bytes:
    """Matches, each with the titles of its ends, as Turtle: reviewed and proposed ones told apart by justification."""
    from kg.graph import serialise

    plans = (left.plan, right.plan)
    whole = iris.mapping_set(*plans)
    told: list[Triple] = list(_set(whole, plans))
    for match, subject_label, object_label in matches:
        said = match.model_dump(include={"subject", "predicate", "object", "confidence", "justification"})
        labels = {"subject_label": subject_label, "object_label": object_label}
        told += _mapping(whole, plans, said | labels | ({"comment": match.comment} if match.comment else {}))
        if match.mapping_date:
            told.append((_iri(whole, said), "pav:authoredOn", day(match.mapping_date)))
    return serialise.triples((quad.triple for quad in quads(told, "urn:x")), "ttl")


def _set(whole: str, plans: tuple[str, str]) -> Iterator[Triple]:
    yield whole, "rdf:type", node("sssom:MappingSet")
    yield whole, "rdfs:label", Literal(" – ".join(plans))
    yield whole, "sssom:subject_source", NamedNode(iris.plan(plans[0]))
    yield whole, "sssom:object_source", NamedNode(iris.plan(plans[1]))


def _iri(whole: str, told: Mapping[str, Any]) -> str:
    return f"{whole}/{iris.key(told['subject'])}--{told['predicate']}--{iris.key(told['object'])}"


def _mapping(whole: str, plans: tuple[str, str], told: Mapping[str, Any], *, refused: bool = False) -> Iterator[Triple]:
    iri = _iri(whole, told)
    ends = iris.unit(plans[0], told["subject"]), NamedNode(iris.unit(plans[1], told["object"]))
    if not refused:
        yield ends[0], f"skos:{told['predicate']}", ends[1]
    yield whole, "sssom:mappings", NamedNode(iri)
    yield iri, "rdf:type", node("owl:Axiom")
    yield iri, "owl:annotatedSource", NamedNode(ends[0])
    yield iri, "owl:annotatedProperty", node(f"skos:{told['predicate']}")
    yield iri, "owl:annotatedTarget", ends[1]
    yield iri, "sssom:mapping_justification", node(told["justification"])
    yield iri, "sssom:confidence", Literal(str(told["confidence"]), datatype=node("xsd:double"))
    for name, curie in _TEXTS.items():
        if told.get(name):
            text = told[name]
            yield iri, curie, Literal(text) if name == "modifier" else swedish(text)


def read(store: Dump, subject_plan: str, object_plan: str) -> Crosswalk | None:
    """The reviewed mapping of two plans, as the graph has it; None where there is none."""
    found = index(store.triples(iris.mappings(subject_plan, object_plan)))
    if not found:
        return None

    def one(about: Mapping[str, list[str]], curie: str) -> str | None:
        terms = about.get(f"<{expand(curie)}>")
        return lexical(terms[0]) if terms else None

    whole = found[f"<{iris.mapping_set(subject_plan, object_plan)}>"]
    mapping = []
    for about in found.values():
        if one(about, "owl:annotatedSource"):
            told: dict[str, Any] = {name: one(about, curie) for name, curie in _TEXTS.items()}
            told["subject"] = iris.tail(one(about, "owl:annotatedSource") or "")
            told["object"] = iris.tail(one(about, "owl:annotatedTarget") or "")
            told["predicate"] = shorten(one(about, "owl:annotatedProperty") or "").removeprefix("skos:")
            told["justification"] = shorten(one(about, "sssom:mapping_justification") or "")
            told["confidence"] = one(about, "sssom:confidence")
            mapping.append(told)
    return Crosswalk.model_validate(
        {
            "subject_plan": subject_plan,
            "object_plan": object_plan,
            "mapping_date": one(whole, "pav:authoredOn"),
            "comment": one(whole, "rdfs:comment"),
            "mapping": sorted(mapping, key=lambda told: (told["subject"], told["object"])),
        }
    )
