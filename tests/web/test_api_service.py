"""The server as a server: what may be kept, what is refused, how it tells of itself, how it takes a new graph over."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from serving import Server, made_up, running, until
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from village import SLUG, settle

from kg.face.web import negotiate, shield
from kg.settings import Settings

PATHS = [
    "/struktur",
    "/api/resolve?text=anbud",
    f"/api/processes/{SLUG}/1.3",
    "/api/records",
    "/api/findings",
    f"/api/plans/{SLUG}/export?format=ttl",
    f"/doc/{SLUG}/process/1.3",
    f"/doc/{SLUG}/process/1.3.ttl",
    "/ns.ttl",
    "/data.ttl",
    "/.well-known/void",
]


def raw(server: Server, path: str) -> bytes:
    """What the server says to a path that no client of good manners would send."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 30) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_an_address_may_be_written_as_people_write_it(server: Server) -> None:
    quoted = server.get("/api/resolve", params={"text": "förfrågan"})
    assert quoted.status_code == 200
    assert raw(server, "/api/resolve?text=förfrågan").endswith(quoted.content)
    body = '{"text": "förfrågan"}'.encode()
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}"
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 30) as line:
        line.sendall(f"POST /api/resolve HTTP/1.1\r\nHost: localhost\r\n{kind}\r\n\r\n".encode())
        line.sendall(body)
        told = b""
        while not told.endswith(quoted.content):
            told += line.recv(65536)
        line.sendall("GET /api/resolve?text=förfrågan HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        assert b"".join(iter(lambda: line.recv(65536), b"")).endswith(quoted.content)


@pytest.mark.parametrize("method", ["PUT", "TRACE", "PURGE"])
def test_the_endpoint_says_by_which_methods_it_is_asked(server: Server, method: str) -> None:
    refused = server.client.request(method, "/sparql")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize("path", PATHS)
def test_a_client_that_has_it_already_is_told_so(server: Server, path: str) -> None:
    first = server.get(path)
    again = server.get(path, headers={"If-None-Match": first.headers["etag"]})
    other = server.get(path, headers={"If-None-Match": 'W/"another", "third"'})
    assert first.status_code == other.status_code == 200
    assert first.content == other.content
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "no-cache" in first.headers["cache-control"]
    assert "content-security-policy" not in again.headers  # that of the page stands


def test_a_question_is_kept_by_no_proxy(server: Server) -> None:
    for path, name in (("resolve", "text"), ("law", "text"), ("search", "q")):
        told = server.get(f"/api/{path}", params={name: "anbud"})
        again = server.get(f"/api/{path}", params={name: "anbud"}, headers={"If-None-Match": told.headers["etag"]})
        assert {each.headers["cache-control"] for each in (told, again)} == {"private, no-cache"}
    assert server.client.post("/api/resolve", json={"text": "anbud"}).headers["cache-control"] == "no-store"


def test_what_is_long_is_compressed_for_whoever_takes_that(server: Server) -> None:
    plain = server.get("/api/records", headers={"Accept-Encoding": "identity"})
    packed = server.get("/api/records", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert packed.content == plain.content
    assert len(gzip.compress(plain.content)) < len(plain.content) / 2


@pytest.mark.parametrize(
    ("taken", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("identity", False),
    ],
)
def test_only_who_takes_compressed_bodies_gets_them(server: Server, taken: str, packed: bool) -> None:
    for path in ("/api/records", "/api/resolve?text=anbud", f"/doc/{SLUG}.ttl"):
        headers = server.get(path, headers={"Accept-Encoding": taken}).headers
        assert ("content-encoding" in headers) is packed
        assert "Accept-Encoding" in headers["vary"]


def test_head_says_what_get_would_without_a_body(server: Server) -> None:
    for path in ("/api/plans", f"/doc/{SLUG}", "/api/nothing"):
        head, get = server.client.head(path), server.get(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize(("path", "allowed"), [("/api/plans", "GET, HEAD"), ("/api/resolve", "GET, HEAD, POST")])
def test_a_method_that_does_not_work_names_those_that_do(server: Server, path: str, allowed: str) -> None:
    for method in ("DELETE", "PUT", "PATCH", "OPTIONS", "TRACE"):
        told = server.client.request(method, path)
        assert (told.status_code, told.headers["allow"]) == (405, allowed)
        assert told.json()["code"] == "method"


def test_every_response_has_the_headers_that_keep_a_browser_safe(server: Server) -> None:
    for path in (*PATHS, "/api/nothing", "/id/nothing", "/metrics", "/openapi.json"):
        headers = server.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["referrer-policy"] == "same-origin"
        assert "set-cookie" not in headers
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers


def test_a_name_that_is_not_this_machine_is_refused(server: Server) -> None:
    told = server.get("/api/plans", headers={"Host": "evil.example"})
    assert (told.status_code, told.json()["code"]) == (400, "bad-host")
    assert server.get("/api/plans", headers={"Host": "localhost:1"}).status_code == 200


@pytest.mark.parametrize("host", ["localhost:\xb2", "a b", "a/b", "a" * 300, "[::::]", "[::1", "<a>"])
def test_a_name_that_no_address_may_have_is_refused_by_a_server_of_any_name(host: str) -> None:
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    async def none(scope: Scope, receive: Receive, send: Send) -> None:
        await Response("good")(scope, receive, send)

    for given, status in (host, 400), ("kg.example:8000", 200), ("[::1]:8000", 200), ("", 200):
        headers = [(b"host", given.encode("latin-1"))]
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
        asyncio.run(shield.Shield(none)(scope, None, send))  # type: ignore[arg-type]
        assert said[-2]["status"] == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "{here}"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "{here}"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_no_page_of_another_site_posts_here(server: Server, headers: dict[str, str], status: int) -> None:
    sent = {name: value.format(here=server.url) for name, value in headers.items()}
    for path, content in (("/api/resolve", {"json": {"text": "anbud"}}), ("/sparql", {"data": {"query": "ASK {}"}})):
        told = server.client.post(path, headers=sent, **content)  # type: ignore[arg-type]
        assert told.status_code == status
        assert status == 200 or told.json()["code"] == "other-site"


def test_what_is_too_large_is_refused_whatever_its_header_says(server: Server) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    told = server.client.post("/api/resolve", content=endless(), headers={"Content-Type": "application/json"})
    assert (told.status_code, told.json()["code"]) == (413, "too-large")
    assert b"414 " in raw(server, "/api/search?q=" + "x" * 62_000)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_is_not_json_is_refused(server: Server, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    told = server.client.post("/api/resolve", content=b'{"text": "anbud"}', headers=headers)
    assert (told.status_code, told.json()["code"]) == (415, "media-type")


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"null", b'{"text": 5}', b'{"text": "\\ud800"}', b"\xff", b'{"text":"a","x":1}', b"[" * 100_000],
)
def test_a_body_of_the_wrong_form_is_refused_and_never_a_fault(server: Server, body: bytes) -> None:
    told = server.client.post("/api/resolve", content=body, headers={"Content-Type": "application/json"})
    assert told.status_code in (400, 422)
    assert told.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/id/../../../../etc/passwd",
        "/id/%2e%2e/%2e%2e/etc/passwd",
        "/doc/..%2f..%2fetc%2fpasswd",
        "/data/..%2f..%2fetc%2fpasswd.ttl",
        "/data/../bokby.ttl/../../x",
        "/data/bokby.exe",
        "/ns/../pyproject.toml",
        "/api/plans/..%2f..",
        "/%00",
        "/doc/%00",
        "/doc/%ff%fe",
    ],
)
def test_no_path_leads_out_of_what_is_served(server: Server, path: str) -> None:
    told = raw(server, path)
    assert re.match(rb"HTTP/1.1 (404|422|400) ", told), told[:200]
    assert b"root:" not in told
    assert b"Traceback" not in told


def test_health_and_readiness_are_told(server: Server) -> None:
    assert server.get("/api/health").json()["status"] == "ok"
    assert re.fullmatch("[0-9a-f]{64}", server.get("/api/ready").json()["graph"])


def test_metrics_count_requests_by_route_and_not_by_address(server: Server) -> None:
    for code in ("1.1", "1.3", "9"):
        server.get(f"/api/processes/{SLUG}/{code}")
    told = server.get("/metrics").text
    assert told == re.sub(r"(?m)^(?!# (HELP|TYPE) \w+ .+$|\w+(\{.*\})? [\d.e+-]+$).*\n", "!", told)
    route = 'route="/api/processes/{plan}/{code}",method="GET"'
    assert re.search(rf'kg_requests_total{{{re.escape(route)},status="200"}} \d+', told)
    assert re.search(rf'kg_requests_total{{{re.escape(route)},status="404"}} \d+', told)
    server.client.head("/api/rules")
    assert 'kg_requests_total{route="/api/rules",method="HEAD",status="200"}' in server.get("/metrics").text
    assert 'le="+Inf"' in told
    assert f"/{SLUG}/1.3" not in told


def test_the_description_of_the_api_holds_nothing_from_elsewhere(server: Server) -> None:
    described = server.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "HTTPValidationError" not in described["components"]["schemas"]
    assert {"/api/resolve", "/api/processes/{plan}/{code}", "/api/findings"} <= set(described["paths"])
    for path in ("/docs", "/redoc"):
        assert server.get(path).status_code == 404


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Server]]:
    """A server whose graph may change, and the folder of that graph."""
    folder = tmp_path_factory.mktemp("own")
    with running(settle(folder)) as server:
        yield folder, server


def test_a_new_graph_is_taken_over_while_requests_run(own: tuple[Path, Server]) -> None:
    folder, server = own
    before = server.get("/api/records", params={"process": "1.1"})
    answers: list[httpx.Response] = []
    done = threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=server.url, timeout=30) as client:
            while not done.wait(0.05):
                answers.append(client.get("/api/records", params={"process": "1.1"}))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    settle(folder, ("1.1", "nytt register"))
    asked = {"process": "1.1"}
    assert until(lambda: server.get("/api/records", params=asked).headers["etag"] != before.headers["etag"])
    time.sleep(0.3)
    done.set()
    for thread in threads:
        thread.join(20)
    after = server.get("/api/records", params={"process": "1.1"})
    old, new = (before.headers["etag"], before.content), (after.headers["etag"], after.content)
    assert old[0] != new[0]
    assert "nytt register" in after.text
    assert {answer.status_code for answer in answers} == {200}
    assert {(answer.headers["etag"], answer.content) for answer in answers} == {old, new}
    assert "kg_reloads_total 1" in server.get("/metrics").text
    assert "nytt register" in server.get("/api/resolve", params={"text": "nytt register"}).text


def test_a_server_told_to_stop_ends_what_it_has_begun(settings: Settings) -> None:
    with running(settings) as server:
        questions = [{"text": f"besökslista {n}"} for n in range(400)]
        answers: list[httpx.Response] = []

        def ask() -> None:
            answers.append(httpx.post(f"{server.url}/api/resolve/batch", json={"questions": questions}, timeout=60))

        thread = threading.Thread(target=ask)
        thread.start()
        while "kg_requests_running 2" not in server.get("/metrics").text:
            assert thread.is_alive()
        server.process.terminate()
        thread.join(60)
    assert [answer.status_code for answer in answers] == [200]
    assert len(answers[0].json()["answers"]) == 400


def test_a_broken_graph_does_not_end_the_one_that_serves(own: tuple[Path, Server]) -> None:
    folder, server = own
    pointer = folder / "store" / "CURRENT"
    whole = pointer.read_bytes()
    pointer.write_text("v999999\n", encoding="ascii")
    try:
        assert until(lambda: any("cannot be taken over" in line for line in server.said))
        assert server.get("/api/ready").status_code == 200
        assert server.get("/api/plans").json()["total"] == 2
    finally:
        pointer.write_bytes(whole)


def test_a_taken_port_is_told_in_one_line(server: Server, settings: Settings) -> None:
    from kg.errors import FailedError
    from kg.face.web.app import serve

    with pytest.raises(FailedError, match="the address cannot be had"):
        serve(settings, port=int(server.url.rpartition(":")[2]))


def test_the_command_line_imports_no_web_server() -> None:
    check = (
        "import sys; from kg.face import cli; from kg.service import KnowledgeGraph; import kg.answer.resolve;"
        "sys.exit(any(name in sys.modules for name in ('fastapi', 'starlette', 'uvicorn', 'kg.face.web.app')))"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, "a/b"),
        ("*/*", "a/b"),
        ("c/d", "c/d"),
        ("a/b;q=0.2, c/d", "c/d"),
        ("a/*;q=0.9, c/d;q=0.8", "a/b"),
        ("a/b;q=0, */*;q=0.1", "c/d"),
        ("x/y", None),
        ("c/d;q=nonsense, a/b;q=0.1", "a/b"),
        (",,;q=1,A/B", "a/b"),
    ],
)
def test_the_media_type_that_is_liked_best_is_chosen(accept: str | None, wanted: str | None) -> None:
    assert negotiate.media(accept, ("a/b", "c/d")) == wanted


QUERIES = ["--include-path", "/sparql", "--exclude-checks", "positive_data_acceptance"]
"""No schema tells what is a query, so that of those made up by one none need be taken."""


@pytest.mark.long
@pytest.mark.parametrize("chosen", [["--exclude-path", "/sparql"], QUERIES], ids=["api", "sparql"])
def test_schemathesis_finds_nothing(server: Server, tmp_path: Path, chosen: list[str]) -> None:
    told = made_up(server.url, tmp_path, *chosen)
    assert int(re.search(r"(\d+) generated", told)[1]) > 50  # type: ignore[index]
    assert json.loads(server.get("/api/health").text)["status"] == "ok"
