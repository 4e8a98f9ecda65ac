"""Starting is quick: the command line loads nothing that a command does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ["fastapi", "hypothesis", "networkx", "owlrl", "pyoxigraph", "pyshacl", "rdflib", "rich", "shacl", "simplemma"]


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-P", *words], cwd=folder, env=environ, capture_output=True, text=True, encoding="utf-8"
    )


def test_command_line_loads_no_heavy_library(tmp_path: Path) -> None:
    done = run("-c", f"import sys, kg.face.cli; print(*sorted(set({HEAVY}) & sys.modules.keys()))", folder=tmp_path)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_help_names_the_commands_and_opens_no_store(tmp_path: Path) -> None:
    done = run("-m", "kg", "--help", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "kg [OPTIONS] COMMAND" in done.stdout
    for command in ("resolve", "build", "import", "facts", "query", "validate", "export"):
        assert f"\n  {command} " in done.stdout


def test_version_is_the_packages(tmp_path: Path) -> None:
    from kg import __version__

    assert run("-m", "kg", "--version", folder=tmp_path).stdout == f"kg {__version__}\n"


def test_unknown_command_is_one_line_and_wrong_use(tmp_path: Path) -> None:
    done = run("-m", "kg", "resolv", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: ")
    assert done.stderr.count("\n") == 1


def test_file_in_the_callers_folder_stands_in_for_no_module(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    assert run("-m", "kg", "--version", folder=tmp_path).returncode == 0
