"""Parameters enter a query as terms: whatever they hold, they say nothing but themselves."""

from __future__ import annotations

import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import assets
from kg.errors import UsageError
from kg.graph import query
from kg.graph.parameters import Parameter, bind, term
from kg.graph.store import MemoryStore

ECHO = "SELECT ?x { VALUES ?x { UNDEF } }"
OWNER = query.find("Q01", assets.queries())

HOSTILE = [
    '" } UNION { ?s ?p ?o } #',
    'protokoll" } } INSERT DATA { <x:a> <x:b> 1 } #',
    "\\",
    '\\"',
    "'''\"\"\"",
    "a\nb\r\nc\td",
    "UNDEF",
    "?record",
    "<http://example.org/>",
    "} SERVICE <http://example.org/> { ?s ?p ?o",
    "{ VALUES ?plan { UNDEF } }",
    "\\1 \\g<2> $1",
    "\\u0022 } #",
    "\x00\x07\x7f",
    "å\u0308 – 漢 𝔘",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_back_as_itself(source: MemoryStore, text: str) -> None:
    assert query.rows(source, ECHO, {"x": text}) == [{"x": unicodedata.normalize("NFC", text)}]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_finds_nothing_in_a_saved_question(source: MemoryStore, text: str) -> None:
    assert query.rows(source, OWNER, {"record": text}) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_literal(text: str) -> None:
    written = term(Parameter(name="x"), text, ())
    (quad,) = ox.parse(f"<x:s> <x:p> {written} .", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == unicodedata.normalize("NFC", text)
    assert "\n" not in written


def test_a_name_with_quotes_is_found_by_itself() -> None:
    name = 'avtal "Ö" \\ {bilaga}'
    store = MemoryStore([ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:name"), ox.Literal(name), ox.DefaultGraph())])
    found = store.oxigraph.query(bind("ASK { VALUES ?n { UNDEF } ?s <x:name> ?n }", (), {"n": name}, slugs=()))
    assert bool(found)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"on": "2020-02-30"}, "--param on: '2020-02-30' is no date: write YYYY-MM-DD"),
        ({"on": '2020-01-01"^^xsd:string } #'}, "is no date: write YYYY-MM-DD"),
        ({"plan": "skogby"}, "--param plan: no plan is called 'skogby': there is bokby, dalby, ekby"),
        ({"plan": 'bokby" } #'}, "no plan is called"),
        ({"colour": "red"}, "the query has no parameter 'colour': it takes on, plan, record"),
        ({"record": "\ud800"}, "is no text: write text in UTF-8"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_one_line(
    source: MemoryStore, params: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        query.rows(source, OWNER, params)
    assert said in str(caught.value)


@pytest.mark.parametrize(("code", "term_"), [("2.5.4", '"2.5.4"'), (" 2.7. ", '"2.7"'), ("A:1-b", '"A:1-b"')])
def test_a_code_is_taken_without_its_trailing_stop(code: str, term_: str) -> None:
    assert term(Parameter(name="process", type="code"), code, ()) == term_


@pytest.mark.parametrize(
    ("type_", "value"),
    [("code", '1" } #'), ("code", ""), ("iri", "no iri"), ("iri", "http://x/> } #"), ("date", "i dag")],
)
def test_what_is_not_of_its_type_is_refused(type_: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"is no {type_}: write "):
        term(Parameter.model_validate({"name": "x", "type": type_}), value, ())


def test_an_iri_and_a_date_are_terms_of_their_kind() -> None:
    assert term(Parameter(name="x", type="iri"), "https://example.org/ö", ()) == "<https://example.org/ö>"
    day = term(Parameter(name="x", type="date"), "2020-07-01", ())
    assert day == '"2020-07-01"^^<http://www.w3.org/2001/XMLSchema#date>'


def test_a_parameter_that_must_be_given_is_asked_for(source: MemoryStore) -> None:
    text = '#: parameters = [{ name = "x", optional = false }]\n' + ECHO
    with pytest.raises(UsageError, match="the query needs x: write --param x=…"):
        query.run(source, text)
    assert query.rows(source, text, {"x": "a"}) == [{"x": "a"}]


def test_a_default_stands_until_another_value_is_given(source: MemoryStore) -> None:
    text = '#: parameters = [{ name = "x", default = "a" }]\nSELECT ?x { VALUES ?x { "a" } }'
    assert query.rows(source, text) == [{"x": "a"}]
    assert query.rows(source, text, {"x": "b"}) == [{"x": "b"}]


def test_every_block_of_a_name_takes_the_value(source: MemoryStore) -> None:
    text = "SELECT ?x { { VALUES ?x { UNDEF } } UNION { values ?x {UNDEF} } }"
    assert query.rows(source, text, {"x": "a"}) == [{"x": "a"}, {"x": "a"}]
