"""Plans and inventories that visitors hand in: read apart, seen by whoever has the address, deleted, never logged."""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from serving import Server, until
from village import SLUG

from kg.face.web.problems import Refusal
from kg.face.web.sessions import MOST_BYTES, Sessions
from kg.settings import Settings

PLAN = "Nr;Handlingsslag;Tid;Vart\n1.1 Leda byn;;;\n1.1;Protokoll;Bevaras;\n1.1;Dagordning;Gallras efter 2 år;1.9\n"
PATHS = [
    ("/importera", "/importera/{}/filer/{}", "/importera/{}/radera"),
    ("/en/import", "/en/import/{}/files/{}", "/en/import/{}/delete"),
]


def _handed(server: Server, path: str, name: str, data: bytes, **fields: str) -> tuple[str, str]:
    """The address of what came of a file, and the page when the work is done."""
    sent = server.client.post(path, files={"file": (name, data)}, data=fields)
    assert sent.status_code == 303, sent.text
    return sent.headers["location"], _done(server, sent.headers["location"])


def _done(server: Server, address: str) -> str:
    for _ in range(300):
        page = server.get(address)
        assert page.headers["cache-control"] == "no-store"
        if 'role="status"' not in page.text:
            return page.text
        time.sleep(0.2)
    raise AssertionError("the work did not end")


@pytest.mark.parametrize(("path", "files", "delete"), PATHS)
def test_plan_that_is_handed_in_is_read_and_deleted(server: Server, path: str, files: str, delete: str) -> None:
    address, page = _handed(server, path, "Byns plan.csv", PLAN.encode("cp1252"))
    token = address.rpartition("/")[2]
    assert len(token) == 43
    assert "Handlingsslag" in page
    facts = server.get(files.format(token, "byns-plan.json"))
    assert "attachment" in facts.headers["content-disposition"]
    assert [record["name"] for record in facts.json()["record_types"]] == ["protokoll", "dagordning"]
    assert server.get(files.format(token, "../task.json")).status_code == 404
    assert server.client.post(delete.format(token)).headers["location"] == path
    assert server.get(address).status_code == 404
    assert server.get(files.format(token, "byns-plan.json")).status_code == 404


def test_guess_of_a_column_is_mended(server: Server) -> None:
    text = PLAN.replace("Handlingsslag", "Grej")
    address, page = _handed(server, "/importera", "plan.csv", text.encode())
    if "problem" not in page:
        assert "Grej" in page
    sent = server.client.post(address, data={"head0": "Grej", "kind0": "record", "head1": "Tid", "kind1": "nonsense"})
    assert sent.headers["location"] == address
    _done(server, address)
    profile = server.get(f"{address}/filer/profil.toml").text
    assert profile == '[columns]\nrecord = ["Grej"]\n'
    assert len(server.get(f"{address}/filer/plan.json").json()["record_types"]) == 2


def test_inventory_is_sorted_onto_lists_that_add_up(server: Server) -> None:
    data = "Handling;År\narrendeavtal;2019\nobegripligt;2019\n".encode()
    address, page = _handed(server, "/inventering", "hyllan.csv", data, plan=SLUG)
    assert "listor/" in page
    told = json.loads(server.get(f"{address}/filer/summary.json").text)
    assert (told["rows"], told["adds_up"]["rows"]) == (2, 2)


def test_inventory_whose_columns_say_nothing_can_be_mended(server: Server) -> None:
    address, page = _handed(server, "/inventering", "hyllan.csv", b"x1;x2\narrendeavtal;2019\n", plan=SLUG)
    assert 'role="alert"' in page
    assert 'value="x1"' in page
    server.client.post(address, data={"head0": "x1", "kind0": "record"})
    assert "listor/" in _done(server, address)


@pytest.mark.parametrize(
    ("headers", "file", "status"),
    [
        ({"Origin": "http://annan.example"}, ("p.csv", b"a;b"), 403),
        ({"Origin": "null"}, ("p.csv", b"a;b"), 403),
        ({"Sec-Fetch-Site": "cross-site"}, ("p.csv", b"a;b"), 403),
        ({}, ("p.csv", b""), 400),
        ({}, ("p.csv", bytes(MOST_BYTES + 1)), 413),
        ({}, ("p.csv", bytes(18_000_000)), 413),
    ],
)
def test_what_is_not_taken_in(server: Server, headers: dict[str, str], file: Any, status: int) -> None:
    for path in ("/importera", "/en/inventory"):
        assert server.client.post(path, files={"file": file}, headers=headers).status_code == status


def test_file_that_is_no_plan_is_told_so_in_a_line(server: Server) -> None:
    _, page = _handed(server, "/importera", "x.xlsx", b"PK\x03\x04" + bytes(99))
    assert 'role="alert"' in page
    assert "Filen är trasig. Öppna den, spara den på nytt och försök igen." in page
    assert "Traceback" not in page


def test_nothing_of_what_is_handed_in_is_logged(server: Server) -> None:
    address, _ = _handed(server, "/importera", "hemlig plan.csv", PLAN.encode())
    server.get(f"{address}/filer/nej")
    said = "".join(server.said)
    assert address.rpartition("/")[2] not in said
    assert "hemlig" not in said
    assert not re.search(r"/importera/\S", said)


def _ended(sessions: Sessions, token: str) -> dict[str, Any]:
    for _ in range(300):
        if (found := sessions.find(token)).state != "working":
            return found.result
        time.sleep(0.1)
    raise AssertionError("the work did not end")


def test_work_that_takes_too_long_is_killed_and_told(settings: Settings, tmp_path: Path) -> None:
    sessions = Sessions(settings, tmp_path / "s", patience=0.01)
    made = sessions.begin("plan.csv", io.BytesIO(PLAN.encode()), {"kind": "import", "lang": "sv"})
    assert "för mycket tid" in _ended(sessions, made.token)["error"]["sv"]


def test_session_is_deleted_when_its_time_is_over(settings: Settings, tmp_path: Path) -> None:
    sessions = Sessions(settings, tmp_path / "s", kept=1, patience=0.01)
    made = sessions.begin("plan.csv", io.BytesIO(PLAN.encode()), {"kind": "import", "lang": "sv"})
    assert made.folder.stat().st_mode & 0o077 == 0
    assert until(lambda: not made.folder.exists())
    with pytest.raises(Refusal):
        sessions.find(made.token)


def test_session_left_by_a_server_that_ended_is_swept(settings: Settings, tmp_path: Path) -> None:
    first = Sessions(settings, tmp_path / "s", patience=0.01)
    made = first.begin("plan.csv", io.BytesIO(PLAN.encode()), {"kind": "import", "lang": "sv"})
    _ended(first, made.token)
    time.sleep(0.1)
    Sessions(settings, tmp_path / "s", kept=0.05).sweep()
    assert not made.folder.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b.csv", "task.json", "out", ".hidden", "", "å" * 300 + ".xlsx"]
)
def test_name_of_a_file_means_nothing_to_the_system(settings: Settings, tmp_path: Path, name: str) -> None:
    sessions = Sessions(settings, tmp_path / "s", patience=0.01)
    made = sessions.begin(name, io.BytesIO(b"x"), {"kind": "import", "lang": "sv"})
    path = made.folder / made.task["file"]
    assert path.resolve().parent == made.folder.resolve()
    assert path.read_bytes() == b"x"
    assert len(path.name) < 100
    _ended(sessions, made.token)


@pytest.mark.parametrize("token", ["", "..", "a" * 42, "a" * 43, "../" + "a" * 40])
def test_address_that_nobody_was_given_leads_nowhere(settings: Settings, tmp_path: Path, token: str) -> None:
    with pytest.raises(Refusal):
        Sessions(settings, tmp_path / "s").find(token)
