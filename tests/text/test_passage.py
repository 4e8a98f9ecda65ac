"""Lines unwrapped to one text, each character of which leads back to its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.passage import Passage


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["ett", "två"], "ett två"),
        (["  ett   två ", "tre"], "ett två tre"),
        (["hjälp-", "medel"], "hjälpmedel"),
        (["styrelse-", "/nämnd"], "styrelse-/nämnd"),
        (["kort-", "och långsiktigt"], "kort- och långsiktigt"),
        (["VGR-", "Styrelsen"], "VGR-Styrelsen"),
        (["VA-", "anläggning"], "VA-anläggning"),
        (["Vat-", "ten"], "Vatten"),
        (["ett -", "två"], "ett - två"),
        (["IT- komponenter"], "IT-komponenter"),
        (["e- post"], "e-post"),
        (["LAS- och MBL-protokoll"], "LAS- och MBL-protokoll"),
        (["ett", "", "två"], "ett två"),
    ],
)
def test_lines_are_unwrapped(lines: list[str], text: str) -> None:
    assert Passage.of(enumerate(lines, start=1)).text == text


@given(st.lists(st.text(alphabet="ab -/O", max_size=8), min_size=1, max_size=6), st.data())
def test_a_part_stands_on_lines_of_the_whole(lines: list[str], data: st.DataObject) -> None:
    whole = Passage.of(enumerate(lines, start=1))
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    part = whole.cut(start, end)
    assert part.text == whole.text[start:end].strip()
    if part.text:
        assert part.lines[0] >= whole.line_at(start)
        assert set(part.lines) <= set(whole.lines)


def test_joined_passages_keep_their_lines() -> None:
    both = Passage.of([(3, "ett")]).joined(Passage.of([(7, "två")]))
    assert (both.text, both.line_at(0), both.line_at(4)) == ("ett två", 3, 7)
