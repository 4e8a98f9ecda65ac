"""Time that a client is given, on a real server with little of it: to send a request, and to get its answer."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.face.web import fair, shield, wire

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


@contextmanager
def serving(app: ASGIApp, connection: type[wire.Connection] = wire.Connection) -> Iterator[tuple[str, int]]:
    config = uvicorn.Config(app, http=connection, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield listening.getsockname()
    finally:
        server.should_exit = True
        thread.join(10)


async def empty(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def all_of(line: socket.socket) -> bytes:
    """What comes until the server closes the connection."""
    got = b""
    try:
        while piece := line.recv(10_000):
            got += piece
    except ConnectionResetError:
        pass
    return got


@pytest.mark.parametrize(
    ("sent", "answers"),
    [
        (b"", 0),
        (b"GET / HTTP/1.1\r\nHost: a\r\n", 0),
        (b"GET / HTTP/1.1\r\nA: " + b"a" * 200_000, 0),
        (GET + b"\r\n", 1),
        (GET + b"GET / HT", 1),
        (GET + GET + b"GET / HTTP/1.1\r\nHost", 2),
        (GET.replace(b"localhost", b"a" * 150_000), 0),
    ],
)
def test_half_a_request_does_not_hold_a_connection(monkeypatch: pytest.MonkeyPatch, sent: bytes, answers: int) -> None:
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.3)
    with serving(empty) as address, socket.create_connection(address, 30) as line:
        line.sendall(sent)
        assert all_of(line).count(b"200 OK") == answers


def test_a_body_may_come_slower_than_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.2)

    async def echo(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        await empty(scope, receive, send)

    with serving(echo) as address, socket.create_connection(address, 30) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 4\r\n\r\nab")
        time.sleep(0.6)
        line.sendall(b"cd")
        assert b"200 OK" in all_of(line)


def test_what_is_left_of_a_body_when_it_is_answered_may_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.5)
    with serving(empty) as address, socket.create_connection(address, 30) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n")
        assert b"200 OK" in line.recv(10_000)
        for _ in range(9):
            line.sendall(b"a" * 100_000)
            time.sleep(0.01)
        line.sendall(GET)
        assert b"200 OK" in line.recv(10_000)
        line.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n")
        assert b"200 OK" in line.recv(10_000)
        line.sendall(b"a")  # and nothing more, for which nobody waits for long
        assert all_of(line) == b""


CHUNKED = b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"


async def told(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads the whole body, and tells its length and the names of all headers."""
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message["body"]), message["more_body"]
    body = b"%d %b" % (size, b",".join(name for name, _ in scope["headers"]))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


def test_what_comes_after_a_body_is_no_header() -> None:
    with serving(told) as address, socket.create_connection(address, 30) as line:
        line.sendall(CHUNKED + b"1\r\na\r\n" * 50_000 + b"0\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n")
        assert all_of(line).endswith(b"50000 host,connection,transfer-encoding")


@pytest.mark.parametrize("endless", [b"a: b\r\n", b"a"])
def test_what_comes_after_a_body_has_an_end(endless: bytes) -> None:
    with serving(told) as address, socket.create_connection(address, 30) as line:
        with contextlib.suppress(ConnectionError):
            line.sendall(CHUNKED + b"1\r\na\r\n0\r\n" + endless * 300_000)
        assert all_of(line) == b""


def test_half_of_the_next_request_is_no_reason_to_give_up_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.2)
    with serving(slow(0.7, begun=False)) as address, socket.create_connection(address, 30) as line:
        line.sendall(GET + GET[:20])
        assert b"done" in all_of(line)


@pytest.mark.parametrize("size", [30_000_000, 60_000])
def test_an_answer_that_is_not_taken_does_not_hold_a_connection(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(shield, "SENDING", 0.5)
    gone = threading.Event()

    class Watched(wire.Connection):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            gone.set()

    async def large(scope: Scope, receive: Receive, send: Send) -> None:
        head = [(b"content-length", b"%d" % size)]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": b"a" * size})

    with serving(large, Watched) as address, socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2000)
        line.connect(address)
        line.sendall(GET * 100)
        assert gone.wait(10)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_only_the_first_line_of_a_request_is_read_as_people_write_addresses(size: int) -> None:
    seen: list[tuple[bytes, list[bytes]]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        while (message := await receive()).get("more_body"):
            body += message["body"]
        headers = dict(scope["headers"])
        seen.append((scope["query_string"], [headers.get(b"x-name", b""), body + message["body"]]))
        await empty(scope, receive, send)

    name = "Åsa".encode()
    one = b"POST /?q=%b HTTP/1.1\r\nHost: a\r\nX-Name: %b\r\nContent-Length: 4\r\n\r\n%b" % (name, name, name)
    with serving(app) as address, socket.create_connection(address, 30) as line:
        for sent in (one, one.replace(b"Host: a", b"Host: a\r\nConnection: close")):
            for at in range(0, len(sent), size):
                time.sleep(0.005)
                line.sendall(sent[at : at + size])
        assert all_of(line).count(b"200 OK") == 2
    assert seen == [(b"q=%C3%85sa", [name, name])] * 2


def slow(seconds: float, *, begun: bool) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await asyncio.sleep(seconds)
        if not begun:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"done"})

    return app


@pytest.mark.parametrize(
    ("seconds", "begun", "most", "said"),
    [
        (0.1, False, {"SECONDS": 0.5}, b"done"),
        (9.0, False, {"SECONDS": 0.2}, b"too-slow"),
        (0.5, True, {"SECONDS": 0.2}, b"done"),
        (9.0, True, {"SENDING": 0.2}, b"content-length: 4"),
    ],
)
def test_an_answer_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch, seconds: float, begun: bool, most: dict[str, float], said: bytes
) -> None:
    for name, value in {"_LOOK": 0.05, **most}.items():
        monkeypatch.setattr(shield, name, value)
    started = time.monotonic()
    with serving(shield.Shield(slow(seconds, begun=begun))) as address:
        for _ in range(2):  # the second after nobody was left to look at
            with socket.create_connection(address, 30) as line:
                line.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
                got = all_of(line)
            assert said in got
            assert (b"done" in got) == (said == b"done")
            time.sleep(0.1)
    assert time.monotonic() - started < 8


def test_one_client_cannot_hold_all_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "EACH", 3)
    one = wire.connection(partial(fair.client, local=True))
    with serving(empty, one) as address, ExitStack() as held:
        for _ in range(2):  # what was closed leaves room
            lines = [socket.create_connection(address, 30) for _ in range(3)]
            for line in lines:
                held.enter_context(line)
                line.sendall(GET)
                assert b"200 OK" in line.recv(1000)
            with socket.create_connection(address, 30) as fourth:
                assert all_of(fourth) == b""
            for line in lines:
                line.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
                assert b"200 OK" in all_of(line)


def test_proxy_and_this_machine_may_hold_any_number_of_connections() -> None:
    proxies = fair.networks(["10.0.0.0/8"])
    assert fair.client("10.1.2.3", proxies) is None
    assert fair.client("127.0.0.1") is None
    assert fair.client("127.0.0.1", local=True) == "127.0.0.1"
    assert fair.client("192.0.2.7", proxies) == "192.0.2.7"
    assert fair.client("2001:db8::1") == fair.client("2001:db8::2")
