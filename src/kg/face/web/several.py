"""Several server processes on one port: they share socket, store, the accounts of clients, and what they count.

The first process listens, starts the others, and starts another for one that dies. It answers nothing itself. Where it
is told to stop it tells them, and they finish what they have begun; where it is killed they see their input end, and do
the same. Run as a program, this is one of them.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from kg.face.web.ledger import SIZE
from kg.face.web.options import Options
from kg.face.web.tally import Tally
from kg.settings import Settings

if TYPE_CHECKING:
    import uvicorn

_PAUSE = 1.0
"""Seconds before another takes the place of one that lived no longer than this."""
_DRAIN = 30.0
"""Seconds that they have to finish."""


@dataclass(frozen=True, slots=True)
class Told:
    """What each process is told on its input, which then stays open."""

    settings: Settings
    options: Options
    socket: int
    ledger: int
    tally: int
    """Handles of the listening socket, of the accounts of clients, and of what the processes count."""
    processes: int


def supervise(listening: socket.socket, number: int, settings: Settings, options: Options) -> None:
    """Keep so many processes serving a socket until told to stop."""
    listening.listen(2048)
    with tempfile.TemporaryFile() as ledger, tempfile.TemporaryFile() as tally:
        ledger.truncate(SIZE)
        crew = _Crew(Told(settings, options, listening.fileno(), ledger.fileno(), tally.fileno(), number))
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, crew.stop)
        crew.run(number)
        listening.close()
        crew.drain()


class _Crew:
    def __init__(self, told: Told) -> None:
        self._told = pickle.dumps(told)
        self._handles = (told.socket, told.ledger, told.tally)
        self._processes: dict[int, tuple[subprocess.Popen[bytes], float]] = {}
        """Each by its place, with when it was started."""
        self._over = threading.Event()

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self._over.set()

    def run(self, number: int) -> None:
        while not self._over.is_set():
            for place, (process, started) in list(self._processes.items()):
                if process.poll() is not None:
                    del self._processes[place]
                    if time.monotonic() - started < _PAUSE:
                        self._over.wait(_PAUSE)
            for place in set(range(number)) - set(self._processes):
                if not self._over.is_set():
                    self._processes[place] = (self._started(place), time.monotonic())
            self._over.wait(0.1)

    def _started(self, place: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", __name__, str(place)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=self._handles)
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.write(self._told)
            process.stdin.flush()
        return process

    def drain(self) -> None:
        end = time.monotonic() + _DRAIN
        for process, _ in self._processes.values():
            process.terminate()
        for process, _ in self._processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, end - time.monotonic()))
            process.kill()
            process.wait()


def end_with_input(server: uvicorn.Server) -> None:
    """Let a server finish when this process' input ends: when the one that started it is no more."""

    def watch() -> None:
        with suppress(OSError):
            while os.read(0, 1024):
                pass
        server.should_exit = True

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """Serve as one of several, on what the first process has handed over, in the place that it names."""
    from kg.face.web import app

    told: Told = pickle.load(sys.stdin.buffer)  # written by the process that started this one
    with (
        open(told.ledger, "r+b", buffering=0) as ledger,
        open(told.tally, "r+b", buffering=0) as counted,
        socket.socket(fileno=told.socket) as listening,
    ):
        tally = Tally(counted, int(sys.argv[1]), told.processes)
        server = app.server(told.settings, told.options, ledger, tally, told.processes)
        end_with_input(server)
        server.run(sockets=[listening])


if __name__ == "__main__":
    main()
