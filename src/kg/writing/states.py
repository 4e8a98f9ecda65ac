"""The states that a plan has been in: its files, under the hash of what they hold, never changed and never removed."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kg.errors import FailedError, UsageError
from kg.extract.package import replace_file
from kg.graph.versions import sync
from kg.writing.keep import Keep

NAMES = ("source.toml", "facts.json", "corrections.toml", "summaries.toml")
"""The files of a plan; nothing else in its folder is read or touched."""
ABSENT = "absent"
"""The state of a plan that there is none of."""
Files = Mapping[str, bytes]


def files(folder: Path) -> dict[str, bytes]:
    """The files of a plan as they stand in its folder; none where there is no such plan.

    Raises FailedError where one cannot be read.
    """
    found = {}
    for name in NAMES:
        try:
            found[name] = (folder / name).read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise FailedError(f"cannot be read ({error.strerror})", where=str(folder / name)) from error
    return found


def name(files: Files) -> str:
    """SHA-256 (hex) of the names and contents of a plan's files; ABSENT where there are none."""
    told = "".join(f"{each} {hashlib.sha256(files[each]).hexdigest()}\n" for each in sorted(files))
    return hashlib.sha256(told.encode()).hexdigest() if told else ABSENT


def lay(folder: Path, files: Files) -> None:
    """Put these files in a plan's folder, each in one step, and take away those of `NAMES` that are not among them.

    Raises FailedError where the folder cannot be written; to do it again finishes it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each, content in files.items():
            replace_file(folder / each, content)
        for each in set(NAMES) - set(files):
            (folder / each).unlink(missing_ok=True)
    except OSError as error:
        raise FailedError(f"cannot be written ({error.strerror})", where=str(folder)) from error
    if not files:
        with suppress(OSError):  # something else lies in it
            folder.rmdir()


class UnknownStateError(UsageError):
    """A state that a plan was never in."""

    code = "not-found"

    def __init__(self, slug: str, state: str) -> None:
        super().__init__(f"no state {state[:80]!r} of {slug}", hint=f"see kg restore {slug}")


class States:
    """The states that are kept of all plans."""

    def __init__(self, keep: Keep) -> None:
        self._path = keep.path / "states"

    def keep(self, slug: str, content: Files) -> str:
        """Keep a state, and tell its name.

        Raises FailedError where it cannot be written.
        """
        state = name(content)
        target = self._path / slug / state
        if state == ABSENT or target.is_dir():
            return state
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            aside = Path(tempfile.mkdtemp(prefix=".", dir=target.parent))
            try:
                for each, told in content.items():
                    (aside / each).write_bytes(told)
                sync(aside)
                aside.rename(target)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
        except OSError as error:
            hint = "free some space; nothing was changed"
            raise FailedError(f"cannot be kept ({error.strerror})", where=str(target), hint=hint) from error
        return state

    def kept(self, slug: str) -> set[str]:
        """Names of the states of a plan that can be restored."""
        folder = self._path / slug
        return (
            {ABSENT, *(each.name for each in folder.iterdir() if not each.name.startswith("."))}
            if folder.is_dir()
            else set()
        )

    def files(self, slug: str, state: str) -> dict[str, bytes]:
        """The files of a state.

        Raises UnknownStateError where the plan was never in it; FailedError where it has been changed.
        """
        if state not in self.kept(slug):
            raise UnknownStateError(slug, state)
        if state == ABSENT:
            return {}
        found = files(self._path / slug / state)
        if name(found) != state:
            raise FailedError("the state is not what was kept", where=str(self._path / slug / state))
        return found
