"""An assistant over HTTP: the same tools, for whoever has a key for them, from no page of another site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult
from parcels import key
from serving import address
from tests.forked import started
from tests.shared import awaited
from village import SLUG, settle

from kg.settings import Settings

INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
ACCEPT = {"Accept": "application/json, text/event-stream"}


@dataclass(frozen=True)
class Assistants:
    """A server for assistants."""

    url: str
    settings: Settings
    token: str

    def call(self, name: str, **arguments: Any) -> CallToolResult:
        """What a tool answers to the SDK's own client."""

        async def run() -> CallToolResult:
            head = {"Authorization": f"Bearer {self.token}"}
            async with (
                httpx2.AsyncClient(headers=head, timeout=60) as http,
                Client(streamable_http_client(self.url, http_client=http)) as client,
            ):
                return await client.call_tool(name, arguments)

        return awaited(run())

    def ask(self, name: str, **arguments: Any) -> Any:
        result = self.call(name, **arguments)
        assert not result.is_error, result.content
        return result.structured_content

    def post(self, **head: str) -> httpx.Response:
        given = {name.replace("_", "-"): value for name, value in head.items()}
        return httpx.post(self.url, json=INITIALIZE, headers={**ACCEPT, **given}, timeout=30)


@pytest.fixture(scope="module")
def assistants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistants]:
    settings = settle(tmp_path_factory.mktemp("assistants"))
    places = {"KG_DATA": str(settings.data), "KG_STORE": str(settings.store), "KG_SOURCES": ""}
    with started(["mcp", "--http", "--port", "0"], {**environ, **places}) as (process, said):
        yield Assistants(address(said, []), settings, key(settings, "mcp"))
        process.terminate()
        assert process.wait(30) in (0, -15)


def test_a_key_opens_the_same_tools_with_the_same_answers(assistants: Assistants) -> None:
    told = assistants.ask("resolve_record", text="anbud", facts={"status": "avslutat"}, on="2021-03-01")
    assert told["answers"][0]["owner"]["code"] == "1.3"
    assert [edition["sha256"] for edition in told["editions"]] == ["b" * 64]
    assert assistants.ask("sparql_select", sparql="ASK { ?s a kg:Plan }")["rows"] == [{"answer": True}]
    assert "9.9" in str(assistants.call("get_process", plan=SLUG, code="9.9").content)


@pytest.mark.parametrize("token", [None, "Bearer", "Bearer kg_0a1b2c3d4e5f_" + "A" * 43, "Basic YTpi"])
def test_nobody_is_answered_without_a_key(assistants: Assistants, token: str | None) -> None:
    refused = assistants.post(**({"Authorization": token} if token else {}))
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.json()["code"] == "no-key"


def test_a_key_for_something_else_opens_nothing(assistants: Assistants) -> None:
    refused = assistants.post(Authorization=f"Bearer {key(assistants.settings, 'plans:write')}")
    assert (refused.status_code, refused.json()["code"]) == (403, "no-scope")


def test_a_page_of_another_site_and_a_name_of_another_machine_are_refused(assistants: Assistants) -> None:
    head = {"Authorization": f"Bearer {assistants.token}"}
    assert assistants.post(**head).status_code == 200
    for origin in ("https://example.org", "null", "http://127.0.0.1:1"):
        refused = assistants.post(**head, Origin=origin)
        assert (refused.status_code, refused.json()["code"]) == (403, "other-site")
        assert httpx.get(assistants.url, headers={**head, **ACCEPT, "Origin": origin}).status_code == 403
    refused = assistants.post(**head, Host="example.org")
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-host")


def test_a_body_without_end_is_refused(assistants: Assistants) -> None:
    head = {"Authorization": f"Bearer {assistants.token}", **ACCEPT, "Content-Type": "application/json"}
    assert httpx.post(assistants.url, content=b" " * 1_000_001, headers=head).status_code == 413


def test_a_new_graph_is_asked_as_soon_as_it_is_there(assistants: Assistants) -> None:
    before = assistants.ask("get_process", plan=SLUG, code="1.1")
    settle(Path(assistants.settings.data).parent, ("1.1", "nytt register"))
    after = assistants.ask("get_process", plan=SLUG, code="1.1")
    assert before["graph"] != after["graph"]
    assert {row["name"] for row in after["records"]} - {row["name"] for row in before["records"]} == {"nytt register"}
    assert assistants.ask("sparql_select", sparql="ASK { ?s skos:prefLabel 'nytt register'@sv }")["total"] == 1
