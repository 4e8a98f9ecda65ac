"""The wheel is whole: installed alone in a new environment, it answers from an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from uv import find_uv_bin

CHECKOUT = Path(__file__).resolve().parents[1]
ABSENT = {"Failed to fetch": "the package index", "npm ci failed": "the index of npm"}
"""What a command says where something cannot be reached."""
BUNDLE = Path("src", "kg", "face", "web", "static", "dist")
pytestmark = pytest.mark.long

ISLANDS = {"enhance", "picture", "sparql"}
SERVED = """
import asyncio, json, re
from kg.face.web.pages import files
from starlette.requests import Request
told = []
for name in ISLANDS:
    for address in re.findall('"(/static/[^"]+)"', files.island(name)):
        scope = {"type": "http", "method": "GET", "headers": [], "query_string": b""}
        answer = asyncio.run(files.static(Request(scope), address.removeprefix("/static/")))
    told.append((name, answer.status_code, len(answer.body)))
print(json.dumps(told))
""".replace("ISLANDS", str(sorted(ISLANDS)))
"""A program that asks for the scripts as a browser would, without a graph to serve."""
ASSETS = ("ontology", "queries", "data")


def run(*words: str | Path, folder: Path, **environ: str) -> str:
    """Standard output of a command that must end well and say nothing of a failure."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env={**kept, **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    absent = next((name for sign, name in ABSENT.items() if sign in done.stderr), None)
    if absent and os.environ.get("CI") != "true":
        pytest.skip(f"WHEEL NOT TESTED: no connection to {absent}")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a source distribution on a machine without Node: the build gets it from the package index."""
    out, node = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("node")
    build = "import sys; from hatchling import build; print(getattr(build, 'build_' + sys.argv[1])(sys.argv[2]))"
    sdist = run(sys.executable, "-c", build, "sdist", out, folder=CHECKOUT, KG_WITHOUT_ISLANDS="1").strip()
    run(sys.executable, "-m", "tarfile", "-e", out / sdist, out, folder=out)
    unpacked = out / sdist.removesuffix(".tar.gz")
    shutil.rmtree(unpacked / BUNDLE, ignore_errors=True)
    pins = unpacked / "constraints-node.txt"
    run(find_uv_bin(), "pip", "install", "--quiet", "--require-hashes", "--target", node, "-r", pins, folder=out)
    built = run(sys.executable, "-c", build, "wheel", out, folder=unpacked, PATH="", PYTHONPATH=str(node))
    return out / built.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment that holds the wheel and what the wheel itself asks for, at the pinned versions."""
    folder = tmp_path_factory.mktemp("alone")
    place = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    uv = find_uv_bin()
    run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder, folder=folder)
    pins = CHECKOUT / "constraints.txt"
    run(uv, "pip", "install", "--quiet", "--python", place, "--constraint", pins, wheel, folder=folder)
    return place


def test_wheel_holds_every_file_that_a_checkout_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"kg/_assets/{path.relative_to(CHECKOUT).as_posix()}"
        for folder in ASSETS
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert len(wanted) > 50
    assert wanted <= held
    assert {"kg/py.typed", "kg/face/cli.py"} <= held
    assert not [name for name in held if name.startswith(("tests/", "benchmarks/"))]


def test_wheel_built_without_node_holds_every_island_and_its_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as held:
        bundle = [name for name in held.namelist() if name.startswith("kg/face/web/static/dist")]
        packed = {Path(name).name: held.read(name) for name in bundle}
        assert not [name for name in held.namelist() if "frontend" in name or "node_modules" in name]
    manifest = json.loads(packed["manifest.json"])
    assert {path.stem for path in (CHECKOUT / "frontend" / "src").glob("*.ts")} >= set(manifest) == ISLANDS
    assert {file for one in manifest.values() for file in (one["file"], *one["imports"])} <= set(packed)
    assert b"@codemirror/view" in packed["THIRD_PARTY.txt"]


def test_installed_wheel_serves_every_island(python: Path, tmp_path: Path) -> None:
    served = run(python, "-c", SERVED, folder=tmp_path)
    assert {name: status for name, status, _ in json.loads(served)} == dict.fromkeys(ISLANDS, 200)
    assert all(size > 500 for _, _, size in json.loads(served))


def test_wheel_alone_answers_from_an_empty_folder(python: Path, tmp_path: Path) -> None:
    empty, home = tmp_path / "empty", tmp_path / "home"
    empty.mkdir()
    words = ["resolve", "tilldelningsbeslut", "--plan", "vgr-regionservice", "--on", "2021-03-01"]
    words += ["--fact", "status=avslutat", "--json"]
    answer = json.loads(
        run(python.parent / "kg", *words, folder=empty, HOME=str(home), LOCALAPPDATA=str(home), XDG_CACHE_HOME="")
    )
    assert answer["status"] == "resolved"
    assert [found["owner"]["code"] for found in answer["answers"]] == ["2.5.4"]
    assert answer["answers"][0]["action"] == "transfer"
    assert list(empty.iterdir()) == []
