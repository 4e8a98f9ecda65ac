"""Queries that try to stop, fill, crash or misuse an endpoint, and the graph that makes them hurt."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pyoxigraph as ox
from sparql_server import A, quad

from kg.graph import iris

NODES = 1500
GRAPH = iris.effective("bokby")
NS = "http://example.org/"
RELATED = f"{NS}related"


def graph() -> Iterator[ox.Quad]:
    """Nodes that are related at random, three relations each, with a label."""
    random = Random(7)
    for n in range(NODES):
        node = f"{NS}n{n}"
        yield quad(GRAPH, node, A.value, ox.NamedNode(f"{NS}Node"))
        yield quad(GRAPH, node, f"{NS}label", ox.Literal(f"nod {n}", language="sv"))
        for _ in range(3):
            yield quad(GRAPH, node, RELATED, ox.NamedNode(f"{NS}n{random.randrange(NODES)}"))


GOOD = {
    f"SELECT ?l {{ <{NS}n7> <{NS}label> ?l }}": '"value":"nod 7"',
    f"SELECT (COUNT(*) AS ?n) {{ ?s a <{NS}Node> }}": f'"value":"{NODES}"',
    f"ASK {{ <{NS}n1> <{RELATED}> ?x }}": '"boolean":true',
    f"CONSTRUCT WHERE {{ <{NS}n3> <{NS}label> ?l }}": '"nod 3"@sv',
}
"""Queries with what their right answer says."""


class Listener:
    """A port that counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.port: int = self._socket.getsockname()[1]
        self.visits = 0

    def listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()
    thread = threading.Thread(target=listener.listen)
    thread.start()
    try:
        yield listener
    finally:
        listener.close()
        thread.join()


def hostile(port: int) -> dict[str, str]:
    """Hostile queries by name; those that would reach out would reach out to this port."""
    return {**_known(port), **_large(), **_hidden(), **_within_bounds(), **_reaching_out(port)}


def _known(port: int) -> dict[str, str]:
    """The attacks that are known to work on the engine by itself."""
    return {
        "nested parentheses": f"SELECT * {{ FILTER({'(' * 4736}1{')' * 4736}) }}",
        "nested groups": f"SELECT * {'{' * 2240}{'}' * 2240}",
        "many unions": "SELECT * { {}" + " UNION {?s ?p ?o}" * 6656 + " }",
        "300 patterns": "SELECT * { " + " ".join(f"?v{n} ?p{n} ?v{n + 1} ." for n in range(300)) + " }",
        "doubled text": "SELECT ?v30 { BIND('xxxxxxxx' AS ?v0) " + _doubled(30) + "}",
        "huge order": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
        "cartesian product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "path between all": f"SELECT (COUNT(*) AS ?n) {{ ?a <{RELATED}>* ?b }}",
        "nested stars": f"SELECT (COUNT(*) AS ?n) {{ ?a ((<{RELATED}>*)*/(<{RELATED}>*)*)* ?b }}",
        "negated stars": "SELECT (COUNT(*) AS ?n) { ?a (!<x:p>|^!<x:p>)* ?b }",
        "backtracking regex": f"SELECT * {{ FILTER(REGEX('{'a' * 5000}!', '(a+)+$')) }}",
        "large regex": "SELECT * { FILTER(REGEX('aaa', '((a{1,100}){1,100}){1,100}')) }",
        "service": f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
        "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "from http": f"SELECT * FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}",
    }


def _doubled(times: int) -> str:
    return " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(times))


def _large() -> dict[str, str]:
    """Larger than the guard allows, each in another way."""
    return {
        "not not not": f"SELECT * {{ FILTER({'!' * 19_000}true) }}",
        "minus minus": f"SELECT * {{ FILTER({'- ' * 9_000}1) }}",
        "long sum": f"SELECT * {{ FILTER(1{'+1' * 9_000}) }}",
        "long and": f"SELECT * {{ ?s ?p ?o FILTER(1{'&&1' * 6_000}) }}",
        "long or": f"SELECT * {{ ?s ?p ?o FILTER(?o{'||?o' * 4_000}) }}",
        "long in": f"SELECT * {{ ?s ?p ?o FILTER(1 IN (1{',1' * 9_000})) }}",
        "path of steps": f"SELECT * {{ ?a <a:>{'/<a:>' * 3_000} ?b }}",
        "path of choices": f"SELECT * {{ ?a <a:>{'|<a:>' * 3_000} ?b }}",
        "path back and forth": f"SELECT * {{ ?a {'^(' * 5_000}<a:>{')' * 5_000} ?b }}",
        "path of stars": f"SELECT * {{ ?a {'(' * 5_000}<a:>{')*' * 5_000} ?b }}",
        "list in list": f"SELECT * {{ ?a ?b {'(' * 9_000}{')' * 9_000} }}",
        "node in node": f"SELECT * {{ ?a ?b {'[?c ' * 3_500}1{']' * 3_500} }}",
        "many objects": f"SELECT * {{ ?a ?b 1{',1' * 9_000} }}",
        "many properties": f"SELECT * {{ ?a ?b 1{';?b 1' * 3_500} }}",
        "many optionals": "SELECT * { " + "OPTIONAL{?a ?b ?c}" * 1_000 + " }",
        "exists in exists": "SELECT * " + "{FILTER EXISTS" * 1_200 + "{}" + "}" * 1_200,
        "if in if": f"SELECT * {{ FILTER({'IF(1,1,' * 2_000}1{')' * 2_000}) }}",
        "select in select": "SELECT * " + "{SELECT * " * 1_500 + "{}" + "}" * 1_500,
        "triple in triple": f"SELECT * {{ BIND({'<<(' * 900}?a ?b ?c{' ?b ?c)>>' * 900} AS ?t) }}",
        "large template": "CONSTRUCT { " + "?a ?b ?c . " * 1_500 + "} WHERE { ?a ?b ?c }",
        "open text": 'SELECT * { FILTER("' + '\\"' * 9_000 + " }",
        "open long texts": 'SELECT * { """\n' + '\\"""\n' * 3_000 + " }",
        "braces only": "{}" * 9_000,
        "half iris": "<a" * 9_000,
        "nothing but length": "ASK {}" + "#" * 100_000,
        "nul": "SELECT\0* { ?s ?p ?o }",
        "no text at all": "\N{FEARFUL FACE}" * 4_000,
    }


def _hidden() -> dict[str, str]:
    """Nesting that looks like an IRI or a text to whoever does not parse."""
    deep = "(" * 9_000 + "?y" + ")" * 9_000
    return {
        "nesting as an iri": f"SELECT * {{ ?x ?p ?y FILTER(?x<{deep}&&?y>1) }}",
        "nesting behind an apostrophe": f"SELECT * {{ ?x ?p ?y FILTER(?x<'a'&&?y>'b'&&{deep}) }}",
        "nesting behind a comment": f"SELECT * {{ ?x ?p ?y FILTER(?x<?y#>\n&&{deep}) }}",
        "carriage return ends a comment": f"SELECT * {{ FILTER(#\r{deep}) }}",
    }


def _within_bounds() -> dict[str, str]:
    """What the guard lets pass, and only the pool can end."""
    every = "?a ?b ?c"
    return {
        "120 patterns": "SELECT * { " + " ".join(f"?v{n} ?p{n} ?v{n + 1} ." for n in range(120)) + " }",
        "149 of one": "SELECT * { " + "?a ?b ?c . " * 148 + " }",
        "star join": "SELECT * { " + " ".join(f"?a ?p{n} ?o{n} ." for n in range(140)) + " } LIMIT 1",
        "100 optionals": "SELECT * { " + f"OPTIONAL {{ {every} }} " * 100 + "}",
        "190 unions": f"SELECT (COUNT(*) AS ?n) {{ {' UNION '.join(['{ ?a ?b ?c . ?d ?e ?f }'] * 190)} }}",
        "distinct pairs": "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f }",
        "group by pairs": "SELECT ?a ?f (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?f",
        "joined texts": "SELECT (GROUP_CONCAT(STR(?c)) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
        "grown text": "SELECT (STRLEN(?x) AS ?n) { BIND('" + "x" * 1000 + "' AS ?v0) " + _grown(8) + "}",
        "hashed pairs": "SELECT (COUNT(?h) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(SHA512(CONCAT(STR(?c),STR(?f))) AS ?h) }",
        "regex on pairs": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), STR(?f))) }",
        "random order": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND() LIMIT 1",
        "minus of pairs": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f MINUS { ?g ?h ?a . ?d ?i ?j } }",
        "not exists of pairs": "ASK { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?f ?a ?c . ?x ?y ?z . ?u ?v ?w } }",
        "subselects": "SELECT * { " + " ".join(f"{{ SELECT ?a{n} {{ ?a{n} ?b ?c }} }}" for n in range(4)) + " }",
        "values squared": "SELECT (COUNT(*) AS ?n) { " + " ".join(_values(n) for n in "abcd") + " }",
        "reach and reach": f"SELECT (COUNT(*) AS ?n) {{ ?a <{RELATED}>+ ?b . ?b <{RELATED}>+ ?c }}",
        "any way at all": "SELECT (COUNT(*) AS ?n) { ?a (!<x:p>)* ?b . ?b (^!<x:p>)+ ?c }",
        "everything about all": "CONSTRUCT { ?a ?e ?c . ?d ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
        "describe all": "DESCRIBE * { ?a ?b ?c . ?d ?e ?f }",
        "wide rows": "SELECT * { ?a ?b ?c . " + " ".join(f"BIND(?c AS ?w{n})" for n in range(140)) + " }",
        "all graphs": "SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } }",
        "60 levels": "SELECT * " + "{" * 60 + every + "}" * 60,
    }


def _grown(times: int) -> str:
    steps = (f"BIND(REPLACE(?v{n}, 'x', 'xxxxxxxxxx') AS ?v{n + 1})" for n in range(times))
    return " ".join([*steps, f"BIND(?v{times} AS ?x)"])


def _values(name: str) -> str:
    return f"VALUES ?{name} {{ {'1 ' * 500} }}"


def _reaching_out(port: int) -> dict[str, str]:
    """What would read, write or call elsewhere."""
    here = f"http://127.0.0.1:{port}/"
    return {
        "silent service": f"SELECT * {{ SERVICE SILENT <{here}> {{ ?s ?p ?o }} }}",
        "service by name": f"PREFIX h: <{here}> SELECT * {{ SERVICE h:x {{ ?s ?p ?o }} }}",
        "service by value": f"SELECT * {{ VALUES ?v {{ <{here}> }} SERVICE ?v {{ ?s ?p ?o }} }}",
        "service in exists": f"ASK {{ FILTER EXISTS {{ SERVICE <{here}> {{ ?s ?p ?o }} }} }}",
        "escaped service": rf"SELECT * {{ \u0053ERVICE <{here}> {{ ?s ?p ?o }} }}",
        "service behind a comment": f"SELECT * {{ #\rSERVICE <{here}> {{ ?s ?p ?o }} }}",
        "service after a number": f"PREFIX h: <{here}> SELECT * {{ ?s ?p 1SERVICE h: {{ ?a ?b ?c }} }}",
        "service behind an iri": f"SELECT * {{ VALUES ?v {{ <{here}> }} ?x ?y ?z FILTER(?x<?y)SERVICE?v#>\n {{}} }}",
        "load": f"LOAD <{here}>",
        "load into": f"LOAD SILENT <file:///etc/passwd> INTO GRAPH <{GRAPH}>",
        "insert": f"INSERT DATA {{ <{NS}n1> <{RELATED}> <{NS}n1> }}",
        "query and update": f"ASK {{}} ; DROP GRAPH <{GRAPH}>",
        "from named file": "SELECT * FROM NAMED <file:///proc/self/environ> { GRAPH ?g { ?s ?p ?o } }",
        "function of another": f"SELECT (<{here}f>(1) AS ?x) {{}}",
    }
