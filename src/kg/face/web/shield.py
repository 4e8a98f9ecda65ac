"""What holds for every request, whatever it asks: names, sizes and times, and the headers that keep a browser safe."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.face.web.problems import Refusal, refuse

BODY = 1_000_000
"""Bytes of a request's body, unless its route takes more."""
ADDRESS = 64_000
"""Bytes of path and query together."""
SECONDS = 30.0
"""Until a response must have begun; until a body must have come."""

POLICY = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Shield:
    """Refuses what is too large, too slow or meant for another host, and sets the headers of every response."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = (), bodies: Iterable[tuple[str, int]] = ()) -> None:
        """`hosts` are the names that the server answers for, any where there are none; `bodies` larger limits, by the
        beginning of a path."""
        self.app, self.hosts, self.bodies = app, frozenset(host.casefold() for host in hosts), tuple(bodies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = _Sent(send, head=scope["method"] == "HEAD")
        if sent.head:
            scope["method"] = "GET"
        try:
            self._check(scope)
            limited = _limited(receive, self._most(scope["path"]))
            async with asyncio.timeout(SECONDS) as patience:
                sent.patience = patience
                await self.app(scope, limited, sent)
        except Refusal as refusal:
            await _answer(refusal, scope, receive, sent)
        except TimeoutError:
            if not sent.begun:
                hint = ("ställ en mindre fråga", "ask for less at a time")
                what = (f"Inget svar på {SECONDS:.0f} s.", f"No answer within {SECONDS:.0f} s.")
                await _answer(Refusal("too-slow", what, hint, {"Retry-After": "5"}), scope, receive, sent)

    def _check(self, scope: Scope) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
            what = (f"Högst {ADDRESS} tecken.", f"At most {ADDRESS} characters.")
            raise Refusal("too-long", what, ("använd POST", "use POST"))
        host = Headers(scope=scope).get("host", "").casefold()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if self.hosts and name not in self.hosts:
            hint = ("namnge värden när servern startas", "name the host when the server is started")
            raise Refusal("bad-host", (name[:100] or "–", name[:100] or "–"), hint)

    def _most(self, path: str) -> int:
        return max((most for start, most in self.bodies if path.startswith(start)), default=BODY)


def _limited(receive: Receive, most: int) -> Receive:
    """`receive` that refuses a body of more bytes, counted as they come, whatever its header says."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b"")) if message["type"] == "http.request" else 0
        if seen > most:
            what = (f"Högst {most} byte.", f"At most {most} bytes.")
            raise Refusal("too-large", what, ("dela upp den", "split it"), {"Connection": "close"})
        return message

    return limited


class _Sent:
    """`send` that adds the headers of every response, and sends no body where only the head was asked for."""

    def __init__(self, send: Send, *, head: bool) -> None:
        self.send, self.head, self.begun = send, head, False
        self.patience: asyncio.Timeout | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            if self.patience is not None:
                # From here on the client's reading sets the pace.
                self.patience.reschedule(None)
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", POLICY)
        elif self.head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self.send(message)


async def _answer(refusal: Refusal, scope: Scope, receive: Receive, sent: _Sent) -> None:
    if not sent.begun:
        await refuse(Request(scope), refusal)(scope, receive, sent)
