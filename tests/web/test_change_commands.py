"""Changes at a terminal: keys, the log, earlier states; and changes that are broken off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from parcels import CORRECTIONS, files
from tests.forked import in_words, kg
from village import SLUG, settle

from kg.errors import KgError
from kg.graph.store import Store
from kg.service import KnowledgeGraph
from kg.service.trial import Trial
from kg.settings import Settings
from kg.writing import states
from kg.writing.change import Condition, RefusedError, Writer

WHO = {"key": "0a1b2c3d4e5f", "name": "arkivet"}


def printed(settings: Settings, *words: str, status: int = 0) -> str:
    """What a command prints."""
    places = {"KG_DATA": str(settings.data), "KG_STORE": str(settings.store), "KG_SOURCES": ""}
    run = in_words(kg(words, {**os.environ, **places}))
    assert run.returncode == status, run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout if status < 2 else run.stderr


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """A village whose plan was changed once."""
    settings = settle(tmp_path_factory.mktemp("changed"))
    with KnowledgeGraph(settings) as graph:
        graph.put_plan(SLUG, files(("1.1", "nytt register")), WHO)
        yield graph


def test_keys_are_made_listed_and_revoked(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path / "store")
    words = ("key", "create", "--scope", "plans:write", "--scope", "mcp", "--expires", "90d", "--name", "arkivet")
    token = printed(settings, *words).strip()
    with KnowledgeGraph(settings) as graph:
        holder = graph.key_of(token)
    assert holder is not None
    assert holder.scopes == ("plans:write", "mcp")
    (row,) = json.loads(printed(settings, "key", "list", "--json"))
    assert (row["id"], row["name"], row["state"]) == (holder.id, "arkivet", "live")
    assert token.split("_", 2)[2] not in printed(settings, "key", "list")
    assert printed(settings, "key", "revoke", "arkivet").startswith(f"revoked {holder.id}")
    with KnowledgeGraph(settings) as graph:
        assert graph.key_of(token) is None
    assert [entry["what"] for entry in json.loads(printed(settings, "audit", "list", "--json"))] == [
        "key.create",
        "key.revoke",
    ]
    assert "no scope" in printed(settings, "key", "create", "--scope", "allt", "--name", "x", status=2)
    assert "could be revoked" in printed(settings, "key", "revoke", "arkivet", status=2)


def test_a_log_is_verified_and_a_break_is_told_with_its_place(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path / "store")
    with KnowledgeGraph(settings) as graph:
        for name in ("a", "b", "c"):
            graph.create_key(name, ["mcp"], "1d")
    told = json.loads(printed(settings, "audit", "verify", "--json"))
    assert (told["entries"], told["broken"]) == (3, None)
    assert printed(settings, "audit", "verify", "--known", told["hash"]).startswith("whole: 3 entries")
    assert "another log" in printed(settings, "audit", "verify", "--known", "0" * 64, status=1)
    path = settings.keeping / "audit.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"name":"b"', b'"name":"x"', 1))
    assert printed(settings, "audit", "verify", status=1).startswith("broken at line 2")
    assert "audit.jsonl:2" in printed(settings, "audit", "list", status=3)
    assert "audit.jsonl:2" in printed(settings, "key", "create", "--scope", "mcp", "--name", "d", status=3)


def test_states_are_listed_and_restored(changed: KnowledgeGraph) -> None:
    now, first = json.loads(printed(changed.settings, "restore", SLUG, "--json"))
    assert (now["current"], now["who"], now["what"]) == (True, "arkivet", "plan.put")
    assert (first["current"], first["since"]) == (False, None)
    assert "no state" in printed(changed.settings, "restore", SLUG, "0" * 64, status=2)
    assert "no slug" in printed(changed.settings, "restore", "../x", status=2)
    assert printed(changed.settings, "restore", SLUG, first["state"][:10]).startswith(f"{SLUG}: {first['state'][:10]}")
    assert changed.state(SLUG) == first["state"]
    assert [row["what"] for row in json.loads(printed(changed.settings, "restore", SLUG, "--json"))] == [
        "plan.restore",
        "plan.put",
    ]


# Broken off


def pending(graph: KnowledgeGraph, fingerprint: str) -> tuple[Writer, dict[str, str]]:
    """A change that was about to be made when its process ended."""
    writer = Writer(graph.settings)
    before = writer.files(SLUG)
    after = {**before, "corrections.toml": CORRECTIONS.encode()}
    change = {"plan": SLUG, "before": writer.states.keep(SLUG, before), "after": writer.states.keep(SLUG, after)}
    told = {**change, "who": WHO, "what": "plan.put", "graph": fingerprint}
    writer.keep.write("pending.json", json.dumps(told).encode())
    return writer, change


def test_a_change_broken_off_before_its_commit_never_was(changed: KnowledgeGraph) -> None:
    writer, change = pending(changed, "another graph")
    lines = len(changed.audit())
    changed.create_key("sedan", ["mcp"], "1d")
    assert writer.state(SLUG) == change["before"]
    assert [entry["what"] for entry in changed.audit()[lines:]] == ["key.create"]


def test_a_change_broken_off_after_its_commit_is_finished_by_the_next(changed: KnowledgeGraph) -> None:
    with Store.open(changed.settings.store) as store:
        writer, change = pending(changed, store.fingerprint)
    lines = len(changed.audit())
    changed.create_key("därefter", ["mcp"], "1d")
    assert writer.state(SLUG) == change["after"]
    assert [entry["what"] for entry in changed.audit()[lines:]] == ["plan.put", "key.create"]
    assert changed.audit()[lines]["after"] == change["after"]


PUT = """
import sys
from pathlib import Path
from kg.service import KnowledgeGraph
from kg.settings import Settings
folder, slug, sent = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
with KnowledgeGraph(Settings(folder / "data", folder / "store")) as graph:
    graph.put_plan(slug, {path.name: path.read_bytes() for path in sent.iterdir()}, {"name": "arkivet"})
"""


@pytest.mark.parametrize("moment", ["pending.json", "audit.next"])
def test_a_change_killed_at_any_moment_is_made_whole_or_not_at_all(tmp_path: Path, moment: str) -> None:
    settings = settle(tmp_path)
    sent = tmp_path / "sent"
    sent.mkdir()
    for name, told in files(("1.1", "nytt register")).items():
        (sent / name).write_bytes(told)
    with KnowledgeGraph(settings) as graph:
        before, after = graph.state(SLUG), states.name(files(("1.1", "nytt register")))
        change = subprocess.Popen([sys.executable, "-c", PUT, str(tmp_path), SLUG, str(sent)])
        while change.poll() is None and not any(settings.keeping.glob(moment)):
            time.sleep(0.001)
        change.kill()
        change.wait()
        graph.create_key("den som kommer sedan", ["mcp"], "1d")
        state = graph.state(SLUG)
        assert state in (before, after)
        assert not graph.build().changed or state == before, "a graph of other plans than those that lie there"
        told = [entry["after"] for entry in graph.audit() if entry["what"] == "plan.put"]
        assert told == ([after] if state == after else [])
        again = graph.put_plan(SLUG, files(("1.1", "nytt register")), WHO)
        assert again.changed == (state == before)
        assert not list(settings.keeping.glob("trial-*"))
        assert graph.audit_verdict().broken is None


def test_a_trial_that_takes_too_long_is_ended_and_leaves_nothing(changed: KnowledgeGraph) -> None:
    writer = Writer(changed.settings)
    before = writer.files(SLUG)
    with pytest.raises(RefusedError, match="cannot be built and checked"):
        writer.take(SLUG, lambda _: files(("1.2", "x")), WHO, "plan.put", Trial(seconds=0.05), Condition())
    assert writer.files(SLUG) == before
    assert not list(changed.settings.keeping.glob("trial-*"))


def test_nothing_is_taken_in_over_a_broken_log(changed: KnowledgeGraph) -> None:
    path = changed.settings.keeping / "audit.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rstrip(b"\n").rfind(b"\n") + 1])
    try:
        with pytest.raises(KgError, match="kg audit verify"):
            changed.put_plan(SLUG, files(("1.2", "x")), WHO)
    finally:
        path.write_bytes(whole)
    assert changed.audit_verdict().broken is None


def test_a_state_that_was_tampered_with_is_not_restored(changed: KnowledgeGraph) -> None:
    other = next(row.state for row in changed.states(SLUG) if not row.current)
    facts = changed.settings.keeping / "states" / SLUG / other / "facts.json"
    facts.write_bytes(facts.read_bytes() + b" ")
    with pytest.raises(KgError, match="not what was kept"):
        changed.restore(SLUG, other)
