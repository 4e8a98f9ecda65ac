"""Changing plans over HTTP: with a key, for the state that one has seen, whole or not at all, and written down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from parcels import CORRECTIONS, LIBRARY, Files, files, key, packed, source
from serving import Server, made_up, running
from village import SLUG, settle

from kg.service import KnowledgeGraph
from kg.settings import Settings

ZIP = {"Content-Type": "application/zip"}
TOML = {"Content-Type": "application/toml"}


class Writing:
    """A server that takes changes, and programs that send them."""

    def __init__(self, server: Server, settings: Settings) -> None:
        self.server, self.settings = server, settings
        self.both = key(settings, "plans:write", "corrections:write")
        self.keys = {scope: key(settings, scope) for scope in ("plans:write", "corrections:write", "mcp")}

    def head(self, scope: str = "plans:write", match: str | None = None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[scope]}", **({"If-Match": match} if match else {})}

    def put(self, sent: bytes, slug: str = SLUG, match: str | None = None, **more: str) -> httpx.Response:
        return self.send("PUT", f"/api/plans/{slug}", sent, {**self.head(match=match), **ZIP}, **more)

    def correct(self, toml: str, match: str | None = None) -> httpx.Response:
        head = {**self.head("corrections:write", match), **TOML}
        return self.send("PUT", f"/api/plans/{SLUG}/corrections", toml.encode(), head)

    def restore(self, state: str, slug: str = SLUG, match: str | None = None) -> httpx.Response:
        head = {**self.head(match=match), "Content-Type": "application/json"}
        return self.send("POST", f"/api/plans/{slug}/restore", json.dumps({"state": state}).encode(), head)

    def send(self, method: str, path: str, body: bytes, head: Mapping[str, str], **more: str) -> httpx.Response:
        return self.server.client.request(method, path, content=body, headers=head, params=more, timeout=120)

    def states(self, slug: str = SLUG) -> httpx.Response:
        return self.server.get(f"/api/plans/{slug}/states", headers=self.head())

    @property
    def etag(self) -> str:
        return self.states().headers["etag"]

    def records(self) -> str:
        return self.server.get("/api/records", params={"process": "1.1"}).text

    def folder(self, slug: str = SLUG) -> Files:
        folder = self.settings.data / "plans" / slug
        return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}

    def all(self) -> tuple[object, ...]:
        kept = sorted(path.name for path in self.settings.keeping.rglob("*"))
        return self.folder(), self.folder(LIBRARY), self.states().json(), self.log(), self.records(), kept

    def log(self) -> list[str]:
        with KnowledgeGraph(self.settings) as graph:
            return [entry["what"] for entry in graph.audit()]


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writing]:
    settings = settle(tmp_path_factory.mktemp("writing"))
    with running(settings, KG_WRITING="1") as server:
        yield Writing(server, settings)


@pytest.fixture
def unchanged(writing: Writing) -> Iterator[None]:
    """Nothing has changed when the test ends: neither plans, nor states, nor the log."""
    before = writing.all()
    yield
    assert writing.all() == before


# Who may


def test_a_server_that_was_not_started_for_it_takes_nothing(server: Server) -> None:
    sent = server.client.put(f"/api/plans/{SLUG}", content=packed(files()), headers=ZIP)
    assert sent.status_code == 405
    assert server.client.post(f"/api/plans/{SLUG}/restore", json={"state": "absent"}).status_code == 404


@pytest.mark.parametrize("token", [None, "Bearer", "Bearer kg_0a1b2c3d4e5f_" + "A" * 43, "Basic a2c6a2c=", "Bearer å"])
@pytest.mark.usefixtures("unchanged")
def test_nothing_is_changed_without_a_key(writing: Writing, token: str | None) -> None:
    head = {**ZIP, **({"Authorization": token.encode()} if token else {})}
    refused = writing.send("PUT", f"/api/plans/{SLUG}", packed(files(("1.1", "nytt"))), head)  # type: ignore[arg-type]
    assert refused.status_code == 401
    assert refused.json()["code"] == "no-key"
    assert refused.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.usefixtures("unchanged")
def test_a_key_opens_only_what_it_is_for(writing: Writing) -> None:
    for scope in ("corrections:write", "mcp"):
        head = {**writing.head(scope, "*"), **ZIP}
        refused = writing.send("PUT", f"/api/plans/{SLUG}", packed(files(("1.1", "nytt"))), head)
        assert (refused.status_code, refused.json()["code"]) == (403, "no-scope")
        assert 'scope="plans:write"' in refused.headers["www-authenticate"]
    head = {**writing.head("plans:write", "*"), **TOML}
    assert writing.send("PUT", f"/api/plans/{SLUG}/corrections", b"", head).status_code == 403
    assert writing.server.get(f"/api/plans/{SLUG}/states", headers=writing.head("mcp")).status_code == 403


@pytest.mark.usefixtures("unchanged")
def test_no_page_of_another_site_changes_anything(writing: Writing) -> None:
    head = {**writing.head(match="*"), **ZIP, "Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"}
    refused = writing.send("PUT", f"/api/plans/{SLUG}", packed(files(("1.1", "nytt"))), head)
    assert (refused.status_code, refused.json()["code"]) == (403, "other-site")


def test_a_key_that_was_revoked_opens_nothing(writing: Writing) -> None:
    token = key(writing.settings, "plans:write", name="lånad")
    head = {"Authorization": f"Bearer {token}"}
    assert writing.server.get(f"/api/plans/{SLUG}/states", headers=head).status_code == 200
    with KnowledgeGraph(writing.settings) as graph:
        graph.revoke_key("lånad")
    assert writing.server.get(f"/api/plans/{SLUG}/states", headers=head).status_code == 401


# What is refused


def broken(**changed: bytes | None) -> bytes:
    told = {**files(("1.1", "nytt")), **{name.replace("_", "."): content for name, content in changed.items()}}
    return packed({name: content for name, content in told.items() if content is not None})


FACTS = files()["facts.json"]


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        (b"no archive", 400, "ett trasigt arkiv"),
        (packed({"../../x": b""}), 400, "ingen fil i en plan"),
        (broken(facts_json=b"[" * 200_000), 422, "facts.json"),
        (broken(facts_json=FACTS.replace(b'"parent": "2.1"', b'"parent": "7.7"')), 422, "2.1.1"),
        (broken(source_toml=source(document="/etc/passwd")), 422, "source.toml"),
        (broken(source_toml=b"a = " + b"[" * 5000), 422, "har för djupa nivåer"),
        (broken(corrections_toml=CORRECTIONS.replace("1.1/", "9.9/").encode()), 422, "9.9/protokoll"),
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_what_is_no_sound_plan_is_refused_with_the_place(writing: Writing, sent: bytes, status: int, said: str) -> None:
    refused = writing.put(sent, match="*")
    assert refused.status_code == status, refused.text
    assert refused.headers["content-type"].startswith("application/problem+json")
    assert said in refused.text
    assert str(writing.settings.data) not in refused.text
    assert "trial" not in refused.text
    faults = [tuple(fault.values()) for fault in refused.json()["errors"]]
    assert status == 400 or faults
    assert len(faults) == len(set(faults)), "a fault is told once, in however many graphs it is found"


@pytest.mark.usefixtures("unchanged")
def test_a_document_named_by_a_path_is_refused(writing: Writing) -> None:
    facts = FACTS.replace(b'"document": "bokby.txt", "first": 21', b'"document": "../../etc/passwd", "first": 21')
    assert facts != FACTS
    refused = writing.put(packed({"source.toml": source(), "facts.json": facts}), match="*")
    assert refused.status_code == 422
    assert "är inget filnamn: ange filen utan mappar" in refused.text


@pytest.mark.usefixtures("unchanged")
def test_a_body_that_is_too_large_or_of_another_kind_is_refused(writing: Writing) -> None:
    assert writing.put(b"x" * 20_000_001, match="*").status_code == 413
    wrong = writing.send("PUT", f"/api/plans/{SLUG}", b"{}", {**writing.head(match="*"), **TOML})
    assert wrong.status_code == 415
    assert writing.put(packed(files()), "Bokby").status_code == 422
    assert writing.put(packed(files()), "..%2f..%2fx").status_code in (404, 405, 422)


@pytest.mark.usefixtures("unchanged")
def test_findings_that_a_change_adds_refuse_it_where_that_is_asked_for(writing: Writing) -> None:
    worse = FACTS.replace(b'"target": "1.3", "cited_title": "Uppl', b'"target": "8.8", "cited_title": "Uppl')
    assert worse != FACTS
    refused = writing.put(packed({"source.toml": source(), "facts.json": worse}), match="*", strict="error")
    assert refused.status_code == 422
    assert [fault for fault in refused.json()["errors"] if fault["what"].startswith("KG")]


# What is taken in


def test_a_change_is_taken_in_whole_and_can_be_taken_back(writing: Writing) -> None:
    before, first = writing.folder(), writing.etag
    lines = len(writing.log())
    taken = writing.put(packed(files(("1.1", "nytt register"))), match=first)
    assert taken.status_code == 200, taken.text
    told = taken.json()
    assert told["changed"]
    assert told["before"] == first.strip('"')
    assert taken.headers["etag"] == f'"{told["after"]}"' == writing.etag
    assert told["counts"]["record_types"] == 13
    assert sum(told["found"].values()) > 0
    assert all(finding["message"] for finding in told["findings"])
    assert "nytt register" in writing.records()
    assert writing.folder()["facts.json"] == files(("1.1", "nytt register"))["facts.json"]

    with KnowledgeGraph(writing.settings) as graph:
        assert not graph.build().changed, "what was swapped in is what a build of these plans makes"

    back = writing.restore(told["before"], match=taken.headers["etag"])
    assert back.status_code == 200, back.text
    assert writing.folder() == before
    assert "nytt register" not in writing.records()
    states = writing.states().json()["items"]
    assert [state["state"] for state in states if state["current"]] == [told["before"]]
    assert {told["before"], told["after"]} <= {state["state"] for state in states}
    assert writing.log()[lines:] == ["plan.put", "plan.restore"]


def test_a_new_plan_is_taken_in_and_away_again(writing: Writing) -> None:
    taken = writing.put(packed({f"{LIBRARY}/{name}": told for name, told in files(slug=LIBRARY).items()}), LIBRARY)
    assert taken.status_code == 200, taken.text
    assert taken.json()["before"] == "absent"
    assert writing.server.get(f"/api/plans/{LIBRARY}").status_code == 200
    away = writing.restore("absent", LIBRARY, match=taken.headers["etag"])
    assert away.status_code == 200, away.text
    assert writing.folder(LIBRARY) == {}
    assert writing.server.get(f"/api/plans/{LIBRARY}").status_code == 404


def test_corrections_are_fetched_changed_and_sent_back(writing: Writing) -> None:
    fetched = writing.server.get(f"/api/plans/{SLUG}/corrections", headers=writing.head("corrections:write"))
    assert fetched.status_code == 200
    before = writing.folder()
    taken = writing.correct(fetched.text + CORRECTIONS, match=fetched.headers["etag"])
    assert taken.status_code == 200, taken.text
    assert "nämndprotokoll" in writing.records()
    assert writing.folder() == {**before, "corrections.toml": (fetched.text + CORRECTIONS).encode()}
    refused = writing.correct(CORRECTIONS.replace('read = "protokoll"', 'read = "brev"'), match=writing.etag)
    assert (refused.status_code, refused.json()["code"]) == (422, "refused")
    assert writing.etag == taken.headers["etag"]


# Two at once


@pytest.mark.usefixtures("unchanged")
def test_a_change_made_for_another_state_is_refused(writing: Writing) -> None:
    sent = packed(files(("1.1", "nytt")))
    for match in (f'"{"0" * 64}"', f"W/{writing.etag}", writing.etag.strip('"')):
        refused = writing.put(sent, match=match)
        assert (refused.status_code, refused.json()["code"]) == (412, "changed")
        assert refused.headers["etag"] == writing.etag
    refused = writing.put(sent)
    assert (refused.status_code, refused.json()["code"]) == (428, "unconditional")
    none = {**writing.head(), **ZIP, "If-None-Match": "*"}
    assert writing.send("PUT", f"/api/plans/{SLUG}", sent, none).status_code == 412


@pytest.mark.usefixtures("unchanged")
def test_what_is_sent_again_is_done_already(writing: Writing) -> None:
    told = writing.folder()
    again = writing.put(packed(told), match=f'"{"0" * 64}"')
    assert again.status_code == 200
    assert not again.json()["changed"]


def test_of_two_writers_at_once_one_is_told_that_the_other_was_first(writing: Writing) -> None:
    first = writing.etag
    sent = [packed(files(("1.1", f"register {n}"))) for n in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: writing.put(one, match=first), sent))
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    done = next(answer for answer in answers if answer.status_code == 200)
    assert done.headers["etag"] == writing.etag


# What is written down


def test_every_change_is_in_the_log_with_who_made_it(writing: Writing) -> None:
    with KnowledgeGraph(writing.settings) as graph:
        entries = [entry for entry in graph.audit() if entry["what"].startswith(("plan", "corrections"))]
        assert graph.audit_verdict().broken is None
    assert {entry["who"]["name"] for entry in entries} == {"plans:write", "corrections:write"}
    chain = [entry for entry in entries if entry["plan"] == SLUG]
    assert [entry["before"] for entry in chain[1:]] == [entry["after"] for entry in chain[:-1]]
    assert chain[-1]["after"] == writing.etag.strip('"')


def test_no_key_is_told_or_kept_anywhere(writing: Writing) -> None:
    kept = [path for path in writing.settings.keeping.rglob("*") if path.is_file()]
    told = b"".join(path.read_bytes() for path in kept) + "".join(writing.server.said).encode()
    assert not [scope for scope, token in writing.keys.items() if token.split("_", 2)[2].encode() in told]
    assert not list(writing.settings.keeping.glob("trial-*"))


def test_schemathesis_finds_nothing_in_what_changes(writing: Writing, tmp_path: Path) -> None:
    which = ["--include-path-regex", "/(states|restore|corrections)$", "-H", f"Authorization: Bearer {writing.both}"]
    made_up(writing.server.url, tmp_path, *which)
