"""The tables of what handbooks and guidelines say: retention, duties, assignments, fora, secrecy, systems, periods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables import rows

from kg.grammar import assertions, assignments, duties, fora, listings, periods, retention, secrecy, systems

HERE = Path(__file__).parent
Row = dict[str, str]


def _retention(text: str) -> Iterator[Row]:
    for match in retention.find(text, custody=True):
        rule = match.value
        conditions = (
            f"{c.about} {c.op} {c.value if isinstance(c.value, str) else ', '.join(c.value)}" for c in rule.conditions
        )
        yield _row(
            action=rule.action,
            modality=rule.modality,
            record=rule.record,
            period=rule.period,
            **{"from": rule.counted_from},
            holder=rule.holder,
            next=rule.next,
            conditions="; ".join(conditions),
        )


def _duties(text: str) -> Iterator[Row]:
    for match in duties.find(text):
        duty = match.value
        yield _row(
            role=duty.role, duty=duty.duty, modality=duty.modality, deadline=duty.deadline, every=duty.recurrence
        )


def _assignments(text: str) -> Iterator[Row]:
    for match in assignments.find(text):
        told = match.value
        ages = f"{told.age_from}-{told.age_to}" if told.age_from is not None else None
        yield _row(
            matter=told.matter,
            **{"handled by": told.handled_by, "carried out by": told.carried_out_by},
            external="yes" if told.external else "no",
            ages=ages,
        )


def _fora(text: str) -> Iterator[Row]:
    told = fora.read(text)
    yield _row(
        participants=", ".join(told.participants),
        convener=told.convener,
        every=told.frequency,
        purpose=told.purpose,
        parties=", ".join(told.parties),
    )


def _secrecy(text: str) -> Iterator[Row]:
    rule = secrecy.find(text)
    if rule is not None:
        yield _row(kind=rule.kind, rule=rule.rule, **{"applies to": ", ".join(rule.applies_to)})


def _systems(text: str) -> Iterator[Row]:
    for match in systems.find(text):
        yield _row(name=match.value.name, holds=match.value.holds, **{"used for": match.value.used_for})


def _periods(text: str) -> Iterator[Row]:
    deadline = next((m.value.deadline for m in periods.lengths(text) if m.value.deadline), None)
    again = next((m.value for m in periods.recurrences(text)), None)
    yield _row(deadline=deadline, every=again.every if again else None, words=again.words if again else None)


def _listings(text: str) -> Iterator[Row]:
    yield _row(things="; ".join(listings.within(text)))


def _assertions(text: str) -> Iterator[Row]:
    yield _row(says=assertions.modality(text), denies=", ".join(assertions.denied(text)))


def _row(**cells: str | None) -> Row:
    return {head: value or "-" for head, value in cells.items()}


READERS: dict[str, Callable[[str], Iterator[Row]]] = {
    "retention": _retention,
    "duties": _duties,
    "assignments": _assignments,
    "fora": _fora,
    "secrecy": _secrecy,
    "systems": _systems,
    "periods": _periods,
    "listings": _listings,
    "assertions": _assertions,
}
CASES = [(kind, case) for kind in READERS for path in sorted((HERE / kind).glob("*.md")) for case in rows(path)]


@pytest.mark.parametrize(("kind", "case"), CASES, ids=lambda value: value if isinstance(value, str) else value["text"])
def test_text_says_what_the_table_says(kind: str, case: Row) -> None:
    told = {head: cell for head, cell in case.items() if head != "text"}
    found = list(READERS[kind](case["text"]))
    if set(told.values()) == {"-"} and kind not in {"fora", "periods", "listings", "assertions"}:
        assert found == []
    else:
        assert told in found


@given(st.text(alphabet='abcåäö ABC.,;:()§0123456789-–\n"”', max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_grammar_raises_on_noise(text: str) -> None:
    for reader in READERS.values():
        list(reader(text))


WORDS = "nämnden ska akterna gallras efter fem år av hos till arkivet som om och för det"


@given(st.lists(st.sampled_from(sorted(set(WORDS.split(" "))))))
@settings(max_examples=100, deadline=None)
def test_statements_are_short_whatever_the_words(words: list[str]) -> None:
    text = " ".join(words)
    assert all(len(match.value.duty.split()) <= 12 for match in duties.find(text))
    assert all(len((match.value.record or "").split()) <= 12 for match in retention.find(text, custody=True))
