"""Connections that nobody can hold open with half a request, or fill memory with one or with what is not taken."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.face.web import shield

HEAD_BYTES = 96_000
"""Bytes of a request's line and headers, and of what comes beside its body."""
HEAD_SECONDS = 10.0
"""Until they must have come."""
_BESIDE = 8
"""Bytes that may come beside each of a body, which can be a chunk of its own."""
_PIECE = 16_384
"""Bytes that are read at a time, so that a head is known to be too large before it is whole."""
EACH = 60
"""Connections that one client may have open, of all that there can be."""

Client = Callable[[str], str | None]
"""What counts as one client, by address; None for who may have any number of connections."""

_BEYOND = re.compile(rb"[\x80-\xff]")


def connection(client: Client) -> type[Connection]:
    """Connections of which each client has some."""
    return type("Connection", (Connection,), {"_client": staticmethod(client), "_open": Counter()})


class Connection(HttpToolsProtocol):
    """An HTTP connection whose heads of requests are limited in size and time; it is closed where one is not."""

    _client: Client = staticmethod(lambda address: None)
    _open: ClassVar[Counter[str]] = Counter()
    """Connections by client."""
    _name: str | None = None
    """Of the client, where this connection counts."""
    _head = 0
    """Bytes that have come of a request, more than may have for its body."""
    _begun = True
    """Whether a head has begun, and is not whole; a connection begins with waiting for one."""
    _line = True
    """Whether the first line of a request has not yet come whole."""
    _clock: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._name = self._client(self.client[0]) if self.client else None
        if self._name is not None:
            self._open[self._name] += 1
            if self._open[self._name] > EACH:
                transport.abort()
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what has come; most heads come whole, and need no clock."""
        for at in range(0, len(data), _PIECE):
            if self.transport.is_closing():
                return
            piece = data[at : at + _PIECE]
            self._head += len(piece)
            if self._line:
                piece = piece if piece.isascii() else _quoted(piece)
                self._line = b"\n" not in piece
            super().data_received(piece)
            if self._head > HEAD_BYTES:
                self.transport.close()
        if self._begun or (self.cycle is not None and self.cycle.response_complete):
            self._wait()  # for the rest of a head, or of a body that nobody needs any more

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._begun, self._head = True, 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; one that comes after the body is passed over (RFC 9110, 6.5.1): nobody has looked at it before."""
        if self._begun:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._stop()
        self._begun = False
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body, which has limits of its own."""
        self._head -= (1 + _BESIDE) * len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._line = True
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Much waits to be taken."""
        super().pause_writing()
        self._taking = self.loop.call_later(shield.SENDING, self.transport.abort)

    def resume_writing(self) -> None:
        """Most has been taken."""
        super().resume_writing()
        self._taken()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop()
        self._taken()
        if self._name is not None:
            self._open[self._name] -= 1
            if not self._open[self._name]:
                del self._open[self._name]
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(HEAD_SECONDS, self._late)

    def _late(self) -> None:
        self._clock = None
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait()  # what has come of the next request is no reason to give up the answer to this one
        else:
            self.transport.close()

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _taken(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None


def _quoted(head: bytes) -> bytes:
    """A head with what is not ASCII in its first line encoded: people write addresses so, and curl sends them so."""
    line, end, rest = head.partition(b"\n")
    return _BEYOND.sub(lambda letter: b"%%%02X" % letter[0][0], line) + end + rest
