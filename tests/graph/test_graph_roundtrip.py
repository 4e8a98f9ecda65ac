"""Facts to quads and back lose nothing, whatever the facts say."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from tests.graph.plans import plans

from kg.errors import StoreError, UsageError
from kg.graph import derive, iris, mapping, notes
from kg.graph.store import MemoryStore
from kg.model.plan import Plan


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_facts_come_back_from_quads_as_they_were(plan: Plan) -> None:
    graph = iris.effective(plan.slug)
    store = MemoryStore(mapping.quads(plan, graph))
    assert mapping.plan_from(store, graph) == plan


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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
