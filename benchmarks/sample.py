"""Made-up municipalities taken through: how fast they are made, built and sorted, and how often that is right.

`python -m benchmarks.sample --orgs 300`; others can be measured on the same folder, which `kg sample` writes.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from kg import assets
from kg.service import KnowledgeGraph
from kg.settings import Settings

DAY = date(2026, 1, 1)
RULES = {"KG201", "KG202", "KG204", "KG503"}
"""The rules whose faults are planted."""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--orgs", type=int, default=20)
    given = arguments.parse_args()
    print("| what | time | found |\n| --- | ---: | --- |")
    with tempfile.TemporaryDirectory() as folder:
        data, start = Path(folder) / "data", time.perf_counter()
        with KnowledgeGraph(Settings(data=assets.data(), store=Path(folder) / "none")) as kg:
            kg.sample(data, given.seed, given.orgs)
        start = row(f"{given.orgs} municipalities made", start, "")
        with KnowledgeGraph(Settings(data=data, store=Path(folder) / "store")) as kg:
            kg.build()
            start = row("the graph built and validated", start, "")
            slugs = sorted(kg.catalogue.plans)
            start = row("faults found", start, faults(kg, data, slugs))
            row("inventories sorted", start, owners(kg, data, slugs, Path(folder)))


def row(what: str, start: float, found: str) -> float:
    """Print a line of the table; gives the time from which the next is counted."""
    print(f"| {what} | {time.perf_counter() - start:.1f} s | {found} |", flush=True)
    return time.perf_counter()


def faults(kg: KnowledgeGraph, data: Path, slugs: Sequence[str]) -> str:
    """How many of the planted faults are found, and how many others of their kinds."""
    told: list[tuple[str, list[dict[str, Any]]]] = [
        (slug, json.loads((data / "answers" / f"{slug}-faults.json").read_text("utf-8"))) for slug in slugs
    ]
    planted = {(slug, fault["rule"], fault["where"]) for slug, every in told for fault in every}
    found = {(f.plan, f.rule, f.where[0]) for f in kg.findings(slugs) if f.rule in RULES}
    return f"{len(planted & found)} of {len(planted)} planted, {len(found - planted)} others"


def owners(kg: KnowledgeGraph, data: Path, slugs: Sequence[str], folder: Path) -> str:
    """How many rows are settled without a person, and how many of these are right."""
    rows = settled = right = 0
    for slug in slugs:
        kg.batch(data / "inventories" / f"{slug}.csv", folder / slug, [slug], today=DAY)
        with (data / "answers" / f"{slug}.csv").open(encoding="utf-8", newline="") as file:
            answers = list(csv.DictReader(file, delimiter=";"))
        found = pl.read_parquet(folder / slug / "rader.parquet").select("kg_kind", "kg_owner", "kg_action").rows()
        for (kind, owner, action), answer in zip(found, answers, strict=True):
            rows += 1
            settled += kind in {"kept", "delivery"}
            right += kind in {"kept", "delivery"} and (owner, action) == (answer["owner"], answer["action"])
    return f"{settled} of {rows} rows settled, {right} of these right ({right / settled:.3f})"


if __name__ == "__main__":
    main()
