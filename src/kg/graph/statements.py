"""Statements on their way into a graph: subjects as IRIs, properties as CURIEs, objects as terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import expand

Term = NamedNode | Literal
Triple = tuple[str, str, Term]
"""Subject as IRI, property as CURIE, and the object."""


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
