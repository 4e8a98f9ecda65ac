"""A new graph, a process that ends and a server that is told to stop: whoever asks meanwhile is answered, and whole."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from serving import Server, running, until
from village import settle

from kg.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="several processes, and signals, are those of Unix")

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a kg:RecordTypeMention }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ROOMS = {
    "api": ("/api/records", {"process": "1.1"}),
    "page": ("/doc/bokby/process/1.1", {}),
    "data": ("/data/bokby.nt", {}),
    "sparql": ("/sparql", {"query": COUNT}),
}
Seen = dict[str, set[tuple[int, str, bytes]]]


def look(client: httpx.Client, room: str) -> tuple[int, str, bytes]:
    path, params = ROOMS[room]
    response = client.get(path, params=params)
    return response.status_code, response.headers.get("etag", ""), response.content


@contextmanager
def asking(url: str) -> Iterator[Seen]:
    """What all rooms answer meanwhile, on a connection that stays and on new ones."""
    seen: Seen = {room: set() for room in ROOMS}
    done = threading.Event()

    def ask(room: str) -> None:
        # No certificates are needed here, and to read them for every connection would be most of the work.
        with httpx.Client(base_url=url, timeout=30, verify=False) as client:
            while not done.wait(0.1):
                seen[room].add(look(client, room))
                with httpx.Client(base_url=url, timeout=30, verify=False) as another:
                    seen[room].add(look(another, room))

    threads = [threading.Thread(target=ask, args=(room,)) for room in ROOMS]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        done.set()
        for thread in threads:
            thread.join(30)


def processes(server: Server) -> list[int]:
    """Those that serve, in the order in which they were started."""
    return [int(found[1]) for line in list(server.said) if (found := re.search(r"server process \[(\d+)\]", line))]


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Server]]:
    """A server of two processes, which stays one through what happens to it here, and the folder of its graph."""
    folder = tmp_path_factory.mktemp("several")
    with running(settle(folder), 2, fresh=True) as server:
        assert until(lambda: len(processes(server)) == 2)
        yield folder, server


def test_no_room_fails_or_mixes_old_and_new_while_several_processes_take_a_graph_over(
    several: tuple[Path, Server],
) -> None:
    folder, server = several
    old = {room: look(server.client, room) for room in ROOMS}
    with asking(server.url) as seen:
        settle(folder, ("1.1", "nytt register"))
        assert until(lambda: "nytt register" in server.get("/api/records", params={"process": "1.1"}).text)
        assert until(lambda: sum("serving v000002" in line for line in server.said) == 2)
        time.sleep(0.3)
    new = {room: look(server.client, room) for room in ROOMS}
    for room in ROOMS:
        assert new[room] != old[room]
        assert new[room][0] == 200
        assert seen[room] == {old[room], new[room]}, room


def test_a_process_that_dies_is_replaced_and_the_others_go_on(several: tuple[Path, Server]) -> None:
    _, server = several
    os.kill(processes(server)[0], signal.SIGKILL)
    for _ in range(20):
        with suppress(httpx.TransportError):  # the connections of the one that died
            assert server.get("/api/plans").status_code == 200
    assert until(lambda: len(processes(server)) == 3)
    with httpx.Client(base_url=server.url, timeout=30) as client:
        assert [look(client, "sparql")[0] for _ in range(20)] == [200] * 20


def counted(server: Server) -> int:
    """How often the rules were asked for, as any of the processes tells it: each connection finds another."""
    told = httpx.get(f"{server.url}/metrics").text
    return int(re.findall(r'(?m)^kg_requests_total{route="/api/rules".* (\d+)$', told)[0])


def test_every_process_tells_the_sum_of_what_all_have_answered_even_those_that_died(
    several: tuple[Path, Server],
) -> None:
    _, server = several
    for _ in range(20):
        assert httpx.get(f"{server.url}/api/rules").status_code == 200
    assert until(lambda: {counted(server) for _ in range(20)} == {20})
    before = len(processes(server))
    os.kill(processes(server)[-1], signal.SIGKILL)
    assert until(lambda: len(processes(server)) == before + 1)
    assert until(lambda: {counted(server) for _ in range(20)} == {20})


def test_what_several_processes_have_begun_is_answered_before_they_stop(settings: Settings) -> None:
    with running(settings, 2, KG_QUERY_SECONDS="2") as server:
        address = server.url.removeprefix("http://")
        connections = [HTTPConnection(address, timeout=30) for _ in range(3)]
        for connection in connections:
            connection.request("GET", f"/sparql?{urlencode({'query': SLOW})}")
        time.sleep(1)  # for all of them to have come
        server.process.terminate()
        answers = [connection.getresponse() for connection in connections]
        assert {answer.status for answer in answers} == {503}
        assert all(json.loads(answer.read())["code"] in ("too-slow", "busy") for answer in answers)
        for connection in connections:
            connection.close()


def test_processes_end_when_the_first_of_them_was_killed(settings: Settings) -> None:
    with running(settings, 2, killed=True) as server:
        assert until(lambda: len(processes(server)) == 2)
        others = processes(server)
        server.process.kill()
        server.process.wait()
        assert until(lambda: not any(lives(pid) for pid in others))


def test_a_server_killed_while_it_takes_over_leaves_a_whole_graph_for_the_next(tmp_path: Path) -> None:
    settings = settle(tmp_path)
    with running(settings, killed=True) as server:
        old = look(server.client, "sparql")
        settle(tmp_path, ("1.1", "nytt register"))
        time.sleep(0.8)
        server.process.kill()
    with running(settings) as server:
        new = {room: look(server.client, room) for room in ROOMS}
        assert new["sparql"] != old
        assert {status for status, _, _ in new.values()} == {200}
        assert b"nytt register" in new["api"][2]


def test_builds_killed_under_a_server_change_nothing(tmp_path: Path) -> None:
    settings = settle(tmp_path)
    with running(settings) as server:
        old = {room: look(server.client, room) for room in ROOMS}
        again = f"""
from pathlib import Path
from kg.graph import store
from kg.graph.store import Store
held = Store.open(Path({str(settings.store)!r}))
while True:
    store.build(Path({str(settings.store)!r}), held.oxigraph, fingerprint=held.fingerprint)
"""
        for wait in (0.3, 0.5, 0.7):
            build = subprocess.Popen([sys.executable, "-c", again])
            time.sleep(wait)
            build.kill()
            build.wait()
        time.sleep(1.2)
        assert {room: look(server.client, room) for room in ROOMS} == old
    with running(settings) as server:
        assert {room: look(server.client, room) for room in ROOMS} == old
