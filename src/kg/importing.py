"""An import: a document read into a plan's folder, or held against the facts that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.building import counts
from kg.errors import SourceError
from kg.extract import compile, explaining, package, profile
from kg.extract.understood import Table
from kg.model.source import Unread


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import read."""

    slug: str
    document: str
    counts: Mapping[str, int]
    unread: tuple[Unread, ...]
    differences: tuple[str, ...]
    """Against the committed facts, where these were to be checked."""
    folder: Path | None
    """Where the facts were written; None where they were only checked."""
    tables: tuple[Table, ...] = ()
    """Which column of each table was taken for what, and how sure that is."""
    explained: tuple[str, ...] = ()
    """How the document was understood, line for line, where this was asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a document is to be imported."""

    slug: str | None = None
    out: Path | None = None
    """Folder for the plan's folder; None for the plans in data."""
    profile: Path | None = None
    """A TOML file that helps where the guess of columns and numbers goes wrong."""
    check: bool = False
    """Only compare with the facts that are there."""
    explain: Literal["sv", "en"] | None = None
    """Language in which to tell how the document was understood."""


def read(file: Path, data: Path, wanted: Wanted) -> ImportReport:
    """Read a document, or a folder of them, into a plan's folder; to check, only compare.

    Raises SourceError where the document cannot be read or a repair no longer fits; UsageError for a bad slug;
    FailedError where the folder cannot be written.
    """
    name = package.checked_slug(wanted.slug) if wanted.slug else package.slug_for(file.name, data)
    made = compile.document(file, name, data, profile.load(wanted.profile) if wanted.profile else None)
    folder = (wanted.out or data / "plans") / name
    different: list[str] = []
    if wanted.check:
        different = _differences(folder, package.rendered(made.plan))
    else:
        package.save(folder, made.plan, made.source)
    return ImportReport(
        slug=name,
        document=file.name,
        counts=counts(made.plan),
        unread=made.unread,
        differences=tuple(different),
        folder=None if wanted.check else folder,
        tables=made.tables,
        explained=tuple(explaining.told(made, wanted.explain)) if wanted.explain else (),
    )


def _differences(folder: Path, now: bytes) -> list[str]:
    try:
        committed = (folder / "facts.json").read_bytes()
    except OSError as error:
        hint = "run kg import without --check first"
        raise SourceError(f"no facts to compare with ({error.strerror})", where=str(folder), hint=hint) from error
    return package.differences(committed, now)
