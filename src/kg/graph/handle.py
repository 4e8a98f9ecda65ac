"""The handle of a worker: asked one query at a time, and ended at will; here one that is a program of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from abc import ABC, abstractmethod
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from typing import NamedTuple

START = 60.0
"""Seconds that a worker may take to open the graph."""
ORPHANED = -1000
"""How a worker ended that went with the process which had started it, and not by what it was asked."""
_KEEP = ("PATH", "PYTHONPATH", "PYTHONHOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_OUTPUT = 1


class Told(NamedTuple):
    """What a worker tells of a query, as `kg.graph.worker` writes it."""

    kind: str
    """Of the result, or "error"; or "graphs", when it has opened them."""
    what: str
    """Format of the result, or which error, or the process."""
    packed: bool
    last: bool
    """Whether it will answer nothing more."""
    body: bytes


def program(name: str) -> tuple[str, ...]:
    """The command that runs a module as a program of its own."""
    return (sys.executable, "-P", "-m", name)


def environment() -> dict[str, str]:
    """What such a program sees of the environment of this one."""
    env = {name: os.environ[name] for name in _KEEP if name in os.environ}
    return env | {"RUST_BACKTRACE": "0", "MALLOC_ARENA_MAX": "1", "PYTHONUTF8": "1"}


class Handle(ABC):
    """A worker as its pool sees it, however it was started."""

    pid: int = 0
    graphs: tuple[str, ...] = ()
    """Named graphs that it holds."""

    def __init__(self) -> None:
        self._exited: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._told: Told | EOFError | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._said: list[bytes] = []
        self._line: list[str] | None = None
        self._left = 0

    async def opened(self) -> None:
        """Wait until it has opened the graph.

        Raises EOFError or TimeoutError where it has not, and ends it then, as where this is cancelled.
        """
        try:
            told = await self.told(START)
            if told is None:
                raise TimeoutError
        except BaseException:
            await self.end()
            raise
        self.pid = int(told.what)
        self.graphs = tuple(told.body.decode().splitlines())

    def ask(self, query: bytes) -> None:
        """Put a query, as `kg.graph.worker` reads it, which `told` then waits for."""
        self._told, self._line, self._said = None, None, []
        if self.ended:
            self._told = EOFError()
        else:
            self._send(query)

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

    def look(self) -> None:  # noqa: B027
        """Wait a moment for what it tells without sleeping, where that is of use."""

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself, or was ended from outside."""
        return self._exited.done()

    @abstractmethod
    def kill(self) -> None:
        """End it, whatever it is at."""

    async def end(self) -> int:
        """End it and wait until it has; the signal that ended it comes back as a negative number."""
        self.kill()
        try:
            return await asyncio.shield(self._exited)
        except asyncio.CancelledError:
            await asyncio.shield(self._exited)  # soon, for it was killed: none may be left behind
            raise
        finally:
            self._close()

    @abstractmethod
    def _send(self, data: bytes) -> None:
        """Give it a line."""

    @abstractmethod
    def _close(self) -> None:
        """Leave nothing open."""

    def _take(self, data: bytes) -> None:
        """A piece of what it tells: a line, then as many bytes as that says."""
        if self._line is None:
            line, end, data = (b"".join([*self._said, data]) if self._said else data).partition(b"\n")
            if not end:
                self._said = [line]
                return
            self._line, self._said = line.decode().split(" "), []
            self._left = int(self._line[-1])
        self._said.append(data)
        self._left -= len(data)
        if self._left <= 0:
            kind, what, packed, last, _ = self._line
            self._told = Told(kind, what, packed == "1", last == "1", b"".join(self._said))
            self._wake()

    def _lost(self) -> None:
        """It can tell nothing more."""
        if self._told is None:
            self._told = EOFError()
            self._wake()

    def _exit(self, status: int) -> None:
        if not self._exited.done():
            self._exited.set_result(status)

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class Programs:
    """Workers that are each a program of its own, which opens the graph by itself."""

    def __init__(self, setup: bytes) -> None:
        self._setup = setup

    async def worker(self) -> Handle:
        """Another worker, which has opened the graph.

        Raises OSError, EOFError or TimeoutError where it has not.
        """
        begun = asyncio.ensure_future(
            asyncio.get_running_loop().subprocess_exec(
                _Program, *program("kg.graph.worker"), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment()
            )
        )
        try:
            _, worker = await asyncio.shield(begun)
        except asyncio.CancelledError:
            _, worker = await begun  # left half-way, it would not close all that it has opened
            await worker.end()
            raise
        worker.ask(self._setup + b"\n")
        await worker.opened()
        return worker

    async def end(self) -> None:
        """There is nothing beside the workers."""


class _Program(Handle, asyncio.SubprocessProtocol):
    """A worker that speaks through two pipes."""

    _transport: asyncio.SubprocessTransport
    _input: asyncio.WriteTransport

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._transport.kill()

    def _send(self, data: bytes) -> None:
        self._input.write(data)

    def _close(self) -> None:
        self._transport.close()

    # What the loop calls

    def connection_made(self, transport: asyncio.SubprocessTransport) -> None:  # type: ignore[override]
        """The process runs."""
        self._transport, self._input = transport, transport.get_pipe_transport(0)  # type: ignore[assignment]

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """A piece of what it tells."""
        self._take(data)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """It can tell nothing more."""
        if fd == _OUTPUT:
            self._lost()

    def process_exited(self) -> None:
        """It has ended."""
        status = self._transport.get_returncode()
        self._exit(-9 if status is None else status)
