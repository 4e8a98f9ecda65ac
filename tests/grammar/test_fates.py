"""The cells of fates/cells.md, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.grammar import fates
from kg.grammar.fates import Fate

CASES = rows(Path(__file__).parent / "fates" / "cells.md")


def _told(fate: Fate) -> str:
    parts = [fate.action, fate.period or ""]
    parts += [f"från {fate.counted_from}"] if fate.counted_from else []
    values = [c.value if isinstance(c.value, str) else ", ".join(c.value) for c in fate.conditions]
    parts += [f"om {value}" for value in values]
    parts += ["rest"] if fate.otherwise else []
    parts += [f"till {fate.to}"] if fate.to else []
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["cell"])
def test_cell_tells_its_fates(case: dict[str, str]) -> None:
    assert " / ".join(_told(match.value) for match in fates.find(case["cell"])) == case["fates"]


_ABOUT: dict[str, fates.Action] = {"Bevaras": "preserve", "Gallras": "destroy", "Leverans": "transfer"}
MARKS = rows(Path(__file__).parent / "fates" / "marks.md")


@pytest.mark.parametrize("case", MARKS, ids=lambda case: f"{case['head']} {case['cell']}")
def test_mark_says_what_its_column_is_about(case: dict[str, str]) -> None:
    found = fates.find(case["cell"], _ABOUT.get(case["head"]))
    assert " / ".join(_told(match.value) for match in found) == case["fates"]


def test_event_is_a_known_fact_where_it_is_one() -> None:
    assert [fates.find(cell)[0].value.event for cell in ("2 år efter avslutat ärende", "2 år efter kursstart")] == [
        "closed",
        None,
    ]


@given(st.text(alphabet="bevarasglöåtid 0123456789/.,;()-*efterEUvidn\n", max_size=80))
def test_any_cell_gives_fates_inside_it_and_never_an_error(text: str) -> None:
    for match in fates.find(text):
        assert 0 <= match.start <= match.end <= len(text)
