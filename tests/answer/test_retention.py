"""How long records are kept: the tables of retention/*.md, and what must hold for any dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.answer import counting, retention
from kg.answer.case import Case
from kg.answer.retention import Kept
from kg.catalogue import PlanView
from kg.model.answer import FactValue
from kg.model.disposition import Condition
from kg.model.fact import Span
from kg.model.plan import Plan
from kg.model.retention import RetentionRule

HERE = Path(__file__).parent / "retention"
NEXT_YEAR = "calendar-year+1"


def _rule(line: int, action: str | None, **more: object) -> RetentionRule:
    span = Span(document="handbok.txt", first=line, last=line, sha256="0" * 64)
    return RetentionRule.model_validate({"record": "personakter", "action": action, "span": span, **more})


def _is(about: str, *values: str, op: str = "in") -> Condition:
    return Condition.model_validate({"about": about, "op": op, "value": values if op == "in" else values[0]})


_CHOSEN, _OTHERS = _is("birth_day", "8", "18", "28"), Condition(about="birth_day", op="not", value=("8", "18", "28"))
_BOARD, _PRIVATE = _is("provider", "kommunal", op="is"), _is("provider", "enskild", op="is")
_HOLD = _is("condition", "andra uppgifter om personen finns kvar", op="is")
_LAST = {"counted_from": "sista anteckningen", "finish_by": NEXT_YEAR, "layer": "law"}

_RULES = (
    _rule(1, "destroy", period="P5Y", conditions=(_BOARD,), legal=("OmsL 2001:1 4 kap. 1 §",), **_LAST),
    _rule(
        2, "destroy", modality="must-not", layer="law", conditions=(_BOARD, _HOLD), legal=("OmsL 2001:1 4 kap. 1 §",)
    ),
    _rule(3, "destroy", period="P2Y", conditions=(_PRIVATE,), legal=("OmsL 2001:1 6 kap. 2 §",), **_LAST),
    _rule(4, "preserve", layer="local", conditions=(_CHOSEN,)),
    _rule(5, "store", layer="local", period="P1Y", counted_from="avslutad", holder="gruppledaren", next="närarkivet"),
    _rule(6, "transfer", layer="local", period="P5Y", holder="närarkivet", next="stadsarkivet", conditions=(_CHOSEN,)),
    _rule(
        7,
        "destroy",
        layer="local",
        period="P5Y",
        counted_from="akten avslutades",
        holder="närarkivet",
        conditions=(_OTHERS,),
    ),
)
_VIEW = PlanView(Plan(slug="storby-handbok", document="handbok.txt", sha256="0" * 64, retention_rules=_RULES))


def _keep(wants_day: bool = False, **facts: FactValue) -> Kept:
    return retention.keep(_VIEW, _RULES, Case(facts, "personakt", "personakt", {}), wants_day)


def _facts(case: dict[str, str]) -> dict[str, FactValue]:
    given: dict[str, FactValue] = {}
    for column, key in (("closed", "closed"), ("last entry", "last_entry"), ("provider", "provider")):
        if case.get(column):
            given[key] = case[column]
    if case.get("born"):
        given["birth_day"] = int(case["born"])
    if case.get("hold"):
        given["condition"] = case["hold"] == "ja"
    return given


@pytest.mark.parametrize("case", rows(HERE / "days.md"), ids=lambda case: f"{case['event']}+{case['period']}")
def test_period_ends_on_the_day_of_the_table(case: dict[str, str]) -> None:
    day = counting.after(date.fromisoformat(case["event"]), case["period"])
    assert day.isoformat() == case["day"]
    assert str(counting.finished(day, NEXT_YEAR)) == case["finish by"]


@pytest.mark.parametrize("case", rows(HERE / "files.md"), ids=lambda case: case["case"])
def test_file_is_kept_as_the_table_says(case: dict[str, str]) -> None:
    kept = _keep(**_facts(case))
    layers = {layer.layer: layer for layer in kept.retention.layers} if kept.retention else {}
    law, local = layers.get("law"), layers.get("local")
    missing = sorted(fact.fact for fact in kept.missing)
    assert kept.status == case["status"]
    assert (kept.retention.action if kept.retention and kept.status != "needs-facts" else "") == case["action"]
    assert ", ".join(missing) == case["asks for"]
    if case["action"] == "destroy":
        assert str(law.earliest if law and law.earliest else "") == case["law from"]
        assert str(law.finish_by if law and law.finish_by else "") == case["law by"]
        assert str(local.earliest if local and local.earliest else "") == case["local on"]
    if case["holder"]:
        assert kept.holder(None) == case["holder"]


@pytest.mark.parametrize("case", rows(HERE / "holders.md"), ids=lambda case: f"{case['born']} {case['on']}")
def test_file_is_held_by_the_one_of_the_table(case: dict[str, str]) -> None:
    assert _keep(**_facts(case)).holder(date.fromisoformat(case["on"])) == case["holder"]


def test_clash_shows_both_layers_with_the_law_first() -> None:
    kept = _keep(birth_day=12, closed="2014-06-01", last_entry="2012-01-15")
    assert kept.retention is not None
    assert [layer.layer for layer in kept.retention.layers] == ["law", "local"]
    assert kept.clash == ("law", "local")
    assert "2019-06-01 är efter 2018-12-31" in kept.steps[-1].does


def test_counting_is_written_out_in_both_languages() -> None:
    (law, *_) = _keep(birth_day=7, closed="2015-03-10", last_entry="2015-03-10").steps
    assert "sista anteckning 2015-03-10 + 5 år = 2020-03-10; gallringen klar senast 2021-12-31" in law.does
    assert "last entry 2015-03-10 + 5 years = 2020-03-10; disposal done by 2021-12-31" in law.does_en


def test_missing_day_of_birth_tells_what_each_day_would_lead_to() -> None:
    (asked,) = _keep(closed="2015-03-10").missing
    assert asked.fact == "birth_day"
    assert {value: asked.leads_to[value] for value in ("8", "18", "28")} == dict.fromkeys(("8", "18", "28"), "preserve")
    assert "destroy" in asked.leads_to.values()


def test_question_for_a_day_asks_for_the_event_it_runs_from() -> None:
    kept = _keep(wants_day=True, birth_day=12)
    assert (kept.status, {fact.fact for fact in kept.missing}) == ("needs-facts", {"closed", "last_entry"})


def test_unknown_provider_is_taken_for_the_municipality_itself() -> None:
    unsaid, said = (
        _keep(birth_day=7, last_entry="2015-03-10"),
        _keep(birth_day=7, last_entry="2015-03-10", provider="kommunal"),
    )
    assert unsaid.retention == said.retention


def test_chain_stops_where_it_is_not_known_which_way_the_file_goes() -> None:
    kept = _keep(closed="2015-03-10")
    assert [stage.holder.holder for stage in kept.stages] == ["gruppledaren", "närarkivet"]


def test_duration_that_is_none_is_refused() -> None:
    for wrong in ("P", "5Y", "P5", "PT5H", "P-1Y", "P5Y-1D", ""):
        with pytest.raises(ValueError, match="no duration"):
            counting.after(date(2016, 2, 29), wrong)


_DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
_PERIODS = st.builds(lambda number, unit: f"P{number}{unit}", st.integers(0, 120), st.sampled_from("YMWD"))


@given(_DAYS, _DAYS, _PERIODS)
def test_later_event_never_gives_an_earlier_day(one: date, other: date, period: str) -> None:
    first, last = sorted((one, other))
    assert counting.after(first, period) <= counting.after(last, period)
    assert counting.finished(first, NEXT_YEAR) <= counting.finished(last, NEXT_YEAR)  # type: ignore[operator]


@given(_DAYS, _DAYS, st.integers(1, 31))
def test_later_last_entry_never_lets_a_file_be_destroyed_earlier(one: date, other: date, born: int) -> None:
    first, last = (_keep(birth_day=born, last_entry=day.isoformat()) for day in sorted((one, other)))
    assert first.retention is not None
    assert last.retention is not None
    assert first.retention.action == last.retention.action
    if first.retention.earliest and last.retention.earliest:
        assert first.retention.earliest <= last.retention.earliest
        assert first.retention.finish_by <= last.retention.finish_by  # type: ignore[operator]


@given(_DAYS, _DAYS, st.integers(1, 31), st.sampled_from(["kommunal", "enskild"]))
def test_hold_always_wins_over_destroying(closed: date, entry: date, born: int, provider: str) -> None:
    rules = (*_RULES, _rule(8, "destroy", modality="must-not", layer="law", conditions=(_PRIVATE, _HOLD)))
    plan = Plan(slug="storby-handbok", document="handbok.txt", sha256="0" * 64, retention_rules=rules)
    facts: dict[str, FactValue] = {
        "birth_day": born,
        "closed": closed.isoformat(),
        "last_entry": entry.isoformat(),
        "provider": provider,
        "condition": True,
    }
    kept = retention.keep(PlanView(plan), rules, Case(facts, "personakt", "personakt", {}))
    assert kept.retention is not None
    assert kept.retention.action in {"store", "preserve"}
    assert (kept.retention.earliest, kept.retention.finish_by) == (None, None)


@given(_DAYS, st.integers(0, 4000), st.integers(1, 31))
def test_sums_of_the_explanation_add_up(entry: date, later: int, born: int) -> None:
    closed = entry + timedelta(days=later)
    kept = _keep(birth_day=born, closed=closed.isoformat(), last_entry=entry.isoformat())
    sums = [found for step in kept.steps for found in _SUM.findall(step.does)]
    assert sums
    for start, number, unit, day in sums:
        letter = {"år": "Y", "månad": "M", "vecka": "W", "dag": "D"}[unit]
        assert counting.after(date.fromisoformat(start), f"P{number}{letter}") == date.fromisoformat(day)


@given(_DAYS, _DAYS, st.integers(1, 31))
def test_holders_follow_each_other_without_a_gap(closed: date, day: date, born: int) -> None:
    stages = [stage.holder for stage in _keep(birth_day=born, closed=closed.isoformat()).stages]
    assert stages[0].start == closed
    assert all(one.until == other.start for one, other in pairwise(stages))
    assert all(stage.until is None or stage.start is None or stage.start <= stage.until for stage in stages)


_SUM = re.compile(r"(\d{4}-\d\d-\d\d) \+ (\d+) (år|månad|vecka|dag)\w* = (\d{4}-\d\d-\d\d)")
