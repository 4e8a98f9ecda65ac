"""The wheel is whole: installed alone in a new environment, it answers from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from uv import find_uv_bin

CHECKOUT = Path(__file__).resolve().parents[1]
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
    if "Failed to fetch" in done.stderr and os.environ.get("CI") != "true":
        pytest.skip("no connection to the package index, so the wheel could not be installed alone")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a source distribution, as an index would serve it."""
    out = tmp_path_factory.mktemp("dist")
    build = "import sys; from hatchling import build; print(getattr(build, 'build_' + sys.argv[1])(sys.argv[2]))"
    sdist = run(sys.executable, "-c", build, "sdist", out, folder=CHECKOUT).strip()
    run(sys.executable, "-m", "tarfile", "-e", out / sdist, out, folder=out)
    unpacked = out / sdist.removesuffix(".tar.gz")
    return out / run(sys.executable, "-c", build, "wheel", out, folder=unpacked).strip()


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
