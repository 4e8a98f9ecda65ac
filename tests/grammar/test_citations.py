"""The legal references of citations/*.md, and what must hold for any text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg import assets
from kg.extract import legal, registry
from kg.grammar import citations, provisions
from kg.grammar.acts import Act, ActName, Names
from kg.grammar.citations import Reference
from kg.grammar.provisions import Provision

CASES = [case for path in sorted((Path(__file__).parent / "citations").glob("*.md")) for case in rows(path)]
WRITTEN = date(2015, 6, 1)


@cache
def _names() -> Names:
    return legal.names(registry.statutes(assets.data() / "statutes"))


def _written(reference: Reference) -> Iterator[str]:
    meant = citations.meaning(reference.act, WRITTEN)
    act = reference.act.number or (meant.number if meant else f'"{reference.act.text}"')
    for place in reference.places or (Provision(),):
        parts = (
            ("{} kap.", place.chapter),
            ("{} §", place.section),
            ("art. {}", place.article),
            ("{} st.", place.paragraph),
            ("{} p.", place.item),
            ("{} men.", place.sentence),
        )
        yield " ".join([act, *(shape.format(number) for shape, number in parts if number)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_text_cites_what_the_table_says(case: dict[str, str]) -> None:
    found = [place for match in citations.find(case["text"], _names()) for place in _written(match.value)]
    assert (" / ".join(found) or "-") == case["found"]


def test_longer_abbreviation_wins_over_shorter_one_inside_it() -> None:
    names = Names([ActName("MB", "1998:808"), ActName("MBL", "1976:580")])
    assert [match.value.number for match in names.find("MBL")] == ["1976:580"]


def test_name_means_the_act_of_the_day_its_last_day_included() -> None:
    (match,) = _names().find("socialtjänstlagen")
    days = {date(1990, 1, 1): "1980:620", date(2025, 6, 30): "2001:453", date(2025, 7, 1): "2025:400"}
    for day, number in days.items():
        meant = citations.meaning(match.value, day)
        assert meant is not None
        assert meant.number == number


def test_place_without_an_act_is_read_under_the_act_that_the_text_stands_under() -> None:
    act = Act("SoL", "act", "2001:453")
    (match,) = citations.find("Enligt 5 kap. 1 § denna lag", _names(), act)
    assert (match.value.act, match.value.places) == (act, (Provision("5", "1"),))


@given(st.text(alphabet="1239 a-–§§kapst.,:;()/ochSoLLSRB i\n", max_size=120))
def test_any_text_gives_references_inside_it_and_never_an_error(text: str) -> None:
    for match in citations.find(text, _names()):
        assert 0 <= match.start < match.end <= len(text)


@given(st.integers(1, 150), st.integers(1, 40))
def test_range_of_sections_expands_to_each_of_them(first: int, more: int) -> None:
    (match,) = provisions.find(f"{first}-{first + more} §§")
    assert [place.section for place in match.value] == [str(first + n) for n in range(more + 1)]
