"""The rules of dispositions/*.md, where a disposition begins, and what must hold for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.grammar import dispositions, sentences
from kg.grammar.dispositions import RuleDraft
from kg.model.disposition import Condition

FOLDER = Path(__file__).parent / "dispositions"
UNITS = {
    "gymnasieenheten": "GYE",
    "gye": "GYE",
    "vuxenutbildningen": "VUX",
    "vux": "VUX",
    "avdelningen för livsmedelskontroll": "ALK",
    "alk": "ALK",
}
ACTIONS = {
    "transfer": "överlämnas",
    "transfer+incorporate": "överlämnas och införlivas",
    "stay": "stannar",
    "lend": "lånas ut",
    "read-access": "läsbehörighet",
    "preserve": "bevaras",
    "destroy": "gallras",
    "store": "förvaras",
    "none-occur": "förekommer inte",
    None: "?",
}
LOGIC = {None: "", "single": "", "and": " (och)", "or": " (eller)", "and/or": " (och/eller)"}
ABOUT = {
    "unit": "enhet",
    "status": "status",
    "date": "dag",
    "year": "år",
    "subject": "ämne",
    "person": "person",
    "medium": "form",
    "condition": "villkor",
}
OPERATORS = {
    "is": "är",
    "in": "något av",
    "not": "inte",
    "before": "före",
    "until": "till och med",
    "after": "efter",
    "on-or-after": "från och med",
}


def _condition(condition: Condition) -> str:
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    at = condition.at.isoformat() if condition.at else None
    day = f" @{at}" if at and (at,) != values else ""
    of = f" ({condition.of})" if condition.of else ""
    return f"{ABOUT[condition.about]} {OPERATORS[condition.op]} {' / '.join(values)}{day}{of}"


def _written(draft: RuleDraft) -> tuple[str, ...]:
    marks = {"övrigt": draft.otherwise, "avbruten": draft.truncated, "verb ärvt": draft.action_inferred}
    return (
        ACTIONS[draft.action],
        " + ".join(draft.recipients) + LOGIC[draft.recipient_logic],
        draft.applies_to or "",
        "; ".join(map(_condition, draft.conditions)),
        ", ".join(mark for mark, holds in marks.items() if holds),
    )


def _cases(name: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Texts with their rules; a row without a text is a further rule of the text above."""
    cases: list[tuple[str, list[tuple[str, ...]]]] = []
    for row in rows(FOLDER / name):
        if row["text"]:
            cases.append((row["text"].replace("<br>", "\n"), []))
        rule = (row["vad som händer"], row["mottagare"], row["handlingar"], row["villkor"], row["märke"])
        if any(rule):
            cases[-1][1].append(rule)
    return cases


RULES = [case for file in sorted(FOLDER.glob("*.md")) if file.name != "begins.md" for case in _cases(file.name)]
BEGINS = [row["text"] for row in rows(FOLDER / "begins.md")]


@pytest.mark.parametrize(("text", "rules"), RULES, ids=[text[:60] for text, _ in RULES])
def test_a_cell_gives_the_rules_of_its_table(text: str, rules: list[tuple[str, ...]]) -> None:
    assert [_written(match.value) for match in dispositions.find(text, UNITS)] == rules


@pytest.mark.parametrize("text", BEGINS)
def test_a_disposition_begins_where_the_bar_stands(text: str) -> None:
    place = text.index("‖") if "‖" in text else None
    assert dispositions.split(text.replace("‖", "")) == place


def test_the_place_of_a_rule_is_its_own_words() -> None:
    text = "Avslutade ärenden levereras till stadsarkivet, pågående ärenden lånas ut. Resten gallras."
    words = [text[match.start : match.end] for match in dispositions.find(text, {})]
    assert words == ["Avslutade ärenden levereras till stadsarkivet", "pågående ärenden lånas ut.", "Resten gallras."]


def test_a_sentence_that_cannot_be_read_is_told_of() -> None:
    text = "Akterna överlämnas till den som frågar. Betyg bevaras."
    assert [text[slice(*place)] for place in dispositions.unread(text, dispositions.find(text, {}))] == [
        "Akterna överlämnas till den som frågar."
    ]


def test_a_list_that_cannot_be_read_is_told_of_once() -> None:
    text = "Följande överlämnas till den som frågar: - betyg - intyg"
    assert [text[slice(*place)] for place in dispositions.unread(text, dispositions.find(text, {}))] == [
        "Följande överlämnas till den som frågar:"
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Det gäller dvs. allt fr.o.m. 2019-07-01. Resten gallras.", 2),
        ("Listor mm. för skolan. Kvitton m.m. Övrigt", 3),
        ("Se 2.7. Sköta post och ev. annat.", 1),
        ("Upphörd.Om sådana finns", 2),
        ("Första raden\nandra raden", 2),
        ("Året 2019. Året därpå.", 2),
        ("…", 0),
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(text: str, count: int) -> None:
    assert len(sentences.split(text)) == count


WORDS = """Handlingar ärenden som överlämnas lånas ut stannar kvar på till nämnden och eller om de rör vars anställning
är ej avslutade pågående 2019-07-01 fr.o.m. fram till dess att GYE , . : - Övriga Äldre året 2019 läsbehörighet ges"""
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join)


@given(st.one_of(st.text(), PIECES))
def test_no_text_breaks_the_grammar_and_places_lie_within_it_in_order(text: str) -> None:
    found = dispositions.find(text, UNITS)
    assert all(0 <= match.start < match.end <= len(text) for match in found)
    assert all(a.start <= b.start for a, b in pairwise(found))
    assert all(match.value.action or match.value.truncated for match in found)
    place = dispositions.split(text)
    assert place is None or dispositions.find(text[place:], {})
    assert all(text[a:b].strip() for a, b in dispositions.unread(text, found))


@given(st.text())
def test_sentences_lie_apart_and_in_order(text: str) -> None:
    places = sentences.split(text)
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
