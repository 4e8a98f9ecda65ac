"""What the surroundings decide: where data, store and original documents are, and the language of the answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg import __version__, assets
from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations; a test makes its own."""

    data: Path
    """Folder of plans, statutes, organisations and the lexicon."""
    store: Path
    """Folder that holds the built graph; made by a build."""
    sources: Path | None = None
    """Folder of the original documents, where they are at hand."""
    language: Literal["sv", "en"] = "sv"
    """Language of cards and tables; JSON is the same in both."""
    kept: Path | None = None
    """Folder of keys, audit log and earlier states of plans; beside the store where none is named."""

    @property
    def keeping(self) -> Path:
        """Folder of what is kept of changes: keys, audit log, earlier states."""
        return self.kept or self.store.parent / "kept"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Settings by KG_DATA, KG_STORE, KG_SOURCES, KG_LANG and KG_KEPT; an empty one counts as unset.

        A checkout keeps its store in build/ and finds original documents in ../shared/sources; an installed copy keeps
        its store in the user's cache. Raises UsageError for a folder that is not there or an unknown language.
        """
        root = assets.root()
        installed = root.name == "_assets"
        store, kept = environ.get("KG_STORE"), environ.get("KG_KEPT")
        return cls(
            data=_folder(environ, "KG_DATA") or assets.data(),
            store=Path(store) if store else (_cache(environ) if installed else root / "build") / "store",
            sources=_folder(environ, "KG_SOURCES") or (None if installed else _beside(root)),
            language=_language(environ.get("KG_LANG") or "sv"),
            # a store goes with the version that built it; what is kept does not
            kept=Path(kept) if kept else _cache(environ).parent / "kept" if installed and not store else None,
        )


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name)
    if value and not Path(value).is_dir():
        raise UsageError(f"{name} names no folder", where=value)
    return Path(value) if value else None


def _beside(root: Path) -> Path | None:
    folder = root.parent / "shared" / "sources"
    return folder if folder.is_dir() else None


def _language(value: str) -> Literal["sv", "en"]:
    match value:
        case "sv" | "en":
            return value
    raise UsageError(f"KG_LANG is {value!r}", hint="use sv or en")


def _cache(environ: Mapping[str, str]) -> Path:
    # a store is bound to the version that built it, and so is its folder
    try:
        if sys.platform == "win32":
            folder = environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        elif sys.platform == "darwin":
            folder = Path.home() / "Library" / "Caches"
        else:
            folder = environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError as error:
        raise UsageError("this user has no home folder", hint="name a folder for the store in KG_STORE") from error
    return Path(folder) / "kg" / __version__
