"""The SPARQL 1.1 Protocol: the cases of the W3C's own suite, restated, and every format to real clients."""

from __future__ import annotations

import csv
import json
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from io import StringIO
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlencode
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from sparql_server import A, quad, serving
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper
from starlette.requests import Request

from kg.face.web import protocol
from kg.face.web.problems import Refusal
from kg.graph import iris

DATA = "http://example.org/data/"
ONE, TWO, THREE = (f"{DATA}{n}" for n in (1, 2, 3))
DOCUMENT = ox.NamedNode("http://xmlns.com/foaf/0.1/Document")
NAME = "http://example.org/name"
OURS = iris.effective("bokby")
NAMES = ("Kalle", 'Åsa, "chef"', "rad\när två", "<&>\t\\")

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"


def graphs() -> Iterator[ox.Quad]:
    for graph in (f"{DATA}0", ONE, TWO, THREE):
        yield quad(graph, graph, A.value, DOCUMENT)
    for n, name in enumerate(NAMES):
        yield quad(OURS, f"http://example.org/{n}", NAME, ox.Literal(name, language="sv"))
        yield quad(OURS, f"http://example.org/{n}", "http://example.org/number", ox.Literal(n))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("store"), graphs()) as url:
        yield url


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("store"), graphs(), "--writable") as url:
        yield url


@settings(max_examples=500)
@given(st.lists(st.sampled_from([b"%", b"=", b"+", b"_", b"%C3%A5", b"%e5", b"%0", b"F", b"\n", b"a", b" "])))
def test_a_query_is_decoded_as_the_standard_library_does_it(pieces: list[bytes]) -> None:
    encoded = b"".join(pieces)
    scope = {"type": "http", "method": "GET", "headers": [], "query_string": b"query=" + encoded}
    try:
        wanted = unquote_to_bytes(encoded.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        with pytest.raises(Refusal):
            read(scope)
        return
    for more in (b"", b"&x="):  # one field alone goes a shorter way
        assert read({**scope, "query_string": b"query=" + encoded + more}) == protocol.Operation("query", wanted)


def read(scope: dict[str, object]) -> protocol.Operation | None:
    """What is read of a GET, which has no body to wait for."""
    try:
        protocol.read(Request(scope)).send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")


def test_what_two_graphs_say_counts_once(tmp_path: Path) -> None:
    quads = [quad(iris.effective(plan), A.value, NAME, ox.Literal("Kalle")) for plan in ("bokby", "dalby")]
    with serving(tmp_path, quads) as url:
        client = SPARQLWrapper(f"{url}/sparql", returnFormat=JSON)
        for where, number in (("?s ?p ?o", "1"), ("GRAPH ?g { ?s ?p ?o }", "2")):
            client.setQuery(f"SELECT (COUNT(*) AS ?n) {{ {where} }}")
            assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == number


@dataclass(frozen=True)
class Sent:
    """One request of a case, and what must come back."""

    fields: tuple[tuple[str, str], ...] = ()
    """In the address."""
    content_type: str | None = None
    body: str | bytes | None = None
    method: str = ""
    expect: bool | str = "4xx"
    """A truth value, "rows", "graph", or the first figure of the status."""


def by_form(name: str, text: str) -> str:
    return urlencode({name: text})


ASK_DEFAULT = f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type }}"
ASK_NAMED = f"ASK {{ GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
ASK_BOTH = f"ASK {{ <{THREE}> a ?type GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
DEFAULT_0 = (("default-graph-uri", f"{DATA}0"),)
DEFAULT_12 = (("default-graph-uri", ONE), ("default-graph-uri", TWO))
NAMED_12 = (("named-graph-uri", ONE), ("named-graph-uri", TWO))

FILL = " ".join(f"GRAPH <{graph}> {{ <{graph}> a <{DOCUMENT.value}> }}" for graph in (ONE, TWO, THREE))
RESULT = "http://example.org/result"
KIND = "http://purl.org/dc/terms/BibliographicResource"


def update(where: str, template: str = f"?s a <{KIND}>") -> str:
    return f"CLEAR ALL ; INSERT DATA {{ {FILL} }} ; INSERT {{ GRAPH <{RESULT}> {{ {template} }} }} WHERE {{ {where} }}"


def seen(there: str, not_there: str) -> Sent:
    return Sent(
        (),
        QUERY,
        f"ASK {{ GRAPH <{RESULT}> {{ {there} }} FILTER NOT EXISTS {{ GRAPH <{RESULT}> {{ {not_there} }} }} }}",
        expect=True,
    )


KINDS_12 = seen(f"<{ONE}> a <{KIND}> . <{TWO}> a <{KIND}>", f"<{THREE}> a <{KIND}>")
IN = "http://example.org/in"
IN_BOTH = f"""{{ GRAPH ?g {{ ?s a <{DOCUMENT.value}> }} BIND(?g AS ?in) }}
    UNION {{ ?s a <{DOCUMENT.value}> BIND("default" AS ?in) }}"""

CASES: dict[str, list[Sent]] = {
    "query_post_form": [Sent(DEFAULT_0, FORM, by_form("query", "ASK {}"), expect=True)],
    "query_dataset_default_graphs_get": [Sent((("query", ASK_DEFAULT), *DEFAULT_12), expect=True)],
    "query_dataset_default_graphs_post": [Sent(DEFAULT_12, QUERY, ASK_DEFAULT, expect=True)],
    "query_dataset_named_graphs_post": [Sent(NAMED_12, QUERY, ASK_NAMED, expect=True)],
    "query_dataset_named_graphs_get": [Sent((("query", ASK_NAMED), *NAMED_12), expect=True)],
    "query_dataset_full": [Sent((("default-graph-uri", THREE), *NAMED_12), QUERY, ASK_BOTH, expect=True)],
    "query_multiple_dataset": [Sent(NAMED_12, QUERY, ASK_NAMED.replace("ASK", f"ASK FROM <{THREE}>"), expect=True)],
    "query_get": [Sent((("query", "ASK {}"), *DEFAULT_0), expect=True)],
    "query_content_type_select": [Sent(DEFAULT_0, QUERY, "SELECT (1 AS ?value) {}", expect="rows")],
    "query_content_type_ask": [Sent(DEFAULT_0, QUERY, "ASK {}", expect=True)],
    "query_content_type_describe": [Sent(DEFAULT_0, QUERY, "DESCRIBE <http://example.org/>", expect="graph")],
    "query_content_type_construct": [Sent(DEFAULT_0, QUERY, "CONSTRUCT { <s> <p> 1 } WHERE {}", expect="graph")],
    "query_post_direct": [Sent((), QUERY, "ASK {}", expect=True)],
    "update_dataset_default_graph": [
        Sent((("using-graph-uri", ONE),), UPDATE, update(f"?s a <{DOCUMENT.value}>"), expect="2xx"),
        seen(f"<{ONE}> a <{KIND}>", f"<{TWO}> a <{KIND}>"),
    ],
    "update_dataset_default_graphs": [
        Sent(
            (("using-graph-uri", ONE), ("using-graph-uri", TWO)),
            UPDATE,
            update(f"?s a <{DOCUMENT.value}>"),
            expect="2xx",
        ),
        KINDS_12,
    ],
    "update_dataset_named_graphs": [
        Sent(
            (("using-named-graph-uri", ONE), ("using-named-graph-uri", TWO)),
            UPDATE,
            update(f"GRAPH ?g {{ ?s a <{DOCUMENT.value}> }}"),
            expect="2xx",
        ),
        KINDS_12,
    ],
    "update_dataset_full": [
        Sent(
            (("using-graph-uri", ONE), ("using-named-graph-uri", TWO)),
            UPDATE,
            update(IN_BOTH, f"?s <{IN}> ?in"),
            expect="2xx",
        ),
        seen(f'<{ONE}> <{IN}> "default" . <{TWO}> <{IN}> <{TWO}>', f"<{THREE}> ?p ?o"),
    ],
    "update_post_form": [Sent((), FORM, by_form("update", "CLEAR ALL"), expect="2xx")],
    "update_post_direct": [Sent((), UPDATE, "CLEAR ALL", expect="2xx")],
    "update_base_uri": [
        Sent((), UPDATE, f"INSERT DATA {{ GRAPH <{RESULT}> {{ <{ONE}> <{IN}> <test> }} }}", expect="2xx"),
        Sent(
            (),
            QUERY,
            f'ASK {{ GRAPH <{RESULT}> {{ <{ONE}> <{IN}> ?o FILTER(isIRI(?o) && STR(?o) != "test") }} }}',
            expect=True,
        ),
    ],
    "bad_query_method": [Sent((("query", "ASK {}"), *DEFAULT_0), FORM, method="PUT")],
    "bad_multiple_queries": [Sent((("query", "ASK {}"), ("query", "SELECT * {}")))],
    "bad_query_wrong_media_type": [Sent((), "text/plain", "ASK {}")],
    "bad_query_missing_form_type": [Sent((), None, by_form("query", "ASK {}"))],
    "bad_query_missing_direct_type": [Sent((), None, "ASK {}")],
    "bad_query_non_utf8": [Sent((), f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"))],
    "bad_query_syntax": [Sent((("query", "ASK {"),))],
    "bad_update_get": [Sent((("update", "CLEAR ALL"),))],
    "bad_multiple_updates": [Sent((), FORM, urlencode([("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")]))],
    "bad_update_wrong_media_type": [Sent((), "text/plain", "CLEAR NAMED")],
    "bad_update_missing_form_type": [Sent((), None, by_form("update", "CLEAR NAMED"))],
    "bad_update_non_utf8": [Sent((), f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16"))],
    "bad_update_syntax": [Sent((), FORM, by_form("update", "CLEAR XYZ"))],
    "bad_update_dataset_conflict": [
        Sent(
            (("using-named-graph-uri", "http://example.org/people"),),
            UPDATE,
            "WITH <http://example.org/a> DELETE { ?p <x:n> 'B' } INSERT { ?p <x:n> 'W' } WHERE { ?p <x:n> 'B' }",
        )
    ],
}


def send(url: str, sent: Sent, **headers: str) -> tuple[HTTPResponse, bytes]:
    host = url.removeprefix("http://")
    connection = HTTPConnection(host, timeout=30)
    path = "/sparql" + (f"?{urlencode(sent.fields)}" if sent.fields else "")
    typed = {"Content-Type": sent.content_type} if sent.content_type else {}
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body
    connection.request(sent.method or ("GET" if body is None else "POST"), path, body, {**typed, **headers})
    response = connection.getresponse()
    said = response.read()
    connection.close()
    return response, said


def query(url: str, text: str, accept: str = "*/*") -> tuple[HTTPResponse, bytes]:
    return send(url, Sent((("query", text),)), Accept=accept)


def media(response: HTTPResponse) -> str:
    return (response.getheader("Content-Type") or "").partition(";")[0]


def test_the_suite_has_all_its_machine_readable_cases() -> None:
    assert len(CASES) == 34


@pytest.mark.parametrize("name", CASES)
def test_case_of_the_w3c_suite(request: pytest.FixtureRequest, name: str) -> None:
    url: str = request.getfixturevalue("writable" if "update" in name else "server")
    for sent in CASES[name]:
        response, body = send(url, sent)
        match sent.expect:
            case bool():
                assert response.status == 200, body
                assert media(response) in ("application/sparql-results+json", "application/sparql-results+xml")
                assert json.loads(body)["boolean"] is sent.expect
            case "rows":
                assert (response.status, media(response)) == (200, "application/sparql-results+json")
            case "graph":
                assert (response.status, media(response)) == (200, "text/turtle")
            case _:
                assert f"{response.status // 100}xx" == sent.expect, body


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("update")])
def test_a_server_without_updates_refuses_them_and_stays_as_it_is(server: str, name: str) -> None:
    response, body = send(server, CASES[name][0], Accept="application/problem+json")
    assert response.status == 403
    assert json.loads(body)["code"] == "read-only"
    assert json.loads(query(server, "ASK { ?s ?p ?o }")[1])["boolean"] is True


def test_the_query_form_of_an_update_is_refused_before_anything_runs(server: str) -> None:
    response, body = query(server, "DROP ALL", "text/plain")
    assert response.status == 400
    assert "DROP skulle ändra grafen" in body.decode()


# Formats

SELECT = f"SELECT ?n ?name {{ ?s <{NAME}> ?name ; <http://example.org/number> ?n }} ORDER BY ?n"
CONSTRUCT = f"CONSTRUCT WHERE {{ ?s <{NAME}> ?name }}"


def as_json(body: bytes) -> list[str]:
    return [row["name"]["value"] for row in json.loads(body)["results"]["bindings"]]


def as_xml(body: bytes) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(body).iter("{http://www.w3.org/2005/sparql-results#}literal")][
        1::2
    ]


def as_csv(body: bytes) -> list[str]:
    return [row["name"] for row in csv.DictReader(StringIO(body.decode(), newline=""))]


def as_tsv(body: bytes) -> list[str]:
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.TSV)
    assert isinstance(found, ox.QuerySolutions)
    return [solution["name"].value for solution in found]  # type: ignore[union-attr]


ROWS = {
    "application/sparql-results+json": as_json,
    "application/sparql-results+xml": as_xml,
    "text/csv": as_csv,
    "text/tab-separated-values": as_tsv,
    "application/json": as_json,
    "application/xml": as_xml,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def parsed(body: bytes, media: str) -> rdflib.Graph:
    plain = ox.serialize((q.triple for q in ox.parse(body, format=GRAPHS[media])), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=plain, format="nt")


@pytest.mark.parametrize("accept", ROWS)
def test_rows_come_in_every_format_and_say_the_same(server: str, accept: str) -> None:
    response, body = query(server, SELECT, accept)
    assert (response.status, media(response)) == (200, accept)
    assert response.getheader("Vary", "").startswith("Accept")
    assert ROWS[accept](body) == list(NAMES)


@pytest.mark.parametrize("accept", GRAPHS)
def test_a_graph_comes_in_every_format_and_is_the_same(server: str, accept: str) -> None:
    for text, size in ((CONSTRUCT, len(NAMES)), ("DESCRIBE <http://example.org/1>", 2)):
        response, body = query(server, text, accept)
        assert (response.status, media(response)) == (200, accept)
        graph = parsed(body, accept)
        assert len(graph) == size
        assert rdflib.Literal(NAMES[1], lang="sv") in set(graph.objects())


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/html, */*;q=0.1", "text/html"),  # a page, as a browser is given
        ("text/html;q=0.1, */*", "application/sparql-results+json"),
        ("application/x-unknown, text/tab-separated-values", "text/tab-separated-values"),
        ("TEXT/CSV", "text/csv"),
        ("text/turtle, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
    ],
)
def test_the_format_liked_best_is_chosen(server: str, accept: str, chosen: str) -> None:
    assert media(query(server, SELECT, accept)[0]) == chosen


@pytest.mark.parametrize("accept", ["application/sparql-results+xml", "application/xml", "text/csv", "*/*"])
def test_a_truth_value_comes_in_a_format_that_there_is(server: str, accept: str) -> None:
    response, body = query(server, "ASK { ?s ?p ?o }", accept)
    assert response.status == 200
    assert b"true" in body
    assert media(response) == (accept if accept.endswith("xml") else "application/sparql-results+json")


@pytest.mark.parametrize(
    ("text", "accept", "said"),
    [(SELECT, "text/turtle", "rader"), (CONSTRUCT, "text/csv", "en graf"), (SELECT, "image/png", "rader")],
)
def test_a_result_that_has_no_accepted_format_is_refused(server: str, text: str, accept: str, said: str) -> None:
    response, body = query(server, text, accept)
    assert response.status == 406
    assert f"frågan ger {said}" in json.loads(body)["detail"]


@pytest.mark.parametrize(("name", "chosen"), [("csv", "text/csv"), ("xml", "application/sparql-results+xml")])
def test_a_format_may_be_named_in_the_address(server: str, name: str, chosen: str) -> None:
    response, _ = send(server, Sent((("query", SELECT), ("format", name))), Accept="application/json")
    assert media(response) == chosen


def test_a_large_result_comes_compressed_where_that_is_accepted(server: str) -> None:
    text = "SELECT * { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(3)) + " }"
    plain, whole = query(server, text)
    packed, body = send(server, Sent((("query", text),)), **{"Accept-Encoding": "gzip"})
    assert plain.getheader("Content-Encoding") is None
    assert packed.getheader("Content-Encoding") == "gzip"
    assert len(body) < len(whole) / 5
    gunzip = subprocess.run(["gzip", "-dc"], input=body, capture_output=True, check=True)
    assert gunzip.stdout == whole
    for none in ("gzip;q=0", "br, gzip; q=0.0"):
        assert send(server, Sent((("query", text),)), **{"Accept-Encoding": none})[1] == whole


def test_a_graph_that_is_named_twice_is_one_graph(server: str) -> None:
    for name, text in {
        "default-graph-uri": "SELECT ?s { ?s ?p ?o }",
        "named-graph-uri": "SELECT ?s { GRAPH ?g { ?s ?p ?o } }",
    }.items():
        _, once = send(server, Sent((("query", text), (name, ONE))))
        _, thrice = send(server, Sent((("query", text), *[(name, ONE)] * 3)))
        assert once == thrice
        assert once.count(ONE.encode()) == 1


# Errors


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/sparql-results+json", "application/problem+json"),
        ("application/problem+json", "application/problem+json"),
        ("text/plain", "text/plain"),
        ("text/html", "text/html"),
    ],
)
def test_an_error_says_where_and_why_in_the_form_asked_for(server: str, accept: str, expected: str) -> None:
    response, body = query(server, "SELECT * {\n ?s foaf:name ?o }", accept)
    assert (response.status, media(response)) == (400, expected)
    assert "rad 2" in body.decode()
    assert "eklarera prefixet" in body.decode()


def test_an_error_has_its_title_in_the_language_asked_for(server: str) -> None:
    sent = Sent((("query", "ASK {"),))
    assert json.loads(send(server, sent, **{"Accept-Language": "en"})[1])["title"] == "The request was put wrongly"
    assert json.loads(send(server, sent, **{"Accept-Language": "sv"})[1])["title"] == "Frågan är fel ställd"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (Sent((("query", "ASK {}"), ("default-graph-uri", "http://example.org/none"))), 400),
        (Sent((("query", "ASK {}"), ("named-graph-uri", "file:///etc/passwd"))), 400),
        (Sent((("query", "ASK FROM <file:///etc/passwd> { ?s ?p ?o }"),)), 400),
        (Sent((("query", "ASK FROM <http://example.org/none> { ?s ?p ?o }"),)), 400),
        (Sent((), FORM, ""), 400),
        (Sent((), FORM, "query=%ff"), 400),
        (Sent((), QUERY, b"ASK { \xff }"), 400),
        (Sent((), QUERY, ""), 400),
        (Sent((), FORM, "&".join(f"a{n}=1" for n in range(2000))), 400),
        (Sent((("query", "ASK {}"),), QUERY, "ASK {}"), 400),
        (Sent((), QUERY, "ASK {}" + " " * 30_000), 400),
        (Sent((), QUERY, " " * 300_000), 413),
        (Sent((("query", "ASK {}"),), method="DELETE"), 405),
    ],
)
def test_a_wrong_request_is_refused_with_its_reason(server: str, sent: Sent, status: int) -> None:
    response, body = send(server, sent)
    assert response.status == status
    assert json.loads(body)["detail"]
    assert (response.getheader("Allow") is not None) == (status == 405)


def test_more_rows_than_allowed_are_no_result_at_all(tmp_path: Path) -> None:
    limits = json.dumps({"rows": 8, "bytes": 4000})
    with serving(tmp_path, graphs(), "--limits", limits) as url:
        everything = "SELECT * { ?s ?p ?o }"
        assert query(url, everything)[0].status == 200
        for accept in ROWS:
            assert query(url, "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 8", accept)[0].status == 200
            response, body = query(url, "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 9", accept)
            assert (response.status, json.loads(body)["code"]) == (400, "overrun")
        assert query(url, "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }", "text/turtle")[0].status == 400
        long = "SELECT (CONCAT('" + "x" * 4000 + "') AS ?x) {}"
        assert "0.004 MB" in json.loads(query(url, long)[1])["detail"]


def test_rows_too_many_are_told_as_such_however_few_bytes_they_have(tmp_path: Path) -> None:
    narrow = f"SELECT (1 AS ?x) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(8))} }}"
    with serving(tmp_path, graphs(), "--limits", json.dumps({"rows": 1000, "seconds": 2})) as url:
        for accept in ("text/csv", "text/tab-separated-values"):
            response, body = query(url, narrow, accept)
            assert (response.status, "1000 rader" in json.loads(body)["detail"]) == (400, True)


# What else may be asked of it


def test_without_a_query_the_service_describes_itself(server: str) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    for accept in GRAPHS:
        response, body = send(server, Sent(), Accept=accept)
        assert (response.status, media(response)) == (200, accept)
        graph = parsed(body, accept)
        endpoint = rdflib.URIRef(f"{server}/sparql")
        assert (endpoint, rdflib.RDF.type, sd.Service) in graph
        assert (endpoint, sd.endpoint, endpoint) in graph
        assert (endpoint, sd.supportedLanguage, sd.SPARQL11Query) in graph
        assert len(list(graph.objects(endpoint, sd.resultFormat))) == 8
        assert {str(name) for name in graph.objects(None, sd.name)} == {f"{DATA}0", ONE, TWO, THREE, OURS}


def test_head_and_options_answer_without_a_body(server: str) -> None:
    response, body = send(server, Sent((("query", "ASK {}"),), method="HEAD"))
    assert (response.status, body) == (200, b"")
    response, body = send(server, Sent(method="OPTIONS"))
    assert (response.status, body) == (204, b"")
    assert response.getheader("Allow") == "GET, HEAD, OPTIONS, POST"


def test_other_sites_may_read_only_where_that_was_asked_for(server: str, tmp_path: Path) -> None:
    origin = {"Origin": "https://example.org"}
    sent = (Sent((("query", "ASK {}"),)), Sent((("query", "ASK {"),)), Sent(method="OPTIONS"))
    assert {send(server, one, **origin)[0].getheader("Access-Control-Allow-Origin") for one in sent} == {None}
    with serving(tmp_path, graphs(), "--public") as url:
        responses = [send(url, one, **origin)[0] for one in sent]
    assert {response.getheader("Access-Control-Allow-Origin") for response in responses} == {"*"}
    assert {response.getheader("Access-Control-Allow-Credentials") for response in responses} == {None}


# Clients


def test_sparqlwrapper_reads_every_kind_of_result(server: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql")
    for method in ("GET", "POST"):
        client.setMethod(method)
        client.setQuery(SELECT)
        client.setReturnFormat(JSON)
        rows = client.queryAndConvert()["results"]["bindings"]
        assert [row["name"]["value"] for row in rows] == list(NAMES)
        client.setReturnFormat(CSV)
        assert as_csv(client.queryAndConvert()) == list(NAMES)
        client.setReturnFormat(XML)
        assert len(client.queryAndConvert().getElementsByTagName("result")) == len(NAMES)
        client.setQuery(CONSTRUCT)
        client.setReturnFormat(TURTLE)
        assert len(rdflib.Graph().parse(data=client.queryAndConvert())) == len(NAMES)
        client.setQuery("ASK { ?s ?p ?o }")
        client.setReturnFormat(JSON)
        assert client.queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_the_endpoint_as_its_store(server: str, method: str, format: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server}/sparql", method=method, returnFormat=format))
    assert [str(row["name"]) for row in graph.query(SELECT)] == list(NAMES)
    if format in ("xml", "json"):
        assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
        assert len(graph) == 2 * len(NAMES)
        subject = rdflib.URIRef("http://example.org/0")
        assert graph.value(subject, rdflib.URIRef(NAME)) == rdflib.Literal(NAMES[0], lang="sv")


def test_the_client_of_the_standard_library_reads_it(server: str) -> None:
    with urllib.request.urlopen(f"{server}/sparql?query={quote(SELECT)}") as response:
        assert as_json(response.read()) == list(NAMES)
