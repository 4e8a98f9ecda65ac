"""The work on one file that a visitor handed in: a process of its own, with little memory and time, told by files."""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.face import render, swedish
from kg.service import KnowledgeGraph
from kg.settings import Settings

_MEMORY = 6 * 1024**3
"""Bytes of addresses; the libraries that read tables map far more than they use."""
_PROCESSOR = 120
_FILE = 200_000_000
_FORMATS = {".json": "json", ".xlsx": "xlsx", ".csv": "csv", ".html": "html", "-webbplats.zip": "site"}


def main(folder: Path) -> None:
    """Do what task.json says; result.json tells what came of it, or why nothing did."""
    _limited()
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    settings = replace(Settings.from_environment(), language=task["lang"])
    try:
        with KnowledgeGraph(settings) as kg:
            told = _import(kg, folder, task) if task["kind"] == "import" else _batch(kg, folder, task)
    except KgError as error:
        said = {
            "sv": swedish.sentences(error, "sv", placed=False),
            "en": swedish.sentences(error, "en", placed=False),
        }
        told = {"error": said, "heads": _heads(kg, folder, task)}
    except MemoryError:
        told = {"error": {"sv": "Filen kräver för mycket minne.", "en": "The file needs too much memory."}}
    aside = folder / "result.part"
    aside.write_text(json.dumps({**told, "run": task["run"]}, ensure_ascii=False, default=str), encoding="utf-8")
    aside.replace(folder / "result.json")


def _import(kg: KnowledgeGraph, folder: Path, task: dict[str, Any]) -> dict[str, Any]:
    from kg.importing import Wanted

    profile = folder / "profil.toml" if task.get("columns") else None
    if profile:
        profile.write_text(_profile(task["columns"]), encoding="utf-8")
    slug = re.sub(r"[^a-z0-9]+", "-", _ascii(Path(task["file"]).stem)).strip("-")[:60] or "plan"
    slug = f"{slug}-ny" if (kg.settings.data / "plans" / slug).exists() else slug
    report = kg.import_plan(folder / task["file"], Wanted(slug, folder / "plan", profile, explain=kg.language))
    out = folder / "out"
    out.mkdir()
    for suffix, format in _FORMATS.items():
        (out / f"{slug}{suffix}").write_bytes(kg.export_folder(folder / "plan" / slug, format))
    if profile:
        (out / "profil.toml").write_bytes(profile.read_bytes())
    told: dict[str, Any] = json.loads(render.as_json(report))
    return {**told, "folder": None}


def _batch(kg: KnowledgeGraph, folder: Path, task: dict[str, Any]) -> dict[str, Any]:
    summary = kg.batch(
        folder / task["file"], folder / "out", task.get("plans", ()), task.get("columns", {}), task.get("on")
    )
    return {**summary.as_dict(), "heads": list(kg.inventory_heads(folder / task["file"]))}


def _heads(kg: KnowledgeGraph, folder: Path, task: dict[str, Any]) -> list[str]:
    """The columns of an inventory that could be opened and no more, so that a person may say what they hold."""
    with suppress(KgError):
        return list(kg.inventory_heads(folder / task["file"])) if task["kind"] == "batch" else []
    return []


def _profile(columns: dict[str, str]) -> str:
    """A profile that gives heads their kinds."""
    kinds: dict[str, list[str]] = {}
    for head, kind in columns.items():
        kinds.setdefault(kind, []).append(head)
    lines = (f"{kind} = {json.dumps(heads, ensure_ascii=True)}\n" for kind, heads in kinds.items())
    return f"[columns]\n{''.join(lines)}"


def _ascii(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def _limited() -> None:
    """Less memory, time and disk and no network for this process, which ends with the server; where that can be had."""
    from kg import confine

    confine.end_with_parent()
    confine.spare(_MEMORY, _PROCESSOR, _FILE)
    confine.stay_offline()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
