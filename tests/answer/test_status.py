"""The states of status/*.md, those to ask with, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.answer import status
from kg.text import lexicon

FOLDER = Path(__file__).parent / "status"
TRUTHS = {"yes": True, "no": False, "unknown": None}


@pytest.mark.parametrize("case", rows(FOLDER / "found.md"), ids=lambda case: case["text"])
def test_question_states_what_its_words_say(case: dict[str, str]) -> None:
    found = [("" if holding else "not ") + name for name, holding in (hit.claim for hit in status.find(case["text"]))]
    assert ", ".join(found) == case["states"]


@pytest.mark.parametrize("case", rows(FOLDER / "holds.md"), ids=lambda case: f"{case['said']} | {case['condition']}")
def test_condition_holds_under_what_is_said(case: dict[str, str]) -> None:
    known = status.closure(status.claims(case["said"]))
    assert status.holds(status.meaning(case["condition"], case["of"] or None), known) is TRUTHS[case["holds"]]


def test_claim_keeps_its_words_and_place() -> None:
    text = "Klagomålet är inte besvarat."
    (found,) = status.find(text)
    assert text[found.start : found.end] == found.words == "inte besvarat"


def test_words_found_say_the_same_as_a_value() -> None:
    for case in rows(FOLDER / "found.md"):
        for found in status.find(case["text"]):
            if "beslut att" not in found.words:
                assert status.claims(found.words) == (found.claim,)


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        (["avslutat"], ("pågående", "avslutat")),
        (["ej påbörjad", "pågående"], ("ej påbörjad", "pågående", "avslutad")),
        (["planerad", "pågående"], ("planerad", "pågående", "avslutad")),
        (["genomförd men ej redovisad"], ("pågående", "genomförd men ej redovisad", "avslutad")),
        (["besvarat"], ("besvarat", "ej besvarat")),
        (["ej utbetald"], ("utbetald", "ej utbetald")),
        (["utlämnande ej skett"], ("utlämnande skett", "utlämnande ej skett")),
        (["i drift"], ("i drift", "ur drift")),
        (["justerat"], ("justerat", "ej justerat")),
    ],
)
def test_states_to_ask_with_are_in_the_words_of_the_plan(named: list[str], asked: tuple[str, ...]) -> None:
    (group,) = dict.fromkeys(group for value in named for group in status.groups(value))
    assert status.states(group, named) == asked


def test_each_state_asked_with_decides_each_condition_of_its_group() -> None:
    for named in (["pågående"], ["planerad", "pågående"], ["ej påbörjad", "genomförd men ej redovisad"], ["besvarat"]):
        for value in status.states(status.groups(named[0])[0], named):
            known = status.closure(status.claims(value))
            assert None not in {status.holds(status.meaning(name), known) for name in named}, value


def test_every_rule_of_inference_gives_its_reason_and_known_states() -> None:
    table = lexicon.load("status")
    for rule in [*table["entails"], *table["presumes"]]:
        assert rule["why"].endswith(".")
        assert {rule["of"], *rule["states"]} <= table["states"].keys()


@given(st.text(max_size=120), st.text(max_size=60))
def test_any_text_has_claims_and_a_meaning(text: str, value: str) -> None:
    for found in status.find(text):
        assert text[found.start : found.end] == found.words
    known = status.closure(status.claims(text))
    assert status.holds(status.meaning(value), known) in {True, False, None}
    assert all(status.states(group, [value]) for group in status.groups(value))


@given(st.sets(st.tuples(st.sampled_from(sorted(lexicon.load("status")["states"])), st.booleans())))
def test_closure_keeps_every_claim_that_does_not_clash(said: set[tuple[str, bool]]) -> None:
    kept = {(name, holding) for name, holding in said if (name, not holding) not in said}
    assert kept <= status.closure(said)
    assert len({name for name, _ in status.closure(said)}) == len(status.closure(said))
