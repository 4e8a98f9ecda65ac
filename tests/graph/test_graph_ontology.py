"""Every word that the graphs use is declared, with a label and a comment in Swedish and English."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import get_args

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, parse

from kg import assets
from kg.graph import iris, notes
from kg.graph.store import MemoryStore
from kg.graph.terms import expand, prefixes, shorten
from kg.graph.triples import index, lexical
from kg.model.disposition import Condition
from kg.model.fact import Fact
from kg.model.finding import Kind
from kg.model.statute import StatuteKind

OTHERS_OWN = {"rdf:type", "rdf:first", "rdf:rest"}
"""RDF's own grammar, which needs no words of ours."""


@cache
def said() -> dict[str, dict[str, dict[str, str]]]:
    """Texts of kg.ttl by subject, property and language."""
    texts: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for quad in parse(path=str(assets.ontology("kg.ttl")), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            about = texts[shorten(quad.subject.value)][shorten(quad.predicate.value)]
            language = quad.object.language or ""
            assert language not in about, f"{quad.subject} says {quad.predicate} twice"
            about[language] = quad.object.value
    return texts


def both(texts: dict[str, str]) -> bool:
    return set(texts) == {"sv", "en"} and all(text.strip() for text in texts.values())


def noted(model: type[Fact]) -> set[str]:
    """Properties of a kind of fact and of the facts inside it."""
    fields = notes.fields(model)
    return {field.curie for field in fields}.union(*(noted(field.nested) for field in fields if field.nested))


def used(effective: MemoryStore) -> set[str]:
    """Properties and classes of all graphs but the ontology's own."""
    found = set()
    for graph in set(effective.graphs) - {iris.ONTOLOGY_GRAPH}:
        for about in index(effective.triples(graph)).values():
            found |= {shorten(lexical(term)) for term in about}
            found |= {shorten(lexical(term)) for term in about.get(f"<{expand('rdf:type')}>", ())}
    return found


def test_every_property_and_class_in_the_graphs_is_explained_in_both_languages(effective: MemoryStore) -> None:
    words = used(effective) | set().union(*(noted(model) for model in notes.lists().values()))
    words |= set(notes.CLASSES.values())
    poor = {
        word
        for word in words - OTHERS_OWN
        if not (both(said()[word]["rdfs:label"]) and both(said()[word]["rdfs:comment"]))
    }
    assert poor == set()


def test_no_word_of_ours_is_declared_for_nothing(effective: MemoryStore) -> None:
    ours = {word for word, about in said().items() if word.startswith("kg:") and "rdfs:comment" in about}
    words = used(effective) | set().union(*(noted(model) for model in notes.lists().values()))
    assert ours - words - {"kg:findingKind"} == set()


def listed() -> dict[str, str]:
    """Words of all closed lists of the model, by their concept."""
    words = {f"kg:statuteKind-{word}": word for word in get_args(StatuteKind)}
    for model in [*notes.lists().values(), Condition]:
        for field in notes.fields(model):
            words |= {shorten(concept): word for word, concept in field.words.items()}
    return words


def test_every_word_of_a_closed_list_is_a_concept_with_two_labels() -> None:
    for concept, word in listed().items():
        about = said()[concept]
        assert both(about["skos:prefLabel"]), concept
        assert about["skos:notation"] == {"": word}


def test_closed_lists_hold_no_other_words() -> None:
    assert {word for word, about in said().items() if "skos:notation" in about} == set(listed())


def _shapes() -> MemoryStore:
    return MemoryStore(parse(path=str(assets.ontology("shapes.ttl")), format=RdfFormat.TURTLE))


def test_every_shape_has_messages_in_both_languages_and_a_known_kind() -> None:
    for shape, about in index(
        _shapes().oxigraph.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""
    ).items():
        if lexical(shape).startswith(f"{iris.SHAPES}SH-"):
            messages = about[f"<{expand('sh:message')}>"]
            assert sorted(term[-3:] for term in messages) == ["@en", "@sv"], shape
            kinds = [lexical(term) for term in about.get(f"<{expand('kg:findingKind')}>", ())]
            assert set(kinds) <= set(get_args(Kind)), shape


def test_shapes_only_speak_of_words_that_are_declared() -> None:
    text = re.sub(r'"[^"\n]*"', "", assets.ontology("shapes.ttl").read_text(encoding="utf-8"))
    words = set(re.findall(r"(?<![\w-])kg:[\w-]+", re.sub(r"(?m)#.*$|^@prefix.*$", "", text)))
    assert {word for word in words if word not in said()} == set()


def test_every_class_of_facts_has_a_shape() -> None:
    text = assets.ontology("shapes.ttl").read_text(encoding="utf-8")
    targets = set(re.findall(r"[\w]+:\w+", " ".join(re.findall(r"sh:targetClass ([^;]*);", text))))
    assert set(notes.CLASSES.values()) | {"kg:Plan", "kg:Condition", "oa:SpecificResource"} <= targets


@pytest.mark.parametrize("name", ["kg.ttl", "align.ttl", "shapes.ttl"])
def test_the_files_agree_on_prefixes(name: str) -> None:
    declared = re.findall(r"^@prefix ([\w-]+): <([^>]*)> \.", assets.ontology(name).read_text(encoding="utf-8"), re.M)
    known = dict(prefixes())
    assert {prefix: known.get(prefix, iri) for prefix, iri in declared} == dict(declared)


def test_alignments_start_from_words_that_are_declared() -> None:
    for quad in parse(path=str(assets.ontology("align.ttl")), format=RdfFormat.TURTLE):
        assert not isinstance(quad.subject, BlankNode)
        word = shorten(quad.subject.value)
        assert word in said() or word.startswith("https://"), word


def test_the_glossary_calls_every_word_of_ours_what_the_ontology_calls_it() -> None:
    glossary = assets.ontology("README.md").read_text(encoding="utf-8")
    ours = {word: about["rdfs:label"] for word, about in said().items() if both(about["rdfs:comment"])}
    rows = {f"| `{word}` | {label['sv']} | {label['en']} |" for word, label in ours.items() if word.startswith("kg:")}
    assert {row for row in rows if row not in glossary} == set()
