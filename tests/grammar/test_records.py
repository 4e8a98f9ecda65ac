"""The lists of records/lists.md, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.grammar import records

CASES = rows(Path(__file__).parent / "records" / "lists.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_list_names_its_record_types(case: dict[str, str]) -> None:
    found = [match.value.name for match in records.find(case["text"])]
    assert " / ".join(found) == case["names"]


def test_type_split_from_a_phrase_keeps_the_phrase() -> None:
    found = [match.value for match in records.find("Exempel på handlingar: bokning och bekräftelse, karta")]
    assert [(draft.name, draft.phrase) for draft in found] == [
        ("bokning", "bokning och bekräftelse"),
        ("bekräftelse", "bokning och bekräftelse"),
        ("karta", None),
    ]


@given(st.text(alphabet='abå Exempelpåhndligr:;,.-()"/\n', max_size=120))
def test_any_text_gives_matches_inside_it_and_never_an_error(text: str) -> None:
    for match in records.find(text):
        assert 0 <= match.start < match.end <= len(text)
        assert match.value.name.strip() == match.value.name != ""
