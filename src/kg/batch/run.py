"""A whole inventory through: opened, answered part by part, sorted onto lists, added up, put in place in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg import __version__
from kg.batch import columns, moving, source, telling
from kg.batch.joining import ID, Joining, table, verdicts
from kg.batch.journal import SUMMARY, Journal
from kg.batch.judge import Terms
from kg.batch.lists import Lists
from kg.batch.source import Inventory
from kg.batch.summary import Summary
from kg.batch.verdict import Verdict
from kg.extract.package import replace_file

if TYPE_CHECKING:
    import polars as pl

    from kg.answer.resolve import Resolver
    from kg.catalogue import PlanView

FRAME = 100_000
"""Rows answered at a time, and lost at most when a run is killed."""
_MOST_TEXT_ROWS = 1_048_575
"""Rows of a sheet below its head; more are written to the parquet file alone."""
LEAST = 0.8
"""Confidence from which a row is settled without a person."""
Progress = Callable[[int, int | None], None]
"""Told how many rows are done, and of how many, where that is known."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is to do."""

    inventory: Path
    out: Path
    terms: Terms
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Facts by column."""
    resume: bool = False
    engine: Literal["polars", "spark"] = "polars"
    frame: int = FRAME


def run(
    wanted: Wanted, resolver: Resolver, views: Sequence[PlanView], titles: Mapping[str, str], progress: Progress
) -> Summary:
    """Answer every row of an inventory and write its lists.

    `views` are the plans asked, `titles` what people call them. Raises UsageError for a wrong column, fact or plan, or
    an output that is something else's; SourceError for an inventory that cannot be read; FailedError where the output
    cannot be written. A run that was killed leaves its parts beside the output.
    """
    inventory = source.opened(wanted.inventory)
    mapping = columns.mapped(inventory.heads, wanted.mapping, wanted.terms.event is not None)
    judge = moving.judging(resolver, wanted.terms)
    journal = Journal.begin(wanted.out, _fingerprint(wanted, inventory, mapping, views), wanted.resume)
    try:
        joining = Joining(judge, mapping, (each for path in journal.tables for each in _verdicts(path)))
        if wanted.engine == "spark":
            from kg.batch import spark

            statutes = dict(resolver.statutes) if resolver.statutes is not None else None
            shared = spark.Shared(tuple(views), statutes, wanted.terms, dict(mapping))
            spark.answer(journal, inventory, joining, shared, wanted.frame, progress)
        else:
            _answer(journal, inventory, joining, wanted.frame, progress)
        summary = _written(journal, wanted, mapping, views, titles, judge.resolved)
        journal.finish()
    finally:
        journal.close()
    return summary


def _answer(journal: Journal, inventory: Inventory, joining: Joining, rows: int, progress: Progress) -> None:
    done = len(journal.parts)
    at = done * rows
    for number, frame in enumerate(inventory.frames(rows, skip=done), start=done):
        first = len(joining.verdicts)
        answered = joining.answered(frame)
        journal.put(number, answered, table(joining.verdicts[first:], first))
        at += frame.height
        progress(at, inventory.total)
    if not journal.parts:
        journal.put(0, joining.answered(inventory.empty()), table([]))


def _verdicts(path: Path) -> Iterable[Verdict]:
    import polars as pl

    return verdicts(pl.read_parquet(path))


def _written(
    journal: Journal,
    wanted: Wanted,
    mapping: Mapping[str, str],
    views: Sequence[PlanView],
    titles: Mapping[str, str],
    distinct: int,
) -> Summary:
    """The lists, the rows and the summary, in the folder `out` of the journal."""
    import polars as pl

    terms, folder = wanted.terms, journal.folder / "out"
    known = _counted(journal)
    day = terms.on or terms.today
    lists = Lists(journal.parts, known, mapping, views, titles, wanted.inventory.name, day, terms.language)
    counts = lists.write(folder / "listor")
    rows = int(known["rows"].sum())
    notes = () if rows <= _MOST_TEXT_ROWS else (telling.said("no-text", terms.language),)
    _rows(journal, known, folder, text=not notes)
    named = known["kg_lists"].list.len()
    summary = Summary(
        inventory=wanted.inventory.name,
        plans=tuple(view.slug for view in views),
        on=terms.on.isoformat() if terms.on else None,
        mapping=dict(mapping),
        least=terms.least,
        rows=rows,
        lists=counts,
        shared=int(known.filter(named > 1)["rows"].sum()),
        statuses=dict(sorted(known.group_by("kg_status").agg(pl.col("rows").sum()).rows())),
        distinct=distinct,
        files=tuple(sorted(path.name for path in folder.iterdir() if path.is_file())),
        notes=notes,
    ).checked(int((known["rows"] * (named.cast(int) - 1)).sum()))
    if terms.event is not None:
        proof = moving.proof(terms.event, views, summary)
        replace_file(folder / "bevis.txt", proof.readable(terms.language).encode())
        replace_file(folder / "proof.json", proof.as_json())
    replace_file(folder / "sammanfattning.txt", summary.readable(terms.language).encode())
    replace_file(folder / SUMMARY, summary.as_json())
    return summary


def _counted(journal: Journal) -> pl.DataFrame:
    """Every verdict with its rows; those of no row are left out."""
    import polars as pl

    counts = pl.scan_parquet(journal.parts).group_by(ID).agg(pl.len().cast(pl.Int64).alias("rows"))
    known = pl.concat([pl.read_parquet(path) for path in journal.tables]) if journal.tables else table([])
    return known.join(counts.collect(engine="streaming"), on=ID, how="inner").sort(ID)


def _rows(journal: Journal, known: pl.DataFrame, folder: Path, text: bool) -> None:
    """All rows with their answers: for programs as parquet, for people as CSV in which nothing runs as a formula."""
    import polars as pl

    scan = pl.scan_parquet(journal.parts)
    told = known.drop("rows")
    few = told.with_columns(pl.col(pl.String).cast(pl.Categorical))
    answered = scan.join(few.lazy(), on=ID, how="left", maintain_order="left").drop(ID)
    answered.sink_parquet(folder / "rader.parquet", compression="lz4")
    if not text:
        return
    flat = told.with_columns(pl.col("kg_lists").list.join("; "), pl.col("kg_confidence").round(2).cast(pl.String))
    every = scan.join(flat.with_columns(_safe(flat.schema)).lazy(), on=ID, how="left", maintain_order="left").drop(ID)
    own = every.with_columns(_safe(scan.collect_schema()))
    own.sink_csv(folder / "rader.csv", include_bom=True, separator=";", line_terminator="\r\n")


def _safe(types: Mapping[str, Any]) -> list[pl.Expr]:
    """The columns of text with an apostrophe before what a spreadsheet would run as a formula."""
    import polars as pl

    cells = [pl.col(name) for name, kind in types.items() if kind == pl.String]
    return [pl.when(c.str.contains(r"^[=+\-@\t\r]")).then(pl.lit("'") + c).otherwise(c).name.keep() for c in cells]


def _fingerprint(
    wanted: Wanted, inventory: Inventory, mapping: Mapping[str, str], views: Sequence[PlanView]
) -> dict[str, Any]:
    """What must be the same for a run to go on: the inventory, what was asked of it, the plans and the program."""
    told = wanted.inventory.stat()
    terms = wanted.terms
    plans = {view.slug: hashlib.sha256(view.plan.model_dump_json().encode()).hexdigest() for view in views}
    return {
        "inventory": [wanted.inventory.name, told.st_size, told.st_mtime_ns, *inventory.heads],
        "columns": dict(mapping),
        "plans": plans,
        "day": [terms.on.isoformat() if terms.on else None, terms.today.isoformat()],
        "threshold": terms.least,
        "language": terms.language,
        "event": terms.event.model_dump_json() if terms.event else None,
        "frame": wanted.frame,
        "program": __version__,
    }
