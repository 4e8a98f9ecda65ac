"""Two plans side by side, to a browser, to a program and to an assistant: the same comparison each time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import RULES, WORDS, axe
from mcp import Client
from serving import Server, running
from test_pages import Page, text_of
from tests.compare.neighbours import LEFT, RIGHT, settle
from tests.shared import awaited, once

from kg.face import mcp
from kg.model.comparison import Comparison, WhatIf
from kg.service import KnowledgeGraph
from kg.settings import Settings

PATHS = ("/jamfor", "/en/compare", "/jamfor?kind=moved", f"/en/compare?left={RIGHT}&right={LEFT}&kind=meaning-changed")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Of the two neighbours, instead of the village."""
    folder = once(tmp_path_factory, "neighbours", settle)
    return Settings(data=folder / "data", store=folder / "store")


@pytest.fixture(scope="module")
def server(settings: Settings) -> Iterator[Server]:
    with running(settings) as server:
        yield server


@pytest.fixture(scope="module")
def found(settings: Settings) -> Iterator[Comparison]:
    with KnowledgeGraph(settings) as graph:
        yield graph.compare(LEFT, RIGHT)


@pytest.fixture(scope="module")
def followed() -> set[str]:
    """Links that have been followed from one page need not be from another."""
    return set()


@pytest.mark.parametrize("path", PATHS)
def test_page_is_whole_and_links_lead_somewhere(server: Server, path: str, followed: set[str]) -> None:
    page = Page(text_of(server, path))
    assert page.lang == ("en" if path.startswith("/en") else "sv")
    assert page.styled == []
    assert page.tags["tr"] > 1
    for link in dict.fromkeys(page.links):
        if link.startswith("/") and link not in followed:
            assert server.get(link).status_code == 200, link
            followed.add(link)


def test_page_shows_every_row_and_each_kind_its_own(server: Server, found: Comparison) -> None:
    assert Page(text_of(server, "/jamfor")).tags["tr"] == len(found.rows) + 1
    for kind in found.counts:
        wanted = sum(kind in row.changes for row in found.rows)
        assert Page(text_of(server, f"/jamfor?kind={kind}")).tags["tr"] == wanted + 1, kind


def test_page_says_why_and_who_said_it(server: Server) -> None:
    text = text_of(server, "/jamfor")
    assert "Skogslunda gör det tillsammans." in text
    assert "granskad <time>2024-05-06</time>" in text
    assert "årsredovisning" in text


@pytest.mark.parametrize("asked", [f"left={LEFT}&right={LEFT}", "left=nej&right=nej&kind=nej"])
def test_two_plans_that_are_none_are_no_error(server: Server, asked: str) -> None:
    assert "<h1>Jämför planer</h1>" in text_of(server, f"/jamfor?{asked}")


def test_table_as_a_file_holds_what_the_page_shows(server: Server, found: Comparison) -> None:
    told = server.get("/jamfor.csv?kind=moved")
    rows = list(csv.DictReader(io.StringIO(told.text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == sum("moved" in row.changes for row in found.rows)
    assert f'filename="{LEFT}--{RIGHT}.csv"' in told.headers["content-disposition"]


@pytest.mark.parametrize(
    ("suffix", "media", "begins"),
    [
        ("tsv", "text/tab-separated-values", "#mapping_set_id:"),
        ("ttl", "text/turtle", "@prefix"),
        ("toml", "application/toml", "# Förslag"),
    ],
)
def test_mapping_is_a_file_to_take_along(server: Server, suffix: str, media: str, begins: str) -> None:
    told = server.get(f"/jamfor.{suffix}")
    assert told.headers["content-type"].startswith(media)
    assert told.text.startswith(begins)


def test_program_gets_the_same_comparison(server: Server, found: Comparison) -> None:
    told = server.get("/api/compare", params={"left": LEFT, "right": RIGHT})
    assert Comparison.model_validate_json(told.text) == found
    assert server.get("/api/compare", params={"left": LEFT, "right": "nej"}).status_code == 404
    assert server.get("/api/compare", params={"left": LEFT}).status_code == 422


def test_program_may_try_a_change(server: Server) -> None:
    asked = {"change": "end", "plan": LEFT, "code": "2.3.2", "into": "2.3.1", "on": "2030-01-31"}
    told = WhatIf.model_validate_json(server.get("/api/what-if", params=asked).text)
    assert "KG204" in {finding.rule for finding in told.added}


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"plan": "nej"}, 404, "not-found"),
        ({"code": "9.9"}, 404, "not-found"),
        ({"into": "9.9"}, 404, "not-found"),
        ({"under": "9.9"}, 404, "not-found"),
        ({"into": "2.3.2"}, 409, "conflict"),
        ({"change": "rename"}, 409, "conflict"),
        ({"change": "move", "under": "2.3"}, 409, "conflict"),
        ({"change": "sell"}, 422, "invalid"),
    ],
)
def test_change_that_cannot_be_made_is_told_so(server: Server, asked: dict[str, str], status: int, code: str) -> None:
    told = server.get("/api/what-if", params={"change": "end", "plan": LEFT, "code": "2.3.2", **asked})
    assert (told.status_code, told.json()["code"]) == (status, code)


def test_assistant_gets_the_same_comparison(settings: Settings, found: Comparison) -> None:
    async def asked(graph: KnowledgeGraph) -> list[Any]:
        async with Client(mcp.server(graph)) as client:
            compared = await client.call_tool("compare", {"left": LEFT, "right": RIGHT})
            change = {"change": "end", "plan": LEFT, "code": "2.3.2", "into": ["2.3.1"]}
            return [compared.structured_content, (await client.call_tool("what_if", change)).structured_content]

    with KnowledgeGraph(settings) as graph:
        compared, tried = awaited(asked(graph))
    assert {edition["plan"] for edition in compared["editions"]} == {LEFT, RIGHT}
    whole = json.loads(found.model_dump_json())
    shown = compared["total"] if compared["next"] is None else int(compared["next"].partition("-")[0])
    assert {name: compared[name] for name in whole} == {**whole, "rows": whole["rows"][:shown]}
    assert tried["code"] == "2.3.2"


@pytest.mark.parametrize(("path", "rules"), [(PATHS[0], WORDS), (PATHS[3], RULES)])
def test_axe_finds_nothing_on_the_page(tab: Any, path: str, rules: object) -> None:
    tab.goto(path)
    tab.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
    assert axe(tab, rules) == []


@pytest.mark.parametrize("tab", [{"viewport": {"width": 320, "height": 640}}], indirect=True, ids=["320"])
def test_page_fits_a_narrow_screen_beside(tab: Any) -> None:
    tab.goto("/jamfor")
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("tab", [{"java_script_enabled": False}], indirect=True, ids=["no-scripts"])
def test_plans_and_kind_are_chosen_without_scripts(tab: Any) -> None:
    tab.goto("/jamfor")
    tab.select_option("#left", RIGHT)
    tab.select_option("#right", LEFT)
    tab.select_option("#kind", "moved")
    tab.click(".filters button")
    assert f"left={RIGHT}" in tab.url
    assert "flyttad" in tab.inner_text("h2")
    with tab.expect_download() as download:
        tab.click("text=SSSOM")
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("#mapping_set_id")
