"""Two editions of one plan: every step between them, and what is told of each unit."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.compare import changed
from tests.graph.plans import plans

from kg.compare import editions
from kg.compare.compare import compare
from kg.compare.said import said
from kg.errors import SourceError
from kg.model.comparison import Change, Comparison, Row
from kg.model.plan import Plan

HAMNVIK = changed.made_up("hamnvik")
edits = st.lists(st.tuples(st.sampled_from(changed.EDITS), st.integers(0, 40), st.integers(0, 40)), max_size=5)


def edited(plan: Plan, made: list[tuple[object, int, int]]) -> Plan:
    for edit, a, b in made:
        plan = edit(plan, a, b)  # type: ignore[operator]
    return plan


def row(found: Comparison, code: str) -> Row:
    return next(row for row in found.rows if row.left and row.left.code == code)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edits)
def test_steps_make_the_second_edition_out_of_the_first(made: list[tuple[object, int, int]]) -> None:
    second = edited(HAMNVIK, made)
    assert editions.apply(HAMNVIK, compare(HAMNVIK, second).changes) == second


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans(), plans())
def test_steps_lead_from_any_plan_to_any_other(first: Plan, second: Plan) -> None:
    steps = compare(first, second, "editions").changes
    told = [Change.model_validate_json(step.model_dump_json()) for step in steps]
    assert editions.apply(first, told) == second


def test_every_list_of_a_plan_is_told_by_name_in_both_languages() -> None:
    assert set(editions.LISTS) == set(editions.NAMED)
    assert set(editions.LISTS) <= set(said("sv")) & set(said("en"))


def test_same_edition_has_no_steps_and_every_unit_is_the_same() -> None:
    found = compare(HAMNVIK, HAMNVIK)
    assert found.changes == ()
    assert found.counts == {"same": len(HAMNVIK.processes)}


def test_renumbered_unit_is_moved_and_not_ended_and_added() -> None:
    second = changed.renumbered(HAMNVIK, {"2.3.1": "2.3.7", "3": "5", "3.1": "5.1", "3.1.1": "5.1.1"})
    found = compare(HAMNVIK, second)
    assert {(row.status, row.left and row.left.code) for row in found.rows if row.status != "same"} == {
        ("moved", "2.3.1"), ("moved", "3"), ("moved", "3.1"), ("moved", "3.1.1"),
        ("moved", "3.1.2"), ("moved", "3.2"), ("moved", "3.3"),
    }  # fmt: skip
    assert {change.does for change in found.changes} == {"renumber"}


def test_number_that_another_unit_took_over_has_another_meaning() -> None:
    at = next(n for n, unit in enumerate(HAMNVIK.processes) if unit.code == "2.2.2")
    second = changed.renumbered(changed.without(HAMNVIK, at, 0), {"2.2.1": "2.2.2"})
    found = compare(HAMNVIK, second)
    assert row(found, "2.2.1").status == "moved"
    assert row(found, "2.2.2").status == "meaning-changed"
    assert row(found, "2.2.2").changes == ("meaning-changed", "ended")


def test_unit_marked_as_ended_is_ended_though_it_still_stands() -> None:
    found = compare(HAMNVIK, changed.ended(HAMNVIK, 14, 15))
    ended = HAMNVIK.processes[14].code
    assert row(found, ended).status == "ended"
    assert row(found, ended).right


def test_renamed_unit_keeps_its_records_and_is_one_step() -> None:
    second = changed.renamed(HAMNVIK, 20, 3)
    found = compare(HAMNVIK, second)
    assert row(found, HAMNVIK.processes[20].code).status == "renamed"
    assert [(change.does, change.field) for change in found.changes] == [("edit", "title")]


def test_steps_of_another_edition_are_refused() -> None:
    steps = compare(HAMNVIK, changed.without(HAMNVIK, 3, 0)).changes
    small = HAMNVIK.model_copy(update={"processes": (), "record_types": ()})
    with pytest.raises(SourceError, match="not of this edition"):
        editions.apply(small, [*steps, Change(does="edit", list="processes", at=0, name="x", field="title", after="y")])
