"""Structural faults of a SKOS vocabulary, in the manner of qSKOS and of the integrity conditions of SKOS itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import rdflib
from rdflib import RDF, SKOS


def faults(graph: rdflib.Graph) -> list[str]:
    """What is wrong with a vocabulary, each with the concept."""
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    return sorted([*_labels(graph, concepts), *_places(graph, concepts), *_ladder(graph, concepts)])


def _labels(graph: rdflib.Graph, concepts: set[rdflib.term.Node]) -> Iterator[str]:
    for concept in concepts:
        preferred = list(graph.objects(concept, SKOS.prefLabel))
        if not preferred:
            yield f"{concept}: no preferred label"
        if any(count > 1 for count in Counter(label.language for label in preferred).values()):  # type: ignore[attr-defined]
            yield f"{concept}: several preferred labels in one language (S14)"
        if any(not label.language or not str(label).strip() for label in preferred):  # type: ignore[attr-defined]
            yield f"{concept}: a label without language or words"
        for other in (SKOS.altLabel, SKOS.hiddenLabel):
            if set(preferred) & set(graph.objects(concept, other)):
                yield f"{concept}: both preferred and another label (S13)"
    codes = Counter(
        (str(code), str(graph.value(c, SKOS.inScheme))) for c in concepts for code in graph.objects(c, SKOS.notation)
    )
    yield from (f"two concepts with the notation {code[0]}" for code, count in codes.items() if count > 1)


def _places(graph: rdflib.Graph, concepts: set[rdflib.term.Node]) -> Iterator[str]:
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    if concepts & schemes:
        yield "a concept that is a scheme (S9)"
    for scheme in schemes:
        if not list(graph.objects(scheme, SKOS.hasTopConcept)):
            yield f"{scheme}: no top concept"
    for concept in concepts:
        if not set(graph.objects(concept, SKOS.inScheme)) & schemes:
            yield f"{concept}: in no scheme"
        top = list(graph.objects(concept, SKOS.topConceptOf))
        if top and list(graph.objects(concept, SKOS.broader)):
            yield f"{concept}: a top concept that is narrower than another"
        if not top and not any(graph.triples((concept, link, None)) for link in (SKOS.broader, SKOS.narrower)):
            yield f"{concept}: an orphan"
        for scheme in top:
            if (scheme, SKOS.hasTopConcept, concept) not in graph:
                yield f"{concept}: a top concept that its scheme does not know"


def _ladder(graph: rdflib.Graph, concepts: set[rdflib.term.Node]) -> Iterator[str]:
    for link, back in ((SKOS.broader, SKOS.narrower), (SKOS.narrower, SKOS.broader), (SKOS.related, SKOS.related)):
        for concept, other in graph.subject_objects(link):
            if other not in concepts or concept not in concepts:
                yield f"{concept}: a relation to what is no concept"
            if concept == other:
                yield f"{concept}: a relation to itself"
            if (other, back, concept) not in graph and link != SKOS.related and list(graph.triples((None, back, None))):
                yield f"{concept}: a relation without its inverse"
    for concept in concepts:
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        if any(concept in graph.objects(other, SKOS.broader) for other in above):
            yield f"{concept}: a cycle above it"
        if above & set(graph.objects(concept, SKOS.related)):
            yield f"{concept}: related and above (S27)"
