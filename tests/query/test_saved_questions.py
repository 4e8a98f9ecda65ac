"""Every question of queries/ runs as it stands and with parameters, and says exactly what it should."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rdflib

from kg import assets
from kg.errors import UsageError
from kg.graph import iris, query
from kg.graph.store import MemoryStore

EXPECTED = Path(__file__).parent / "expected"
QUESTIONS = query.saved(assets.queries() / "questions")
SAVED = {stem: saved for stem, saved in query.saved(assets.queries()).items() if not saved.number.startswith("KG")}
"""Queries that anyone may give parameters; those of the rules are told the day by the program alone."""

Runs = list[tuple[str, dict[str, str], list[dict[str, str]]]]


def _runs() -> Runs:
    told = [(stem, json.loads((EXPECTED / f"{stem}.json").read_text(encoding="utf-8"))) for stem in QUESTIONS]
    return [
        (stem, run["params"], [dict(zip(run["columns"], row, strict=True)) for row in run["rows"]])
        for stem, runs in told
        for run in runs
    ]


@pytest.mark.parametrize(("stem", "params", "expected"), _runs())
def test_question_gives_exactly_these_rows(
    source: MemoryStore, stem: str, params: dict[str, str], expected: list[dict[str, str | None]]
) -> None:
    found = query.rows(source, QUESTIONS[stem], params)
    assert found == [{name: value for name, value in row.items() if value is not None} for row in expected]


@pytest.fixture(scope="module")
def merged(source: MemoryStore) -> rdflib.Graph:
    """What a question sees without GRAPH, in another engine."""
    graph = rdflib.Graph()
    for name in iris.default_graphs(source.graphs):
        graph.parse(data=source.triples(name), format="nt")
    return graph


@pytest.mark.parametrize("stem", [stem for stem, saved in QUESTIONS.items() if "GRAPH ?" not in saved.text])
def test_question_says_the_same_as_it_stands_in_another_engine(
    source: MemoryStore, merged: rdflib.Graph, stem: str
) -> None:
    found = merged.query(QUESTIONS[stem].text)
    # rdflib gives an empty text for a concatenation of nothing.
    rows = [
        {str(k): str(v) for k, v in zip(found.vars or [], row, strict=True) if v is not None and str(v)}
        for row in found
    ]
    assert rows == query.rows(source, QUESTIONS[stem])


@pytest.mark.parametrize("stem", QUESTIONS)
def test_question_is_run_with_and_without_each_of_its_parameters(stem: str) -> None:
    tried = {name for run, params, _ in _runs() if run == stem for name in params}
    assert tried == {parameter.name for parameter in QUESTIONS[stem].parameters}
    assert any(not params for run, params, _ in _runs() if run == stem)


@pytest.mark.parametrize("stem", QUESTIONS)
def test_header_tells_in_both_languages_what_the_question_asks_and_answers(source: MemoryStore, stem: str) -> None:
    question = QUESTIONS[stem]
    assert re.fullmatch(r"Q\d\d-[a-z]+(-[a-z]+)*", stem)
    assert question.title_sv.endswith("?")
    assert question.title_en.endswith("?")
    for words in (question.answers, *question.columns.values(), *(p.description for p in question.parameters)):
        assert words.sv
        assert words.en
    head = query.run(source, question, format="csv").splitlines()[0].decode()
    assert list(question.columns) == head.split(",")


@pytest.mark.parametrize("stem", SAVED)
def test_each_parameter_stands_in_a_values_block_that_says_its_default(stem: str) -> None:
    saved = SAVED[stem]
    blocks = set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", saved.text))
    assert {p.name for p in saved.parameters if p.default is None} == blocks


def test_numbers_and_names_are_each_used_once() -> None:
    assert len({q.number for q in QUESTIONS.values()}) == len(QUESTIONS) >= 37
    assert len({q.name for q in QUESTIONS.values()}) == len(QUESTIONS)
    assert {path.stem for path in EXPECTED.glob("*.json")} == set(QUESTIONS)


@pytest.mark.parametrize("name", ["Q01", "q01", "owner-of-record", "Q01-owner-of-record"])
def test_number_bare_name_and_whole_name_find_a_question(name: str) -> None:
    assert name in QUESTIONS
    assert query.find(name, assets.queries()).stem == "Q01-owner-of-record"


def test_a_name_that_is_nearly_right_is_told_what_was_meant() -> None:
    with pytest.raises(UsageError, match="owner-of-records: no such query or file: did you mean Q01-owner-of-record"):
        query.find("owner-of-records", assets.queries())


def test_a_file_and_sparql_itself_are_found_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert query.find(str(path), assets.queries()).name == "mine"
    assert query.find("ASK { ?s ?p ?o }", assets.queries()).text == "ASK { ?s ?p ?o }"


def test_table_has_the_headings_of_the_language_asked_for(source: MemoryStore) -> None:
    assert query.run(source, QUESTIONS["Q12"], lang="sv").decode().splitlines() == [
        "Plan   Kod   Titel          Handlingar",
        "─────  ────  ─────────────  ──────────",
        "bokby  1.10  Ta emot besök  1",
    ]
    assert query.run(source, QUESTIONS["Q12"], lang="en").startswith(b"Plan   Code  Title          Records\n")


def test_formats_say_the_same(source: MemoryStore) -> None:
    question = QUESTIONS["Q12"]
    told = json.loads(query.run(source, question, format="json"))
    assert [row["code"]["value"] for row in told["results"]["bindings"]] == ["1.10"]
    assert (
        query.run(source, question, format="csv") == b"plan,code,title,number\r\nbokby,1.10,Ta emot bes\xc3\xb6k,1\r\n"
    )
    assert query.run(source, question, format="tsv").startswith(b"?plan\t?code\t?title\t?number\n")
    assert b'<binding name="code"><literal>1.10</literal>' in query.run(source, question, format="xml")


def test_yes_and_no_are_words_in_a_table(source: MemoryStore) -> None:
    assert query.run(source, "ASK { ?s a kg:Plan }") == b"ja\n"
    assert query.run(source, "ASK { ?s a kg:Nothing }", lang="en") == b"no\n"
    assert query.run(source, "SELECT * { ?s a kg:Nothing }", lang="en") == b"no rows\n"


def test_a_graph_is_turtle_with_the_prefixes_of_the_ontology(source: MemoryStore) -> None:
    text = "CONSTRUCT { ?plan a skos:ConceptScheme } WHERE { ?plan a kg:Plan }"
    turtle = query.run(source, text, format="turtle").decode()
    assert "@prefix skos: <http://www.w3.org/2004/02/skos/core#>" in turtle
    assert f"<{iris.plan('bokby')}> a skos:ConceptScheme" in turtle
    assert query.run(source, text, format="table").decode() == turtle
    assert len(query.run(source, text, format="ntriples").splitlines()) == 3
