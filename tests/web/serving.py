"""A real server in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
from tests.forked import Program, started

from kg.settings import Settings


@dataclass(frozen=True)
class Server:
    """A server that runs, and whoever asks it."""

    url: str
    client: httpx.Client
    process: Program
    said: list[str]
    """What it has written to standard error."""

    def get(self, path: str, **more: object) -> httpx.Response:
        return self.client.get(path, **more)  # type: ignore[arg-type]


@contextmanager
def running(
    settings: Settings, workers: int = 1, *, killed: bool = False, fresh: bool = False, **more: str
) -> Iterator[Server]:
    """A server on a free port, ready; it is told to stop when the block ends, and must stop well, unless `killed`.

    `more` stands in its environment. One that is `fresh` has imported all that it needs itself.
    """
    places = {"KG_DATA": str(settings.data), "KG_STORE": str(settings.store), "KG_SOURCES": ""}
    said: list[str] = []
    words = ["serve", "--port", "0", "--workers", str(workers)]
    with started(words, {**os.environ, **places, **more}, fresh=fresh) as (process, stream):
        url = address(stream, said)
        reader = threading.Thread(target=lambda: said.extend(line.decode() for line in stream), daemon=True)
        reader.start()
        try:
            with httpx.Client(base_url=url, timeout=30, verify=False) as client:
                _until_ready(client, process)
                yield Server(url, client, process, said)
        finally:
            process.terminate()
            assert process.wait(30) in ((-9,) if killed else (0, -15))
            reader.join(5)


def address(stream: IO[bytes], said: list[str]) -> str:
    """Where a server says that it is."""
    for line in stream:
        said.append(line.decode())
        found = re.search(r"http://\S+", said[-1])
        if found:
            return found[0]
    raise AssertionError("".join(said))


def _until_ready(client: httpx.Client, process: Program) -> None:
    for _ in range(600):
        assert process.poll() is None
        # The address is told before it is listened on: until then, connections are refused.
        with suppress(httpx.ConnectError):
            if client.get("/api/ready").status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not get ready")


def until(condition: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait until something holds; whether it did so in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def made_up(url: str, folder: Path, *chosen: str) -> str:
    """Ask a server what its description allows and what it forbids; what is told of it, if nothing was found."""
    config = Path(__file__).with_name("schemathesis.toml")
    run = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", f"{url}/openapi.json"]
    report = ["--report", "junit", "--report-junit-path", str(folder / "report.xml")]
    limits = ["--checks", "all", "--no-color", *report, *chosen]
    done = subprocess.run([*run, *limits], capture_output=True, cwd=folder, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-8000:]
    return done.stdout
