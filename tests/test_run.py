"""run.py: from Python alone to a running command, and what it says where that cannot be."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
RUN = CHECKOUT / "run.py"
FILES = ("run.py", "pyproject.toml", "constraints.txt", "constraints-dev.txt")
NO_INDEX = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "0",
}
"""An index that nobody serves, asked once."""

Start = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with run.py and what it reads, with a space and a Swedish letter in its path."""
    folder = tmp_path / "en mapp på disk"
    folder.mkdir()
    for name in FILES:
        shutil.copy(CHECKOUT / name, folder / name)
    return folder


@pytest.fixture
def start(copy: Path, tmp_path: Path) -> Start:
    """Starts the copy's run.py from another folder, without an index."""

    def starts(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(copy / "run.py"), *words],
            cwd=tmp_path,
            env={**os.environ, **NO_INDEX},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    return starts


@pytest.fixture
def stamp(copy: Path) -> Path:
    """Makes the copy's .venv out of this environment, finished as set-up would leave it; returns the stamp."""
    if os.name == "nt":
        pytest.skip("a stand-in for python.exe cannot be a script")
    python = copy / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    code = "import runpy, sys; print('\\n'.join(runpy.run_path(sys.argv[1])['wanted']()))"
    wanted = subprocess.check_output([sys.executable, "-c", code, str(copy / "run.py")], text=True, encoding="utf-8")
    stamp = copy / ".venv" / "kg-is-set-up"
    stamp.write_text(f"{wanted}dev", encoding="utf-8")
    return stamp


def pins(name: str) -> dict[str, str]:
    """Name and line of each package that a file of pins holds."""
    lines = (CHECKOUT / name).read_text(encoding="utf-8").splitlines()
    return {line.split(";")[0].rstrip(" \\"): line for line in lines if re.match(r"[a-z]", line)}


def test_without_a_command_it_helps_and_makes_nothing(copy: Path, start: Start) -> None:
    for words in ((), ("--help",)):
        done = start(*words)
        assert (done.returncode, done.stderr) == (0, "")
        assert "python run.py test" in done.stdout
    assert sorted(path.name for path in copy.iterdir()) == sorted(FILES)


def test_old_python_can_read_it_and_is_told_so_in_one_line() -> None:
    code = "import runpy, sys; sys.version_info = (3, 8, 1); runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code, str(RUN), "resolve"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "run.py: KG needs Python 3.11 or newer; this is 3.8\n"
    text = RUN.read_text(encoding="ascii")
    too_new = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Starred, ast.Match, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(text)):
        assert not isinstance(node, too_new), f"line {node.lineno}"
        assert not (isinstance(node, ast.Raise) and node.cause), f"line {node.lineno}"
        assert not (isinstance(node, ast.FunctionDef) and (node.returns or node.args.kwonlyargs)), f"line {node.lineno}"
        assert not (isinstance(node, ast.arg) and node.annotation), f"line {node.lineno}"


def test_no_network_is_one_line_and_leaves_nothing_half_used(copy: Path, start: Start) -> None:
    fails_without_network(start("resolve", "x"))
    assert not (copy / ".venv" / "kg-is-set-up").exists()


def fails_without_network(done: subprocess.CompletedProcess[str]) -> None:
    """Set-up begins from nothing, and ends where it would need the index."""
    assert (done.returncode, done.stdout) == (3, "")
    *progress, reason = done.stderr.splitlines()
    assert progress == ["run.py: making .venv, once", "run.py: installing packages"]
    assert reason.startswith("run.py: installing packages failed: no connection to the package index")


@pytest.mark.usefixtures("stamp")
def test_second_start_goes_straight_to_the_command(start: Start) -> None:
    done = start("kg", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("kg ")


@pytest.mark.usefixtures("stamp")
def test_tests_run_in_the_checkout_and_commands_where_the_caller_is(copy: Path, start: Start, tmp_path: Path) -> None:
    (copy / ".venv" / "bin" / "python").write_text('#!/bin/sh\npwd -P\necho "$@"\n', encoding="utf-8")
    here, there = tmp_path.resolve(), copy.resolve()
    assert start("import", "plan.txt", "--check").stdout == f"{here}\n-P -m kg import plan.txt --check\n"
    assert start("kg", "test").stdout == f"{here}\n-P -m kg test\n"
    assert start("test", "-k", "floor").stdout == f"{there}\n-m pytest -k floor\n"
    assert start("bench", "resolve").stdout == f"{there}\n-m benchmarks resolve\n"


def test_other_pins_or_an_unfinished_environment_are_set_up_again(copy: Path, start: Start, stamp: Path) -> None:
    (copy / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    with (copy / "constraints.txt").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert "installing packages" in start("kg", "--version").stderr
    assert not stamp.exists()
    fails_without_network(start("kg", "--version"))
    assert not stamp.exists()


def test_every_declared_dependency_is_pinned_by_hash() -> None:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = {pin.partition("==")[0] for pin in pins("constraints.txt")}
    wanted = [*settings["project"]["dependencies"], *settings["dependency-groups"]["build"]]
    assert {re.split(r"[^\w-]", line)[0].casefold() for line in wanted} <= pinned
    for name in ("constraints.txt", "constraints-dev.txt"):
        text = (CHECKOUT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert all(line.endswith("\\") for line in pins(name).values())


def test_pins_of_the_tools_hold_those_of_kg_unchanged() -> None:
    assert pins("constraints.txt").items() <= pins("constraints-dev.txt").items()
