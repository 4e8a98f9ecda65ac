"""Facts to quads and back lose nothing, whatever the facts say."""

from __future__ import annotations

import random
from datetime import date
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import StoreError, UsageError
from kg.graph import derive, iris, mapping, notes
from kg.graph.store import MemoryStore
from kg.model.fact import Fact
from kg.model.plan import Plan

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["1.1", "2.10", "s1", "AFF", 'Överlämnas\noch "införlivas"', "a\\b", "x~2", "é/ö#?%20", " . \n", "<a> <b>"]
)


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a field of the model, from its type."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(args[0])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.lists(values(args[0]), max_size=3).map(tuple)
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
    """Plans with up to three facts of every kind."""
    lists = {name: st.lists(facts(model), max_size=3).map(tuple) for name, model in notes.lists().items()}
    head = {"slug": st.sampled_from(["mini", "å b", "x~y"]), "document": TEXT, "sha256": TEXT}
    return st.builds(Plan, **head, **lists)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_facts_come_back_from_quads_as_they_were(plan: Plan) -> None:
    graph = iris.effective(plan.slug)
    store = MemoryStore(mapping.quads(plan, graph))
    assert mapping.plan_from(store, graph) == plan


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_what_is_derived_never_changes_the_facts(plan: Plan) -> None:
    store = MemoryStore([*derive.as_read(plan), *derive.effective(plan)])
    for graph in (iris.as_read(plan.slug), iris.effective(plan.slug)):
        assert mapping.plan_from(store, graph) == plan


@pytest.mark.parametrize("name", notes.CLASSES)
def test_each_kind_of_fact_survives_alone(name: str, plan: Plan) -> None:
    alone = Plan(slug="mini", document="d", sha256="0", **{name: getattr(plan, name)})
    assert getattr(alone, name)
    store = MemoryStore(mapping.quads(alone, "urn:g"))
    assert mapping.plan_from(store, "urn:g") == alone


def test_order_of_the_quads_does_not_matter(plan: Plan) -> None:
    quads = list(mapping.quads(plan, "urn:g"))
    random.Random(1).shuffle(quads)
    assert mapping.plan_from(MemoryStore(quads), "urn:g") == plan


def test_quads_are_the_same_each_time(plan: Plan) -> None:
    assert list(derive.effective(plan)) == list(derive.effective(plan))


def test_a_graph_that_holds_no_plan_says_so() -> None:
    with pytest.raises(StoreError, match="does not hold a plan"):
        mapping.plan_from(MemoryStore(), "urn:nothing")


@pytest.mark.parametrize("slug", ["", "shared"])
def test_a_plan_cannot_take_the_name_of_what_is_shared(slug: str, plan: Plan) -> None:
    with pytest.raises(UsageError, match="cannot be called"):
        list(derive.effective(plan.model_copy(update={"slug": slug})))
