"""What visitors hand in: a folder on disk under an address that only they know, worked on apart, gone in an hour."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from kg.face.web.problems import Refusal
from kg.settings import Settings

KEPT = 3600.0
"""Seconds that what was handed in is kept; then it is deleted, whether anyone has seen it or not."""
MOST_BYTES = 16_000_000
"""Bytes of one file."""
_MOST = 100
"""Sessions at a time, of all visitors."""
_AT_ONCE = 2
_SECONDS = 100.0
"""That the work on one file may take."""
_TOKEN = re.compile(r"[\w-]{43}\Z", re.ASCII)
State = Literal["working", "done", "failed"]

_FULL = Refusal(
    "busy",
    ("Många lämnar in filer just nu.", "Many are handing in files just now."),
    ("försök igen om en stund", "try again in a while"),
    {"Retry-After": "60"},
)
_GONE = Refusal(
    "not-found",
    ("Det som lämnades in har tagits bort.", "What was handed in has been deleted."),
    ("lämna in filen igen: den sparas högst en timme", "hand the file in again: it is kept for an hour at most"),
)


@dataclass(frozen=True)
class Session:
    """One folder: the file as it came, what is to be done with it, and what came of it."""

    token: str
    folder: Path

    @property
    def task(self) -> dict[str, Any]:
        """What is to be done."""
        return self._json("task.json")

    @property
    def result(self) -> dict[str, Any]:
        """What came of it, an error where it failed; empty while it is worked on."""
        found = self._json("result.json")
        return found if found.get("run") == self.task.get("run") else {}

    @property
    def state(self) -> State:
        """How far the work has come; work whose server has ended is given up."""
        if self.result:
            return "failed" if "error" in self.result else "done"
        with suppress(OSError):
            if time.time() - (self.folder / "task.json").stat().st_mtime > 4 * _SECONDS:
                return "failed"
        return "working"

    def files(self) -> list[str]:
        """Names of the files that came of it, as paths below `out`."""
        out = self.folder / "out"
        return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())

    def file(self, name: str) -> Path:
        """One of these files.

        Raises Refusal where there is none of that name.
        """
        if name not in self.files():
            raise _GONE
        return self.folder / "out" / name

    def _json(self, name: str) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            found: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
            return found
        return {}


class Sessions:
    """All sessions of a server; several processes share the folder."""

    def __init__(
        self, settings: Settings, home: Path | None = None, kept: float = KEPT, patience: float = _SECONDS
    ) -> None:
        """`home` holds the sessions; where left out, a folder of this user alone among the temporary files.

        `kept` are the seconds until a session is deleted, `patience` those that the work on one file may take.
        """
        self._settings, self._kept, self._patience = settings, kept, patience
        self._home = home or Path(tempfile.gettempdir()) / f"kg-sessions-{getattr(os, 'getuid', lambda: 0)()}"
        self._turns = threading.Semaphore(_AT_ONCE)
        self._lock = threading.Lock()

    def begin(self, name: str, stream: IO[bytes], task: Mapping[str, Any]) -> Session:
        """Take a file in and begin the work; gives the session at once.

        Raises Refusal where there are too many, or the file is empty or too large.
        """
        with self._lock:
            self.sweep()
            if sum(1 for _ in self._folders()) >= _MOST:
                raise _FULL
            token = secrets.token_urlsafe(32)
            session = Session(token, self._home / token)
            session.folder.mkdir(mode=0o700)
        try:
            name = _plain(name)
            with (session.folder / name).open("xb") as file:
                shutil.copyfileobj(stream, file)
                _sized(file.tell())
            self.work(session, {**task, "file": name})
        except BaseException:
            shutil.rmtree(session.folder, ignore_errors=True)
            raise
        timer = threading.Timer(self._kept, shutil.rmtree, (session.folder,), {"ignore_errors": True})
        timer.daemon = True
        timer.start()
        return session

    def find(self, token: str) -> Session:
        """A session by its token.

        Raises Refusal where it is none, or no longer there.
        """
        self.sweep()
        folder = self._home / token
        if not _TOKEN.match(token) or not folder.is_dir():
            raise _GONE
        return Session(token, folder)

    def remove(self, token: str) -> None:
        """Delete all that a session holds."""
        shutil.rmtree(self.find(token).folder, ignore_errors=True)

    def sweep(self) -> None:
        """Delete what has been kept long enough."""
        self._own_home()
        for folder in self._folders():
            with suppress(OSError):
                if time.time() - folder.stat().st_ctime > self._kept and time.time() - _begun(folder) > self._kept:
                    shutil.rmtree(folder, ignore_errors=True)

    def work(self, session: Session, task: Mapping[str, Any]) -> None:
        """Begin the work of a task, once more where it has been done before, unless it is being done."""
        if session.task and session.state == "working":
            return
        run = secrets.token_hex(8)
        shutil.rmtree(session.folder / "out", ignore_errors=True)
        _written(session.folder / "task.json", {**task, "run": run})
        threading.Thread(target=self._run, args=(session, run), name="handed in", daemon=True).start()

    def _run(self, session: Session, run: str) -> None:
        with self._turns:
            environ = {**os.environ, "KG_DATA": str(self._settings.data), "KG_STORE": str(self._settings.store)}
            command = [sys.executable, "-P", "-m", "kg.face.web.errand", str(session.folder)]
            quiet = subprocess.DEVNULL
            process = subprocess.Popen(
                command, stdin=quiet, stdout=quiet, stderr=quiet, env=environ, start_new_session=True
            )
            try:
                process.wait(self._patience)
            except subprocess.TimeoutExpired:
                _end(process)
        if session.task.get("run") == run and not session.result:
            told = ("Filen kräver för mycket tid eller minne.", "The file needs too much time or memory.")
            hint = (" Spara den på nytt, eller dela upp den.", " Save it anew, or split it.")
            with suppress(OSError):
                error = {"sv": told[0] + hint[0], "en": told[1] + hint[1]}
                _written(session.folder / "result.json", {"error": error, "run": run})

    def _folders(self) -> list[Path]:
        return [path for path in self._home.iterdir() if _TOKEN.match(path.name)]

    def _own_home(self) -> None:
        """The folder, made where it is missing; one that is another's, or open to others, is not trusted."""
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = self._home.lstat()
        mine = not hasattr(os, "getuid") or (told.st_uid == os.getuid() and not told.st_mode & 0o077)
        if not stat.S_ISDIR(told.st_mode) or not mine:
            raise _FULL


def _begun(folder: Path) -> float:
    """When a session began: its first file is written once."""
    return min((path.stat().st_mtime for path in folder.iterdir() if path.is_file()), default=0.0)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started."""
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
    process.wait()


def _written(path: Path, told: Mapping[str, Any]) -> None:
    """Write JSON in one step: whoever reads meanwhile sees all of it or none."""
    aside = path.with_suffix(".part")
    aside.write_text(json.dumps(dict(told), ensure_ascii=False, default=str), encoding="utf-8")
    aside.replace(path)


def _plain(name: str) -> str:
    """The last part of a file's name, with nothing in it that means something to a system."""
    name = re.sub(r"[^\w .()-]", "_", re.split(r"[\\/]", name)[-1]).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    found = f"{(stem or suffix)[:80]}{dot if stem else ''}{suffix[:8] if stem else ''}"
    return found if found not in {"", "task.json", "result.json", "out", "profil.toml"} else "fil"


def _sized(size: int) -> None:
    if size == 0:
        raise Refusal("usage", ("Filen är tom.", "The file is empty."), ("välj en fil", "choose a file"))
    if size > MOST_BYTES:
        most = f"{MOST_BYTES // 1_000_000} MB"
        raise Refusal("too-large", (f"Högst {most}.", f"At most {most}."), ("dela upp den", "split it"))
