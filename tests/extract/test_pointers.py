"""The remarks of rows/pointers.md, and what must hold for any remark."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.extract import pointers
from kg.grammar.references import ReferenceDraft

CASES = rows(Path(__file__).parent / "rows" / "pointers.md")
TITLES = {"5.1": "Lov", "5.1.5": "Tillsyn", "6.1": "Offentlig konst"}


def _written(draft: ReferenceDraft) -> str:
    head = f"{draft.kind} > {draft.target or '-'} ({draft.subject or '-'})"
    return head + (f" to={draft.to}" if draft.to else "") + (" out" if draft.external else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["remark"])
def test_remark_sends_its_record_as_the_table_says(case: dict[str, str]) -> None:
    found = " / ".join(_written(match.value) for match in pointers.find(case["remark"], TITLES))
    assert found == case["found"]


@given(st.text(alphabet="Se plan EkonomiVÅ1.2,;hanterasunderprocess", max_size=60))
def test_any_remark_gives_references_inside_it(text: str) -> None:
    for match in pointers.find(text, TITLES):
        assert 0 <= match.start <= match.end <= len(text)
