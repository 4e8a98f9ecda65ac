"""How fast whole inventories go through, beside a plain hash join of the same rows: rows a second, ratio, memory."""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import polars as pl

from kg.batch.columns import mapped
from kg.batch.joining import ID, Joining, table
from kg.batch.judge import Judge, Terms
from kg.batch.source import Inventory, opened
from kg.service import KnowledgeGraph
from kg.settings import Settings

PLAN = "vgr-regionservice"
FRAME = 100_000
SEED = 7
KEYS = ["Handling", "Enhet"]
WAYS = {
    "join": "a plain polars hash join, streaming",
    "answer": "kg batch: rows answered, once titles are folded",
    "rows": "kg batch: the same, and all rows with their answers in one file",
}


def main() -> None:
    """Measure and print; exit 1 where a limit is passed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--titles", type=int, default=3_000, help="distinct titles")
    arguments.add_argument("--quick", action="store_true", help="100,000 rows")
    arguments.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.measure:
        print(json.dumps(measured(*given.measure)))
        return
    rows = 100_000 if given.quick else given.rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inventory.parquet"
        generate(path, rows, given.titles)
        # each in a process of its own, so that the memory is its own
        found = {way: alone(way, path) for way in WAYS}
    report(rows, given.titles, found)


def generate(path: Path, rows: int, distinct: int) -> None:
    """An inventory of so many rows, with titles made of the plan's own names, years and short forms."""
    kg = KnowledgeGraph(Settings.from_environment())
    names = sorted({record.name for record in kg.catalogue.plans[PLAN].plan.record_types})
    chance = random.Random(SEED)
    ways = ("{} {}", "{} {} pärm 2", "{} -{}", "div. {} {}")
    titles = [
        chance.choice(ways).format(chance.choice(names), chance.choice([2009, 2014, 17, 2018])) for _ in range(distinct)
    ]
    units = [None, "Regionservice", "AFF", None]
    frames = (
        pl.DataFrame({"Handling": chance.choices(titles, k=FRAME), "Enhet": chance.choices(units, k=FRAME)})
        .head(min(FRAME, rows - start))
        .with_columns(pl.int_range(start, start + pl.len()).cast(pl.String).alias("Nr"))
        for start in range(0, rows, FRAME)
    )
    whole(frames, path)


def whole(frames: Iterator[pl.DataFrame], path: Path) -> None:
    """Frames as one parquet file, one after another, so that the memory does not grow."""
    parts = []
    for number, frame in enumerate(frames):
        parts.append(path.with_name(f"made-{number}.parquet"))
        frame.write_parquet(parts[-1])
    pl.scan_parquet(parts).sink_parquet(path, row_group_size=FRAME)
    for part in parts:
        part.unlink()


def alone(way: str, path: Path) -> dict[str, float]:
    """One way, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.batch", "--measure", way, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=Path(__file__).resolve().parents[1])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measured(way: str, name: str) -> dict[str, float]:
    """Seconds of folding and of the rest, and the most memory, of one way."""
    path = Path(name)
    kg = KnowledgeGraph(Settings.from_environment())
    judge = Judge(kg._resolver, Terms((PLAN,), None, date(2026, 1, 1), 0.8))
    inventory = opened(path)
    joining = Joining(judge, mapped(inventory.heads, {}))
    distinct = pl.scan_parquet(path).select(KEYS).unique().collect(engine="streaming")
    empty = inventory.empty()
    start = time.process_time()
    judged = joining.answered(pl.concat([empty, distinct], how="diagonal").select(empty.columns))
    folded = time.process_time() - start
    told = table(joining.verdicts).with_columns(pl.col(pl.String).cast(pl.Categorical))
    known = judged.select(*KEYS, ID).join(told, on=ID, how="left").drop(ID)
    work = {
        "join": lambda: plain(path, known),
        "answer": lambda: answer(inventory, joining),
        "rows": lambda: all_rows(inventory, joining, told),
    }[way]
    taken = [timed(work) for _ in range(5)]
    wall, worked = (min(times) for times in zip(*taken, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"fold": folded, "distinct": distinct.height, "wall": wall, "seconds": worked, "peak": peak}


def plain(path: Path, known: pl.DataFrame) -> None:
    """The join that a person would write: every row to the answer on its title and unit, parquet to parquet."""
    with tempfile.TemporaryDirectory() as folder:
        joined = pl.scan_parquet(path).join(known.lazy(), on=KEYS, how="left", nulls_equal=True, maintain_order="left")
        joined.sink_parquet(Path(folder) / "all.parquet", compression="lz4")


def answer(inventory: Inventory, joining: Joining) -> None:
    """The pass that answers rows, part by part, each part written."""
    with tempfile.TemporaryDirectory() as folder:
        _parts(inventory, joining, Path(folder))


def all_rows(inventory: Inventory, joining: Joining, told: pl.DataFrame) -> None:
    """The same, and the file of all rows with their answers made of the parts."""
    with tempfile.TemporaryDirectory() as folder:
        parts = _parts(inventory, joining, Path(folder))
        joined = pl.scan_parquet(parts).join(told.lazy(), on=ID, how="left", maintain_order="left").drop(ID)
        joined.sink_parquet(Path(folder) / "all.parquet", compression="lz4")


def _parts(inventory: Inventory, joining: Joining, folder: Path) -> list[Path]:
    parts = []
    for number, frame in enumerate(inventory.frames(FRAME)):
        parts.append(folder / f"{number}.parquet")
        joining.answered(frame).write_parquet(parts[-1], compression="lz4")
    return parts


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock, and of all processors, that a piece of work takes; the second holds on a busy machine."""
    wall, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - worked


def report(rows: int, titles: int, found: dict[str, dict[str, float]]) -> None:
    """The table, and exit 1 where a limit is passed."""
    join, answered = found["join"], found["answer"]
    print(f"Python {platform.python_version()}, {platform.machine()}; {rows:,} rows, {titles:,} titles, ", end="")
    print(f"{join['distinct']:,.0f} distinct with their facts; parquet to parquet, best of 5, processor time.\n")
    print("| what | clock | processors | rows/s of a processor | × plain join | peak memory |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for way, what in WAYS.items():
        seconds = found[way]["seconds"]
        times = (f"{found[way]['wall']:.2f} s", f"{seconds:.2f} s", f"{rows / seconds:,.0f}")
        print(f"| {what} | {' | '.join(times)} | {seconds / join['seconds']:.2f} | {found[way]['peak']:,.0f} MB |")
    rate = answered["distinct"] / answered["fold"]
    print(f"| folding: each distinct title judged once | | {answered['fold']:.1f} s | {rate:,.0f} titles/s | | |")
    if found["rows"]["seconds"] > 3 * join["seconds"] or rows / answered["seconds"] < 500_000:
        print("\na limit was passed: 500,000 rows/s answered, and all of it within 3 × the plain join")
        raise SystemExit(1)


if __name__ == "__main__":
    main()
