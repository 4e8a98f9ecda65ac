"""The cells of rows/names.md, and lines that a page broke by its width."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.extract import names
from kg.text.passage import Passage

CASES = rows(Path(__file__).parent / "rows" / "names.md")


def _cell(text: str) -> Passage:
    return Passage.of(enumerate(text.split("⏎"), start=1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["cell"])
def test_cell_names_its_record_types(case: dict[str, str]) -> None:
    assert " / ".join(each.name for each in names.find(_cell(case["cell"]))) == case["names"]


def test_line_that_a_page_broke_for_want_of_room_goes_on() -> None:
    cell = _cell("Redovisning från Västra⏎Hamnen")
    assert [each.name for each in names.find(cell, width=24)] == ["redovisning från Västra Hamnen"]
    cell = _cell("Låneförbindelse⏎Medgivande")
    assert [each.name for each in names.find(cell, width=28)] == ["låneförbindelse", "medgivande"]


def test_names_that_share_a_phrase_know_it_and_their_place() -> None:
    first, second = names.find(_cell("Krav och räkningar"))
    assert first.phrase == second.phrase == "krav och räkningar"
    assert (first.start, first.end) == (0, 18)


@given(st.text(alphabet="Avtal och samt;,()-•:⏎*123 B.", max_size=60))
def test_any_cell_gives_names_inside_it(text: str) -> None:
    cell = _cell(text)
    for each in names.find(cell):
        assert 0 <= each.start <= each.end <= len(cell.text)
        assert each.name.strip() == each.name != ""
