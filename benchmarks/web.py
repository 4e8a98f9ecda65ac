"""The server under load on this very machine: requests a second beside a bare framework's, and what the pool adds.

`python -m benchmarks web`; the load is that of `wrk`, which must be installed. Each is measured in turn, some rounds,
and the best round of each counts. Exit status 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from benchmarks.run import questions

from kg.service import KnowledgeGraph
from kg.settings import Settings

CLIENTS = 16
BATCH = 1000
PAUSE = 0.0003
"""Seconds between two queries of a client that waits for each answer: an engine that rests meanwhile is slower."""
POINT = "SELECT ?p ?o { <%s> ?p ?o }"
"""All that is said of one thing."""
_SERVE = """
import sys
from kg.face.web import app
from kg.settings import Settings
app.serve(Settings.from_environment(), port=int(sys.argv[1]))
"""
_EACH = """
local paths = {%s}
local at = 0
request = function()
  at = at + 1
  return wrk.format("GET", paths[(at - 1) %% #paths + 1]%s)
end
"""
_POST = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = io.open("%s", "rb"):read("*a")
"""
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0}


@dataclass(frozen=True)
class Load:
    """What `wrk` tells of one round."""

    rate: float
    """Requests a second."""
    p50: float
    p99: float
    """Seconds."""
    wrong: int
    """Responses that were errors, or did not come."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    value: str
    limit: str = ""
    held: bool = True


def main() -> None:
    """Measure and print; exit 1 where a limit is passed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=3, help="of each round")
    arguments.add_argument("--rounds", type=int, default=3, help="of each measurement; the best counts")
    given = arguments.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: install it (Debian: apt install wrk), then start again")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        kg = stack.enter_context(KnowledgeGraph(Settings.from_environment()))
        port = stack.enter_context(serving([sys.executable, "-c", _SERVE], "/api/findings"))
        rows = [
            *answers(stack, folder, port, given.seconds, given.rounds),
            *points(kg, folder, port, given.seconds, given.rounds),
            *batches(folder, port, given.seconds, given.rounds),
        ]
    print("| what | measured | limit |\n| --- | ---: | ---: |")
    for row in rows:
        print(f"| {row.what} | {row.value} | {row.limit}{'' if row.held else ' **passed**'} |")
    raise SystemExit(not all(row.held for row in rows))


def answers(stack: ExitStack, folder: Path, port: int, seconds: int, rounds: int) -> Iterator[Row]:
    """`/api/resolve` beside a bare framework that returns the same bytes from memory."""
    asked = sorted({(a.text, a.plan) for a in questions() if not a.on and not a.facts})
    paths = [f"/api/resolve?{urlencode({'text': text, 'plan': plan})}" for text, plan in asked]
    told = [(*pair, _got(port, path).decode()) for pair, path in zip(asked, paths, strict=True)]
    (folder / "bodies.json").write_text(json.dumps(told), encoding="utf-8")
    command = [sys.executable, str(Path(__file__).with_name("plain.py")), str(folder / "bodies.json")]
    bare = stack.enter_context(serving(command, paths[0]))
    script = each(folder, paths)
    ours, theirs = best(
        rounds, lambda: load(port, script, CLIENTS, seconds), lambda: load(bare, script, CLIENTS, seconds)
    )
    ratio = ours.rate / theirs.rate
    yield Row("a bare framework, the same bytes from memory", f"{theirs.rate:,.0f} requests/s")
    yield Row("`/api/resolve`", f"{ours.rate:,.0f} requests/s")
    yield Row("`/api/resolve`, of the bare framework's", f"{ratio:.2f}", "≥ 0.5", ratio >= 0.5)
    yield Row("`/api/resolve`, p99 at 16 clients", _ms(ours.p99), "50 ms", ours.p99 < 0.05)
    yield Row("errors among them", f"{ours.wrong}", "0", not ours.wrong)


def points(kg: KnowledgeGraph, folder: Path, port: int, seconds: int, rounds: int) -> Iterator[Row]:
    """A query about one thing, by the endpoint and by the engine in this process; no two of them are the same."""
    import pyoxigraph as ox

    store = kg.store.memory().merge().oxigraph
    things = kg.linked.identifiers()[::7][:500]
    texts = [POINT % thing for thing in things]

    def engine(pause: float = 0.0) -> Load:
        times = []
        for text in texts:
            time.sleep(pause)
            start = time.perf_counter()
            bytes(store.query(text).serialize(format=ox.QueryResultsFormat.JSON))
            times.append(time.perf_counter() - start)
        return Load(1 / statistics.mean(times), statistics.median(times), sorted(times)[len(times) * 99 // 100], 0)

    paths = [f"/sparql?{urlencode({'query': text + ' # '})}" for text in texts]
    new, same = each(folder, paths, ' .. at .. "-" .. os.time()'), each(folder, paths[:1])
    alone, inside, paced, kept, many = best(
        rounds,
        lambda: load(port, new, 1, seconds),
        engine,
        lambda: engine(PAUSE),
        lambda: load(port, same, 1, seconds),
        lambda: load(port, new, CLIENTS, seconds),
    )
    added = alone.p50 - inside.p50
    yield Row("a query about one thing, in process, p50", _ms(inside.p50))
    yield Row(f"the same, each {_ms(PAUSE)} after the one before, p50", _ms(paced.p50))
    yield Row("`/sparql`, the same, one client, p50", _ms(alone.p50))
    yield Row("`/sparql` adds", _ms(added), "0.3 ms", added < 0.0003)
    yield Row("`/sparql`, the very same again and again, p50", _ms(kept.p50))
    yield Row("`/sparql`, 16 clients", f"{many.rate:,.0f} requests/s")
    yield Row("`/sparql`, p99 at 16 clients", _ms(many.p99), "50 ms", many.p99 < 0.05)
    wrong = alone.wrong + many.wrong
    yield Row("errors among them", f"{wrong}", "0", not wrong)


def batches(folder: Path, port: int, seconds: int, rounds: int) -> Iterator[Row]:
    """Many questions in one request, asked before."""
    asked = [
        {"text": a.text, "plans": [a.plan], "facts": a.facts, **({"on": a.on} if a.on else {})} for a in questions()
    ]
    many = json.dumps({"questions": [asked[n % len(asked)] for n in range(BATCH)]})
    (folder / "batch.json").write_text(many, encoding="utf-8")
    _got(port, "/api/resolve/batch", many.encode())
    script = folder / "batch.lua"
    script.write_text(_POST % (folder / "batch.json"), encoding="utf-8")
    (got,) = best(rounds, lambda: load(port, script, 2, seconds, "/api/resolve/batch"))
    rate = got.rate * BATCH
    yield Row("`/api/resolve/batch`", f"{rate:,.0f} records/s", "≥ 100,000", rate >= 100_000)
    yield Row("errors among them", f"{got.wrong}", "0", not got.wrong)


@contextmanager
def serving(command: list[str], path: str) -> Iterator[int]:
    """The port of a server, which answers a path and runs until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with subprocess.Popen([*command, str(port)], stderr=subprocess.DEVNULL, env=dict(os.environ)) as process:
        try:
            for _ in range(600):
                try:
                    _got(port, path)
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            process.terminate()


def _got(port: int, path: str, sent: bytes | None = None) -> bytes:
    request = Request(f"http://127.0.0.1:{port}{path}", sent, {"Content-Type": "application/json"})
    with urlopen(request, timeout=60) as response:
        body: bytes = response.read()
        return body


def each(folder: Path, paths: list[str], more: str = "") -> Path:
    """A script of `wrk` that asks for one path after the other."""
    script = folder / f"each-{len(list(folder.iterdir()))}.lua"
    script.write_text(_EACH % (", ".join(f'"{path}"' for path in paths), more), encoding="utf-8")
    return script


def load(port: int, script: Path, clients: int, seconds: int, path: str = "/") -> Load:
    """One round of `wrk`."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "20s", "--latency", "-s", str(script)]
    url = f"http://127.0.0.1:{port}{path}"
    said = subprocess.run([*command, url], capture_output=True, check=True, text=True).stdout
    times = {p: float(value) * _UNITS[unit] for p, value, unit in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s)", said)}
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said)))
    return Load(float(rate[1]) if rate else 0.0, times["50"], times["99"], lost + (int(wrong[1]) if wrong else 0))


def best(rounds: int, *measured: Callable[[], Load]) -> list[Load]:
    """The best round of each, measured in turn, so that what else the machine does meets all alike."""
    all_rounds = [[measure() for measure in measured] for _ in range(rounds)]
    return [max(column, key=lambda one: one.rate) for column in zip(*all_rounds, strict=True)]


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"


if __name__ == "__main__":
    main()
