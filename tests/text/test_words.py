"""Words and phrases of words/*.md, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.text import nouns, phrases, words
from kg.text.similar import Spelling, nearest

FOLDER = Path(__file__).parent / "words"
FORMS = [row for row in rows(FOLDER / "stems.md") if "forms" in row]
COMPOUNDS = [row for row in rows(FOLDER / "stems.md") if "parts" in row]


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case["stem"])
def test_forms_of_a_word_have_one_stem(case: dict[str, str]) -> None:
    assert {words.stem(words.fold(form)) for form in case["forms"].split()} == {case["stem"]}


@pytest.mark.parametrize("case", COMPOUNDS, ids=lambda case: case["word"])
def test_compound_is_taken_apart_into_its_nouns(case: dict[str, str]) -> None:
    assert words.analysis(words.fold(case["word"]))[1] == tuple(case["parts"].split())


@pytest.mark.parametrize("case", rows(FOLDER / "phrases.md"), ids=lambda case: case["phrase"])
def test_phrase_turns_on_its_head(case: dict[str, str]) -> None:
    assert words.head(case["phrase"]) == case["head"]
    assert words.is_generic(case["phrase"]) == (case["general"] == "yes")


@pytest.mark.parametrize("case", rows(FOLDER / "readings.md"), ids=lambda case: case["one of its readings"])
def test_joined_things_are_read_one_by_one(case: dict[str, str]) -> None:
    assert case["one of its readings"] in phrases.readings(case["phrase"])


def test_compound_and_its_phrase_share_their_parts() -> None:
    assert words.stems("fakturor från leverantörer") < words.stems("leverantörsfakturan")


def test_folding_keeps_the_swedish_letters_and_composes_them() -> None:
    assert words.fold("  A\u030arlig \n ÄNDRING och Ö ") == "årlig ändring och ö"


def test_general_and_joining_words_have_no_stems() -> None:
    assert words.stems("handlingarna som är i ärendet") == frozenset()


def test_verb_said_in_two_is_its_noun() -> None:
    said = words.nominal(words.tokens("begäran om att få ut handlingen"))
    assert [token.text for token in said] == ["begäran", "om", "att", "utlämnande", "handlingen"]


def test_words_from_one_verb_have_one_root_but_no_other_nouns_root() -> None:
    assert words.root("öppning") == words.root("öppnande")
    assert words.root("servering") != words.root("server")


def test_slip_is_found_and_another_word_is_not() -> None:
    spelling = Spelling({"momsrapport", "kassarapport", "faktura"})
    assert [word for word, _ in spelling.near("momsraport")] == ["momsrapport"]
    assert spelling.near("skaderapport") == []
    assert spelling.near("faktura") == []


def test_nearest_names_are_given_however_unlike() -> None:
    assert nearest("hyresfaktura", ["hyresavtal", "körjournal", "kundfaktura"], 1) == ["hyresavtal"]


@given(st.text(max_size=200))
def test_any_text_has_stems_a_head_and_readings(text: str) -> None:
    assert all(words.stems(text))
    words.is_generic(text)
    assert isinstance(words.head(text), str)
    assert all(reading.strip() for reading in phrases.readings(text))
    assert words.fold(words.fold(text)) == words.fold(text)


def test_very_long_word_is_not_taken_apart() -> None:
    word = "personal" * 5000
    assert list(words.stems(word)) == [word]
    assert nouns.analysis(word) == (word, (word,))
