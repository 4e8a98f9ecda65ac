"""Frames of rows joined to their verdicts: each distinct title with its facts is judged once, all rows by a hash join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.batch import telling, verdict
from kg.batch.columns import RECORD
from kg.batch.judge import Judge
from kg.batch.source import WRONG
from kg.batch.verdict import NAMES, PREFIX, Verdict

if TYPE_CHECKING:
    import polars as pl

_MOST_KNOWN = 1_000_000
"""Distinct titles with facts whose verdicts are kept; more would let the memory grow with the inventory."""


class Joining:
    """Answers frames; what it has judged it keeps."""

    def __init__(self, judge: Judge, mapping: Mapping[str, str]) -> None:
        """`mapping` gives the column of each fact."""
        self.judge = judge
        self._facts = {fact: column for fact, column in mapping.items() if fact != RECORD}
        self._record = mapping[RECORD]
        self._keys = [self._record, *self._facts.values()]
        self.known = self._table([], [])
        """Distinct titles with their facts, and the verdicts on them."""

    def answered(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame, in its order, with the columns of a verdict behind its own."""
        import polars as pl

        whole = frame.filter(pl.col(WRONG).is_null()) if frame[WRONG].null_count() < frame.height else frame
        joined = self._joined(whole)
        new = joined.filter(pl.col(NAMES[0]).is_null()) if joined[NAMES[0]].null_count() else None
        if new is not None:
            self._judge(new.select(self._keys).unique(maintain_order=True))
            joined = self._joined(whole)
        if whole.height < frame.height:
            joined = pl.concat([joined, self._wrong(frame)]).sort("kg_row")
        return joined.drop(WRONG)

    def _joined(self, frame: pl.DataFrame) -> pl.DataFrame:
        return frame.join(self.known, on=self._keys, how="left", nulls_equal=True, maintain_order="left")

    def _judge(self, distinct: pl.DataFrame) -> None:
        """Judge what is not known yet."""
        import polars as pl

        found = []
        rows = distinct.rows()
        for title, *values in rows:
            found.append(self.judge.verdict(title, dict(zip(self._facts, values, strict=True))))
        fresh = self._table(rows, found)
        kept = self.known.height + fresh.height <= _MOST_KNOWN
        self.known = pl.concat([self.known, fresh]).rechunk() if kept else fresh

    def _table(self, keys: Sequence[Sequence[str | None]], found: Sequence[Verdict]) -> pl.DataFrame:
        import polars as pl

        own = {name: [row[at] for row in keys] for at, name in enumerate(self._keys)}
        return pl.DataFrame(own | columns(found), schema=dict.fromkeys(self._keys, pl.String) | schema())

    def _wrong(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows that are none, each with why."""
        import polars as pl

        broken = frame.filter(pl.col(WRONG).is_not_null())
        language = self.judge.terms.language
        told = [verdict.broken(telling.wrong(reason, language)) for reason in broken[WRONG]]
        return pl.concat([broken, pl.DataFrame(columns(told), schema=schema())], how="horizontal")


def columns(found: Iterable[Verdict]) -> dict[str, list[Any]]:
    """Verdicts as columns."""
    rows = [asdict(each) for each in found]
    return {name: [row[name.removeprefix(PREFIX)] for row in rows] for name in NAMES}


def schema() -> dict[str, Any]:
    """Types of the columns of a verdict."""
    import polars as pl

    types = {"kg_lists": pl.List(pl.String), "kg_confidence": pl.Float64}
    return {name: types.get(name, pl.String) for name in NAMES}
