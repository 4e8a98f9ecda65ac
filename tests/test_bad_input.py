"""Whatever goes wrong ends in one clear line and the right exit status, and nothing is lost."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg import assets
from kg.__main__ import main
from tests.forked import in_words, kg
from tests.shared import once

Run = Callable[[list[str], Mapping[str, str]], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def data(tmp_path: Path, small: Path) -> Path:
    """A copy of some of data/ that a test may break."""
    copy = tmp_path / "data"
    shutil.copytree(small / "data", copy)
    return copy


@pytest.fixture
def store(tmp_path: Path, small: Path) -> Path:
    """The store of that data, which a test may break too."""
    copy = tmp_path / "store"
    shutil.copytree(small / "store", copy)
    return copy


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One plan of data/, one act, no mapping, and the rest, with their store: built in a fraction of the time."""

    def some(folder: str, names: list[str]) -> set[str]:
        kept = {"plans": {"vgr-regionservice"}, "statutes": {"sfs-1990-782.toml"}, "mappings": set[str]()}
        return set(names) - kept.get(Path(folder).name, set(names))

    def make(folder: Path) -> None:
        shutil.copytree(assets.data(), folder / "data", ignore=some)
        done = _run(["build"], {"KG_DATA": str(folder / "data"), "KG_STORE": str(folder / "store")})
        assert done.returncode == 0, done.stderr

    return once(tmp_path_factory, "small", make)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return {**kept, **more}


def _run(args: list[str], env: Mapping[str, str], given: str = "") -> subprocess.CompletedProcess[str]:
    return in_words(kg(args, _environment(env), given=given.encode()))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this very process, where nothing need be loaded again."""

    def run(args: list[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        for name in [name for name in os.environ if name.startswith("KG_")]:
            monkeypatch.delenv(name)
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["kg", *args])
        status = 0
        try:
            main()
        except SystemExit as left:
            status = int(left.code or 0)
        return subprocess.CompletedProcess(args, status, *capsys.readouterr())

    return run


def _fails(done: subprocess.CompletedProcess[str], status: int, *said: str) -> None:
    assert done.returncode == status, done.stderr
    assert done.stderr.startswith("kg: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    for words in said:
        assert words in done.stderr


def _answers(store: Path) -> bool:
    done = _run(["resolve", "tilldelningsbeslut", "--plan", "vgr-regionservice", "--json"], {"KG_STORE": str(store)})
    return done.returncode == 0 and bool(json.loads(done.stdout)["answers"])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["resolve", "faktura", "--plan", "ingen-plan"], ["no such plan: ingen-plan", "known plans: "]),
        (["resolve", "faktura", "--fact", "colour=blå"], ["unknown fact 'colour'", "status"]),
        (["resolve", "faktura", "--fact", "status"], ["is not KEY=VALUE"]),
        (["resolve", "faktura", "--fact", "date=2017-02-30"], ["is no date"]),
        (["resolve", "faktura", "--on", "igår"], ["'igår' is no date"]),
        (["resolve", "  "], ["the question is empty"]),
        (["resolve"], ["no record was named"]),
        (["facts", "ingen-plan"], ["no such plan"]),
        (["facts", "vgr-regionservice", "--process", "99"], ["no process 99"]),
        (["export", "ingen-plan"], ["no such plan"]),
        (["export", "vgr-regionservice", "--format", "abc"], ["abc"]),
        (["query", "ingen-fråga"], ["no such query"]),
        (["query", "SELECT * { ?s ?p }"], ["kg: "]),
        (["validate", "saknas.ttl"], ["saknas.ttl"]),
        (["validate", "--engine", "abc"], ["no engine 'abc'"]),
        (["import", "saknas.txt"], ["saknas.txt", "cannot be read"]),
        (["fly"], ["fly"]),
        (["resolve", "faktura", "--colour"], ["--colour"]),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, list) else None,
)
def test_wrong_use_is_one_line_and_status_2(built: Path, here: Run, args: list[str], said: list[str]) -> None:
    _fails(here(args, {"KG_STORE": str(built)}), 2, *said)


def test_bad_line_among_many_questions_is_an_error_of_its_own_and_the_rest_goes_on(built: Path) -> None:
    lines = ['{"text": "protokoll"}', "inte json", '{"text": "protokoll", "plans": ["x"]}', '{"text": "remissvar"}']
    done = _run(["resolve", "--stdin", "--json"], {"KG_STORE": str(built)}, "\n".join(lines) + "\n")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["error" in each for each in told] == [False, True, True, False]
    assert [each["error"]["line"] for each in told if "error" in each] == [2, 3]


def test_difference_from_the_committed_facts_is_status_1(data: Path, tmp_path: Path, here: Run) -> None:
    layout = Path(__file__).parent / "layouts" / "tabbed.txt"
    env = {"KG_DATA": str(data), "KG_STORE": str(tmp_path / "store")}
    assert here(["import", str(layout)], env).returncode == 0
    assert here(["import", str(layout), "--check"], env).returncode == 0
    facts = data / "plans" / "tabbed" / "facts.json"
    facts.write_text(facts.read_text(encoding="utf-8").replace("Kulturnämnden", "Annan nämnd"), encoding="utf-8")
    facts.write_text(facts.read_text(encoding="utf-8").replace('"level": "VO"', '"level": "PG"', 1), encoding="utf-8")
    done = here(["import", str(layout), "--check"], env)
    assert (done.returncode, done.stderr) == (1, "")
    assert "+ tabbed.txt:" in done.stdout


@pytest.mark.parametrize("content", [b"", b"   \n\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"En mening utan plan."])
def test_file_that_is_no_plan_is_refused_and_no_folder_is_made(tmp_path: Path, built: Path, content: bytes) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(content)
    out = tmp_path / "plans"
    _fails(_run(["import", str(path), "--out", str(out)], {"KG_STORE": str(built)}), 2, "fil.txt")
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("corrections.toml", "[[damage]\n", "corrections.toml:1"),
        ("source.toml", "slug = 1\n", "source.toml"),
        ("source.toml", 'slug = "annan"\n', "source.toml"),
        ("summaries.toml", '"1.1" = 5\n', "summaries.toml"),
        ("facts.json", "{", "facts.json"),
        ("facts.json", "[]", "facts.json"),
        ("facts.json", '{"slug": "x"}', "facts.json"),
    ],
)
def test_broken_file_of_a_plan_is_named_and_the_old_store_still_answers(
    data: Path, store: Path, name: str, content: str, said: str
) -> None:
    (data / "plans" / "vgr-regionservice" / name).write_text(content, encoding="utf-8")
    _fails(_run(["build"], {"KG_DATA": str(data), "KG_STORE": str(store)}), 2, said)
    assert _answers(store)


def test_facts_that_no_longer_fit_their_source_stop_a_build(data: Path, tmp_path: Path) -> None:
    document = json.loads((data / "plans" / "vgr-regionservice" / "facts.json").read_bytes())["document"]
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / document).write_text("En annan utgåva.", encoding="utf-8")
    env = {"KG_DATA": str(data), "KG_SOURCES": str(sources), "KG_STORE": str(tmp_path / "store")}
    _fails(_run(["build"], env), 2, "facts.json", "no longer fits", "run kg import")


def test_fact_that_a_shape_refuses_stops_a_build(data: Path, store: Path) -> None:
    path = data / "plans" / "vgr-regionservice" / "facts.json"
    told = path.read_text(encoding="utf-8").replace(
        '"added": "2020-12-11", "ended": null', '"added": "2020-12-11", "ended": "2019-01-01"', 1
    )
    path.write_text(told, encoding="utf-8")
    _fails(_run(["build"], {"KG_DATA": str(data), "KG_STORE": str(store)}), 3)
    assert _answers(store)


@pytest.mark.parametrize("break_", ["pointer", "manifest", "older"])
def test_broken_or_older_store_is_a_clear_error(data: Path, store: Path, break_: str) -> None:
    version = store / (store / "CURRENT").read_text().strip()
    if break_ == "pointer":
        (store / "CURRENT").write_text("v999999\n")
    elif break_ == "manifest":
        (version / "manifest.json").write_text("{")
    else:
        told = json.loads((version / "manifest.json").read_text())
        (version / "manifest.json").write_text(json.dumps(told | {"format": 0}))
    _fails(_run(["resolve", "protokoll"], {"KG_STORE": str(store)}), 3, "run kg build")
    assert _run(["build"], {"KG_DATA": str(data), "KG_STORE": str(store)}).returncode == 0
    assert _answers(store)


def test_folder_that_cannot_be_written_is_a_clear_error(data: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("en fil, ingen mapp")
    env = {"KG_DATA": str(data), "KG_STORE": str(tmp_path / "fil" / "store")}
    _fails(_run(["build"], env), 3, "could not be written")


def _little_room() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


def test_full_disk_while_building_leaves_the_old_store(data: Path, store: Path) -> None:
    (data / "plans" / "vgr-regionservice" / "summaries.toml").write_text('"1.1" = "Annat."\n', encoding="utf-8")
    env = {"KG_DATA": str(data), "KG_STORE": str(store)}
    build = [sys.executable, "-m", "kg", "build"]
    done = subprocess.run(build, env=_environment(env), capture_output=True, text=True, preexec_fn=_little_room)
    _fails(done, 3, "could not be written")
    assert _answers(store)


def test_interrupt_while_building_leaves_the_old_store(data: Path, store: Path) -> None:
    (data / "plans" / "vgr-regionservice" / "summaries.toml").write_text('"1.1" = "Annat."\n', encoding="utf-8")
    env = _environment({"KG_DATA": str(data), "KG_STORE": str(store)})
    # Before its first line Python itself, which is being loaded, would tell of an interrupt, and at length.
    build = "import sys; from kg.__main__ import main; sys.argv[1:] = ['build']; print('begun', flush=True); main()"
    for wait in (0.2, 0.5, 0.9):
        command, pipe = [sys.executable, "-c", build], subprocess.PIPE
        with subprocess.Popen(command, env=env, stdout=pipe, stderr=pipe, text=True) as work:
            assert work.stdout is not None
            assert work.stdout.readline() == "begun\n"
            time.sleep(wait)
            work.send_signal(signal.SIGINT)
            told = work.communicate(timeout=60)[1]
        assert work.returncode in (0, 130, -signal.SIGINT), told
        assert "Traceback" not in told
        assert _answers(store)
