"""Workers that are forked from a process which holds the graph: `kg.graph.starter`, seen from the server."""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import sys
from asyncio.subprocess import DEVNULL
from contextlib import suppress
from time import perf_counter

from kg.graph import handle
from kg.graph.handle import Handle
from kg.graph.starter import COMMAND, TOLD

POSSIBLE = sys.platform == "linux"
"""Elsewhere a fork may not be safe, does not end with its parent, or is not to be had."""
_PIECE = 1 << 18
_MOMENT = 0.0003 if POSSIBLE and len(os.sched_getaffinity(0)) > 1 else 0.0
"""Seconds that most answers take no longer than: to sleep and be woken would take as long. Where there is one
processor, the worker would wait for it meanwhile."""


class Forks:
    """Workers of one starter; should that end, of another."""

    def __init__(self, setup: bytes) -> None:
        self._setup = setup
        self._starter: _Starter | None = None
        self._one = asyncio.Lock()

    async def worker(self) -> Handle:
        """Another worker, which has opened the graph.

        Raises OSError, EOFError or TimeoutError where it has not.
        """
        async with self._one:
            if self._starter is not None and self._starter.ended:
                await self.end()
            if self._starter is None:
                self._starter = await _started(self._setup)
            worker = self._starter.fork()
        await worker.opened()
        return worker

    async def end(self) -> None:
        """End the starter, and with it every worker that is left."""
        if self._starter is not None:
            starter, self._starter = self._starter, None
            await starter.end()


async def _started(setup: bytes) -> _Starter:
    """A starter that reads the graph; asked at once, it forks a worker when it has it."""
    ours, theirs = socket.socketpair()
    begun = asyncio.ensure_future(
        asyncio.get_running_loop().subprocess_exec(
            lambda: _Starter(ours),
            *handle.program("kg.graph.starter"),
            stdin=theirs.fileno(),
            stdout=DEVNULL,
            stderr=DEVNULL,
            env=handle.environment(),
        )
    )
    try:
        _, starter = await asyncio.shield(begun)
    except asyncio.CancelledError:
        _, starter = await begun
        await starter.end()
        raise
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    ours.sendall(setup + b"\n")
    return starter


class _Starter(asyncio.SubprocessProtocol):
    """The process that holds the graph: told what to do, and telling what has come of it, through a socket."""

    _transport: asyncio.SubprocessTransport

    def __init__(self, control: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._control = control
        self._workers: dict[int, _Forked] = {}
        self._numbers = itertools.count()
        self._exited: asyncio.Future[None] = self._loop.create_future()
        self._said = b""

    @property
    def ended(self) -> bool:
        """Whether it can fork no more."""
        return self._control.fileno() < 0

    def fork(self) -> _Forked:
        """A worker, soon; where it cannot be had, it has ended."""
        number = next(self._numbers)
        ours, theirs = socket.socketpair()
        worker = self._workers[number] = _Forked(self, number, ours)
        with theirs:
            self.command(b"F", number, theirs)
        return worker

    def command(self, command: bytes, number: int, *handles: socket.socket) -> None:
        """Tell it to fork a worker (F), with its end of a socket, or to end one (E)."""
        if number not in self._workers:
            return
        try:
            socket.send_fds(self._control, [COMMAND.pack(command, number)], [each.fileno() for each in handles])
        except OSError:
            self._end()

    async def end(self) -> None:
        """End it, and wait until it has."""
        with suppress(ProcessLookupError):
            self._transport.kill()
        try:
            await asyncio.shield(self._exited)
        except asyncio.CancelledError:
            await asyncio.shield(self._exited)  # soon, for it was killed: it may not be left behind
            raise
        finally:
            self._transport.close()
            self._end()

    def _end(self) -> None:
        """It tells and is told nothing more, and its workers end with it."""
        if not self.ended:
            self._loop.remove_reader(self._control)
            self._control.close()
        for number in list(self._workers):
            self._workers.pop(number).buried(handle.ORPHANED)

    # What the loop calls

    def connection_made(self, transport: asyncio.SubprocessTransport) -> None:  # type: ignore[override]
        """The process runs."""
        self._transport = transport
        self._control.setblocking(False)
        self._loop.add_reader(self._control, self._listen)

    def process_exited(self) -> None:
        """It has ended."""
        if not self._exited.done():
            self._exited.set_result(None)
        self._end()

    def _listen(self) -> None:
        try:
            piece = self._control.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._end()
            return
        self._said += piece
        whole = len(self._said) // TOLD.size * TOLD.size
        for number, status in TOLD.iter_unpack(self._said[:whole]):
            self._workers.pop(number).buried(status)
        self._said = self._said[whole:]


class _Forked(Handle):
    """A worker that speaks through a socket, and is ended by the one that forked it."""

    def __init__(self, starter: _Starter, number: int, channel: socket.socket) -> None:
        super().__init__()
        self._starter, self._number, self._channel = starter, number, channel
        self._unsent = b""
        channel.setblocking(False)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(channel, self._read)

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself, or was ended from outside."""
        return self._channel.fileno() < 0

    def kill(self) -> None:
        self._starter.command(b"E", self._number)

    def buried(self, status: int) -> None:
        """It has ended, and left nothing."""
        self._close()
        self._lost()
        self._exit(status)

    def _send(self, data: bytes) -> None:
        """Without waiting, even where it is longer than what a socket holds."""
        if self._unsent:
            self._loop.remove_writer(self._channel)
        try:
            sent = self._channel.send(self._unsent + data)
        except BlockingIOError:
            sent = 0
        except OSError:
            return  # it has ended, which is read
        self._unsent = (self._unsent + data)[sent:]
        if self._unsent:
            self._loop.add_writer(self._channel, self._send, b"")

    def look(self) -> None:
        until = perf_counter() + _MOMENT
        while self._told is None and not self.ended and perf_counter() < until:
            self._read()

    def _read(self) -> None:
        try:
            piece = self._channel.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if piece:
            self._take(piece)
            return
        self._close()
        self._lost()
        self.kill()  # so that it is buried

    def _close(self) -> None:
        if not self.ended:
            self._loop.remove_reader(self._channel)
            self._loop.remove_writer(self._channel)
            self._channel.close()
