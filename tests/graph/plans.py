"""Plans of every kind of fact, whatever the facts say: what property tests draw from."""

from __future__ import annotations

from datetime import date
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from kg.graph import notes
from kg.model.fact import Fact
from kg.model.plan import Plan

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["1.1", "2.10", "s1", "AFF", 'Överlämnas\noch "införlivas"', "a\\b", "x~2", "é/ö#?%20", " . \n", "<a> <b>", "1.²"]
)


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a field of the model, from its type."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(args[0])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if args:
        return st.one_of([values(option) for option in args])
    if annotation is str:
        return TEXT
    if annotation is int:
        return st.integers(0, 10**6)
    if annotation is date:
        return st.dates()
    if isinstance(annotation, type) and issubclass(annotation, Fact):
        return facts(annotation)
    return st.booleans() if annotation is bool else st.none() if annotation is NoneType else st.nothing()


def facts(model: type[Fact]) -> st.SearchStrategy[Fact]:
    """Facts of one kind; the text of a code or an id is never empty."""
    named = {name: values(info.annotation) for name, info in model.model_fields.items()}
    return st.builds(model, **named)


def plans() -> st.SearchStrategy[Plan]:
    """Plans with up to two facts of every kind, enough for one to be another's neighbour, or its double."""
    lists = {name: st.lists(facts(model), max_size=2).map(tuple) for name, model in notes.lists().items()}
    head = {"slug": st.sampled_from(["mini", "å b", "x~y"]), "document": TEXT, "sha256": TEXT}
    return st.builds(Plan, **head, **lists)
