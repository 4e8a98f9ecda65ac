"""Units, record types and bodies as a networkx graph, with what leads from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.graph import iris
from kg.graph.terms import expand
from kg.graph.triples import Index, lexical

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_NODES = {
    "kg:Unit": "unit",
    "kg:Section": "section",
    "rico:DocumentaryFormType": "record-type",
    "org:Organization": "body",
    "kg:Role": "body",
}
_ABOUT = {
    "rdfs:label": "label",
    "skos:notation": "code",
    "kg:level": "level",
    "kg:sortKey": "sort_key",
    "kg:added": "added",
    "kg:ended": "ended",
}
_PLAIN = {
    "skos:broader": "broader",
    "kg:successor": "successor",
    "dcterms:isPartOf": "part-of",
    "org:subOrganizationOf": "part-of",
    "org:postIn": "part-of",
}
_BETWEEN = {
    "kg:RecordTypeMention": ("names", "kg:process", "kg:record"),
    "kg:CrossReference": ("reference", "kg:source", "kg:target"),
    "kg:DispositionRule": ("disposition", "kg:process", "kg:recipient"),
}
_SAID = {
    "kg:subject": "subject",
    "kg:verb": "verb",
    "kg:referenceKind": "reference_kind",
    "kg:citedTitle": "cited_title",
    "kg:action": "action",
    "kg:ruleOrder": "order",
    "kg:recipientLogic": "recipient_logic",
    "kg:otherwise": "otherwise",
}


def network(*graphs: Index) -> MultiDiGraph[str]:
    """The network of one or more effective graphs; record types and registered bodies join the plans.

    Nodes are IRIs with `kind` (unit, section, record-type, body), `plan` (its slug, or "shared"), and `label`, `code`,
    `level`, `sort_key`, `added`, `ended` as far as they have them. Edges have `kind`: broader, part-of, successor,
    names (unit to record type), reference (unit to unit, with `subject`, `verb`, `reference_kind`) and disposition
    (unit to recipient, with `action`, `order`); the key of the last three is the IRI of the fact. A reference without a
    target in the plan is no edge. All values are strings, so that every network format can write them.
    """
    from networkx import MultiDiGraph

    made: MultiDiGraph[str] = MultiDiGraph()
    for found in graphs:
        made.add_nodes_from(sorted(_nodes(found), key=lambda node: node[0]))
    for found in graphs:
        for tail, head, key, said in sorted(_edges(found), key=lambda edge: edge[:3]):
            if tail in made and head in made:
                made.add_edge(tail, head, key=key, **said)
    return made


def _nodes(found: Index) -> Iterator[tuple[str, dict[str, str]]]:
    kinds = {f"<{expand(curie)}>": kind for curie, kind in _NODES.items()}
    for subject, about in found.items():
        kind = next((kinds[term] for term in about.get(_term("rdf:type"), ()) if term in kinds), None)
        if kind is not None:
            iri = lexical(subject)
            yield iri, {"kind": kind, "plan": iris.slug_of(iri), **_said(about, _ABOUT)}


def _edges(found: Index) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Tail, head, key and what is said of the edge."""
    between = {_term(curie): edge for curie, edge in _BETWEEN.items()}
    for subject, about in found.items():
        for curie, kind in _PLAIN.items():
            for head in about.get(_term(curie), ()):
                yield lexical(subject), lexical(head), kind, {"kind": kind}
        for term in about.get(_term("rdf:type"), ()):
            if term in between:
                kind, start, end = between[term]
                for tail in about.get(_term(start), ()):
                    for head in about.get(_term(end), ()):
                        yield lexical(tail), lexical(head), lexical(subject), {"kind": kind, **_said(about, _SAID)}


def _said(about: Mapping[str, list[str]], names: Mapping[str, str]) -> dict[str, str]:
    told = {}
    for curie, name in names.items():
        terms = about.get(_term(curie))
        if terms:
            # A concept of a closed list is kg:<property>-<word>; the word alone is what people filter by.
            told[name] = lexical(min(terms)).removeprefix(f"{expand(curie)}-")
    return told


def _term(curie: str) -> str:
    return f"<{expand(curie)}>"
