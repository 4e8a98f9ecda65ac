"""An import: a document read into a plan's folder, or held against the facts that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.building import counts
from kg.errors import SourceError
from kg.extract import compile, package
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


def read(file: Path, data: Path, *, slug: str | None, out: Path | None, check: bool) -> ImportReport:
    """Read a document into a folder of `out`, or of the plans in `data`; to check, only compare.

    Raises SourceError where the document cannot be read or a repair no longer fits; UsageError for a bad slug;
    FailedError where the folder cannot be written.
    """
    name = package.checked_slug(slug) if slug else package.slug_for(file.name, data)
    made = compile.document(file, name, data)
    folder = (out or data / "plans") / name
    if check:
        different = _differences(folder, package.rendered(made.plan))
        return ImportReport(name, file.name, counts(made.plan), made.unread, tuple(different), None)
    package.save(folder, made.plan, made.source)
    return ImportReport(name, file.name, counts(made.plan), made.unread, (), folder)


def _differences(folder: Path, now: bytes) -> list[str]:
    try:
        committed = (folder / "facts.json").read_bytes()
    except OSError as error:
        hint = "run kg import without --check first"
        raise SourceError(f"no facts to compare with ({error.strerror})", where=str(folder), hint=hint) from error
    return package.differences(committed, now)
