"""What a stranger may try with queries: each is answered in time, and nobody else notices.

Time is that of the limit, without what the machine gave to other programs meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

import pytest
from hostile_queries import GOOD, NODES, NS, RELATED, Listener, graph, hostile, listening
from serving import running, until
from sparql_server import serving
from tests.shared import awaited
from village import settle

from kg.errors import StoreError, UsageError
from kg.graph import forked, guard
from kg.graph import store as stores
from kg.graph.limits import Asked, BusyError, Found, Limits, OverrunError
from kg.graph.pool import Pool
from kg.graph.versions import Versions

SECONDS = 0.5
LIMITS = {"seconds": SECONDS, "quick": 0.3, "wait": 0.5, "memory": 256 << 20}
STATED = (200, 400, 413, 503)
"""Statuses that an answer may have: right, refused or too much, too long, busy or too slow."""
NUMBERS = count()

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of resources are those of Unix")


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, listener: Listener) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("store"), graph(), "--limits", json.dumps(LIMITS)) as url:
        yield url
    assert listener.visits == 0


def post(url: str, text: str) -> tuple[int, str]:
    connection = HTTPConnection(url.removeprefix("http://"), timeout=30)
    body = text.encode()
    connection.request("POST", "/sparql", body, {"Content-Type": "application/sparql-query"})
    response = connection.getresponse()
    said = response.read().decode()
    connection.close()
    return response.status, said


def alive(url: str) -> tuple[int, set[int]]:
    """Process ids of the server and of its workers, told by another path than the one that is attacked."""
    connection = HTTPConnection(url.removeprefix("http://"), timeout=30)
    connection.request("GET", "/alive")
    told = json.loads(connection.getresponse().read())
    connection.close()
    return told["server"], set(told["workers"])


def right(url: str, query: str = next(iter(GOOD)), patience: float = 60) -> bool:
    """Whether a good query, which no server has been asked before, is answered rightly, busy moments aside."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        status, said = post(url, f"{query} # {next(NUMBERS)}")
        if status == 200:
            return GOOD[query] in said
        assert status == 503, said
        time.sleep(0.1)
    return False


class Waits:
    """How long a server and this thread have stood ready to run while the machine ran others: what neither can help.

    Where the system does not tell, that is nothing. Time that a server uses, or waits for its workers, is no part.
    """

    def __init__(self, server: int) -> None:
        self._folder = Path(f"/proc/{server}/task")

    def seconds(self) -> float:
        """Since they began."""
        told = 0
        for each in (*self._folder.glob("*/schedstat"), Path("/proc/thread-self/schedstat")):
            with contextlib.suppress(OSError):  # a thread that ends meanwhile, another system
                told += int(each.read_text().split()[1])
        return told / 1e9


@contextlib.contextmanager
def timed(waits: Waits) -> Iterator[Callable[[], float]]:
    """Seconds that a block has taken, without what the machine gave to others."""
    start, waited = time.monotonic(), waits.seconds()
    yield lambda: max(0.0, time.monotonic() - start - (waits.seconds() - waited))


@contextlib.contextmanager
def watched(url: str, server: int) -> Iterator[list[float]]:
    """How long other requests take meanwhile, in seconds, without what the machine gave to others."""
    took: list[float] = []
    over = threading.Event()
    waits = Waits(server)

    def look() -> None:
        while not over.wait(0.05):
            with timed(waits) as seconds:
                alive(url)
                took.append(seconds())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()


def test_every_hostile_query_is_answered_in_time_and_the_next_one_is_right(server: str, listener: Listener) -> None:
    queries = hostile(listener.port)
    assert len(queries) >= 65

    pid, _ = alive(server)
    waits = Waits(pid)

    def ask(name: str) -> str:
        with timed(waits) as seconds:
            status, said = post(server, queries[name])
            took = seconds()
        assert took < SECONDS + 1, f"{name} took {took:.1f} s"
        assert status in STATED, f"{name}: {status} {said[:200]}"
        if status == 200 and said.startswith("{"):
            json.loads(said)  # whole
        assert right(server), name
        return name

    with watched(server, pid) as took, ThreadPoolExecutor(2) as clients:
        assert list(clients.map(ask, queries)) == list(queries)
    assert median(took) < 0.1
    assert max(took) < SECONDS + 1
    assert listener.visits == 0


def test_hostile_and_good_requests_together_give_no_wrong_answer(server: str, listener: Listener) -> None:
    random = Random(11)
    queries = random.sample(list(hostile(listener.port).values()), 60)
    asked = queries + [*GOOD] * 30
    random.shuffle(asked)
    before = _memory(alive(server)[0])

    def ask(query: str) -> None:
        if query in GOOD:
            assert right(server, query)
            return
        status, said = post(server, query)
        assert status in STATED, said[:200]

    with ThreadPoolExecutor(16) as clients:
        list(clients.map(ask, asked))
    assert right(server)
    assert _memory(alive(server)[0]) - before < 80
    assert listener.visits == 0


def _memory(pid: int) -> float:
    """Memory of a process in MB; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        (SLOW, 503, "Frågan tar mer än 0."),
        (f"SELECT * {{ {'?a ?b ?c . ' * 151} }}", 400, "fler än 150 trippelmönster"),
        (f"SELECT * {'{' * 65}{'}' * 65}", 400, "djupare än 64"),
        (f"SELECT * {{ {'{} UNION ' * 200} {{}} }}", 400, "fler än 200 grupper"),
        ("ASK {}" + " " * 20_000, 400, "längre än 20000 byte"),
        ('ASK { FILTER("a) }', 400, "är inte avslutad"),
        ("SELECT * { SERVICE <http://example.org/> {} }", 400, "SERVICE skulle fråga en annan server"),
    ],
)
def test_a_refusal_says_which_limit_was_passed(server: str, query: str, status: int, said: str) -> None:
    assert right(server)
    got, body = post(server, query)
    assert (got, bool(re.search(said, body))) == (status, True), body


def test_memory_and_rows_have_limits_of_their_own(tmp_path: Path) -> None:
    limits = {"seconds": 30, "quick": 30, "memory": 64 << 20, "rows": 1000}
    doubled = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(30))
    with serving(tmp_path, graph(), "--limits", json.dumps(limits)) as url:
        for query, said in {
            f"SELECT ?v30 {{ BIND('x' AS ?v0) {doubled} }}": "mer än 64 MB minne",
            "SELECT * { ?a ?b ?c . ?d ?e ?f }": "mer än 1000 rader",
            "CONSTRUCT WHERE { ?a ?b ?c }": "mer än 1000 rader",
        }.items():
            status, body = post(url, query)
            assert (status, json.loads(body)["code"], said in body) == (400, "overrun", True), body
            assert right(url)


def test_a_client_that_leaves_ends_its_query(tmp_path: Path) -> None:
    with serving(tmp_path, graph(), "--limits", json.dumps({"seconds": 60})) as url:
        assert right(url)
        host, _, port = url.removeprefix("http://").partition(":")
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(SLOW)}\r\n"

        def leave() -> bool:
            """Whether a worker known before was ended; one that came meanwhile may have begun, or none in time."""
            _, before = alive(url)
            with socket.create_connection((host, int(port))) as connection:
                connection.sendall(f"{head}Content-Type: application/sparql-query\r\n\r\n{SLOW}".encode())
                time.sleep(0.5)
            return until(lambda: not before <= alive(url)[1], 5)

        assert any(leave() for _ in range(9))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_no_worker_outlives_its_server(tmp_path: Path) -> None:
    with serving(tmp_path, graph(), "--limits", '{"seconds": 60}') as url:
        assert right(url)
        asking = threading.Thread(target=_ignored, args=(url,))
        asking.start()
        time.sleep(0.3)
        server, workers = alive(url)
        begun = {*workers, *_children(server)}
        assert len(begun) > len(workers)
        os.kill(server, signal.SIGKILL)
        asking.join()
        assert until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in begun))


def _children(pid: int) -> list[int]:
    """Processes that a process has started, the dead among them until they are buried."""
    return [int(each) for told in Path(f"/proc/{pid}/task").glob("*/children") for each in told.read_text().split()]


def _ignored(url: str) -> None:
    with contextlib.suppress(OSError, HTTPException):
        post(url, SLOW)


# What a worker is shut off from

TRIES = {
    "a file": "open('/etc/hostname')",
    "a new file": "open('/tmp/kg-should-not-be', 'w')",
    "a pipe": "os.pipe()",
    "a socket": "socket.socket()",
    "a process": "os.fork()",
    "a thread": "_thread.start_new_thread(print, ())",
    "memory": "bytearray(200 << 20)",
}
FILTERED = {
    "another program": "os.execv('/bin/true', ['true'])",
    "removing a file": "os.unlink('/tmp/kg-should-not-be')",
    "a signal to others": "os.kill(os.getppid(), 0)",
    "another folder": "os.chdir('/')",
}


@pytest.mark.parametrize("name", [*TRIES, *FILTERED])
def test_a_confined_process_is_refused(name: str) -> None:
    if name in FILTERED and sys.platform != "linux":
        pytest.skip("only Linux filters system calls")
    program = f"""
import _thread, os, socket
from kg import confine
confine.limit(50 << 20)
confine.filter_calls()
try:
    {(TRIES | FILTERED)[name]}
except (OSError, MemoryError, RuntimeError):
    os.write(1, b"refused")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=False)
    assert done.stdout == b"refused", done.stderr.decode()


OUTWARD = {
    "another machine": "socket.create_connection(('127.0.0.1', {port}), 5)",
    "a message": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a program that calls": "subprocess.run([sys.executable, '-c', {call!r}], check=True, stderr=subprocess.DEVNULL)",
    "a call by another number": "by_number(0x40000000 + 41)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux filters system calls")
@pytest.mark.parametrize("name", OUTWARD)
def test_what_reads_files_of_strangers_reaches_nobody(name: str, listener: Listener) -> None:
    call = f"import socket; socket.create_connection(('127.0.0.1', {listener.port}), 5)"
    program = f"""
import ctypes, os, socket, subprocess, sys
from kg import confine

def by_number(number):
    if ctypes.CDLL(None, use_errno=True).syscall(number, 2, 1, 0) < 0:
        raise OSError

confine.stay_offline()
open(os.devnull).close()
try:
    {OUTWARD[name].format(port=listener.port, call=call)}
except (OSError, subprocess.CalledProcessError):
    os.write(1, b"refused")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=False)
    assert done.stdout == b"refused", done.stderr.decode()
    assert listener.visits == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux filters system calls")
@pytest.mark.parametrize("program", ["kg.read.worker", "kg.service.trial", "kg.face.web.errand"])
def test_readers_of_files_and_trials_of_changes_are_offline(program: str, listener: Listener) -> None:
    check = f"""
import socket
from {program} import _limited
_limited()
try:
    socket.create_connection(('127.0.0.1', {listener.port}), 5)
except PermissionError:
    print("refused")
"""
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, timeout=30, check=False)
    assert done.stdout == b"refused\n", done.stderr.decode()
    assert listener.visits == 0


# The guard


def test_the_guard_is_quick_whatever_it_reads() -> None:
    """It takes a hostile text no longer than some few plain ones of the most that it reads at all."""
    plain = f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({', '.join(map(str, range(3300)))})) }}"

    def cost(text: str) -> float:
        """Seconds of this thread, the best of two."""
        took = []
        for _ in range(2):
            start = time.thread_time()
            with contextlib.suppress(UsageError):
                guard.check(text, (), guard.Bounds())
            took.append(time.thread_time() - start)
        return min(took)

    costs = {name: cost(text[:20_000]) for name, text in hostile(9).items()}
    assert max(costs.values()) < 20 * cost(plain), max(costs, key=lambda name: costs[name])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 1SERVICE <http://example.org/> {} }",
        "SELECT * { ?s ?p ?o }FROM <http://example.org/>",
        "SELECT * FROM<http://example.org/> { ?s ?p ?o }",
        "#\nload <http://example.org/>",
        "PREFIX x: <http://example.org/> delete where { ?s ?p ?o }",
    ],
)
def test_a_short_query_is_looked_at_as_closely_as_a_long_one(text: str) -> None:
    with pytest.raises(UsageError):
        guard.check(text, (), guard.Bounds())


def test_a_worker_loads_nothing_that_it_does_not_need() -> None:
    check = "import sys, kg.graph.worker; print(*{'pydantic', 'rdflib', 'msgspec', 'asyncio'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, check=True)
    assert not done.stdout.strip()


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ VALUES ?x {{ {' '.join(f'<{NS}n{n}>' for n in range(600))} }} ?x <{RELATED}> ?y }}",
        f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({', '.join(map(str, range(2000)))})) }}",
        f"SELECT * {{ ?s ?p '{'SERVICE (((' * 500}' }} # {'((' * 100}",
        'SELECT * { ?s ?p """he said "no" ((""" , "" , \'\' . ?s <http://example.org/a(b)c/d.e;f,g> 1.5 }',
        "PREFIX ex: <http://example.org/> SELECT ?a-b { ex:a.b ex:c ex:d. ex:e ex:f ?g.?g ex:h ex:i }",
    ],
)
def test_what_is_long_but_simple_passes_the_guard(text: str) -> None:
    assert guard.check(text, (), guard.Bounds()) is False


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("{ ?a ?b ?c }", 0),
        ("{ ?a ?b ?c . ?d ?e ?f }", 1),
        ("{ ?a ?b ?c.?d ?e ?f.}", 2),
        ("{ x:a x:b x:c. x:d x:e x:f. }", 2),
        ("{ ?a ?b ?c, ?d, ?e ; ?f ?g }", 3),
        ("{ ?a x:b/x:c/x:d ?e }", 2),
        ("{ ?a ?b ?c FILTER(?c IN (1, 2, 3)) }", 0),
        ("{ ?a ?b 'a. b; c, d/e' }", 0),
    ],
)
def test_patterns_are_counted_by_what_stands_between_them(text: str, patterns: int) -> None:
    query = f"PREFIX x: <http://example.org/> SELECT * {text}"
    guard.check(query, (), guard.Bounds(patterns=patterns))
    if patterns:
        with pytest.raises(UsageError, match="triple patterns"):
            guard.check(query, (), guard.Bounds(patterns=patterns - 1))


def test_the_graph_of_these_tests_is_what_they_say(server: str) -> None:
    for query, expected in GOOD.items():
        assert expected in post(server, query)[1]
    assert NODES > 1000


# The pool by itself


def test_a_graph_too_large_for_memory_is_read_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.pool._IN_MEMORY", 0)
    folder = _built(tmp_path)

    async def run() -> list[Found]:
        pool = await Pool(folder).start()
        try:
            return [await pool.answer(Asked(query)) for query in [*GOOD, "SELECT * { GRAPH ?g { ?s ?p ?o } }"]]
        finally:
            await pool.close()

    *good, everything = awaited(run())
    assert all(expected in found.body.decode() for found, expected in zip(good, GOOD.values(), strict=True))
    assert len(json.loads(everything.body)["results"]["bindings"]) > NODES


def test_a_folder_without_a_graph_is_told_and_leaves_no_worker(tmp_path: Path) -> None:
    async def run() -> Pool:
        pool = Pool(tmp_path)
        with pytest.raises(StoreError, match="no worker could open the graph"):
            await pool.start()
        with pytest.raises(StoreError):
            await pool.start()
        return pool

    assert awaited(run()).pids == []


@pytest.mark.parametrize("there", [True, False])
def test_a_pool_that_is_closed_at_any_moment_leaves_nothing_open(tmp_path: Path, there: bool) -> None:
    """Whatever were left open would be told, as an error, when it is cleared away."""
    folder = _built(tmp_path) if there else tmp_path

    async def run(moments: int) -> None:
        pool = Pool(folder, size=2)
        starting = asyncio.create_task(pool.start())
        for _ in range(moments):
            await asyncio.sleep(0.01)
        await pool.close()
        with contextlib.suppress(StoreError, BusyError):
            await starting

    for moments in range(0, 60, 4):
        awaited(run(moments))
    gc.collect()


@pytest.mark.parametrize("forks", [True, False])
def test_a_worker_that_is_killed_from_outside_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: bool
) -> None:
    monkeypatch.setattr("kg.graph.forked.POSSIBLE", forks and forked.POSSIBLE)
    folder = _built(tmp_path)

    async def run() -> None:
        pool = await Pool(folder, size=2).start()
        query, expected = next(iter(GOOD.items()))
        for _ in range(4):
            for pid in pool.pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            for _ in range(3):
                with contextlib.suppress(OverrunError, BusyError):
                    assert expected in (await pool.answer(Asked(query))).body.decode()
        async with asyncio.timeout(60):
            while len(pool.pids) < 2:
                await asyncio.sleep(0.1)
        assert expected in (await pool.answer(Asked(query))).body.decode()
        await pool.close()

    awaited(run())


@pytest.mark.skipif(not forked.POSSIBLE, reason="workers are forked on Linux alone")
def test_what_forks_workers_has_one_thread_and_leaves_no_dead_behind(tmp_path: Path) -> None:
    folder = _built(tmp_path)

    async def run() -> None:
        before = _children(os.getpid())
        pool = await Pool(folder, Limits(seconds=0.2, quick=0.1), size=2).start()
        (starter,) = set(_children(os.getpid())) - {*before}
        for _ in range(5):
            with pytest.raises(OverrunError):
                await pool.answer(Asked(SLOW))
            assert len(os.listdir(f"/proc/{starter}/task")) == 1
        async with asyncio.timeout(60):
            while len(pool.pids) < 3 or _children(starter) != pool.pids:
                await asyncio.sleep(0.05)
        await pool.close()
        assert not any(Path(f"/proc/{pid}").exists() for pid in (starter, *pool.pids))

    awaited(run())


@pytest.mark.skipif(not forked.POSSIBLE, reason="workers are forked on Linux alone")
def test_what_forks_workers_is_replaced_with_all_of_them(tmp_path: Path) -> None:
    folder = _built(tmp_path)

    async def run() -> None:
        before = _children(os.getpid())
        pool = await Pool(folder, size=2).start()
        (starter,) = set(_children(os.getpid())) - {*before}
        first = {*pool.pids}
        os.kill(starter, signal.SIGKILL)
        query, expected = next(iter(GOOD.items()))
        async with asyncio.timeout(60):
            while first & {*pool.pids} or len(pool.pids) < 3:
                with contextlib.suppress(BusyError):
                    assert expected in (await pool.answer(Asked(query))).body.decode()
                await asyncio.sleep(0.05)
        assert expected in (await pool.answer(Asked(query))).body.decode()
        await pool.close()

    awaited(run())


@pytest.mark.skipif(not forked.POSSIBLE, reason="workers are forked on Linux alone")
def test_a_worker_holds_nothing_but_the_socket_that_it_speaks_through(tmp_path: Path) -> None:
    folder = _built(tmp_path)

    async def run() -> list[set[str]]:
        pool = await Pool(folder, size=2).start()
        try:
            async with asyncio.timeout(60):
                while len(pool.pids) < 3:
                    await asyncio.sleep(0.05)
            return [{os.readlink(each) for each in Path(f"/proc/{pid}/fd").iterdir()} for pid in pool.pids]
        finally:
            await pool.close()

    held = awaited(run())
    sockets = [{name for name in each if name.startswith("socket:")} for each in held]
    assert [len(each) for each in sockets] == [1, 1, 1]
    assert len(set.union(*sockets)) == 3
    assert all(each - own <= {os.devnull} for each, own in zip(held, sockets, strict=True))


def _built(path: Path) -> Path:
    stores.build(path, graph())
    folder = Versions(path).current()
    assert folder is not None
    return folder


def test_a_new_graph_is_taken_over_while_queries_run(tmp_path: Path) -> None:
    settings = settle(tmp_path)
    query = "SELECT (COUNT(*) AS ?n) { ?s a kg:RecordTypeMention }"
    with running(settings) as served:
        answers: list[tuple[int, str]] = []
        done = threading.Event()

        def ask() -> None:
            while not done.wait(0.03):
                answers.append(post(served.url, query))

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        before = post(served.url, query)
        settle(tmp_path, ("1.1", "nytt register"))
        assert until(lambda: set(answers) > {before})
        done.set()
        for thread in threads:
            thread.join()
        assert set(answers) == {before, post(served.url, query)}
