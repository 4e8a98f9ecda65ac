"""Questions to the handbook and the guideline of data/, with the answers that the documents give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.model.answer import Answer
from kg.service import KnowledgeGraph
from kg.text import words

TODAY = date(2026, 11, 25)
OTHER_FIELDS = (
    "bygglovsansökan", "kontrollplan för grundläggning", "planritning av villa", "Vem beslutar om detaljplanen?",
    "Får grannen se ritningen till mitt garage?", "Hur länge sparas ritningar i bygglovsärenden?",
    "betygskatalog", "elevhälsojournal", "åtgärdsprogram för elev", "Var förvaras elevakter?",
    "Hur länge ska betyg bevaras?", "Vem ansvarar för skolmaten?", "ledningskarta", "ansökan om enskilt avlopp",
    "Vem läser av vattenmätaren?", "Hur länge sparas protokoll från vattenprovtagning?", "Vem ansvarar för dagvatten?",
    "medieplan", "låntagarregister", "Vem köper in böcker till biblioteket?", "Var registreras nya låntagare?",
    "Vem beslutar om öppettiderna på biblioteket?", "kontrolluppgift", "arbetsgivardeklaration",
    "Vem beslutar om anstånd med betalning?", "Vilken myndighet fastställer taxeringsvärdet?",
)  # fmt: skip
SPOKEN_OF = frozenset(
    {
        "adoptionsutredning", "dagordningar", "kallelser", "mötesanteckning från APT", "personakt", "protokoll",
        "protokoll från samverkansmöten av olika slag",
    }
)  # fmt: skip
"""Records of the other plans that a handbook or guideline speaks of too."""
PLANS = ("orebro-verkstallighet", "karlsborg-samverkan")
ACTIONS = {"destroy": "gallras", "preserve": "bevaras", "store": "förvaras", "transfer": "överlämnas"}
DUE_KEYS_ASKED = {"next_by"}
"""Days that a bare record cannot tell, as the question's own words name the day they run from."""

Asked = tuple[dict[str, Any], Answer]


@cache
def _asked(kg: KnowledgeGraph, questions: Path, plan: str, *, own_words: bool) -> list[Asked]:
    """The questions to a plan with their answers; asked once for all tests here."""
    asked = []
    for each in json.loads((questions / f"{plan}.json").read_text(encoding="utf-8")):
        text, facts = (each["question"], {}) if own_words else (each["record"], each["facts"])
        day = None if own_words else each["asof"]
        asked.append((each, kg.resolve(kg.question(text, [plan], day, facts), TODAY)))
    return asked


def _owner(expected: list[str], answer: Answer) -> bool:
    named = [told.owner.name or "" for told in answer.answers if told.owner]
    named += [told.handled_by for told in answer.answers if told.handled_by]
    return any(_same(one, other) for one in named for other in expected)


def _same(one: str, other: str) -> bool:
    first, second = words.stems(one), words.stems(other)
    return bool(first and second) and (first <= second or second <= first)


def _days(due: dict[str, Any]) -> Iterator[str]:
    for key, value in due.items():
        if isinstance(value, dict):
            yield from _days(value)
        elif isinstance(value, str) and key not in DUE_KEYS_ASKED:
            yield value


def _actions(answer: Answer) -> set[str]:
    return {ACTIONS[told.action] for told in answer.answers if told.action in ACTIONS}


@pytest.mark.parametrize("own_words", [True, False], ids=["own words", "record and facts"])
@pytest.mark.parametrize("plan", PLANS)
def test_owner_is_the_one_that_the_document_names(
    kg: KnowledgeGraph, questions: Path, plan: str, own_words: bool
) -> None:
    owned = [pair for pair in _asked(kg, questions, plan, own_words=own_words) if pair[0]["expect"]["owner"]]
    wrong = [each["id"] for each, answer in owned if not _owner(each["expect"]["owner"], answer)]
    assert len(wrong) <= 0.11 * len(owned), wrong


@pytest.mark.parametrize("own_words", [True, False], ids=["own words", "record and facts"])
def test_days_are_right_to_the_day(kg: KnowledgeGraph, questions: Path, own_words: bool) -> None:
    dated = [
        (each["id"], list(_days(each["expect"]["due"])), answer.model_dump_json())
        for each, answer in _asked(kg, questions, PLANS[0], own_words=own_words)
        if each["expect"]["due"] and each["record"] != "uppföljning"
    ]
    assert dated
    assert [id for id, days, told in dated if not all(day in told for day in days)] == []


@pytest.mark.parametrize("own_words", [True, False], ids=["own words", "record and facts"])
def test_what_becomes_of_a_file_is_right(kg: KnowledgeGraph, questions: Path, own_words: bool) -> None:
    acted = [pair for pair in _asked(kg, questions, PLANS[0], own_words=own_words) if pair[0]["expect"]["action"]]
    wrong = [each["id"] for each, answer in acted if each["expect"]["action"] not in _actions(answer)]
    assert len(wrong) <= 0.03 * len(acted), wrong


@pytest.mark.parametrize("plan", PLANS)
def test_what_the_document_does_not_say_gets_no_owner(kg: KnowledgeGraph, questions: Path, plan: str) -> None:
    for each, answer in _asked(kg, questions, plan, own_words=True):
        if each["expect"]["answer_kind"] == "not-in-document":
            assert answer.status in {"not-in-document", "not-found"}, each["id"]
            assert not any(told.owner for told in answer.answers), each["id"]


@pytest.mark.parametrize("plan", PLANS)
def test_unit_that_is_not_the_owner_is_never_named(kg: KnowledgeGraph, questions: Path, plan: str) -> None:
    for each, answer in _asked(kg, questions, plan, own_words=True):
        assert not (each["expect"]["not_owner"] and _owner(each["expect"]["not_owner"], answer)), each["id"]


def test_records_of_other_plans_get_no_answer(kg: KnowledgeGraph, questions: Path) -> None:
    asked = [
        each["record"]
        for plan in ("vgr-regionservice", "alingsas-lss")
        for each in json.loads((questions / f"{plan}.json").read_text(encoding="utf-8"))
    ]
    wrong = [
        (text, plan)
        for text in asked
        for plan in PLANS
        if text not in SPOKEN_OF and kg.resolve(kg.question(text, [plan]), TODAY).answers
    ]
    assert len(wrong) <= 0.03 * len(asked) * len(PLANS), wrong


@pytest.mark.parametrize("plan", PLANS)
def test_matters_of_other_fields_get_no_answer_but_suggestions(kg: KnowledgeGraph, plan: str) -> None:
    for text in OTHER_FIELDS:
        answer = kg.resolve(kg.question(text, [plan]), TODAY)
        assert (answer.status, answer.answers) == ("not-found", ()), text
        assert answer.suggestions, text
