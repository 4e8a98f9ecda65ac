"""Long texts are sent compressed to whoever takes that; what takes long to compress is compressed beside the loop."""

from __future__ import annotations

import asyncio
import gzip

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEAST = 1000
"""Bytes below which it does not pay."""
_LONG = 30_000
"""Bytes from which on other requests would notice."""
_LEVEL = 5
_KINDS = (b"text/", b"application/")
_VARY = b"accept-encoding"


class Packing:
    """Compresses bodies with gzip; every response here has its body in one piece."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        taken = takes(scope)
        held: list[Message] = []

        async def packed(message: Message) -> None:
            if message["type"] == "http.response.start":
                held.append(message)
                return
            if held:
                start = held.pop()
                whole = message.get("body", b"")
                fits = len(whole) >= _LEAST and not message.get("more_body")
                if fits and _packs(start):
                    _varies(start)
                    if taken:
                        message["body"] = await _gzip(whole)
                        _encoded(start, len(message["body"]))
                await send(start)
            await send(message)

        await self.app(scope, receive, packed)


async def _gzip(whole: bytes) -> bytes:
    if len(whole) < _LONG:
        return gzip.compress(whole, _LEVEL, mtime=0)
    return await asyncio.to_thread(gzip.compress, whole, _LEVEL, mtime=0)


def takes(scope: Scope) -> bool:
    """Whether whoever asks takes gzip (Accept-Encoding, RFC 9110, 12.5.3)."""
    return any(name == b"accept-encoding" and _takes(value) for name, value in scope["headers"])


def _takes(accepted: bytes) -> bool:
    for one in accepted.split(b","):
        name, _, quality = one.partition(b";")
        if name.strip().lower() in (b"gzip", b"*"):
            return quality.replace(b" ", b"").rstrip(b".0") not in (b"q=", b"q")
    return False


def _packs(start: Message) -> bool:
    kind = b""
    for name, value in start["headers"]:
        if name == b"content-encoding":
            return False
        if name == b"content-type":
            kind = value
    return kind.startswith(_KINDS)


def _varies(start: Message) -> None:
    """Say that the response depends on what the client takes."""
    headers = list(start["headers"])
    at = next((n for n, (name, _) in enumerate(headers) if name == b"vary"), None)
    if at is None:
        headers.append((b"vary", b"Accept-Encoding"))
    elif _VARY not in headers[at][1].lower():
        headers[at] = (b"vary", headers[at][1] + b", Accept-Encoding")
    start["headers"] = headers


def _encoded(start: Message, size: int) -> None:
    kept = [pair for pair in start["headers"] if pair[0] != b"content-length"]
    start["headers"] = [*kept, (b"content-encoding", b"gzip"), (b"content-length", str(size).encode())]
