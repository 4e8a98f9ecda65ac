"""What the notes on the model's fields say, compiled once: which property a field is, and in which form."""

from __future__ import annotations

import hashlib
import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from kg.graph import iris
from kg.graph.terms import expand
from kg.model.fact import Fact, Rdf, Span
from kg.model.plan import Plan

Form = Literal["text", "link", "word", "span", "nested"]
"""A literal; another fact of the plan by its code or id; a word of a closed list; a place; facts inside the fact."""

CLASSES: Mapping[str, str] = {
    "processes": "kg:Unit",
    "record_types": "kg:RecordTypeMention",
    "cross_references": "kg:CrossReference",
    "disposition_rules": "kg:DispositionRule",
    "retention_rules": "kg:RetentionRule",
    "citations": "kg:Citation",
    "responsibilities": "kg:Responsibility",
    "assignments": "kg:Assignment",
    "fora": "kg:Forum",
    "secrecy_rules": "kg:SecrecyRule",
    "systems": "kg:System",
    "sections": "kg:Section",
    "passages": "kg:Passage",
    "parties": "kg:Party",
}
"""Class of the facts of each list of a plan."""

_LINKS = {
    *("skos:broader", "kg:successor", "kg:process", "kg:source"),
    *("kg:citedBy", "kg:section", "dcterms:isPartOf"),
}
_SAME_LIST = {"kg:citedLevel": "kg:level"}
"""Properties whose values are the closed list of another property."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a fact and how it stands in the graph."""

    name: str
    curie: str
    iri: str
    form: Form
    lang: str | None
    datatype: str | None
    many: bool
    """Whether the value is a sequence."""
    mixed: bool
    """Whether the value is one string or a sequence of them."""
    words: Mapping[str, str]
    """Of a closed list: the concept of each word."""
    nested: type[Fact] | None
    silent: Any
    """The value that leaves no trace in the graph."""
    required: bool
    """Whether the model wants the field named, if only as None."""


@cache
def fields(model: type[Fact]) -> tuple[Field, ...]:
    """Fields of a kind of fact.

    Raises TypeError where one carries no note: a fact would be lost on its way through the graph.
    """
    return tuple(_field(model, name) for name in model.model_fields)


@cache
def lists() -> Mapping[str, type[Fact]]:
    """Kind of fact of each list of a plan."""
    return {name: get_args(Plan.model_fields[name].annotation)[0] for name in CLASSES}


def _field(model: type[Fact], name: str) -> Field:
    info = model.model_fields[name]
    note = next((item for item in info.metadata if isinstance(item, Rdf)), None)
    if note is None:
        raise TypeError(f"{model.__name__}.{name} carries no Rdf note: add one in kg/model")
    options = _options(info.annotation)
    sequence = next((o for o in options if get_origin(o) is tuple), None)
    item = get_args(sequence)[0] if sequence is not None else options[0]
    form: Form = "link" if note.curie in _LINKS else "text"
    words: dict[str, str] = {}
    if item is Span:
        form = "span"
    elif isinstance(item, type) and issubclass(item, Fact):
        form = "nested"
    elif get_origin(item) is Literal:
        form = "word"
        listed = expand(_SAME_LIST.get(note.curie, note.curie))
        words = {word: iris.value(listed, word) for word in get_args(item)}
    return Field(
        name=name,
        curie=note.curie,
        iri=expand(note.curie),
        form=form,
        lang=note.lang,
        datatype=expand(note.datatype) if note.datatype else None,
        many=sequence is not None,
        mixed=sequence is not None and len(options) > 1,
        words=words,
        nested=item if form == "nested" else None,
        silent=None if info.is_required() else info.default,
        required=info.is_required(),
    )


def _options(annotation: Any) -> list[Any]:
    """The alternatives of a type, without None and without notes."""
    if get_origin(annotation) is Annotated:
        return _options(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [option for part in get_args(annotation) for option in _options(part)]
    return [] if annotation is type(None) else [annotation]


@cache
def digest() -> str:
    """Fingerprint of how the model stands in the graph: facts written under other notes cannot be read back."""
    told = [(name, CLASSES[name], _told(model)) for name, model in lists().items()]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _told(model: type[Fact]) -> list[object]:
    rows: list[object] = []
    for field in fields(model):
        rows.append((field.name, field.iri, field.form, field.many, field.mixed, sorted(field.words)))
        rows.extend(_told(field.nested) if field.nested else [])
    return rows
