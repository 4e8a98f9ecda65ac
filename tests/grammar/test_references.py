"""The references of references/references.md, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.grammar import references
from kg.grammar.references import ReferenceDraft

CASES = rows(Path(__file__).parent / "references" / "references.md")
TITLES = {
    "1.3": "Leda arbetet",
    "2.4": "Sköta ekonomi",
    "2.4.1": "Planera ekonomi",
    "2.5.4": "Handla upp och köpa in",
    "3.1": "Ge råd",
}


def _written(draft: ReferenceDraft) -> str:
    title = f'"{draft.cited_title}"' if draft.cited_title else "-"
    head = f"{draft.kind} > {draft.cited_level or '-'} {draft.target or '-'} {title} ({draft.subject or '-'})"
    return head + (f" to={draft.to}" if draft.to else "") + (" out" if draft.external else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_text_refers_as_the_table_says(case: dict[str, str]) -> None:
    found = " / ".join(_written(match.value) for match in references.find(case["text"], TITLES))
    assert found == case["found"]


@given(st.text(alphabet='PG 123.abåö hanterasiseexkl()"/\n', max_size=120))
def test_any_text_gives_matches_inside_it_and_never_an_error(text: str) -> None:
    for match in references.find(text, TITLES):
        assert 0 <= match.start <= match.end <= len(text)
