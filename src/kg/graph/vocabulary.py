"""The ontology as it is published: its files in every syntax, and a JSON-LD context of its words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg import assets
from kg.errors import FailedError, UsageError
from kg.graph import iris, serialise
from kg.graph.terms import expand, prefixes, shorten

FILES = {"ns": "kg.ttl", "ns/align": "align.ttl", "shapes": "shapes.ttl"}
"""Files of ontology/ by the path of their IRI below https://w3id.org/kg-se/."""


@cache
def write(name: str, format: str) -> bytes:
    """A file of the ontology, named as in `FILES`, as ttl, nt, jsonld or rdfxml; as ttl it is the very file.

    Raises UsageError for another format; FailedError where the file cannot be read.
    """
    import pyoxigraph as ox

    path = assets.ontology(FILES[name])
    try:
        text = path.read_bytes()
    except OSError as error:
        raise FailedError(f"the ontology cannot be read ({error})", where=str(path), hint="install kg again") from error
    if format == "ttl":
        return text
    if format not in ("nt", "jsonld", "rdfxml"):
        raise UsageError(f"no syntax of RDF is called {format!r}", hint="choose ttl, nt, jsonld or rdfxml")
    return serialise.triples((quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)), format)


@cache
def terms() -> tuple[str, ...]:
    """Our words: classes, properties, then the concepts of closed lists, each in the order of the file."""
    kinds = [expand(curie) for curie in ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "skos:Concept")]
    found = [
        (kinds.index(value), subject) for subject, value in _typed() if subject.startswith(iris.NS) and value in kinds
    ]
    return tuple(dict.fromkeys(subject for _, subject in sorted(found, key=lambda pair: pair[0])))


@cache
def context() -> bytes:
    """A JSON-LD context: our prefixes, and each property of ours with what its values are."""
    told: dict[str, Any] = {"@version": 1.1, **prefixes()}
    objects = {subject for subject, value in _typed() if value == expand("owl:ObjectProperty")}
    ranges = dict(_pairs("rdfs:range"))
    properties = (expand("owl:ObjectProperty"), expand("owl:DatatypeProperty"))
    for subject, value in _typed():
        if not subject.startswith(iris.NS) or value not in properties:
            continue
        term: dict[str, Any] = {"@id": shorten(subject)}
        kind = "@id" if subject in objects else shorten(ranges.get(subject, ""))
        if kind and kind not in ("xsd:string", "rdf:langString"):
            term["@type"] = kind
        told[subject.removeprefix(iris.NS)] = term
    return (json.dumps({"@context": told}, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def explained(lang: str) -> Mapping[str, tuple[str, str, str]]:
    """Our words by IRI: the kind (class, property or concept), and its label and comment in Swedish or English."""
    import pyoxigraph as ox

    kinds = {subject: shorten(value).partition(":")[2].lower() for subject, value in _typed()}
    said: dict[str, dict[str, str]] = {}
    labels = {expand("rdfs:label"): "label", expand("skos:prefLabel"): "label", expand("rdfs:comment"): "comment"}
    for quad in ox.parse(path=str(assets.ontology("kg.ttl")), format=ox.RdfFormat.TURTLE):
        key = labels.get(quad.predicate.value)
        if key is None or not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
            continue
        if quad.object.language == lang:
            said.setdefault(quad.subject.value, {})[key] = quad.object.value

    def kind(iri: str) -> str:
        return "property" if kinds[iri].endswith("property") else kinds[iri]

    return {
        iri: (kind(iri), said[iri].get("label", ""), said[iri].get("comment", "")) for iri in terms() if iri in said
    }


def _typed() -> list[tuple[str, str]]:
    return _pairs("rdf:type")


@cache
def _pairs(curie: str) -> list[tuple[str, str]]:
    """Subject and object of a property in our own file, both named, in the order of the file."""
    import pyoxigraph as ox

    wanted = expand(curie)
    return [
        (quad.subject.value, quad.object.value)
        for quad in ox.parse(path=str(assets.ontology("kg.ttl")), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == wanted
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
    ]
