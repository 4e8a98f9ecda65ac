"""What holds for every request, whatever it asks: names, sizes and times, and the headers that keep a browser safe."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
from collections.abc import Collection, Iterable, Sequence
from typing import cast

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.face.web.negotiate import header
from kg.face.web.problems import Refusal, refuse

BODY = 1_000_000
"""Bytes of a request's body, unless its route takes more."""
ADDRESS = 60_000
"""Bytes of path and query together."""
SECONDS = 30.0
"""Until a response must have begun; until a body must have come."""

CHANGING = 300.0
"""Until the response to a change must have begun."""

SENDING = 300.0
"""Seconds until a response must have been taken."""

_LOOK = 1.0
"""Seconds between two looks for what takes too long."""

POLICY = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": POLICY,
}
ASKED = "GET, HEAD, OPTIONS, POST"
"""Methods by which something is asked."""
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ASKED,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Expose-Headers": "Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What lets pages of other sites read a response, a refusal too."""
_HEADERS, _OPEN = (
    [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    for headers in (HEADERS, {**HEADERS, **OPEN})
)
_SAFE = ("GET", "HEAD", "OPTIONS")
_HOST = re.compile(r"(?P<name>[a-z0-9._-]{0,253}|\[(?P<six>[0-9a-f:.]{2,45})\])(?::[0-9]{0,5})?")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

_TOO_SLOW = Refusal(
    "too-slow",
    (f"Inget svar på {SECONDS:.0f} s.", f"No answer within {SECONDS:.0f} s."),
    ("be om mindre åt gången", "ask for less at a time"),
    {"Retry-After": "5"},
)
_FAULT = Refusal("fault", ("Felet är antecknat på servern.", "The server has written it down."))

_SECRET = re.compile(r"/[\w-]{40,}.*")
"""The part of a path that is known to one visitor alone, and is not written down."""

log = logging.getLogger("kg.web")


class Shield:
    """Refuses what is too large, too slow or meant for another host, and sets the headers of every response."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Collection[str] = (),
        bodies: Iterable[tuple[str, int]] = (),
        public: str = "",
        slow: Iterable[str] = (),
    ) -> None:
        """`hosts` are the names that the server answers for, any where there are none; `bodies` larger limits, by the
        beginning of a path; `public` is the path that pages of other sites may post to; `slow` are beginnings of
        paths where a change may take long."""
        self.public, self.slow = public, tuple(slow)
        self.app, self.hosts, self.bodies = app, frozenset(host.casefold() for host in hosts), tuple(bodies)
        self._watch = _Watch()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = _Sent(send, self._patience(scope), _OPEN if scope["path"] == self.public else _HEADERS)
        # The server sends no body to HEAD, whatever the application gives it.
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        try:
            self._check(scope)
            self._watch.begin(sent)
            await self.app(asked, self._limited(receive, scope["path"]), sent)
        except Refusal as refusal:
            await _answer(refusal, scope, receive, sent)
        except asyncio.CancelledError:
            if not sent.late or sent.task.uncancel():
                raise
            await _answer(_TOO_SLOW, scope, receive, sent)
        except Exception:
            log.exception("%s %s", scope["method"], _SECRET.sub("/…", scope["path"]))
            await _answer(_FAULT, scope, receive, sent)
        finally:
            self._watch.end(sent)
            if "route" in asked:  # by which it is counted
                scope["route"] = asked["route"]

    def _check(self, scope: Scope) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
            what = (f"Högst {ADDRESS} tecken.", f"At most {ADDRESS} characters.")
            raise Refusal("too-long", what, ("använd POST", "use POST"))
        host = (header(scope, b"host") or "").casefold()
        if scope["method"] not in _SAFE and scope["path"] != self.public and _from_elsewhere(scope, host):
            hint = ("fråga från sidorna här, eller från ett program", "ask from the pages here, or from a program")
            raise Refusal("other-site", ((header(scope, b"origin") or "–")[:100],) * 2, hint)
        name = _name(host)
        if name is None or (self.hosts and name not in self.hosts):
            hint = ("namnge värden när servern startas", "name the host when the server is started")
            raise Refusal("bad-host", (host[:100] or "–", host[:100] or "–"), hint)

    def _patience(self, scope: Scope) -> float:
        slow = scope["method"] not in _SAFE and scope["path"].startswith(self.slow)
        return CHANGING if slow else SECONDS

    def _limited(self, receive: Receive, path: str) -> Receive:
        """`receive` that refuses a body of more bytes, counted as they come, whatever its header says."""
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b"")) if message["type"] == "http.request" else 0
            if seen > BODY and seen > self._most(path):
                what = (f"Högst {self._most(path)} byte.", f"At most {self._most(path)} bytes.")
                raise Refusal("too-large", what, ("dela upp den", "split it"), {"Connection": "close"})
            return message

        return limited

    def _most(self, path: str) -> int:
        return max((most for start, most in self.bodies if path.startswith(start)), default=BODY)


def _name(host: str) -> str | None:
    """The name or address in a Host header, without its port; None where it cannot be part of an address (RFC 3986)."""
    known = _HOST.fullmatch(host)
    if known is None or (known["six"] and not _is_six(known["six"])):
        return None
    return known["name"]


def _is_six(address: str) -> bool:
    try:
        ipaddress.IPv6Address(address)
    except ValueError:
        return False
    return True


def _from_elsewhere(scope: Scope, host: str) -> bool:
    """Whether a browser sends a request for a page of another site (Fetch Metadata; where it tells none, Origin)."""
    site = header(scope, b"sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = header(scope, b"origin")
    return origin is not None and origin.casefold().partition("://")[2] != host


class _Sent:
    """`send` that adds the headers of every response, and knows until when there is time for it."""

    def __init__(self, send: Send, seconds: float, headers: Sequence[tuple[bytes, bytes]]) -> None:
        self.send, self.headers, self.begun = send, headers, False
        self.task = cast(asyncio.Task[object], asyncio.current_task())
        self.now = asyncio.get_running_loop().time
        self.until = self.now() + seconds
        self.late = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            # From here on the client's reading sets the pace, up to a point.
            self.until = self.now() + SENDING
            given = message.setdefault("headers", [])
            names = {name for name, _ in given}
            if message["status"] == 304:
                # What the client has came with its own policy, which one that comes now would replace.
                names.add(b"content-security-policy")
            message["headers"] = [*given, *(pair for pair in self.headers if pair[0] not in names)]
        await self.send(message)


class _Watch:
    """Ends what takes too long: a look at all that run, now and then, costs less than a clock for each."""

    def __init__(self) -> None:
        self._running: set[_Sent] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self, sent: _Sent) -> None:
        """Cancel the task of a response when its time is over."""
        self._running.add(sent)
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            loop.call_later(_LOOK, self._look, loop)

    def end(self, sent: _Sent) -> None:
        """It is over."""
        self._running.discard(sent)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for sent in [each for each in self._running if each.until < now]:
            self._running.discard(sent)
            sent.late = True
            sent.task.cancel()
        if self._running:
            loop.call_later(_LOOK, self._look, loop)
        else:
            self._loop = None


async def _answer(refusal: Refusal, scope: Scope, receive: Receive, sent: _Sent) -> None:
    if not sent.begun:
        await refuse(Request(scope), refusal)(scope, receive, sent)
