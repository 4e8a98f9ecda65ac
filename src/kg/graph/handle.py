"""The handle of a worker: a process is started, asked, and ended, and speaks only through two pipes."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from typing import Any

import msgspec

_START = 60.0
"""Seconds that a worker may take to open the graph."""
_KEEP = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_OUTPUT = 1

Told = tuple[dict[str, Any], bytes]
"""What a worker tells of a query, and the result."""


class Handle(asyncio.SubprocessProtocol):
    """A worker as its pool sees it: asked one query at a time, and ended at will."""

    pid: int
    graphs: tuple[str, ...] = ()
    """Named graphs that it holds."""
    _transport: asyncio.SubprocessTransport
    _input: asyncio.WriteTransport

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self._exited: asyncio.Future[int] = loop.create_future()
        self._told: Told | EOFError | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._head: dict[str, Any] | None = None
        self._pieces: list[bytes] = []
        self._missing = 0

    @classmethod
    async def start(cls, setup: bytes) -> Handle:
        """Start a worker with the first line of its input, and wait until it has opened the graph.

        Raises OSError, EOFError or TimeoutError where it has not.
        """
        env = {name: os.environ[name] for name in _KEEP if name in os.environ}
        env |= {"RUST_BACKTRACE": "0", "MALLOC_ARENA_MAX": "1", "PYTHONUTF8": "1"}
        program = (sys.executable, "-P", "-m", "kg.graph.worker")
        begun = asyncio.ensure_future(
            asyncio.get_running_loop().subprocess_exec(cls, *program, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=env)
        )
        try:
            _, worker = await asyncio.shield(begun)
        except asyncio.CancelledError:
            _, worker = await begun  # left half-way, it would not close all that it has opened
            await worker.end()
            raise
        try:
            worker.ask(setup)
            told = await worker.told(_START)
            if told is None:
                raise TimeoutError
        except BaseException:
            await worker.end()
            raise
        worker.graphs = tuple(told[0]["graphs"])
        return worker

    def ask(self, line: bytes) -> None:
        """Put a query, which `told` then waits for."""
        self._told, self._head, self._pieces = None, None, []
        if self.ended:
            self._told = EOFError()
        else:
            self._input.write(line + b"\n")

    async def told(self, seconds: float) -> Told | None:
        """What it tells of the query, with the result; None where that takes longer, and may be waited for again.

        Raises EOFError where it ended instead.
        """
        if self._told is None:
            loop = asyncio.get_running_loop()
            self._waiting = loop.create_future()
            timer = loop.call_later(max(0.0, seconds), self._wake)
            try:
                await self._waiting
            finally:
                timer.cancel()
                self._waiting = None
        if isinstance(self._told, EOFError):
            raise self._told
        return self._told

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself, or was ended from outside."""
        return self._exited.done()

    def kill(self) -> None:
        """End it, whatever it is at."""
        with suppress(ProcessLookupError):
            self._transport.kill()

    async def end(self) -> int:
        """End it and wait until it has; the signal that ended it comes back as a negative number."""
        self.kill()
        try:
            return await asyncio.shield(self._exited)
        except asyncio.CancelledError:
            await asyncio.shield(self._exited)  # soon, for it was killed: none may be left behind
            raise
        finally:
            self._transport.close()

    # What the loop calls

    def connection_made(self, transport: asyncio.SubprocessTransport) -> None:  # type: ignore[override]
        """The process runs."""
        self._transport, self._input = transport, transport.get_pipe_transport(0)  # type: ignore[assignment]
        self.pid = transport.get_pid()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """A piece of what it tells: a line of JSON, then as many bytes as that says."""
        if self._head is None:
            start, end, rest = data.partition(b"\n")
            self._pieces.append(start)
            if not end:
                return
            head: dict[str, Any] = msgspec.json.decode(b"".join(self._pieces))
            self._head, self._pieces, self._missing, data = head, [], head["size"], rest
        self._pieces.append(data)
        self._missing -= len(data)
        if self._missing <= 0:
            self._told = (self._head, b"".join(self._pieces))
            self._wake()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """It can tell nothing more."""
        if fd == _OUTPUT and self._told is None:
            self._told = EOFError()
            self._wake()

    def process_exited(self) -> None:
        """It has ended."""
        status = self._transport.get_returncode()
        if not self._exited.done():
            self._exited.set_result(-9 if status is None else status)
