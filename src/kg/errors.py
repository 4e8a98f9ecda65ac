"""Errors that tell a person what is wrong, where, and what to do.

KgError
├── UsageError      wrong use: an unknown plan, key, date or option (exit status 2)
├── SourceError     a file or folder that cannot be read as what it should be (exit status 2)
├── StoreError      the built graph is missing, of another version, or damaged (exit status 3)
└── FailedError     the work could not be finished: a full disk, a read-only folder (exit status 3)
"""

from __future__ import annotations


class KgError(Exception):
    """Root of all errors that a person can act on; prints as one line: where: what: what to do."""

    exit_status = 3
    code = "failed"

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        line = self.message if self.where is None else f"{self.where}: {self.message}"
        line = line if self.hint is None else f"{line}: {self.hint}"
        return " ".join(line.split())


class UsageError(KgError):
    """The command or question was put wrongly."""

    exit_status = 2
    code = "usage"


class SourceError(KgError):
    """A document, plan folder or data file cannot be read as what it should be."""

    exit_status = 2
    code = "source"


class StoreError(KgError):
    """The built graph cannot be used."""

    exit_status = 3
    code = "store"


class FailedError(KgError):
    """The work could not be finished; what was there before still stands."""

    exit_status = 3
    code = "failed"
