"""The laws a text cites: which act, where, whether it holds, and what took over."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import assets
from kg.answer import law
from kg.answer.law import LawRow
from kg.extract import legal, registry
from kg.model.fact import Span
from kg.model.law import Citation

STATUTES = registry.statutes(assets.data() / "statutes")
REGISTER = law.register(STATUTES)
NAMES = legal.names(STATUTES)
TODAY = date(2026, 11, 22)


def _read(text: str, on: date = TODAY, day: date | None = None) -> tuple[LawRow, ...]:
    return law.read(text, NAMES, REGISTER, on, day)


def _acts(text: str, on: date = TODAY, day: date | None = None) -> list[str | None]:
    return [row.act for row in _read(text, on, day)]


def test_each_section_is_a_row_with_its_identifier_and_what_took_over() -> None:
    five, six, regulation = _read("enligt 11 kap. 5-6 §§ SoL och SOSFS 2006:5")
    assert [five.iri, six.iri] == ["https://lagen.nu/2001:453#K11P5", "https://lagen.nu/2001:453#K11P6"]
    assert (five.in_force, five.since, five.until) == (False, date(2002, 1, 1), date(2025, 6, 30))
    assert [successor.act for successor in five.replaced_by] == ["2025:400"]
    assert "https://lagen.nu/2025:400#K14P3" in [moved.iri for moved in five.moved_to]
    assert [moved.iri for moved in six.moved_to] == ["https://lagen.nu/2025:400#K14P6"]
    assert (regulation.act, regulation.in_force) == ("SOSFS 2006:5", False)
    assert [successor.act for successor in regulation.replaced_by] == ["SOSFS 2014:5"]


def test_place_leads_back_to_the_words_in_the_text() -> None:
    text = "Rad ett.\n\n  Enligt 12 kap.\n  1 §  social-\ntjänstlagen gallras akten; se OSL\n"
    first, second = _read(text)
    assert text[first.start : first.end] == first.text == "12 kap.\n  1 §  social-\ntjänstlagen"
    assert (first.line, first.section) == (3, "1")
    assert (second.line, text[second.start : second.end]) == (5, "OSL")


def test_name_means_the_act_of_the_day_that_the_text_states() -> None:
    text = "Beslutad 2014-02-03. Enligt förvaltningslagen"
    assert _acts(text) == ["1986:223"]
    assert _acts(text, day=date(2019, 1, 1)) == ["2017:900"]


def test_text_that_tells_nothing_of_its_age_is_read_as_of_the_day_asked_for() -> None:
    assert _acts("4 kap. 1 § SoL") == ["2025:400"]
    assert _acts("4 kap. 1 § SoL", date(2015, 1, 1)) == ["2001:453"]
    assert _acts("SoL och LSS") == ["2025:400", "1993:387"]


@pytest.mark.parametrize(
    ("text", "sol"),
    [
        ("SOSFS 2006:5 och SoL", "2001:453"),
        ("PuL gällde, liksom SoL", "2001:453"),
        ("lagen (1993:387) om stöd och service, och SoL", "2001:453"),
        ("SoL (1980:620) och 7 § SoL", "1980:620"),
        ("SoL (2025:400)", "2025:400"),
    ],
)
def test_name_means_the_act_of_the_time_in_which_all_that_is_cited_held(text: str, sol: str) -> None:
    assert sol in _acts(text)
    assert not {"1980:620", "2001:453", "2025:400"} - {sol} & set(_acts(text))


def test_status_is_that_of_the_day_asked_for_and_not_of_the_text() -> None:
    (before,) = _read("5 kap. 1 § SoL (2001:453)", date(2025, 6, 30))
    assert (before.in_force, before.replaced_by, before.moved_to) == (True, (), ())
    (after,) = _read("5 kap. 1 § SoL (2001:453)", date(2025, 7, 1))
    assert (after.in_force, [successor.act for successor in after.replaced_by]) == (False, ["2025:400"])
    (early,) = _read("5 kap. 1 § SoL (2025:400)", date(2025, 6, 30))
    assert (early.in_force, early.replaced_by) == (False, ())


def test_successor_that_has_ceased_gives_way_to_its_own() -> None:
    (row,) = _read("7 § socialtjänstlagen (1980:620)")
    assert [successor.act for successor in row.replaced_by] == ["2025:400"]
    (row,) = _read("7 § socialtjänstlagen (1980:620)", date(2010, 1, 1))
    assert [successor.act for successor in row.replaced_by] == ["2001:453"]


def test_place_is_followed_to_the_successor_where_known_else_its_chapter_else_not_at_all() -> None:
    known, chapter, unknown = _read("12 kap. 1 §, 13 kap. 4 § och 3 kap. 99 § SoL (2001:453)")
    assert [moved.iri for moved in known.moved_to] == ["https://lagen.nu/2025:400#K16P1"]
    assert [(moved.chapter, moved.section) for moved in chapter.moved_to] == [("28", None)]
    assert unknown.moved_to == ()


def test_wording_of_the_texts_time_chooses_where_a_place_has_moved() -> None:
    (old,) = _read("14 kap. 2 § SoL", day=date(2009, 1, 1))
    (new,) = _read("14 kap. 2 § SoL", day=date(2012, 1, 1))
    assert [moved.iri for moved in old.moved_to] == ["https://lagen.nu/2025:400#K27P2"]
    assert [moved.chapter for moved in new.moved_to] == ["5"]


def test_unknown_status_is_neither_in_force_nor_certain() -> None:
    (registered,) = _read("11 § lagen (1994:137) om mottagande av asylsökande m.fl.")
    assert (registered.in_force, registered.certain) == (None, False)
    (unheard,) = _read("12 § glassförordningen")
    assert (unheard.act, unheard.iri, unheard.in_force, unheard.certain) == (None, None, None, False)
    (number,) = _read("1 § förordningen (1993:1270) om förande av samebyregister m.m.")
    assert (number.iri, number.in_force) == ("https://lagen.nu/1993:1270#P1", None)


def test_article_has_an_identifier_and_a_part_of_an_agency_regulation_that_of_the_whole() -> None:
    article, part = _read("artikel 6.1 c GDPR och 4 kap. 1 § SOSFS 2011:9")
    assert article.iri == "https://lagen.nu/ext/celex/32016R0679#6"
    assert article.section == "6.1 c"
    (convention,) = _read("artikel 8 EKMR")
    assert (convention.iri, convention.section) == ("https://lagen.nu/1994:1219", "8")
    assert part.iri == "https://lagen.nu/sosfs/2011:9"


def test_amending_act_names_its_base_act() -> None:
    (row,) = _read("RA-FS 2008:4")
    assert row.base_act == "RA-FS 1991:1"


def test_minutes_and_case_numbers_are_no_law() -> None:
    assert _read("SN 2019-04-08 § 64, dnr 2019-0000052, se 2008:42ff") == ()


def test_citation_of_a_plan_has_the_status_of_the_day() -> None:
    span = Span(document="d.txt", first=1, last=1, sha256="0" * 64)
    cited = Citation(text="12 kap. 1 § SoL", law="SoL", sfs="2001:453", chapter="12", sections=("1",), span=span)
    told = law.status(cited, REGISTER, TODAY)
    assert told.iri == "https://lagen.nu/2001:453#K12P1"
    assert (told.in_force, told.replaced_by) == (False, "2025:400")
    assert told.citation == "SoL 2001:453 12 kap. 1 §"
    two = law.status(cited.model_copy(update={"sections": ("1", "2")}), REGISTER, date(2020, 1, 1))
    assert (two.iri, two.in_force, two.replaced_by) == ("https://lagen.nu/2001:453#K12", True, None)
    page = law.status(cited.model_copy(update={"sfs": None, "sections": ("s. 42 ff.",)}), REGISTER, TODAY)
    assert (page.iri, page.in_force, page.replaced_by) == (None, None, None)


@given(st.text(alphabet="1239 a-§kapst.,:()/ochSoLFG i\n\t", max_size=100))
def test_any_text_gives_rows_whose_words_stand_in_it(text: str) -> None:
    for row in _read(text):
        assert text[row.start : row.end] == row.text
        assert text.count("\n", 0, row.start) + 1 == row.line
