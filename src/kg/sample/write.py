"""Made-up municipalities as a folder that `kg build` takes for its data, with the answers beside it."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import FailedError, UsageError
from kg.extract import package
from kg.model.source import Source
from kg.sample import document, faults, inventory, town
from kg.sample.town import Town

INDEX = "sample.json"


def write(out: Path, seed: int, count: int, statutes: Path, rows: int, progress: Callable[[int, int], None]) -> None:
    """Write so many municipalities into a folder; the same bytes for the same seed, count and rows.

    `statutes` is the register of laws, which the folder gets a copy of; `rows` is the length of each inventory. Raises
    UsageError for a folder that holds something else, or a count below 1; FailedError where it cannot be written.
    """
    if count < 1 or rows < 1:
        raise UsageError("there is nothing to make", hint="give --orgs and --rows of 1 or more")
    if out.exists() and not (out.is_dir() and ((out / INDEX).is_file() or not any(out.iterdir()))):
        raise UsageError("is there already and is no sample", where=str(out), hint="name another folder")
    try:
        aside = out.with_name(f"{out.name}.part")
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(statutes, aside / "statutes")
        told = []
        for number in range(1, count + 1):
            told.append(_town(aside, seed, number, rows))
            progress(number, count)
        _put(aside / INDEX, _json({"seed": seed, "municipalities": told}))
        shutil.rmtree(out, ignore_errors=True)
        aside.rename(out)
    except OSError as error:
        raise FailedError(f"cannot be written ({error.strerror})", where=str(out), hint="name another") from error


def _town(out: Path, seed: int, number: int, rows: int) -> dict[str, Any]:
    chance = random.Random(f"{seed}/{number}/rest")
    clean = town.made(seed, number)
    made, wrong = faults.planted(clean, chance)
    _put(out / "documents" / document.name(made), document.written(made))
    plan = document.facts(made)
    folder = out / "plans" / made.slug
    _put(folder / "facts.json", package.rendered(plan))
    _put(folder / "source.toml", _source(made))
    _put(out / "organisations" / f"{made.slug}.toml", inventory.organisations(made))
    body, answers = zip(*inventory.rows(clean, chance, rows), strict=True)
    _put(out / "inventories" / f"{made.slug}.csv", inventory.table(inventory.HEADS, body))
    _put(out / "answers" / f"{made.slug}.csv", inventory.table(inventory.ANSWERS, answers))
    _put(out / "answers" / f"{made.slug}-faults.json", _json([asdict(fault) for fault in wrong]))
    _put(out / "events" / f"{made.slug}.toml", inventory.event(made))
    return {"slug": made.slug, "name": made.name, "processes": len(plan.processes),
            "record_types": len(plan.record_types), "faults": len(wrong)}  # fmt: skip


def _source(made: Town) -> bytes:
    told = Source(
        slug=made.slug,
        title=f"Dokumenthanteringsplan för {made.name} kommun",
        document=document.name(made),
        kind="classification",
        issuer=f"{made.name} kommun",
        reader="delimited",
        note="Påhittad.",
    ).model_dump(mode="json", exclude_none=True)
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items()).encode()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
