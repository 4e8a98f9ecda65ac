"""A folder of versions of which one is current: swapped in one step, and old ones go once nobody reads them.

    CURRENT     name of the version that readers open
    lock        held while a version is begun or published
    v000007/    one version, with a `lock` of its own: held alone by whoever builds it, together by all who read it

A process that is killed leaves its locks, so what it left behind is told from what is in use.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_NAME = re.compile(r"v(\d{6,})\Z")
_GONE = "gone-"
_TRIES = 12


def lock(path: Path, *, alone: bool, wait: bool = False) -> IO[bytes] | None:
    """Lock a file until the returned handle is closed; None where another holds it and we do not wait.

    Windows knows no lock that readers share: there an open handle keeps the folder from being moved, which is enough.
    Raises OSError where the file cannot be opened.
    """
    handle = path.open("a+b" if alone else "rb")
    try:
        _lock(handle, alone=alone, wait=wait)
    except (BlockingIOError, PermissionError):
        handle.close()
        return None
    return handle


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(handle: IO[bytes], *, alone: bool, wait: bool) -> None:
        if not alone:
            return
        handle.seek(0)
        while True:
            try:
                return msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    raise BlockingIOError from None
                time.sleep(0.05)

else:
    import fcntl

    def _lock(handle: IO[bytes], *, alone: bool, wait: bool) -> None:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | (0 if wait else fcntl.LOCK_NB))


class Versions:
    """The versions in one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path | None:
        """Folder of the current version, whether or not it is whole; None where there is none.

        Raises OSError where the pointer is there and cannot be read, ValueError where it names no version.
        """
        try:
            name = (self.path / "CURRENT").read_bytes().decode("ascii").strip()
        except FileNotFoundError:
            return None
        if not _NAME.match(name):
            raise ValueError(f"CURRENT names no version: {name[:40]!r}")
        return self.path / name

    def read(self) -> tuple[Path, IO[bytes]] | None:
        """The current version, held so that no builder removes it until the handle is closed; None without one.

        Raises what `current` raises, and OSError where the version that it names is not there.
        """
        for attempt in range(_TRIES):
            folder = self.current()
            if folder is None:
                return None
            try:
                held = lock(folder / "lock", alone=False)
            except FileNotFoundError:
                held = None
                if attempt == _TRIES - 1:
                    raise
            if held is not None and folder.is_dir():
                return folder, held
            # Between our look at CURRENT and our lock, a builder may have swapped and cleaned: look again.
            time.sleep(0.002 * attempt)
        raise FileNotFoundError("the current version is locked by another program")

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """A new folder to fill; it becomes the current version where the block ends well, and goes where it does not.

        Raises OSError where the folder cannot be written.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with self._alone():
            folder = self._begin()
            held = lock(folder / "lock", alone=True)
        try:
            yield folder
            sync(folder)
            with self._alone():
                if held is not None:
                    held.close()
                self._point(folder.name)
                self._clean(folder)
        except BaseException:
            if held is not None:
                held.close()
            if self.current() != folder:
                shutil.rmtree(folder, ignore_errors=True)
            raise

    @contextmanager
    def _alone(self) -> Iterator[None]:
        held = lock(self.path / "lock", alone=True, wait=True)
        try:
            yield
        finally:
            if held is not None:
                held.close()

    def _begin(self) -> Path:
        numbers = [int(found[1]) for entry in self.path.iterdir() if (found := _NAME.match(entry.name))]
        folder = self.path / f"v{max(numbers, default=0) + 1:06d}"
        folder.mkdir()
        return folder

    def _point(self, name: str) -> None:
        aside = self.path / "CURRENT.new"
        with aside.open("wb") as file:
            file.write(f"{name}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        _replace(aside, self.path / "CURRENT")
        _sync_folder(self.path)

    def _clean(self, keep: Path) -> None:
        """Remove versions that nobody reads or builds; what cannot be removed waits for the next build."""
        for entry in self.path.iterdir():
            if entry.name.startswith(_GONE):
                shutil.rmtree(entry, ignore_errors=True)
            elif _NAME.match(entry.name) and entry != keep:
                with suppress(OSError):
                    _remove(entry)


def _remove(folder: Path) -> None:
    held = lock(folder / "lock", alone=True)
    if held is None:
        return
    if sys.platform == "win32":  # pragma: no cover
        held.close()
    gone = folder.with_name(_GONE + folder.name)
    folder.rename(gone)
    held.close()
    shutil.rmtree(gone, ignore_errors=True)


def _replace(source: Path, target: Path) -> None:
    """os.replace, again for a moment where Windows refuses because a reader has the target open."""
    for _ in range(100):
        try:
            os.replace(source, target)
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(0.01)
        else:
            return
    os.replace(source, target)


def sync(folder: Path) -> None:
    """Bring all that a folder holds to the disk, so that a power cut after the swap finds it whole."""
    for entry in [*folder.rglob("*"), folder]:
        if entry.is_dir():
            _sync_folder(entry)
        else:
            with entry.open("r+b") as file:
                os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # pragma: no cover
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
