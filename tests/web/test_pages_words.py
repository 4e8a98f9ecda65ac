"""The words of the pages: both languages whole, nothing said that no page uses, nothing used that is not said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg.face.web.pages
import kg.text.phrasebook
from kg.answer import facts
from kg.face.web.pages.words import Words, table

ROOMS = Path(kg.face.web.pages.__file__).parent
SOURCES = [
    *ROOMS.glob("*.py"),
    *(ROOMS.parent / "templates").glob("*.html"),
    Path(kg.text.phrasebook.__file__),
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
BEGUN = {*re.findall(r"['\"]([a-z]+\.(?:by_)?)['\"]\s*~", TEXT), *re.findall(r'f"([a-z]+\.)\{', TEXT)}
"""Beginnings of keys that a page puts together with a value."""


def names(lang: str) -> set[str]:
    return {re.sub(r"\.(one|many)$", "", key) for key in table(lang)}  # type: ignore[arg-type]


def test_both_languages_say_the_same_things() -> None:
    assert set(table("sv")) == set(table("en"))


def test_both_languages_fill_in_the_same_values() -> None:
    for key, swedish in table("sv").items():
        assert set(re.findall(r"\{(\w+)\}", swedish)) == set(re.findall(r"\{(\w+)\}", table("en")[key])), key


def test_every_word_that_a_page_uses_is_there() -> None:
    groups = {name.partition(".")[0] for name in names("sv")}
    used = set(re.findall(r"(?:\bt|words)\(\s*f?['\"]([a-z]+\.[\w-]+)['\"]", TEXT)) - BEGUN
    assert used
    assert {key for key in used if key.partition(".")[0] in groups} - names("sv") == set()


def test_every_word_that_is_there_is_used() -> None:
    literal = set(re.findall(r"['\"]([a-z]+\.[\w-]+)['\"]", TEXT))
    assert {n for n in names("sv") if n not in literal and not n.startswith(tuple(BEGUN))} == set()


def test_every_fact_has_a_name() -> None:
    assert {key for key in facts.keys() if f"fact.{key}" not in table("sv")} == set()  # noqa: SIM118


@pytest.mark.parametrize(
    ("iso", "swedish", "english"),
    [("P5Y", "5 år", "5 years"), ("P1M", "1 månad", "1 month"), ("P30D", "30 dagar", "30 days"), ("odd", "odd", "odd")],
)
def test_period_is_said_in_words(iso: str, swedish: str, english: str) -> None:
    assert (Words("sv").period(iso), Words("en").period(iso)) == (swedish, english)


def test_numbers_are_written_as_the_language_does() -> None:
    assert (Words("sv").number(12345), Words("en").number(12345)) == ("12\u00a0345", "12,345")
