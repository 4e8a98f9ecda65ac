"""Linked data: every identifier opens in every form, with the names of what it leads to, and needs nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from html.parser import HTMLParser
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph
from serving import Server
from village import GUIDELINE, ODD, SLUG

from kg import assets
from kg.graph import iris, vocabulary
from kg.graph.describing import address
from kg.graph.terms import prefixes
from kg.service import KnowledgeGraph

RDF = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}
LABELS = {f"{prefixes()[prefix]}{name}" for prefix, name in (("rdfs", "label"), ("skos", "prefLabel"))}
UNIT = f"{SLUG}/process/1.3"


def triples(body: bytes, suffix: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, format=RDF[suffix][1])}


class Page(HTMLParser):
    """A page, with its links, its text and its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_every_identifier_opens_in_every_form(server: Server, graph: KnowledgeGraph) -> None:
    known = graph.linked.identifiers()
    assert len(known) > 100
    for iri in known:
        place = address(iri)
        for suffix, (media, _) in RDF.items():
            sent = server.get(f"/id/{place}", headers={"Accept": media})
            assert sent.status_code == 303, iri
            assert sent.headers["location"] == f"/doc/{place}.{suffix}"
        document = server.get(f"/doc/{place}.ttl")
        assert document.headers["content-type"].startswith("text/turtle")
        said = {end.value for t in triples(document.content, "ttl") for end in (t.subject, t.object) if end is not None}  # type: ignore[union-attr]
        assert iri in said or "/graph/" in iri
        assert Page(server.get(f"/doc/{place}").text).all("h1")


def test_all_forms_of_a_document_say_the_same(server: Server) -> None:
    said = {suffix: triples(server.get(f"/doc/{UNIT}.{suffix}").content, suffix) for suffix in RDF}
    assert len(said["nt"]) > 30
    for suffix, found in said.items():
        assert found == said["nt"], suffix


def test_a_document_holds_the_names_of_all_that_it_leads_to(server: Server, graph: KnowledgeGraph) -> None:
    found = triples(server.get(f"/doc/{UNIT}.ttl").content, "ttl")
    named = {t.subject.value for t in found if t.predicate.value in LABELS}  # type: ignore[union-attr]
    ends = {t.object.value for t in found if isinstance(t.object, ox.NamedNode)}
    ours = {iri for iri in ends if iri.startswith((iris.ID, iris.NS)) and "/place/" not in iri and "#" not in iri}
    assert ours <= named
    assert {t.predicate.value for t in found if t.predicate.value.startswith(iris.NS)} <= named
    records = {graph.linked.label(iri) for iri in named if "/mention/" in iri}
    assert "anbud" in records


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html", f"/doc/{UNIT}"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", f"/doc/{UNIT}"),
        ("*/*", f"/doc/{UNIT}"),
        ("text/turtle", f"/doc/{UNIT}.ttl"),
        ("application/ld+json, text/turtle;q=0.5", f"/doc/{UNIT}.jsonld"),
        ("application/json", f"/doc/{UNIT}.jsonld"),
        ("text/html;q=0.1, application/rdf+xml", f"/doc/{UNIT}.rdf"),
        ("application/n-triples;q=0.9, text/turtle;q=0.8", f"/doc/{UNIT}.nt"),
    ],
)
def test_an_identifier_leads_to_the_form_that_is_liked_best(server: Server, accept: str, location: str) -> None:
    sent = server.get(f"/id/{UNIT}", headers={"Accept": accept})
    assert (sent.status_code, sent.headers["location"]) == (303, location)
    assert "Accept" in sent.headers["vary"]


def test_a_form_that_does_not_exist_is_not_acceptable(server: Server) -> None:
    told = server.get(f"/id/{UNIT}", headers={"Accept": "image/png"})
    assert (told.status_code, told.json()["code"]) == (406, "not-acceptable")


def test_a_suffix_goes_before_what_the_client_likes(server: Server) -> None:
    assert server.get(f"/id/{UNIT}.ttl", headers={"Accept": "text/html"}).headers["location"] == f"/doc/{UNIT}.ttl"
    page = server.get(f"/doc/{UNIT}.html", headers={"Accept": "text/turtle"})
    assert page.headers["content-type"].startswith("text/html")
    turtle = server.get(f"/doc/{UNIT}", headers={"Accept": "text/turtle"})
    assert turtle.headers["content-location"] == f"/doc/{UNIT}.ttl"
    assert "Accept" in turtle.headers["vary"]


@pytest.mark.parametrize("name", [ODD, "bygglovsansökan/ritning", "påminnelse"])
def test_a_name_with_signs_of_its_own_opens_however_it_is_written(server: Server, name: str) -> None:
    place = address(iris.record_type(name))
    assert server.get(f"/doc/{place}.ttl").status_code == 200
    lower = re.sub("%[0-9A-F]{2}", lambda code: code[0].lower(), place)
    assert server.get(f"/doc/{lower}.ttl").status_code == 200
    page = server.get(f"/doc/{place}")
    assert name in Page(page.text).text


def test_a_name_that_looks_like_markup_stays_text(server: Server) -> None:
    page = Page(server.get(f"/doc/{address(iris.record_type(ODD))}").text)
    assert "b" not in {tag for tag, _ in page.tags}
    assert ODD in page.text


@pytest.mark.parametrize("path", [f"/doc/{UNIT}", "/ns", "/data", f"/doc/{GUIDELINE}", "/shapes.html"])
def test_a_page_is_for_everybody_and_needs_nothing_else(server: Server, path: str) -> None:
    for accept, lang in (("sv", "sv"), ("en", "en")):
        got = server.get(path, headers={"Accept": "text/html", "Accept-Language": accept})
        page = Page(got.text)
        assert got.text.startswith("<!DOCTYPE html>")
        assert page.all("html") == [{"lang": lang}]
        assert got.headers["content-language"] == lang
        assert [len(page.all(tag)) for tag in ("title", "main", "h1")] == [1, 1, 1]
        assert page.all("a")[0]["href"] == "#main"
        assert not [tag for tag, _ in page.tags if tag in ("script", "img", "iframe", "object", "form", "base")]
        assert not [a for _, a in page.tags if any(name.startswith(("on", "style")) for name in a)]
        assert all(link["rel"] == "alternate" and (link["href"] or "").startswith("/") for link in page.all("link"))
        style = re.findall(r"<style>(.*?)</style>", got.text, re.DOTALL)
        digest = b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in got.headers["content-security-policy"]
        assert not re.search(r"url\(|@import", style[0])
    assert server.get(path, params={"lang": "en"}, headers={"Accept": "text/html"}).headers["content-language"] == "en"


def test_a_page_links_to_what_this_server_tells_of(server: Server) -> None:
    page = Page(server.get(f"/doc/{UNIT}").text)
    local = {link["href"] or "" for link in page.all("a") if (link["href"] or "").startswith(("/doc/", "/ns#"))}
    assert len(local) > 10
    for path in sorted(local):
        assert server.get(path.partition("#")[0]).status_code == 200


def test_every_word_of_the_ontology_has_its_place_on_the_page(server: Server) -> None:
    page = Page(server.get("/ns", headers={"Accept": "text/html"}).text)
    anchors = {attributes.get("id") for _, attributes in page.tags}
    words = {term.removeprefix(iris.NS) for term in vocabulary.terms()}
    assert len(words) > 80
    assert words <= anchors


def test_the_ontology_is_served_as_it_is_written(server: Server) -> None:
    for name, file in vocabulary.FILES.items():
        assert server.get(f"/{name}.ttl").content == assets.ontology(file).read_bytes()
    said = {suffix: triples(server.get(f"/ns.{suffix}").content, suffix) for suffix in RDF}
    assert all(found == said["nt"] for found in said.values())
    assert server.get("/ns", headers={"Accept": "text/turtle"}).headers["content-location"] == "/ns.ttl"


def test_the_context_makes_rdf_of_plain_names(server: Server) -> None:
    context = server.get("/ns/context.jsonld").json()
    told = {**context, "@id": "urn:a", "process": "urn:b", "ruleOrder": 3, "duty": "skriva"}
    found = {str(t) for t in (quad.triple for quad in ox.parse(json.dumps(told), format=ox.RdfFormat.JSON_LD))}
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert found == {
        f"<urn:a> <{iris.NS}process> <urn:b>",
        f'<urn:a> <{iris.NS}ruleOrder> "3"^^<{integer}>',
        f'<urn:a> <{iris.NS}duty> "skriva"',
    }


def test_what_is_not_in_the_graph_is_not_found(server: Server) -> None:
    for path in (f"/id/{SLUG}/process/9.9", f"/doc/{SLUG}/process/9.9.ttl", "/id/", "/doc/x", "/ns/x", "/data.exe"):
        assert server.get(path).status_code == 404, path


# Descriptions of the service

REQUIRED = {
    "dcat:Catalog": ("dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:license", "dcat:dataset"),
    "dcat:Dataset": ("dcterms:title", "dcterms:description", "dcterms:publisher"),
    "dcat:Distribution": ("dcat:accessURL", "dcterms:format"),
    "dcat:DataService": ("dcterms:title", "dcat:endpointURL", "dcterms:format"),
    "foaf:Agent": ("foaf:name", "dcterms:type"),
}
"""Mandatory properties of DCAT-AP-SE 3.0.1."""
ONE = {"dcterms:publisher", "dcterms:license", "dcat:accessURL", "dcterms:type"}
"""Those that stand once."""
NAMES = {**prefixes(), "foaf": "http://xmlns.com/foaf/0.1/", "void": "http://rdfs.org/ns/void#"}


def expand(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return NAMES[prefix] + name


def values(found: set[ox.Triple], subject: str, curie: str) -> list[Any]:
    wanted = expand(curie)
    return [t.object for t in found if t.subject.value == subject and t.predicate.value == wanted]  # type: ignore[union-attr]


def test_the_catalogue_has_all_that_the_swedish_profile_demands(server: Server) -> None:
    found = triples(server.get("/data.ttl").content, "ttl")
    for kind, properties in REQUIRED.items():
        a, wanted = expand("rdf:type"), expand(kind)
        things = {t.subject.value for t in found if t.predicate.value == a and t.object.value == wanted}  # type: ignore[union-attr]
        assert things, kind
        for thing in things:
            for curie in properties:
                told = values(found, thing, curie)
                assert told, (thing, curie)
                assert len(told) == 1 or curie not in ONE
    datasets = {t.object.value for t in found if t.predicate.value == expand("dcat:dataset")}  # type: ignore[union-attr]
    assert datasets == {iris.plan(SLUG), iris.plan(GUIDELINE)}


def test_every_plan_says_through_which_services_it_can_be_had(server: Server) -> None:
    found = triples(server.get("/data.ttl").content, "ttl")
    services = {t.object.value for t in found if t.predicate.value == expand("dcat:service")}  # type: ignore[union-attr]
    assert len(services) == 2
    for slug in (SLUG, GUIDELINE):
        given = [term.value for term in values(found, iris.plan(slug), "dcat:distribution")]
        through = {each: values(found, each, "dcat:accessService") for each in given}
        assert {term.value for terms in through.values() for term in terms} == services
        for each, terms in through.items():
            for term in terms:
                assert values(found, each, "dcat:accessURL") == values(found, term.value, "dcat:endpointURL")


def test_every_file_of_the_catalogue_can_be_had(server: Server) -> None:
    found = triples(server.get("/data.ttl").content, "ttl")
    files = [t for t in found if t.predicate.value == expand("dcat:downloadURL")]
    assert len(files) >= 20
    for triple in files:
        got = server.get(triple.object.value)  # type: ignore[union-attr]
        media = values(found, triple.subject.value, "dcterms:format")[0].value  # type: ignore[union-attr]
        assert got.status_code == 200
        assert got.headers["content-type"].partition(";")[0] == media


@pytest.mark.parametrize(
    "path", [f"/data/{SLUG}.html", f"/api/plans/{SLUG}/export?format=html", f"/doc/{SLUG}/process/1.1", "/ns", "/data"]
)
def test_a_browser_may_use_the_style_that_stands_in_a_page_and_no_other(server: Server, path: str) -> None:
    shown = server.get(path, headers={"Accept": "text/html"})
    (style,) = re.findall("<style>(.*?)</style>", shown.text, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith(f"style-src 'sha256-{digest}'")


def test_void_counts_what_the_graph_holds(server: Server, graph: KnowledgeGraph) -> None:
    found = triples(server.get("/.well-known/void").content, "ttl")
    for slug in (SLUG, GUIDELINE):
        dumped = {quad.triple for quad in ox.parse(graph.export(slug, "nt"), format=ox.RdfFormat.N_TRIPLES)}
        told = values(found, iris.plan(slug), "void:triples")
        assert [term.value for term in told] == [str(len(dumped))]
        kinds = {t.object.value for t in dumped if t.predicate.value == expand("rdf:type")}  # type: ignore[union-attr]
        assert [term.value for term in values(found, iris.plan(slug), "void:classes")] == [str(len(kinds))]
    jsonld = server.get("/.well-known/void", headers={"Accept": "application/ld+json"})
    assert triples(jsonld.content, "jsonld") == found


def test_another_library_reads_the_documents_too(server: Server) -> None:
    read = []
    for suffix, format in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")):
        graph = Graph()
        graph.parse(data=server.get(f"/doc/{UNIT}.{suffix}").text, format=format)
        read.append(set(graph))
    assert read[0] == read[1] == read[2]
