"""The folder of what is kept of changes: private to its owner, and changed by one at a time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import FailedError, StoreError
from kg.extract.package import replace_file
from kg.graph.versions import lock

_PAUSE = 0.05


class BusyError(FailedError):
    """Another change is under way."""

    code = "busy"


class Keep:
    """The folder; nothing is made in it before something is to be kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def alone(self, seconds: float = 20.0) -> Iterator[None]:
        """Nobody else changes anything until the block ends; a lock ends with its process.

        Raises BusyError where another has it for so long; FailedError where the folder cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            held = self._locked(seconds)
        except OSError as error:
            hint = "name a folder that can be written in KG_KEPT"
            raise FailedError(f"cannot be written ({error.strerror})", where=str(self.path), hint=hint) from error
        try:
            yield
        finally:
            held.close()

    def _locked(self, seconds: float) -> IO[bytes]:
        end = time.monotonic() + seconds
        while True:
            held = lock(self.path / "lock", alone=True)
            if held is not None:
                return held
            if time.monotonic() > end:
                raise BusyError("another change is under way", where=str(self.path), hint="try again in a moment")
            time.sleep(_PAUSE)

    def read(self, name: str) -> bytes | None:
        """What a file holds; None where there is none.

        Raises StoreError where it cannot be read, or others than its owner can read it.
        """
        path = self.path / name
        try:
            if sys.platform != "win32" and path.stat().st_mode & 0o077:
                raise StoreError("others can read or write it", where=str(path), hint=f"chmod 600 {path}")
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"cannot be read ({error.strerror})", where=str(path)) from error

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place in one step, for its owner alone.

        Raises FailedError where that cannot be done; what was there still stands.
        """
        replace_file(self.path / name, data, 0o600)
