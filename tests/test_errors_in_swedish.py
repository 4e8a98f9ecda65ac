"""Every error that the code can raise is said in Swedish too, and the table of the Swedish says nothing else."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.__main__ import main
from kg.errors import KgError, SourceError, UsageError
from kg.face import swedish
from kg.text.phrasebook import Language
from tests import raised

TABLES: dict[str, dict[str, str]] = tomllib.loads(swedish.TABLE.read_text(encoding="utf-8"))
SAID, PARTS = TABLES["said"], TABLES["parts"]
PLACE = re.compile(r"\{\w*\}")
PASSED_ON = {
    "building.py": "what a finding says, which it says in both languages itself",
    "errors.py": "the root of all errors, which says what it is given",
    "extract/package.py": "what pydantic says",
    "face/cli.py": "what the system says",
    "face/web/asked.py": "an error of ours, told as it is by kg.face.web.problems",
    "face/web/change.py": "a fault of kg.service.trial",
    "face/web/options.py": "what ipaddress says",
    "graph/guard.py": "what the parser of SPARQL says",
    "graph/limits.py": "the kind of a result",
    "read/worker.py": "an error of ours that another process had",
    "service/changing.py": "names of a plan and its state",
    "service/trial.py": "an error of ours, or a finding",
    "text/lexicon.py": "what tomllib says",
    "writing/change.py": "what kg.writing.audit and kg.service.trial say",
    "writing/states.py": "names of a plan and its state",
}
"""Rooms that raise an error with a text from elsewhere."""
NAMES = {"turtle", "sv", "organisation"}
"""What is put into texts and is a name, of a table, a format or a language, not a word."""


def is_words(text: str) -> bool:
    """Whether a text has words that a person reads, and not only names and places."""
    return bool(re.search("[a-z]{2}", PLACE.sub("", text))) and " " in text


def test_every_error_that_is_raised_is_said_in_swedish() -> None:
    texts = raised.raised()
    assert len(texts) > 300
    assert {said for said in texts if is_words(said.text) and said.text not in SAID} == set()


def test_error_whose_text_comes_from_elsewhere_is_known() -> None:
    assert {said.at for said in raised.raised() if said.text == "{}"} == set(PASSED_ON)


def test_every_word_of_ours_within_an_error_is_said_in_swedish() -> None:
    put_in = {part for part in raised.put_in() if re.search("[a-z]{2}", part.text)}
    assert len(put_in) > 30
    lost = {part for part in put_in if part.text not in PARTS and part.text not in NAMES}
    assert {part for part in lost if part.into != "{}{}"} == set()  # how many findings there are, after the first
    told = (part for part in put_in - lost if part.text not in NAMES and part.into in SAID)
    assert {part for part in told if PLACE.findall(SAID[part.into])[part.place] != "{ord}"} == set()


def test_table_says_nothing_that_the_code_does_not() -> None:
    words = {part.text for part in raised.put_in()}
    assert {text for text in (*SAID, *PARTS) if text not in raised.all_texts() | words} == set()


def test_as_much_is_filled_in_in_both_languages() -> None:
    texts = [pair for table in TABLES.values() for pair in table.items()]
    odd = {english for english, told in texts if len(PLACE.findall(told)) != english.count("{}")}
    assert odd == set()
    assert {english for english, told in texts if set(PLACE.findall(told)) - {"{}", "{ord}"}} == set()


def test_most_specific_text_is_found() -> None:
    assert swedish.said("'x' is no date", "sv") == "”x” är inget datum"
    assert swedish.said("'x' is no slug", "sv") == "”x” är inget kortnamn"
    assert swedish.said("'x' is no iri", "sv") == "”x” är inget värde av typen IRI"


def test_what_is_filled_in_stays_as_it_is() -> None:
    assert swedish.said("date='i går' is no date", "sv") == "date=”i går” är inget datum"
    assert swedish.said("no column 'plan'", "sv") == "kolumnen ”plan” finns inte"
    assert swedish.said("no such plan: none", "sv") == "planen finns inte: none"


def test_word_of_ours_that_is_filled_in_is_swedish() -> None:
    assert swedish.said("known plans: none", "sv") == "planerna är inga"
    assert swedish.said("cannot be read (Permission denied)", "sv") == "går inte att läsa (behörighet saknas)"
    assert swedish.said("the query is longer than 9 bytes", "sv") == "frågan är längre än 9 byte"


def test_line_has_place_what_is_wrong_and_what_to_do() -> None:
    error = SourceError("the file is broken", where="a.xlsx", hint="save it anew")
    assert swedish.line(error, "sv") == "a.xlsx: filen är trasig: spara den på nytt"
    assert swedish.line(error, "en") == str(error)


@pytest.mark.parametrize(
    ("error", "lang", "told"),
    [
        (SourceError("the file is empty", hint="split it"), "sv", "Filen är tom. Dela upp den."),
        (SourceError("the file is empty", hint="split it"), "en", "The file is empty. Split it."),
        (UsageError("bokby has no unit '9'"), "sv", "bokby har ingen enhet ”9”."),
        (UsageError("no such file", where="--param kind"), "sv", "Parametern kind: filen finns inte."),
        (UsageError("no such file", hint="did you mean Q01?"), "sv", "Filen finns inte. Menade du Q01?"),
    ],
)
def test_sentences_begin_with_a_capital_where_the_word_is_ours(error: KgError, lang: Language, told: str) -> None:
    assert swedish.sentences(error, lang) == told


def test_text_that_the_table_does_not_know_stays() -> None:
    assert swedish.line(UsageError("a thing of another kind"), "sv") == "a thing of another kind"


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("sv", "kg: saknas.txt: går inte att läsa (filen eller mappen finns inte): kontrollera namnet\n"),
        ("en", "kg: saknas.txt: cannot be read (No such file or directory): check the name\n"),
        ("", "kg: saknas.txt: cannot be read (No such file or directory): check the name\n"),
    ],
)
def test_command_line_says_it_in_swedish_where_kg_lang_asks(
    lang: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", lang)
    monkeypatch.setattr(sys, "argv", ["kg", "import", "saknas.txt"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().err == told


@given(st.text(max_size=200))
@pytest.mark.parametrize("around", ["{}", "no such plan: {}", "{} is {}", "{}: {}"])
def test_any_text_can_be_said_and_english_is_never_touched(around: str, text: str) -> None:
    told = around.replace("{}", text)
    assert swedish.said(told, "en") == told
    assert isinstance(swedish.said(told, "sv"), str)
