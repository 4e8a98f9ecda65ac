"""What a run has done, beside its output: parts that are whole, so that a run that was killed goes on where it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from kg.errors import FailedError, UsageError
from kg.extract.package import replace_file
from kg.graph import versions

if TYPE_CHECKING:
    import polars as pl

SUMMARY = "summary.json"
"""The file by which a folder is known as the output of a run."""


class Journal:
    """The folder beside an output, while the run lasts; held by one run at a time."""

    def __init__(self, out: Path, folder: Path, held: IO[bytes]) -> None:
        self.out = out
        self.folder = folder
        self._held = held

    @classmethod
    def begin(cls, out: Path, fingerprint: Mapping[str, Any], resume: bool) -> Self:
        """Begin anew, or go on with a run of the same fingerprint.

        Raises UsageError where the output is a folder of something else, where another run is at work on it, or where
        what was begun is not the same; FailedError where the folder cannot be written.
        """
        if out.exists() and not (out.is_dir() and ((out / SUMMARY).is_file() or not any(out.iterdir()))):
            raise UsageError(
                "is there already and is no output of kg batch", where=str(out), hint="name another folder"
            )
        folder = out.with_name(f"{out.name}.part")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held = versions.lock(folder / "lock", alone=True)
        except OSError as error:
            hint = "name another folder"
            raise FailedError(f"cannot be written ({error.strerror})", where=str(folder), hint=hint) from error
        if held is None:
            raise UsageError("another run is at work on it", where=str(out), hint="wait for it, or name another folder")
        journal = cls(out, folder, held)
        journal._open(dict(fingerprint), resume)
        return journal

    def _open(self, fingerprint: dict[str, Any], resume: bool) -> None:
        path = self.folder / "journal.json"
        begun = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
        if resume and begun is not None:
            changed = sorted(key for key in fingerprint if begun.get(key) != fingerprint[key])
            if changed:
                self.close()
                hint = "run it without --resume to begin anew"
                raise UsageError(f"what was begun had another {', '.join(changed)}", where=str(self.folder), hint=hint)
        else:
            for pattern in ("part-*", "verdicts-*"):
                for file in self.folder.glob(pattern):
                    file.unlink()
            replace_file(path, json.dumps(fingerprint, ensure_ascii=False, indent=1).encode())
        shutil.rmtree(self.folder / "out", ignore_errors=True)

    @property
    def parts(self) -> list[Path]:
        """The parts that are whole, in order, up to the first that is missing."""
        found: list[Path] = []
        while (path := self._part(len(found))).is_file():
            found.append(path)
        return found

    @property
    def tables(self) -> list[Path]:
        """Tables of verdicts that the parts name, in the order of their numbers."""
        every = (self._table(number) for number in range(len(self.parts)))
        return [path for path in every if path.is_file()]

    def put(self, number: int, frame: pl.DataFrame, fresh: pl.DataFrame) -> None:
        """Take in a part in one step, after the verdicts that it is the first to name."""
        self._table(number).unlink(missing_ok=True)
        if fresh.height:
            _whole(fresh, self._table(number))
        _whole(frame, self._part(number))

    def finish(self) -> None:
        """Put the folder `out`, in which the output was written, in its place, and drop the rest."""
        aside = self.folder / "old"
        try:
            if self.out.exists():
                shutil.rmtree(aside, ignore_errors=True)
                os.replace(self.out, aside)
            os.replace(self.folder / "out", self.out)
        except OSError as error:
            hint = "close what has it open, then go on with --resume"
            raise FailedError(f"cannot be put in place ({error.strerror})", where=str(self.out), hint=hint) from error
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the folder; what is in it stays."""
        self._held.close()

    def _part(self, number: int) -> Path:
        return self.folder / f"part-{number:05d}.parquet"

    def _table(self, number: int) -> Path:
        return self.folder / f"verdicts-{number:05d}.parquet"


def _whole(frame: pl.DataFrame, path: Path) -> None:
    aside = path.with_suffix(".tmp")
    frame.write_parquet(aside, compression="lz4")
    os.replace(aside, path)
