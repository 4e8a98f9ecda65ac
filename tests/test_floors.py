"""The house stands: imports go down only, each library is in its room, and no file names a registry or a machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SOURCE = CHECKOUT / "src" / "kg"
MODULES = sorted(SOURCE.rglob("*.py"))

ONLY_IN = {
    "pyoxigraph": {"graph"},
    "rdflib": {"graph"},
    "pyshacl": {"graph"},
    "shacl": {"graph"},
    "networkx": {"lint", "view"},
    "typer": {"face"},
    "rich": {"face"},
    "fastapi": {"face"},
    "uvicorn": {"face"},
    "jinja2": {"face"},
    "mcp": {"face"},
    "polars": {"batch"},
    "pyarrow": {"batch"},
    "pyspark": {"batch"},
    "python_calamine": {"read"},
    "docx": {"read"},
    "pdfplumber": {"read"},
    "hunspell": {"lint"},
    "xlsxwriter": {"export"},
    "resvg_py": {"view"},
}
"""The rooms that may import a library."""

DISTRIBUTIONS = {
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "hunspell": "chunspell",
    "hunspell_sv": "hunspell-sv",
    "typing_extensions": "typing-extensions",
    "python_calamine": "python-calamine",
    "resvg_py": "resvg-py",
}
"""Names of packages, where they are not those of their modules."""

ROOMS_NOT_NAMED = {"utils", "helpers", "common", "core", "manager", "services"}

LONGEST_MODULE = 300

NOT_OURS = {".git", *(CHECKOUT / ".gitignore").read_text(encoding="utf-8").replace("/\n", "\n").split()}

# written so that this file does not find itself
ADDRESS = re.compile(r"pypi\.(?:org|python)|pythonhosted\.(?:org)|registry\.(?:npmjs)|deb\.(?:debian)")
MACHINE_PATH = re.compile(r"(?<![\w.~}])/(?:work|root|home|Users|farm)/[\w.]|\b[A-Z]:\\\\?Users\b")


@cache
def parsed(module: Path) -> ast.Module:
    """A module's syntax; parsed once for all tests here."""
    return ast.parse(module.read_text(encoding="utf-8"))


@cache
def imports(module: Path) -> tuple[tuple[str, int], ...]:
    """Names of the top packages that a module imports anywhere, with the line; walked once for all libraries."""
    return tuple(imported(parsed(module)))


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0], node.lineno


def room(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file that belongs to the project."""
    for path in sorted(CHECKOUT.rglob("*")):
        name = path.relative_to(CHECKOUT)
        if NOT_OURS.isdisjoint(name.parts):
            try:
                yield name, path.read_text(encoding="utf-8") if path.is_file() else ""
            except UnicodeDecodeError:
                continue


def test_imports_go_down_only() -> None:
    linter = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"
    done = subprocess.run(
        [sys.executable, "-c", linter, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_is_imported_only_in_its_room(library: str) -> None:
    elsewhere = [
        f"{module.relative_to(CHECKOUT)}:{line}"
        for module in MODULES
        if room(module) not in ONLY_IN[library]
        for name, line in imports(module)
        if name == library
    ]
    assert not elsewhere


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    declared = {re.match(r"[\w-]+", line)[0].casefold() for line in lines}  # type: ignore[index]
    imported = {name for module in MODULES for name, _ in imports(module)} - set(sys.stdlib_module_names) - {"kg"}
    assert {DISTRIBUTIONS.get(name, name).casefold() for name in imported} <= declared


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert [module for module in MODULES if not ROOMS_NOT_NAMED.isdisjoint(module.with_suffix("").parts)] == []


def test_every_module_opens_with_its_line_in_the_tree() -> None:
    def bare(module: Path) -> bool:
        return bool(module.read_text(encoding="utf-8").strip()) and not ast.get_docstring(parsed(module))

    assert [module for module in MODULES if bare(module)] == []


def test_no_module_is_too_long_to_read() -> None:
    lengths = {str(module.relative_to(SOURCE)): len(module.read_bytes().splitlines()) for module in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_file_holds_a_registry_address_or_a_machine_path() -> None:
    found = [
        f"{name}:{number}: {match[0]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        for match in [ADDRESS.search(line) or MACHINE_PATH.search(line)]
        if match
    ]
    assert found == []


def test_search_for_addresses_and_paths_finds_them() -> None:
    assert ADDRESS.search("https://" + "pypi" + ".org/simple")
    assert MACHINE_PATH.search('open("' + "/" + 'home/anna/plan.txt")')
    assert MACHINE_PATH.search("C:" + "\\Users\\anna")
    assert not MACHINE_PATH.search("https://example.org/" + "wo" + "rk/1 and ~/wo" + "rk/x")
