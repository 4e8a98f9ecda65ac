"""The lines of the plans' original documents, where these are at hand and still the ones that were read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import SourceError
from kg.extract import corrections, package
from kg.model.source import Damage


def texts(data: Path, sources: Path | None) -> Mapping[str, tuple[str, ...]]:
    """Lines by the slug of the plan, with the damage of conversion mended, so that it is never a finding.

    `data` is the folder of plans, `sources` that of the documents; a plan whose document is not there, or is another
    edition than the one that was read, is left out.
    Raises SourceError where a plan's folder cannot be read.
    """
    found = {}
    for folder in package.folders(data) if sources else ():
        each = package.load(folder)
        original = Path(sources or "") / each.source.document
        try:
            package.check_original(each, sources)
            text = original.read_bytes().decode("utf-8-sig")
        except (SourceError, OSError, UnicodeDecodeError):
            continue
        lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", " ").split("\n")
        found[each.source.slug] = corrections.mended(lines, each.corrections.damage, str(folder / "corrections.toml"))
    return found


def damage(data: Path) -> Mapping[str, tuple[Damage, ...]]:
    """What conversion broke in each plan's original, by slug, as its corrections say.

    Raises SourceError where corrections cannot be read.
    """
    return {folder.name: corrections.load(folder / "corrections.toml").damage for folder in package.folders(data)}
