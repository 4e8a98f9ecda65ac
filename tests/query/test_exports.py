"""A plan in every format says what the plan says."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import networkx
import openpyxl
import pytest
import rdflib
from library import bokby
from rdflib.compare import isomorphic
from skos_faults import faults

from kg.answer import wording
from kg.catalogue import PlanView
from kg.errors import UsageError
from kg.export import formats, table
from kg.graph import iris, mapping, serialise
from kg.graph.store import MemoryStore
from kg.model.listing import PlanRow
from kg.model.plan import Plan
from kg.view.network import network

ROW = PlanRow(
    plan="bokby",
    iri=iris.plan("bokby"),
    title="Bokby biblioteks plan <2020>",
    publisher="Bokby kommun",
    issued=date(2020, 7, 1),
    document="bokby.txt",
    sha256="b" * 64,
    counts={"processes": 9},
)
TOLD = formats.Told(ROW, "sv", wording, network)
PARSERS = {"ttl": "turtle", "nt": "nt", "rdfxml": "xml", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


def _export(source: MemoryStore, format: str) -> bytes:
    return formats.export(source, PlanView(bokby()), format, TOLD)


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
    with pytest.raises(UsageError, match="no format is called 'docx': choose json, schema, csv, xlsx"):
        _export(source, "docx")
    with pytest.raises(UsageError, match="no plan is called 'skogby': there is bokby, dalby, ekby"):
        serialise.write(source, "skogby", "ttl")


def test_json_ld_is_compact_with_our_prefixes(source: MemoryStore) -> None:
    told = json.loads(_export(source, "jsonld"))
    assert told["@context"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
    nodes = {node["@id"]: node for graph in told["@graph"] for node in graph["@graph"]}
    assert nodes[iris.unit("bokby", "1.3")]["skos:notation"] == "1.3"


def test_skos_has_no_structural_fault(source: MemoryStore) -> None:
    assert faults(rdflib.Graph().parse(data=_export(source, "skos"), format="turtle")) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("<u:1> skos:broader <u:1.1> .", "cycle"),
        ("<u:2> a skos:Concept ; skos:prefLabel 'b'@sv .", "in no scheme"),
        ("<u:1.1> skos:prefLabel 'c'@sv .", "several preferred labels"),
        ("<u:3> a skos:Concept ; skos:inScheme <u:s> .", "no preferred label"),
        ("<u:1.1> skos:topConceptOf <u:s> .", "top concept that is narrower"),
        ("<u:1.1> skos:related <u:1> .", "related and above"),
        ("<u:1.1> skos:broader <u:9> .", "to what is no concept"),
        ("<u:1.1> skos:altLabel 'b'@sv .", "both preferred and another label"),
        (
            "<u:4> a skos:Concept ; skos:inScheme <u:s> ; skos:prefLabel 'd'@sv ; skos:notation '1' .",
            "two concepts with",
        ),
    ],
)
def test_search_for_structural_faults_finds_them(change: str, fault: str) -> None:
    sound = """<u:s> a skos:ConceptScheme ; skos:hasTopConcept <u:1> . <u:1> skos:topConceptOf <u:s> .
        <u:1> a skos:Concept ; skos:inScheme <u:s> ; skos:prefLabel 'a'@sv ; skos:notation '1' ; skos:narrower <u:1.1> .
        <u:1.1> a skos:Concept ; skos:inScheme <u:s> ; skos:prefLabel 'b'@sv ; skos:broader <u:1> ."""
    prefix = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
    assert faults(rdflib.Graph().parse(data=prefix + sound, format="turtle")) == []
    found = faults(rdflib.Graph().parse(data=prefix + sound + change, format="turtle"))
    assert any(fault in told for told in found), found


def test_json_fits_its_published_schema(source: MemoryStore) -> None:
    published = Path(__file__).parents[2] / "ontology" / "plan.schema.json"
    assert published.read_bytes() == _export(source, "schema")
    checker = jsonschema.Draft202012Validator(json.loads(published.read_text(encoding="utf-8")))
    checker.check_schema(checker.schema)
    told = json.loads(_export(source, "json"))
    checker.validate(told)
    del told["processes"][0]["code"]
    assert not checker.is_valid(told)


def test_workbook_has_a_sheet_a_kind_in_natural_order_and_text_alone(source: MemoryStore) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_export(source, "xlsx")))
    assert book.sheetnames[:4] == ["Om", "Enheter", "Handlingstyper", "Hänvisningar"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert {cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n"} <= {None}
        assert {cell.number_format for cell in sheet[2]} == {"@"}
    codes = [cell.value for cell in book["Enheter"]["A"][1:]]
    assert codes == ["1", "1.1", "1.2", "1.3", "1.10", "2", "2.1", "2.1.1", "2.1.2"]


class _Walk(HTMLParser):
    """Names that a page can be linked by, and what it links to."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids += [said["id"] or ""] if "id" in said else []
        self.links += [said["href"] or ""] if "href" in said else []
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_one_whole_file_whose_links_lead_somewhere(source: MemoryStore) -> None:
    made = _export(source, "html")
    walk = _Walk(made)
    assert walk.open == []
    assert len(set(walk.ids)) == len(walk.ids)
    assert {link for link in walk.links if link.removeprefix("#") not in walk.ids} == set()
    text = made.decode()
    assert "<title>Bokby biblioteks plan &lt;2020&gt;</title>" in text
    for record in bokby().record_types:
        assert record.name in text
    assert "gallras" not in text.partition("e-2.1.2")[0]


def test_site_is_pages_that_link_to_each_other_alone(source: MemoryStore) -> None:
    packed = zipfile.ZipFile(io.BytesIO(_export(source, "site")))
    names = set(packed.namelist())
    assert {"index.html", "handlingar.html", "e-1.10.html", "plan.json", "style.css"} <= names
    for name in names:
        if name.endswith(".html"):
            links = _Walk(packed.read(name)).links
            assert {unquote(link) for link in links if not link.startswith("#")} <= names
    assert json.loads(packed.read("plan.json"))["slug"] == "bokby"
    assert _export(source, "site") == _export(source, "site")


def test_dcat_tells_the_plan_its_publisher_and_every_file(source: MemoryStore) -> None:
    graph = rdflib.Graph().parse(data=_export(source, "dcat"), format="turtle")
    dcat = rdflib.DCAT
    (dataset,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    assert str(dataset) == iris.plan("bokby")
    for said in (rdflib.DCTERMS.title, rdflib.DCTERMS.description, rdflib.DCTERMS.publisher, dcat.theme, dcat.keyword):
        assert list(graph.objects(dataset, said))
    (publisher,) = graph.objects(dataset, rdflib.DCTERMS.publisher)
    assert str(graph.value(publisher, rdflib.FOAF.name)) == "Bokby kommun"
    files = [each for each in graph.objects(dataset, dcat.distribution) if graph.value(each, dcat.downloadURL)]
    assert len(files) == len(formats.FILES)
    assert all(graph.value(file, dcat.accessURL) for file in files)
    (catalogue,) = graph.subjects(rdflib.RDF.type, dcat.Catalog)
    assert (catalogue, dcat.dataset, dataset) in graph
