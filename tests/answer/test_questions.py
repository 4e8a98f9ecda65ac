"""Questions as people put them, with the answers that the documents give; a share must be right, and none made up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.model.answer import Answer
from kg.service import KnowledgeGraph

TODAY = date(2026, 11, 25)
PLANS = ("vgr-regionservice", "alingsas-lss")


@dataclass(frozen=True)
class Judged:
    """One question and what was right about its answer."""

    id: str
    owner: bool
    outcome: bool


def _asked(kg: KnowledgeGraph, plan: str, path: Path, *, words: bool) -> list[tuple[dict[str, Any], Answer]]:
    asked = []
    for each in json.loads((path / f"{plan}.json").read_text(encoding="utf-8")):
        text, facts = (each["question"], {}) if words else (each["record"], each.get("facts") or {})
        asked.append((each, kg.resolve(kg.question(text, [plan], each.get("asof"), facts), TODAY)))
    return asked


def _judged(each: dict[str, Any], answer: Answer) -> Judged:
    expect = each["expect"]
    owners = {told.owner.code for told in answer.answers if told.owner}
    right = {*(expect.get("owner") or ()), *(expect.get("also_owner") or ())}
    owner = owners <= right and bool(owners) if right else not owners
    return Judged(each["id"], owner, _outcome(expect, answer) if right else owner)


def _outcome(expect: dict[str, Any], answer: Answer) -> bool:
    statuses = {told.status for told in answer.answers}
    actions = {told.action for told in answer.answers}
    also = set(expect.get("also_acceptable") or ())
    if expect.get("overlap"):
        return "conflict" in statuses or bool(actions & {*expect["overlap"], *also})
    if expect.get("gap"):
        return "no-rule" in statuses or bool(actions & also)
    if expect.get("missing_facts"):
        missing = {fact.fact for told in answer.answers for fact in told.missing_facts}
        return bool(missing) and actions == {None}
    if expect.get("action"):
        return bool(actions) and actions <= {expect["action"], *also}
    return True


def _share(judged: list[Judged], what: str) -> float:
    return sum(getattr(each, what) for each in judged) / len(judged)


@pytest.mark.parametrize("plan", PLANS)
def test_record_and_facts_give_the_right_owner_and_outcome(kg: KnowledgeGraph, questions: Path, plan: str) -> None:
    judged = [_judged(*pair) for pair in _asked(kg, plan, questions, words=False)]
    wrong = [each.id for each in judged if not (each.owner and each.outcome)]
    assert _share(judged, "owner") >= 0.95, wrong
    assert _share(judged, "outcome") >= 0.90, wrong


@pytest.mark.parametrize("plan", PLANS)
def test_words_of_the_question_alone_give_the_right_owner(kg: KnowledgeGraph, questions: Path, plan: str) -> None:
    judged = [_judged(*pair) for pair in _asked(kg, plan, questions, words=True)]
    assert _share(judged, "owner") >= 0.85, [each.id for each in judged if not each.owner]


@pytest.mark.parametrize("plan", PLANS)
def test_record_that_the_plan_does_not_name_has_no_owner(kg: KnowledgeGraph, questions: Path, plan: str) -> None:
    owned = [
        each["id"]
        for each, answer in _asked(kg, plan, questions, words=False)
        if not (each["expect"].get("owner") or each["expect"].get("also_owner"))
        and any(told.owner for told in answer.answers)
    ]
    assert owned == []


@pytest.mark.parametrize("plan", PLANS)
def test_every_answer_tells_why_with_a_place(kg: KnowledgeGraph, questions: Path, plan: str) -> None:
    for each, answer in _asked(kg, plan, questions, words=False):
        for told in answer.answers:
            assert told.steps, each["id"]
            assert any(step.source and step.fact for step in told.steps), each["id"]
            for missing in told.missing_facts:
                assert missing.question, each["id"]
                assert missing.question_en, each["id"]
                assert missing.values, each["id"]


def test_ended_process_never_owns_a_later_record(kg: KnowledgeGraph) -> None:
    answer = kg.resolve(kg.question("tilldelningsbeslut", ["vgr-regionservice"], "2021-03-01", {"status": "avslutat"}))
    (told,) = answer.answers
    assert told.owner is not None
    assert told.owner.code == "2.5.4"
    assert {other.code: other.successor for other in told.not_owner} == {
        "2.5.1": ("2.5.4", "2.5.5"),
        "2.5.2": ("2.5.4",),
    }
    assert (told.action, told.recipient_logic, len(told.recipients)) == ("transfer", "and/or", 2)


def test_given_fact_wins_over_one_that_the_words_state(kg: KnowledgeGraph) -> None:
    text = "leverantörsfaktura daterad 2017-12-31"
    stays = kg.resolve(kg.question(text, ["alingsas-lss"]))
    gap = kg.resolve(kg.question(text, ["alingsas-lss"], facts={"date": "2018-01-02"}))
    assert (stays.answers[0].action, gap.answers[0].status) == ("stay", "no-rule")


@pytest.mark.parametrize("plan", PLANS)
def test_more_facts_never_widen_an_answer(kg: KnowledgeGraph, questions: Path, plan: str) -> None:
    for each, answer in _asked(kg, plan, questions, words=False):
        facts = each.get("facts") or {}
        fewer = {key: value for key, value in list(facts.items())[:-1] if key not in {"subject", "date", "year"}}
        before = kg.resolve(kg.question(each["record"], [plan], each.get("asof"), fewer), TODAY)
        if facts and not {"subject", "date", "year"} & facts.keys():
            assert len(answer.answers) <= len(before.answers), each["id"]
            if before.status == "resolved":
                assert answer.status in {"resolved", "no-rule", "conflict"}, each["id"]
