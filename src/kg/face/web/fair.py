"""No client takes more than its share: seconds of work, queries at once, and errors, counted by address."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Sequence
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.face.web.ledger import Ledger, Verdict
from kg.face.web.problems import Refusal

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_WORK = ("/sparql", "/api/")
"""Beginnings of the paths that programs ask; what is wrong with a link to a page is no fault of who follows it."""
_FREE = ("/metrics", "/api/health", "/api/ready", "/api/metrics")
_LONGEST = 40.0
"""Seconds after which any request is over."""
_FORWARDED = frozenset((b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"))
_SAID = {
    "seconds": (
        "Frågorna har tagit {:g} s arbete på {:g} s.",
        "The questions have taken {:g} s of work within {:g} s.",
    ),
    "errors": ("Mer än {2} felaktiga frågor på {1:g} s.", "More than {2} wrong requests within {1:g} s."),
    "at_once": ("Högst {3} frågor åt gången.", "At most {3} queries at a time."),
}


def networks(names: Sequence[str]) -> tuple[Network, ...]:
    """Addresses or networks as they are written: 10.0.0.5, 10.0.0.0/8, ::1.

    Raises ValueError for what is neither.
    """
    return tuple(ipaddress.ip_network(name.strip(), strict=False) for name in names if name.strip())


def client(address: str, proxies: Sequence[Network] = (), *, local: bool = False) -> str | None:
    """What counts as one client at the other end of a connection; None for a proxy that speaks for many.

    Nor does this very machine count, unless `local`.
    """
    if _within(address, proxies) or (_loopback(address) and not local):
        return None
    return _grouped(address)


class Peer:
    """Tells later rooms who asks: the other end of the connection, or whom a trusted proxy asks for.

    What a client writes about itself is believed only of a connection from a named proxy, and there the last address
    that is not one of those proxies counts: whatever stands before it may have been made up.
    """

    def __init__(self, app: ASGIApp, proxies: Sequence[Network] = ()) -> None:
        self.app, self.proxies = app, tuple(proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with `scope["peer"]`: its address, or None for a person at this very machine."""
        if scope["type"] == "http":
            near = scope["client"][0] if scope.get("client") else ""
            if self.proxies and self._trusted(near):
                near, scope["scheme"] = self._behind(scope, near)
                scope["peer"] = _grouped(near)
            else:
                said = not _FORWARDED.isdisjoint([name for name, _ in scope["headers"]])
                scope["peer"] = None if not said and _loopback(near) else _grouped(near)
        await self.app(scope, receive, send)

    def _trusted(self, address: str) -> bool:
        return _within(address, self.proxies)

    def _behind(self, scope: Scope, near: str) -> tuple[str, str]:
        hops, scheme = [near], scope["scheme"]
        for name, value in scope["headers"]:
            if name == b"x-forwarded-for":
                hops = [*hops[:-1], *(hop.strip() for hop in value.decode("latin-1").split(",")), near]
            elif name == b"x-forwarded-proto" and value in (b"http", b"https"):
                scheme = value.decode()
        for hop in reversed(hops):
            if not _address(hop):
                break
            near = hop
            if not self._trusted(hop):
                break
        return near, scheme


class Fair:
    """Refuses a client that has used up its allowance, and books what each request uses."""

    def __init__(self, app: ASGIApp, ledger: Ledger, *, local: bool = False) -> None:
        """`local` counts whoever sits at this very machine too."""
        self.app, self.ledger, self.local = app, ledger, local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        path = scope.get("path", "")
        peer = scope.get("peer")
        if scope["type"] != "http" or path in _FREE or (peer is None and not self.local):
            await self.app(scope, receive, send)
            return
        client, status, start = peer or "local", 500, time.monotonic()
        query, strict = path == "/sparql" or scope["method"] == "POST", path.startswith(_WORK)
        verdict = self.ledger.enter(client, start, _LONGEST, query=query, free=not strict)
        if verdict.wait:
            raise self._refusal(verdict)

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", []).extend(self._headers(verdict))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Refusal as refusal:
            status = refusal.status_code
            raise
        finally:
            now = time.monotonic()
            self.ledger.leave(client, now, now - start, verdict, wrong=strict and 400 <= status < 500)

    def _headers(self, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """RateLimit headers (IETF draft-ietf-httpapi-ratelimit-headers): the policy, and what is left of it."""
        most = self.ledger.allowance
        if not most.seconds:
            return []
        policy = f'"work";q={most.seconds:.0f};w={most.per:.0f}'
        now = f'"work";r={math.floor(verdict.left)};t={math.ceil(verdict.reset)}'
        return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", now.encode())]

    def _refusal(self, verdict: Verdict) -> Refusal:
        most = self.ledger.allowance
        told = tuple(text.format(most.seconds, most.per, most.errors, most.at_once) for text in _SAID[verdict.why])
        wait = max(1, math.ceil(verdict.wait))
        hint = (f"fråga igen om {wait} s", f"ask again in {wait} s")
        headers = {name.decode(): value.decode() for name, value in self._headers(verdict)}
        return Refusal("too-many", (told[0], told[1]), hint, {"Retry-After": str(wait), **headers})


def _within(address: str, among: Sequence[Network]) -> bool:
    return _address(address) and any(ipaddress.ip_address(address) in network for network in among)


def _address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


@lru_cache(4096)
def _loopback(address: str) -> bool:
    return _address(address) and ipaddress.ip_address(address).is_loopback


def _grouped(address: str) -> str:
    """What counts as one client: an address, or of IPv6 the network that one customer has."""
    if not _address(address):
        return address
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return address
