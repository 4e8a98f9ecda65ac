"""A plan in every format says what the plan says."""

from __future__ import annotations

import csv
import io
import json

import networkx
import pytest
import rdflib
from library import bokby
from rdflib.compare import isomorphic

from kg.catalogue import PlanView
from kg.errors import UsageError
from kg.export import formats, table
from kg.graph import iris, mapping, serialise
from kg.graph.store import MemoryStore
from kg.model.plan import Plan
from kg.view.network import network

PARSERS = {"ttl": "turtle", "nt": "nt", "rdfxml": "xml", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


def _export(source: MemoryStore, format: str) -> bytes:
    return formats.export(source, PlanView(bokby()), format, network)


def _graph(source: MemoryStore, name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=source.triples(name), format="nt")


@pytest.mark.parametrize("format", ["ttl", "nt", "rdfxml"])
def test_a_syntax_for_one_graph_holds_the_effective_graph(source: MemoryStore, format: str) -> None:
    read = rdflib.Graph().parse(data=_export(source, format), format=PARSERS[format])
    assert isomorphic(read, _graph(source, iris.effective("bokby")))


@pytest.mark.parametrize("format", ["trig", "nq", "jsonld"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_syntax_for_several_graphs_holds_the_graph_as_read_too(source: MemoryStore, format: str) -> None:
    read = rdflib.Dataset()
    read.parse(data=_export(source, format), format=PARSERS[format])
    for name in (iris.as_read("bokby"), iris.effective("bokby")):
        assert set(read.graph(rdflib.URIRef(name))) == set(_graph(source, name))
    assert len(set(read.quads())) == sum(
        source.graphs[name] for name in (iris.as_read("bokby"), iris.effective("bokby"))
    )


@pytest.mark.parametrize("format", serialise.FORMATS)
def test_the_same_facts_are_the_same_bytes_in_any_order(source: MemoryStore, format: str) -> None:
    quads = sorted(source.oxigraph.quads_for_pattern(None, None, None, None), key=str, reverse=True)
    assert serialise.write(MemoryStore(quads), "bokby", format) == serialise.write(source, "bokby", format)


def test_facts_as_json_are_the_plan(source: MemoryStore) -> None:
    assert Plan.model_validate_json(_export(source, "json")) == bokby()
    assert mapping.plan_from(source, iris.effective("bokby")) == bokby()


def test_a_row_of_csv_is_a_record_type_with_its_owner_and_the_rules_that_may_decide(source: MemoryStore) -> None:
    rows = list(csv.DictReader(io.StringIO(_export(source, "csv").decode(), newline="")))
    assert tuple(rows[0]) == table.COLUMNS
    assert len(rows) == len(bokby().record_types)
    by_name = {(row["code"], row["record_type"]): row for row in rows}
    assert by_name["1.2", "avtal"]["ended"] == "2020-07-01"
    assert by_name["1.2", "avtal"]["successors"] == "1.3"
    assert by_name["1.10", "besökslista"]["rules"] == ""
    assert by_name["2.1.2", "påminnelse"]["rules"] == ""
    assert by_name["2.1.2", "kravbrev"]["rules"] == "1: cut off in the source, for kravbrev till låntagare"
    assert by_name["2.1.1", "låntagarregister"]["rules"] == (
        "1: transfer → kulturnämnden and/or arkivnämnden, "
        "when unit in filialen / centralbiblioteket and status is avslutat | 2: stay, otherwise"
    )
    assert (by_name["1.3", "anbud"]["document"], by_name["1.3", "anbud"]["first_line"]) == ("bokby.txt", "9")


def test_skos_holds_the_classification_and_nothing_of_ours(source: MemoryStore) -> None:
    graph = rdflib.Graph().parse(data=_export(source, "skos"), format="turtle")
    unit = rdflib.URIRef(iris.unit("bokby", "1.2"))
    about = {(p.rpartition("/")[2].rpartition("#")[2], str(o)) for p, o in graph.predicate_objects(unit)}
    assert about == {
        ("type", "http://www.w3.org/2004/02/skos/core#Concept"),
        ("inScheme", iris.plan("bokby")),
        ("notation", "1.2"),
        ("prefLabel", "Hantera avtal"),
        ("broader", iris.unit("bokby", "1")),
        ("example", "avtal"),
        ("historyNote", "Upphörd 2020-07-01"),
        ("deprecated", "true"),
        ("isReplacedBy", iris.unit("bokby", "1.3")),
    }
    assert not [term for triple in graph for term in triple if term.startswith(iris.NS)]
    assert len(set(graph.subjects(rdflib.SKOS.topConceptOf))) == 2
    assert not any(iris.plan("ekby") in str(subject) for subject in graph.subjects())


def test_rico_holds_activities_records_and_rules(source: MemoryStore) -> None:
    graph = rdflib.Graph().parse(data=_export(source, "rico"), format="turtle")
    rico = rdflib.Namespace("https://www.ica.org/standards/RiC/ontology#")
    sizes = {kind: len(set(graph.subjects(rdflib.RDF.type, rico[kind]))) for kind in ("Activity", "RecordSet", "Rule")}
    assert sizes == {"Activity": 9, "RecordSet": 10, "Rule": 5}
    rule = rdflib.URIRef(f"{iris.plan('bokby')}/rule/1.3/1")
    assert set(graph.objects(rule, rico.regulatesOrRegulated)) == {rdflib.URIRef(iris.unit("bokby", "1.3"))}
    (body,) = graph.objects(rule, rico.isRuleAssociatedWith)
    assert str(graph.value(body, rico.name)) == "arkivnämnden"


@pytest.mark.parametrize(("format", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_a_network_file_is_read_back_with_its_nodes_and_edges(source: MemoryStore, format: str, read) -> None:  # type: ignore[no-untyped-def]
    made = read(io.BytesIO(_export(source, format)))
    from kg.graph.triples import index

    wanted = network(index(source.triples(iris.effective("bokby"))))
    assert set(made.nodes) == set(wanted.nodes)
    assert made.number_of_edges() == wanted.number_of_edges() > 20
    assert made.is_directed()
    unit = made.nodes[iris.unit("bokby", "1.3")]
    assert (unit["kind"], unit["code"], unit["added"]) == ("unit", "1.3", "2020-07-01")
    kinds = {data["kind"] for *_, data in made.edges(data=True)}
    assert kinds == {data["kind"] for *_, data in wanted.edges(data=True)}


def test_an_unknown_format_or_plan_is_refused_with_those_that_are_known(source: MemoryStore) -> None:
    with pytest.raises(UsageError, match="no format is called 'docx': choose json, csv, ttl"):
        _export(source, "docx")
    with pytest.raises(UsageError, match="no plan is called 'skogby': there is bokby, dalby, ekby"):
        serialise.write(source, "skogby", "ttl")


def test_json_ld_is_compact_with_our_prefixes(source: MemoryStore) -> None:
    told = json.loads(_export(source, "jsonld"))
    assert told["@context"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
    nodes = {node["@id"]: node for graph in told["@graph"] for node in graph["@graph"]}
    assert nodes[iris.unit("bokby", "1.3")]["skos:notation"] == "1.3"
