"""No client takes more than its share, and nobody can pass for another."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import httpx
import pytest
from serving import Server, running
from starlette.types import Message, Receive, Scope, Send

from kg.errors import UsageError
from kg.face.web.direct import Way
from kg.face.web.fair import Peer, networks
from kg.face.web.ledger import SIZE, Allowance, Ledger
from kg.face.web.options import Options
from kg.face.web.watched import Counting, Counts
from kg.settings import Settings

# The ledger, by a clock of its own


def test_work_beyond_the_allowance_is_refused_until_it_has_come_back() -> None:
    ledger = Ledger(Allowance(seconds=60, per=60))
    for start in (0.0, 20.0, 40.0):
        verdict = ledger.enter("a", start, 40)
        assert not verdict.wait
        ledger.leave("a", start, 40, verdict, wrong=False)
    refused = ledger.enter("a", 40.0, 40)
    assert refused.why == "seconds"
    assert refused.left == 0
    assert ledger.enter("a", 40.0 + refused.wait - 2, 40).wait
    assert not ledger.enter("a", 40.0 + refused.wait, 40).wait
    assert not ledger.enter("b", 40.0, 40).wait


def test_one_query_after_another_never_uses_up_the_allowance() -> None:
    ledger = Ledger(Allowance(seconds=60, per=60))
    for second in range(1000):
        verdict = ledger.enter("a", float(second), 40)
        assert not verdict.wait
        ledger.leave("a", second + 1.0, 1.0, verdict, wrong=False)


def test_two_queries_at_once_and_no_third() -> None:
    ledger = Ledger(Allowance(at_once=2))
    first, second = (ledger.enter("a", 0.0, 40) for _ in range(2))
    assert not first.wait
    assert not second.wait
    assert ledger.enter("a", 1.0, 40).why == "at_once"
    assert not ledger.enter("a", 1.0, 40, query=False).wait
    assert not ledger.enter("b", 1.0, 40).wait
    ledger.leave("a", 2.0, 2.0, first, wrong=False)
    assert not ledger.enter("a", 2.0, 40).wait


def test_a_query_whose_process_was_killed_is_over_in_time() -> None:
    ledger = Ledger(Allowance(at_once=1))
    ledger.enter("a", 0.0, 40)
    assert ledger.enter("a", 39.0, 40).wait
    assert not ledger.enter("a", 41.0, 40).wait


def test_thirty_errors_a_minute_bar_from_questions_and_not_from_pages() -> None:
    ledger = Ledger(Allowance(errors=30))
    for _ in range(30):
        verdict = ledger.enter("a", 0.0, 40)
        ledger.leave("a", 0.0, 0.0, verdict, wrong=True)
    refused = ledger.enter("a", 0.0, 40)
    assert refused.why == "errors"
    assert not ledger.enter("a", 0.0, 40, query=False, free=True).wait
    assert not ledger.enter("a", refused.wait, 40).wait


def test_nothing_is_limited_where_that_was_asked_for() -> None:
    ledger = Ledger(Allowance(seconds=0, at_once=0, errors=0))
    for _ in range(100):
        verdict = ledger.enter("a", 0.0, 40)
        assert not verdict.wait
        ledger.leave("a", 0.0, 100.0, verdict, wrong=True)


def test_processes_that_share_a_ledger_see_each_others_clients() -> None:
    with tempfile.TemporaryFile() as file:
        file.truncate(SIZE)
        one, other = Ledger(Allowance(), file), Ledger(Allowance(), file)
        one.leave("a", 0.0, 61.0, one.enter("a", 0.0, 40), wrong=False)
        assert other.enter("a", 0.0, 40).why == "seconds"


def test_more_clients_than_there_is_room_for_push_out_the_oldest_and_no_one_else() -> None:
    ledger = Ledger(Allowance(seconds=1))
    for n in range(20_000):
        ledger.leave(f"c{n}", float(n) / 1000, 10.0, ledger.enter(f"c{n}", float(n) / 1000, 40), wrong=False)
    barred = [bool(ledger.enter(f"c{n}", 20.0, 40, query=False).wait) for n in range(19_500, 20_000)]
    assert sum(barred) > 490


# Who asks


async def _nothing() -> Message:
    return {"type": "http.request"}


async def _peer(near: str, headers: dict[str, str], proxies: list[str]) -> tuple[str | None, str]:
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def sent(message: Message) -> None:
        raise AssertionError(message)

    told = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "client": (near, 1), "headers": told, "scheme": "http", "path": "/"}
    await Peer(app, networks(proxies))(scope, _nothing, sent)
    return seen[0]["peer"], seen[0]["scheme"]


@pytest.mark.anyio
async def test_what_comes_through_a_proxy_is_counted_by_its_route() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = Way("/sparql")

    counts = Counts()
    for near in ("10.0.0.2", FAR):
        scope = {"type": "http", "client": (near, 1), "headers": [], "scheme": "http", "path": "/", "method": "GET"}
        await Counting(Peer(app, networks(["10.0.0.0/8"])), counts)(scope, _nothing, _nothing)  # type: ignore[arg-type]
    assert 'kg_request_seconds_count{route="/sparql"} 2' in list(counts.lines())


FAR, FAR_TOO = "203.0.113.9", "198.51.100.7"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("near", "headers", "proxies", "peer"),
    [
        ("127.0.0.1", {}, [], None),
        ("::1", {}, [], None),
        (FAR, {}, [], FAR),
        (FAR, {"x-forwarded-for": "127.0.0.1"}, [], FAR),
        ("127.0.0.1", {"x-forwarded-for": FAR}, [], "127.0.0.1"),
        ("127.0.0.1", {"via": "1.1 proxy"}, [], "127.0.0.1"),
        ("127.0.0.1", {"x-forwarded-for": FAR}, ["127.0.0.1"], FAR),
        ("10.0.0.2", {"x-forwarded-for": FAR}, ["10.0.0.0/8"], FAR),
        ("10.0.0.2", {"x-forwarded-for": f"{FAR_TOO}, {FAR}"}, ["10.0.0.0/8"], FAR),
        ("10.0.0.2", {"x-forwarded-for": f"{FAR}, 10.0.0.1"}, ["10.0.0.0/8"], FAR),
        ("10.0.0.2", {"x-forwarded-for": "nobody"}, ["10.0.0.0/8"], "10.0.0.2"),
        ("10.0.0.2", {}, ["10.0.0.0/8"], "10.0.0.2"),
        ("192.0.2.1", {"x-forwarded-for": FAR}, ["10.0.0.0/8"], "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", {}, [], "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", {}, [], FAR),
    ],
)
async def test_only_a_named_proxy_is_believed(
    near: str, headers: dict[str, str], proxies: list[str], peer: str | None
) -> None:
    assert (await _peer(near, headers, proxies))[0] == peer


@pytest.mark.anyio
async def test_the_scheme_is_that_of_the_proxy_where_it_is_named() -> None:
    assert (await _peer("10.0.0.2", {"x-forwarded-proto": "https"}, ["10.0.0.2"]))[1] == "https"
    assert (await _peer("10.0.0.2", {"x-forwarded-proto": "https"}, []))[1] == "http"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


# A server with limits


@pytest.fixture(scope="module")
def limited(settings: Settings) -> Iterator[Server]:
    limits = {
        "KG_PUBLIC": "1",
        "KG_PROXIES": "127.0.0.1",
        "KG_CLIENT_ERRORS": "5",
        "KG_CLIENT_SECONDS": "2",
        "KG_QUERY_SECONDS": "0.8",
    }
    with running(settings, **limits) as server:
        yield server


def _ask(server: Server, who: str, query: str) -> httpx.Response:
    return server.client.get("/sparql", params={"query": query}, headers={"X-Forwarded-For": who})


def test_a_client_is_told_what_it_has_left(limited: Server) -> None:
    response = _ask(limited, "192.0.2.10", "ASK {}")
    assert response.status_code == 200
    assert response.headers["ratelimit-policy"] == '"work";q=2;w=60'
    assert response.headers["ratelimit"].startswith('"work";r=')
    assert "ratelimit" not in limited.get("/api/health").headers


def test_a_client_that_has_used_too_much_waits_and_others_do_not(limited: Server) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    answers = [_ask(limited, "192.0.2.20", slow) for _ in range(4)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert answers[-1].headers["access-control-allow-origin"] == "*"  # or no page of another site could read why
    assert limited.get("/api/health").headers.get("access-control-allow-origin") is None
    refused = answers[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) > 0
    told = refused.json()
    assert told["code"] == "too-many"
    assert "2 s" in told["detail"]
    assert _ask(limited, "192.0.2.21", "ASK {}").status_code == 200


def test_a_client_that_errs_again_and_again_waits(limited: Server) -> None:
    statuses = [_ask(limited, "192.0.2.30", "no query").status_code for _ in range(8)]
    assert statuses[:5] == [400] * 5
    assert statuses[-1] == 429
    said = limited.client.get("/api/plans", headers={"X-Forwarded-For": "192.0.2.30", "Accept-Language": "sv"})
    assert said.status_code == 429
    assert "felaktiga" in said.json()["detail"]
    assert limited.client.get("/data", headers={"X-Forwarded-For": "192.0.2.30"}).status_code == 200


def test_whoever_sits_at_the_machine_is_not_hampered(server: Server) -> None:
    statuses = {server.client.get("/sparql", params={"query": "no query"}).status_code for _ in range(50)}
    assert statuses == {400}


# Settings


def test_options_come_from_the_environment_and_what_is_given_goes_before() -> None:
    environ = {"KG_HOSTS": "kg.example, data.example", "KG_PROXIES": "10.0.0.0/8", "KG_CLIENT_AT_ONCE": "4"}
    options = Options.from_environment(environ, public=True)
    assert options.hosts == ("kg.example", "data.example")
    assert options.allowance.at_once == 4
    assert options.public
    assert Options.from_environment(environ, hosts=("other",)).hosts == ("other",)
    assert Options.from_environment({}) == Options()


@pytest.mark.parametrize(
    "environ",
    [
        {"KG_CLIENT_SECONDS": "many"},
        {"KG_CLIENT_AT_ONCE": "9"},
        {"KG_QUERY_SECONDS": "-1"},
        {"KG_PUBLIC": "yes"},
        {"KG_PROXIES": "proxy.example"},
    ],
)
def test_a_setting_of_the_wrong_form_is_told_in_one_line(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError) as told:
        Options.from_environment(environ)
    assert next(iter(environ)) in str(told.value)
    assert "\n" not in str(told.value)
