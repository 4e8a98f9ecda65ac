"""Commands of KG in real processes that need not import it: they are forked from one that has.

To import the web server takes longer than most tests that need one. Each process of a run keeps one process that has
imported everything and done nothing, and forks from it what a test starts: with files, environment, signals and an end
of its own, as if it had been started by its name. Where nothing can be forked it is started by its name, and so is
what a test wants fresh.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

KG = "kg.__main__:main"
CAN_FORK = "forkserver" in multiprocessing.get_all_start_methods()
_WARM = ["kg.face.cli", "kg.service", "kg.building", "kg.lint.run", "kg.face.mcp_http", "kg.face.web.app",
         "kg.face.web.change", "kg.face.web.pages", "kg.face.web.several", "kg.face.web.wire", "uvicorn", "uvloop",
         "pyoxigraph"]  # fmt: skip
_SECONDS = 120


class Forked:
    """A function of a module, running in a process of its own on the words of a command line.

    Each of `files` is a descriptor of the new process, and the open file that it is to be there.
    """

    def __init__(
        self, run: str, words: Sequence[str], environ: Mapping[str, str], files: Mapping[int, IO[bytes]], cwd: Path
    ) -> None:
        given = {there: Connection(os.dup(file.fileno())) for there, file in files.items()}
        self._process = _warm().Process(target=_become, args=(run, list(words), dict(environ), given, str(cwd)))
        self._process.start()
        for connection in given.values():
            connection.close()
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        code: int | None = self._process.exitcode
        return code

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("kg", timeout or 0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


Program = Forked | subprocess.Popen[bytes]


@contextmanager
def started(
    words: Sequence[str], environ: Mapping[str, str], *, run: str = KG, says: int = 2, fresh: bool = False
) -> Iterator[tuple[Program, IO[bytes]]]:
    """A program that was started, and what it writes to one of its descriptors; it is ended with the block."""
    here, there = os.pipe()
    with open(here, "rb") as stream:
        with open(there, "wb") as end:
            if fresh or not CAN_FORK:
                command = [sys.executable, "-c", _named(run), *words]
                program: Program = subprocess.Popen(command, env=environ, **{"stdout" if says == 1 else "stderr": end})
            else:
                program = Forked(run, words, environ, {says: end}, Path.cwd())
        try:
            yield program, stream
        finally:
            program.kill()
            program.wait()


def kg(
    words: Sequence[str], environ: Mapping[str, str], *, given: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """What a command does and prints, in an environment of its own, when it is given something to read."""
    if not CAN_FORK:
        command = [sys.executable, "-m", "kg", *words]
        return subprocess.run(command, env=environ, input=given, capture_output=True, cwd=cwd, timeout=_SECONDS)
    with tempfile.TemporaryFile() as put, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        put.write(given)
        put.seek(0)
        status = Forked(KG, words, environ, dict(enumerate((put, out, err))), cwd or Path.cwd()).wait(_SECONDS)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(words, status, out.read(), err.read())


def in_words(done: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[str]:
    """The same, with what was printed as text."""
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def _named(run: str) -> str:
    module, _, name = run.partition(":")
    return f"import sys; sys.path[:] = {sys.path!r}; from {module} import {name}; {name}()"


@cache
def _warm() -> Any:
    """Where processes are forked: it imports when it is first needed, and ends with this process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_WARM)
    return context


def _become(run: str, words: list[str], environ: dict[str, str], files: dict[int, Connection], cwd: str) -> None:
    for there, connection in files.items():
        os.dup2(connection.fileno(), there)
        connection.close()
    for number, name in enumerate(("stdin", "stdout", "stderr")):  # which know by now what their files could do
        setattr(sys, name, os.fdopen(number, "w" if number else "r", 1, "utf-8", closefd=False))
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(cwd)
    sys.argv = ["kg", *words]
    module, _, name = run.partition(":")
    getattr(importlib.import_module(module), name)()
