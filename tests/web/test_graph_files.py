"""`kg graph`: pictures and networks of the village, as files."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from tests.forked import kg
from village import GUIDELINE, SLUG

from kg.atlas.views import VIEWS, Asked
from kg.errors import UsageError
from kg.export import diagram
from kg.export.network import FORMATS
from kg.service import KnowledgeGraph
from kg.settings import Settings

DAY = "2024-01-01"


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn_of_the_built_graph(graph: KnowledgeGraph, view: str) -> None:
    asked = Asked(SLUG, "1.3" if view == "process" else None)
    root = ElementTree.fromstring(graph.graph(view, "svg", asked, DAY))
    assert root.get("class", "").startswith("picture ")


@pytest.mark.parametrize("view", ["tree", "icicle", "references", "matrix", "process", "flow"])
def test_network_of_a_view_is_the_same_in_every_format(graph: KnowledgeGraph, view: str) -> None:
    asked = Asked(SLUG, "1.3" if view == "process" else None)
    told = {format: graph.graph(view, format, asked) for format in (*FORMATS, "json")}
    data = json.loads(told["json"])
    nodes, edges = len(data["nodes"]), len(data["edges"])
    assert edges
    for read, format in ((networkx.read_graphml, "graphml"), (networkx.read_gexf, "gexf")):
        network = read(io.BytesIO(told[format]))
        assert (len(network), network.number_of_edges()) == (nodes, edges)
    assert told["dot"].decode().count(" -> ") == edges
    assert len(re.findall(rb"-->|-\.->", told["mermaid"])) == edges
    assert told == {format: graph.graph(view, format, asked) for format in told}


def test_a_plan_is_exported_as_the_picture_of_its_structure(graph: KnowledgeGraph) -> None:
    assert graph.export(SLUG, "svg") == graph.graph("tree", "svg", Asked(plan=SLUG))
    assert b"digraph" in graph.export(SLUG, "dot")[:100]


def test_names_that_are_hostile_end_no_label(graph: KnowledgeGraph) -> None:
    dot = graph.graph("all", "dot", Asked(SLUG)).decode()
    mermaid = graph.graph("all", "mermaid", Asked(SLUG)).decode()
    assert '\\"A/B\\" <b>fet</b>' in dot
    assert "#34;A/B#34; #60;b#62;fet" in mermaid
    for line in mermaid.splitlines()[1:]:
        assert line.count('"') in (0, 2)


def test_network_too_large_for_mermaid_is_refused() -> None:
    edges = [("a", "b", {})] * (diagram.MOST + 1)
    with pytest.raises(UsageError, match="Mermaid draws 500 edges at most"):
        diagram.mermaid([("a", {}), ("b", {})], edges)


@pytest.mark.parametrize(
    ("view", "format", "message"),
    [
        ("laws", "dot", "is no network"),
        ("tree", "jpg", "no picture or network is made as 'jpg'"),
        ("globe", "svg", "no view is called"),
        ("globe", "dot", "is no network"),
    ],
)
def test_wrong_use_says_what_there_is_to_choose(graph: KnowledgeGraph, view: str, format: str, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)) as caught:
        graph.graph(view, format, Asked(SLUG))
    assert "choose" in str(caught.value)


def test_plan_is_the_first_that_has_what_the_view_shows(graph: KnowledgeGraph) -> None:
    assert graph.picture("flow", Asked(by="retention")).name.startswith(GUIDELINE)
    assert graph.picture("matrix", Asked()).name == f"{SLUG}-matrix"


def test_command_takes_the_format_from_the_name_of_the_file(settings: Settings, tmp_path: Path) -> None:
    environ = {**os.environ, "KG_DATA": str(settings.data), "KG_STORE": str(settings.store)}

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        return kg(["graph", *words], environ, cwd=tmp_path)

    assert run("--process", "1.3", "--plan", SLUG, "-o", "a.png").returncode == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert run("--view", "references", "--plan", SLUG, "-o", "b.mmd").returncode == 0
    assert (tmp_path / "b.mmd").read_text(encoding="utf-8").startswith("flowchart LR")
    wrong = run("-o", "c.jpg")
    assert (wrong.returncode, wrong.stderr.count(b"\n"), (tmp_path / "c.jpg").exists()) == (2, 1, False)
