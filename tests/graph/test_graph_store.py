"""The store is swapped in one step: whatever breaks off, the graph before still answers."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import FailedError, StoreError
from kg.graph import iris, query
from kg.graph.store import MemoryStore, Store, build

A, SAYS = NamedNode("urn:a"), NamedNode("urn:says")
ASK = "SELECT ?what WHERE { GRAPH ?g { ?a <urn:says> ?what } }"

CHILD = """
import sys, time
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kg.graph.store import build

def quads(until, rest):
    for n in range(until):
        yield Quad(NamedNode(f"urn:{n}"), NamedNode("urn:says"), Literal("new"), NamedNode("urn:g"))
    print("begun", flush=True)
    time.sleep(rest)

path = Path(sys.argv[1])
"""
needs_unix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of Unix")


def said(what: str, graph: str = "urn:g") -> list[Quad]:
    return [Quad(A, SAYS, Literal(what), NamedNode(graph))]


def answers(path: Path) -> set[str]:
    with Store.open(path) as store:
        return {row["what"].value for row in store.oxigraph.query(ASK)}  # type: ignore[index, union-attr]


def child(path: Path, code: str, **more: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD + code, str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)  # type: ignore[call-overload, no-any-return]


def version(path: Path) -> Path:
    return path / (path / "CURRENT").read_text().strip()


def test_a_build_replaces_the_graph_and_old_readers_go_on(tmp_path: Path) -> None:
    build(tmp_path, said("old"), fingerprint="1")
    with Store.open(tmp_path) as old:
        build(tmp_path, said("new"), fingerprint="2")
        assert answers(tmp_path) == {"new"}
        assert old.fingerprint == "1"
        assert b'"old"' in old.triples("urn:g")
        assert [row["what"].value for row in old.oxigraph.query(ASK)] == ["old"]  # type: ignore[index, union-attr]


@pytest.mark.parametrize("copied", [False, True])
def test_what_two_plans_say_counts_once_and_stays_in_both(tmp_path: Path, copied: bool) -> None:
    plans = [iris.effective("bokby"), iris.effective("dalby"), iris.as_read("bokby")]
    build(tmp_path, [*said("same", plans[0]), *said("same", plans[1]), *said("read", plans[2])])
    with Store.open(tmp_path) as store:
        source = store.memory().merge() if copied else store
        assert query.rows(source, query.parse("SELECT * { ?a ?b ?what }")) == [
            {"a": "urn:a", "b": "urn:says", "what": "same"}
        ]
        assert len(query.rows(source, query.parse("SELECT * { GRAPH ?g { ?a ?b ?c } }"))) == 3
        assert store.default == 1


def test_old_versions_go_when_nobody_reads_them(tmp_path: Path) -> None:
    for n in range(4):
        build(tmp_path, said(str(n)))
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_dir()] == [version(tmp_path).name]


def test_the_store_says_what_it_holds(tmp_path: Path) -> None:
    quads = [*said("one"), *said("two"), *said("three", "urn:h")]
    assert build(tmp_path, quads, fingerprint="f") == {"urn:g": 2, "urn:h": 1}
    with Store.open(tmp_path) as store:
        assert store.graphs == MemoryStore(quads).graphs == {"urn:g": 2, "urn:h": 1}
        assert sorted(store.triples("urn:g").splitlines()) == sorted(MemoryStore(quads).triples("urn:g").splitlines())
        assert store.triples("urn:nothing") == b""
        assert store.memory().graphs == store.graphs


def test_a_build_that_fails_leaves_the_old_graph_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path, said("old"))
    before = sorted(tmp_path.rglob("*"))

    def broken() -> object:
        yield said("new")[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, broken())  # type: ignore[arg-type]
    assert answers(tmp_path) == {"old"}
    assert sorted(tmp_path.rglob("*")) == before


@needs_unix
def test_a_build_killed_while_it_reads_leaves_the_old_graph(tmp_path: Path) -> None:
    build(tmp_path, said("old"))
    with child(tmp_path, "build(path, quads(1000, 60))") as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        assert answers(tmp_path) == {"old"}
        process.kill()
    assert answers(tmp_path) == {"old"}
    build(tmp_path, said("next"))
    assert answers(tmp_path) == {"next"}
    assert len([entry for entry in tmp_path.iterdir() if entry.is_dir()]) == 1, "what the killed one left is cleaned"


@needs_unix
@pytest.mark.parametrize("wait", [0.0, 0.02, 0.05, 0.1, 0.2, 0.35])
def test_a_build_killed_at_any_moment_leaves_a_whole_graph(tmp_path: Path, wait: float) -> None:
    build(tmp_path, said("old"))
    with child(tmp_path, "while True: build(path, quads(20000, 0))") as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(wait)
        process.kill()
    with Store.open(tmp_path) as store:
        assert store.graphs in ({"urn:g": 1}, {"urn:g": 20000})
        count = store.oxigraph.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a ?b ?c } }")
        assert [int(row["n"].value) for row in count] == [store.graphs["urn:g"]]  # type: ignore[index, union-attr]


@needs_unix
def test_a_full_disk_is_one_clear_error_and_the_old_graph_stays(tmp_path: Path) -> None:
    build(tmp_path, said("old"))
    code = """
import resource
from kg.errors import FailedError
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    build(path, quads(50_000, 0))
except FailedError as error:
    print("refused:", error)
"""
    with child(tmp_path, code) as process:
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert "refused: " in out
    assert "free some space" in out
    assert answers(tmp_path) == {"old"}
    assert len([entry for entry in tmp_path.iterdir() if entry.is_dir()]) == 1


@needs_unix
def test_a_read_only_folder_is_one_clear_error_and_still_answers() -> None:
    code = """
import os
from kg.errors import FailedError
from kg.graph.store import Store
Store.open(path).close()
if os.getuid() == 0:  # root may write anywhere; whoever may not may not read the checkout either, so it is read before
    os.setgid(65534)
    os.setuid(65534)
print([*Store.open(path).graphs])
try:
    build(path, quads(1, 0))
except FailedError as error:
    print("refused:", error)
"""
    with tempfile.TemporaryDirectory() as made:
        build(Path(made), said("old"))
        for entry in [Path(made), *Path(made).rglob("*")]:
            entry.chmod(0o555 if entry.is_dir() else 0o444)
        with child(Path(made), code) as process:
            out, err = process.communicate(timeout=60)
        for entry in [Path(made), *Path(made).rglob("*")]:
            entry.chmod(0o755)
    assert process.returncode == 0, err
    assert "['urn:g']" in out
    assert "refused: " in out


def test_a_folder_that_is_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FailedError, match="could not be written"):
        build(tmp_path / "file", said("new"))


def test_no_store_yet_says_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph has been built here: run kg build"):
        Store.open(tmp_path / "none")


def _manifest(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        told = json.loads((folder / "manifest.json").read_text())
        change(told)
        (folder / "manifest.json").write_text(json.dumps(told))

    return edit


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "a manifest cut off": lambda folder: (folder / "manifest.json").write_text('{"format": 1, "gra'),
    "a manifest of another kind": lambda folder: (folder / "manifest.json").write_text("[]"),
    "a manifest without graphs": _manifest(lambda told: told.pop("graphs")),
    "a graph's file gone": lambda folder: next((folder / "graphs").iterdir()).unlink(),
    "a graph's file cut off": lambda folder: next((folder / "graphs").iterdir()).write_text(""),
    "the engine's file cut off": lambda folder: next((folder / "oxigraph").glob("MANIFEST-*")).write_bytes(b"x"),
    "the pointer empty": lambda folder: (folder.parent / "CURRENT").write_text(""),
    "the pointer to nothing": lambda folder: (folder.parent / "CURRENT").write_text("v999999\n"),
    "the pointer binary": lambda folder: (folder.parent / "CURRENT").write_bytes(b"\xff\x00"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_store_says_to_build_again(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    build(tmp_path, said("old"))
    damage(version(tmp_path))
    with pytest.raises(StoreError, match="run kg build"):
        Store.open(tmp_path)
    build(tmp_path, said("new"))
    assert answers(tmp_path) == {"new"}


@pytest.mark.parametrize("field", ["format", "model"])
def test_a_store_of_another_version_says_so(tmp_path: Path, field: str) -> None:
    build(tmp_path, said("old"))
    _manifest(lambda told: told.update({field: 0}))(version(tmp_path))
    with pytest.raises(StoreError, match="built by another version of the program"):
        Store.open(tmp_path)


def test_an_engine_whose_files_are_gone_says_to_build_again(tmp_path: Path) -> None:
    build(tmp_path, said("old"))
    with Store.open(tmp_path) as store:
        for file in (version(tmp_path) / "oxigraph").iterdir():
            file.unlink()
        with pytest.raises(StoreError, match="run kg build"):
            _ = store.oxigraph


def test_the_same_quads_build_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(tmp_path / name, said("same"))
    files = [
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.nt")}
        for folder in (version(tmp_path / "one"), version(tmp_path / "two"))
    ]
    assert files[0] == files[1]
