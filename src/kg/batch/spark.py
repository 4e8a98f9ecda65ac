"""The same answers by many machines: frames of rows through Apache Spark, the catalogue broadcast to each worker."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.batch.joining import ID, Joining, table, verdicts
from kg.batch.judge import Terms
from kg.batch.moving import judging
from kg.batch.source import ROW, WRONG, Inventory
from kg.batch.verdict import NAMES
from kg.errors import FailedError, UsageError

if TYPE_CHECKING:
    import polars as pl

    from kg.answer.law import Register
    from kg.batch.journal import Journal
    from kg.catalogue import PlanView

_PART = "kg_part"
_HINT = "install Java 17 and kg-records[spark], or leave out --engine"


@dataclass(frozen=True)
class Shared:
    """What every worker is given once: the plans, the laws, and how rows are judged."""

    views: tuple[PlanView, ...]
    statutes: Register | None
    terms: Terms
    mapping: dict[str, str]


def answer(
    journal: Journal,
    inventory: Inventory,
    joining: Joining,
    shared: Shared,
    rows: int,
    progress: Callable[[int, int | None], None],
) -> None:
    """Answer the frames of an inventory on the cluster, and take them into the journal in their order.

    The cluster is that of the session at hand or of spark-submit, else what KG_SPARK_MASTER names, else this machine.
    The folder of the journal must be one that all workers see. Raises UsageError where Spark or Java is not there;
    FailedError where the cluster gives up.
    """
    session, own = _session(rows)
    done = len(journal.parts)
    staged, answered = journal.folder / "staged", journal.folder / "answered"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir()
    try:
        count = _stage(inventory, staged, rows, done)
        if count:
            _spread(session, staged, answered, inventory, shared)
        at = done * rows
        for number in range(done, done + count):
            frame = _gathered(answered, number, joining, inventory)
            journal.put(number, *frame)
            at += frame[0].height
            progress(at, inventory.total)
        if not journal.parts:
            journal.put(0, joining.answered(inventory.empty()), table([]))
    finally:
        if own:
            session.stop()
        for folder in (staged, answered):
            shutil.rmtree(folder, ignore_errors=True)


def _session(rows: int) -> tuple[Any, bool]:
    """The session to work in, and whether it is ours to stop."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("Spark is not installed", hint=_HINT) from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise UsageError("Java is not installed, which Spark needs", hint=_HINT)
    root = str(Path(__file__).resolve().parents[2])
    seen = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    building = SparkSession.builder.appName("kg batch").config("spark.executorEnv.PYTHONPATH", seen)
    told = {"sql.execution.arrow.maxRecordsPerBatch": rows, "ui.enabled": "false", "ui.showConsoleProgress": "false"}
    for key, value in told.items():
        building = building.config(f"spark.{key}", value)
    own = SparkSession.getActiveSession() is None
    submitted = not own or "SPARK_ENV_LOADED" in os.environ
    master = os.environ.get("KG_SPARK_MASTER") or (None if submitted else "local[*]")
    try:
        session = (building.master(master) if master else building).getOrCreate()
    except Exception as error:
        raise FailedError(f"Spark does not start ({_first(error)})", hint=_HINT) from error
    session.sparkContext.setLogLevel("ERROR")
    return session, own


def _stage(inventory: Inventory, folder: Path, rows: int, done: int) -> int:
    """Frames where the workers find them, each a file with its number; gives how many."""
    import polars as pl

    count = 0
    for number, frame in enumerate(inventory.frames(rows, skip=done), start=done):
        told = frame.with_columns(pl.lit(number, pl.Int64).alias(_PART))
        told.write_parquet(folder / f"{number:05d}.parquet", compression="lz4")
        count += 1
    return count


def _spread(session: Any, staged: Path, answered: Path, inventory: Inventory, shared: Shared) -> None:
    given = session.sparkContext.broadcast(shared)
    key, heads = str(staged), inventory.heads

    def work(batches: Iterable[Any]) -> Iterator[Any]:
        from kg.batch import spark

        return spark.answered(batches, spark.joining(key, given), heads)

    frame = session.read.schema(_staged(heads)).parquet(str(staged)).mapInArrow(work, _types(heads))
    try:
        frame.write.mode("overwrite").partitionBy(_PART).parquet(str(answered))
    except Exception as error:
        hint = "see its log, then go on with --resume"
        raise FailedError(f"the cluster gave up ({_first(error)})", hint=hint) from error
    finally:
        given.unpersist()


_KEPT: dict[object, Joining] = {}


def joining(key: object, given: Any) -> Joining:
    """What this worker answers by: made once, and kept with what it has judged."""
    if key not in _KEPT:
        from kg.answer.resolve import Resolver
        from kg.catalogue import Catalogue

        shared: Shared = given.value
        resolver = Resolver(Catalogue({view.slug: view for view in shared.views}), shared.statutes)
        _KEPT.clear()
        _KEPT[key] = Joining(judging(resolver, shared.terms), shared.mapping)
    return _KEPT[key]


def answered(batches: Iterable[Any], joining: Joining, heads: Sequence[str]) -> Iterator[Any]:
    """Record batches of rows with their answers, for record batches of rows."""
    import polars as pl
    import pyarrow as pa

    kinds = {"kg_lists": pa.list_(pa.string()), "kg_confidence": pa.float64(), ROW: pa.int64(), _PART: pa.int64()}
    wanted = pa.schema([(name, kinds.get(name, pa.string())) for name in (ROW, *heads, _PART, *NAMES)])
    for batch in batches:
        frame = pl.DataFrame(pl.from_arrow(batch)).select(ROW, WRONG, *heads, _PART)
        found = joining.answered(frame)
        told = found.join(table(joining.verdicts), on=ID, how="left", maintain_order="left").drop(ID)
        yield from told.select(wanted.names).to_arrow().cast(wanted).to_batches()


def _staged(heads: Sequence[str]) -> Any:
    """Types of the rows as they are staged: told, as Spark would run a job to find them."""
    from pyspark.sql import types

    names = (ROW, WRONG, *heads, _PART)
    numbers = {ROW: types.LongType(), _PART: types.LongType()}
    return types.StructType([types.StructField(name, numbers.get(name, types.StringType())) for name in names])


def _types(heads: Sequence[str]) -> Any:
    from pyspark.sql import types

    kinds = {
        "kg_lists": types.ArrayType(types.StringType()),
        "kg_confidence": types.DoubleType(),
        ROW: types.LongType(),
        _PART: types.LongType(),
    }
    names = (ROW, *heads, _PART, *NAMES)
    return types.StructType([types.StructField(name, kinds.get(name, types.StringType())) for name in names])


def _gathered(answered: Path, number: int, joining: Joining, inventory: Inventory) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A frame as the journal takes it in: rows in their order with the numbers of verdicts, and the new verdicts."""
    import polars as pl

    frame = pl.read_parquet(answered / f"{_PART}={number}" / "*.parquet", hive_partitioning=False).sort(ROW)
    first = len(joining.verdicts)
    flat = pl.col("kg_lists").list.join("\x1f").alias("_lists")
    keys = [*(name for name in NAMES if name != "kg_lists"), "_lists"]
    few = frame.select(NAMES).unique(maintain_order=True)
    numbers = pl.Series(ID, [joining.number(each) for each in verdicts(few)], pl.UInt32)
    known = few.with_columns(flat, numbers).select(*keys, ID)
    told = frame.with_columns(flat).join(known, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return told.select(ROW, *inventory.heads, ID), table(joining.verdicts[first:], first)


def _first(error: Exception) -> str:
    """What an error says in one line: of a worker's, the last of its lines, which names the cause."""
    lines = [line for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return (lines[-1] if "Python worker" in lines[0] else lines[0])[:200]
