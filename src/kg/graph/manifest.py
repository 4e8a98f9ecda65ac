"""What a version of the store says of itself, in its folder: from what it was built, its graphs, its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.graph import notes

FORMAT = 3
"""Raised when the layout of a version's folder changes; a store of another format is refused."""

_HINT = "run kg build"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a built store says of itself."""

    fingerprint: str
    """Of the inputs it was built from, as the builder gave it."""
    graphs: Mapping[str, tuple[str, int]]
    """Named graphs: the file of each, and how many triples it holds."""
    default: int
    """Triples of the default graph."""
    files: Mapping[str, int]
    """Sizes in bytes of the files that are never written again."""
    beside: Mapping[str, str]
    """What the builder kept beside the graphs: the SHA-256 of each, by its name."""


def write(
    folder: Path, fingerprint: str, graphs: Mapping[str, tuple[str, int]], default: int, beside: Mapping[str, str]
) -> None:
    """Say it in the folder of a version, with the sizes of what will not change."""
    fixed = sorted([*folder.glob("graphs/*"), *folder.glob("oxigraph/*.sst"), *folder.glob("oxigraph/MANIFEST-*")])
    told = {
        "format": FORMAT,
        "model": notes.digest(),
        "fingerprint": fingerprint,
        "graphs": graphs,
        "default": default,
        "files": {file.relative_to(folder).as_posix(): file.stat().st_size for file in fixed},
        "beside": beside,
    }
    (folder / "manifest.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """What stands in the folder of a version.

    Raises StoreError where that is damaged, or of another format.
    """
    try:
        told: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
        if (told["format"], told["model"]) != (FORMAT, notes.digest()):
            raise StoreError("the graph was built by another version of the program", where=str(folder), hint=_HINT)
        graphs = {name: (str(file), int(count)) for name, (file, count) in told["graphs"].items()}
        manifest = Manifest(
            str(told["fingerprint"]), graphs, int(told["default"]), dict(told["files"]), dict(told["beside"])
        )
        odd = next((name for name, size in manifest.files.items() if (folder / name).stat().st_size != size), None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"the graph is damaged ({error!r})", where=str(folder), hint=_HINT) from error
    if odd is not None:
        raise StoreError(
            f"the graph is damaged ({odd} has another size than when it was built)", where=str(folder), hint=_HINT
        )
    return manifest
