"""Connections that nobody can hold open with half a request, or fill memory with one that never ends."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 96_000
"""Bytes of a request's line and headers."""
HEAD_SECONDS = 10.0
"""Until they must have come."""


class Connection(HttpToolsProtocol):
    """An HTTP connection whose heads of requests are limited in size and time; it is closed where one is not."""

    _head = 0
    _begun = True
    """Whether a head has begun, and is not whole; a connection begins with waiting for one."""
    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what has come; most heads come whole, and need no clock."""
        self._head += len(data)
        super().data_received(data)
        if self._begun or (self.cycle is not None and self.cycle.response_complete):
            self._wait()
            if self._head > HEAD_BYTES:
                self._end()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._begun, self._head = True, 0

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._stop()
        self._begun = False
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(HEAD_SECONDS, self._end)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _end(self) -> None:
        self._stop()
        self.transport.close()
