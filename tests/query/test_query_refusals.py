"""What a query may not do, and how it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kg.errors import SourceError, UsageError
from kg.graph import guard, iris, query
from kg.graph.store import MemoryStore


class _Other(HTTPServer):
    asked = 0


@pytest.fixture(scope="module")
def other() -> Iterator[_Other]:
    """A server that nobody may ask."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked += 1
            self.send_error(500)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = _Other(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE: { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { ?s ?p 1SERVICE x: { ?a ?b ?c } }",
    "SELECT * { VALUES ?v { <URL> } VALUES (?x ?y) { (1 2) } FILTER(?x<?y)SERVICE?v#>\n { ?s ?p ?o } }",
    "SELECT * { VALUES ?v { <URL> } <<( ?s ?p ?o )>> <x:y> '''a''' # '''\n . SERVICE ?v { ?s ?p ?o } #'''\n }",
    r"SELECT * { \u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    'SELECT * { BIND("it\'s" AS ?x) SERVICE <URL> { ?s ?p ?o } BIND("it\'s" AS ?y) }',
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_no_spelling_of_service_reaches_another_server(source: MemoryStore, other: _Other, text: str) -> None:
    with pytest.raises(UsageError):
        query.run(source, text.replace("URL", f"http://127.0.0.1:{other.server_port}/sparql"), format="turtle")
    assert other.asked == 0


def test_service_is_refused_by_its_name(source: MemoryStore) -> None:
    with pytest.raises(UsageError, match="SERVICE would ask another server: ask about"):
        query.run(source, "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")


def test_the_word_service_may_stand_in_texts_iris_names_and_variables(source: MemoryStore) -> None:
    text = """PREFIX ex: <http://example.org/>
    SELECT ?service (STR(ex:tele-service) AS ?name) {
      VALUES ?service { "Stöd och SERVICE" 'a\\\\service' }  # the service
      BIND(<http://example.org/service#1> AS ?iri)
      FILTER(CONTAINS(STR(?iri), "service"))
    }"""
    assert query.rows(source, text) == [
        {"service": "Stöd och SERVICE", "name": "http://example.org/tele-service"},
        {"service": "a\\service", "name": "http://example.org/tele-service"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <x:a> <x:b> 1 }",
        "PREFIX x: <x:> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/data.ttl>",
        "BASE <http://example.org/> # drop\nCLEAR ALL",
        "with <x:g> delete { ?s ?p ?o } where { ?s ?p ?o }",
    ],
)
def test_update_is_refused_because_the_graph_is_only_read(source: MemoryStore, text: str) -> None:
    with pytest.raises(UsageError, match="would change the graph, which is only read"):
        query.run(source, text)


@pytest.mark.parametrize(
    "clause", ["FROM <http://example.org/g>", "FROM NAMED x:g", "from named <http://example.org/g>"]
)
def test_from_with_a_graph_that_is_not_here_is_refused(source: MemoryStore, clause: str) -> None:
    text = f"PREFIX x: <http://example.org/> SELECT * {clause} {{ ?s ?p ?o }}"
    with pytest.raises(UsageError, match=r"FROM names <http://example.org/g>, which is not a graph here: there is <"):
        query.run(source, text)


def test_from_with_a_graph_of_ours_is_what_the_query_sees(source: MemoryStore) -> None:
    text = "SELECT DISTINCT ?title FROM <%s> { ?unit skos:notation '1.1' ; skos:prefLabel ?title }"
    assert query.rows(source, text % iris.as_read("bokby")) == [{"title": "Planera verksamhten"}]
    assert query.rows(source, text % iris.effective("bokby")) == [{"title": "Planera verksamheten"}]


def test_without_graph_a_query_sees_effective_graphs_and_the_ontology_and_not_what_was_read(
    source: MemoryStore,
) -> None:
    text = """SELECT ?plan ?title {
      ?plan a kg:Plan . ?unit skos:inScheme ?plan ; skos:notation '1.1' ; skos:prefLabel ?title
    } ORDER BY ?plan"""
    titles = query.rows(source, text)
    assert [row["title"] for row in titles] == ["Planera verksamheten", "Fatta beslut"]
    assert query.rows(source, "SELECT ?word { kg:action-stay skos:notation ?word }") == [{"word": "stay"}]


def test_with_graph_a_query_sees_every_graph(source: MemoryStore) -> None:
    found = query.rows(source, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert [row["g"] for row in found] == sorted(source.graphs)
    assert iris.as_read("ekby") in source.graphs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?s ?p ?o", "at line 1, column 20, at its end: "),
        ("SELECT *\nWHERE {\n  ?s foo:bar ?o }", "at line 3, column 13, near '?o }': declare the prefix"),
        ("SELECT *\n{ ?s ?p [ }", "at line 2, column 11, near '}'"),
        ("SELECT * { ?s 'service' 'ö' ?p ?o }", "at line 1, column 12, near \"?s 'service' 'ö'"),
        ("", "at line 1, column 1, at its end"),
        ("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }", "the SELECT contains a variable that is unbound"),
        ("SELECT * { ?s <relative> ?o }", "write the whole IRI, with its scheme"),
    ],
)
def test_what_is_no_sparql_is_told_in_one_line_with_its_place(source: MemoryStore, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        query.run(source, text)
    line = str(caught.value)
    assert said in line
    assert "\n" not in line
    assert len(line) < 250


def test_place_of_an_error_is_that_of_the_query_as_it_was_written() -> None:
    text = guard.disarm("SELECT * { ?s ?p 'service' ?x }")
    assert text == r"SELECT * { ?s ?p '\u0073ervice' ?x }"
    error = SyntaxError(f'error at 1:{text.index("?x") + 1}: expected one of ","')
    assert "line 1, column 28, near '?x }'" in str(guard.explain(error, text, None))


def test_a_format_that_does_not_exist_is_refused_with_those_that_do(source: MemoryStore) -> None:
    with pytest.raises(UsageError, match="no format is called 'yaml': choose table, json"):
        query.run(source, "ASK { ?s ?p ?o }", format="yaml")


def test_rows_are_no_graph_and_a_graph_is_no_rows(source: MemoryStore) -> None:
    with pytest.raises(UsageError, match="gives rows, not a graph for turtle"):
        query.run(source, "SELECT * { ?s ?p ?o }", format="turtle")
    with pytest.raises(UsageError, match="gives a graph, not rows for csv"):
        query.run(source, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", format="csv")
    with pytest.raises(UsageError, match="gives no rows"):
        query.rows(source, "ASK { ?s ?p ?o }")


@pytest.mark.parametrize("header", ["#: title_sv = ", '#: colour = "red"', '#: [[parameters]]\n#: type = "text"'])
def test_a_broken_header_is_told_with_its_file(header: str) -> None:
    with pytest.raises(SourceError, match=r"^mine.rq: the header is .*: mend the lines that begin with #:$"):
        query.parse(f"{header}\nSELECT * {{ ?s ?p ?o }}", where="mine.rq")
