"""A process that holds the graph and forks workers from itself, each in a few milliseconds, where Linux is.

It is started by `kg.graph.forked`, never sees a query, and has one thread: a fork would take no other along. Its input
is a socket. The first line of that is a worker's setup; then come commands, to fork a worker that speaks through the
socket which comes along, or to end one.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import struct
from contextlib import suppress
from typing import Any

import pyoxigraph as ox

from kg import confine
from kg.graph import worker

COMMAND = struct.Struct("=ci")
"""F or E, to fork or to end, and the number of a worker."""
TOLD = struct.Struct("=ii")
"""The number of a worker that has ended, and the status it ended with: minus the signal, or 0."""
_LOOK = 5
"""Milliseconds between two looks whether those that were killed have ended."""
_WHOLE, _TOO_LARGE = 0, 3


def held(setup: dict[str, Any]) -> ox.Store | None:
    """The graph in memory; None where it is too large, and each worker reads it from disk.

    Another process reads it, for reading from disk leaves threads behind.
    Raises OSError where it cannot be read.
    """
    ours, theirs = os.pipe()
    reader = os.fork()
    if reader == 0:
        os.close(ours)
        with suppress(BaseException):
            os._exit(_dump(setup, theirs))
        os._exit(1)
    os.close(theirs)
    store = ox.Store()
    with open(ours, "rb") as pipe:
        store.bulk_extend(ox.parse(pipe, format=ox.RdfFormat.N_QUADS))
    status = os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1])
    if status not in (_WHOLE, _TOO_LARGE):
        raise OSError(f"the graph could not be read ({status})")
    return store if status == _WHOLE else None


def _dump(setup: dict[str, Any], target: int) -> int:
    disk = ox.Store.read_only(setup["folder"])
    if len(disk) > setup["in_memory"]:
        return _TOO_LARGE
    with open(target, "wb") as pipe:
        disk.dump(pipe, format=ox.RdfFormat.N_QUADS)
    return _WHOLE


class Starter:
    """Does as it is told through a socket, until that ends."""

    def __init__(self, control: socket.socket, setup: dict[str, Any], store: ox.Store | None) -> None:
        self._control, self._setup, self._store = control, setup, store
        self._pids: dict[int, int] = {}
        self._dying: set[int] = set()

    def serve(self) -> None:
        """Fork and end workers until there is nobody to tell it."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        while True:
            if poll.poll(_LOOK if self._dying else None):
                said, handles, _, _ = socket.recv_fds(self._control, COMMAND.size, 1)
                if len(said) < COMMAND.size:
                    return
                command, number = COMMAND.unpack(said)
                if command == b"F":
                    self._fork(number, handles[0])
                elif number in self._pids:
                    with suppress(ProcessLookupError):
                        os.kill(self._pids[number], signal.SIGKILL)
                    self._dying.add(number)
            for number in list(self._dying):
                self._bury(number)

    def _fork(self, number: int, handle: int) -> None:
        parent = os.getpid()
        try:
            self._pids[number] = os.fork()
        except OSError:
            self._control.send(TOLD.pack(number, -signal.SIGKILL))
        if self._pids.get(number) == 0:
            self._become(handle, parent)
        os.close(handle)

    def _become(self, handle: int, parent: int) -> None:
        """Be a worker, and nothing after that."""
        try:
            confine.end_with_parent()
            if os.getppid() != parent:  # it has ended already
                os._exit(0)
            os.dup2(handle, 0)  # in place of the socket by which others are forked
            os.dup2(handle, 1)
            os.close(handle)
            worker.run(self._setup, self._store)
        finally:
            os._exit(0)

    def _bury(self, number: int) -> None:
        pid, status = os.waitpid(self._pids[number], os.WNOHANG)
        if pid:
            self._dying.discard(number)
            del self._pids[number]
            self._control.send(TOLD.pack(number, min(0, os.waitstatus_to_exitcode(status))))


def main() -> None:
    """Hold the graph and fork workers until the input ends."""
    confine.end_with_parent()
    worker.quiet()
    with socket.socket(fileno=0) as control:
        setup = b""
        while not setup.endswith(b"\n"):
            piece = control.recv(1)
            if not piece:
                return
            setup += piece
        told = json.loads(setup)
        starter = Starter(control, told, held(told))
        gc.collect()
        gc.freeze()  # what is never cleared away is never written to, and stays shared
        with suppress(BrokenPipeError):
            starter.serve()


if __name__ == "__main__":
    main()
