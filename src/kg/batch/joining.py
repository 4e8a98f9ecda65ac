"""Frames of rows joined to their verdicts: each distinct title with its facts is judged once, all rows joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.batch import telling, verdict
from kg.batch.columns import RECORD
from kg.batch.judge import Judge
from kg.batch.source import ROW, WRONG
from kg.batch.verdict import NAMES, PREFIX, Verdict

if TYPE_CHECKING:
    import polars as pl

ID = "kg_verdict"
"""Number of a row's verdict: rows carry that alone, as there are few verdicts and many rows."""
_MOST_KNOWN = 1_000_000
"""Distinct titles with facts whose verdicts are kept; more would let the memory grow with the inventory."""


class Joining:
    """Answers frames; what it has judged it keeps."""

    def __init__(self, judge: Judge, mapping: Mapping[str, str], before: Iterable[Verdict] = ()) -> None:
        """`mapping` gives the column of each fact; `before` are verdicts that were numbered already, in order."""
        self.judge = judge
        self.verdicts: list[Verdict] = []
        """By their number."""
        self._numbers: dict[Verdict, int] = {}
        for each in before:
            self.number(each)
        self._facts = {fact: column for fact, column in mapping.items() if fact != RECORD}
        self._keys = [mapping[RECORD], *self._facts.values()]
        self._known = self._table([], [])

    def number(self, each: Verdict) -> int:
        """The number of a verdict."""
        if each not in self._numbers:
            self._numbers[each] = len(self.verdicts)
            self.verdicts.append(each)
        return self._numbers[each]

    def answered(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame, in its order, with the number of each row's verdict as its last column."""
        import polars as pl

        broken = frame[WRONG].null_count() < frame.height
        whole = frame.filter(pl.col(WRONG).is_null()) if broken else frame
        joined = self._joined(whole)
        if joined[ID].null_count():
            self._judge(joined.filter(pl.col(ID).is_null()).select(self._keys).unique(maintain_order=True))
            joined = self._joined(whole)
        if broken:
            joined = pl.concat([joined, self._wrong(frame)]).sort(ROW)
        return joined.drop(WRONG)

    def _joined(self, frame: pl.DataFrame) -> pl.DataFrame:
        return frame.join(self._known, on=self._keys, how="left", nulls_equal=True, maintain_order="left")

    def _judge(self, distinct: pl.DataFrame) -> None:
        """Judge what is not known yet."""
        import polars as pl

        rows = distinct.rows()
        found = [self.judge.verdict(title, dict(zip(self._facts, facts, strict=True))) for title, *facts in rows]
        fresh = self._table(rows, [self.number(each) for each in found])
        kept = self._known.height + fresh.height <= _MOST_KNOWN
        self._known = pl.concat([self._known, fresh]).rechunk() if kept else fresh

    def _table(self, keys: Sequence[Sequence[str | None]], numbers: Sequence[int]) -> pl.DataFrame:
        import polars as pl

        own = {name: [row[at] for row in keys] for at, name in enumerate(self._keys)}
        return pl.DataFrame({**own, ID: numbers}, schema={**dict.fromkeys(self._keys, pl.String), ID: pl.UInt32})

    def _wrong(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows that are none, each with why."""
        import polars as pl

        found = frame.filter(pl.col(WRONG).is_not_null())
        language = self.judge.terms.language
        numbers = [self.number(verdict.broken(telling.wrong(reason, language))) for reason in found[WRONG]]
        return found.with_columns(pl.Series(ID, numbers, pl.UInt32))


def table(found: Sequence[Verdict], first: int = 0) -> pl.DataFrame:
    """Verdicts as a table, with their numbers from `first` on."""
    import polars as pl

    rows = [asdict(each) for each in found]
    data = {name: [row[name.removeprefix(PREFIX)] for row in rows] for name in NAMES}
    return pl.DataFrame({ID: range(first, first + len(rows)), **data}, schema={ID: pl.UInt32, **schema()})


def schema() -> dict[str, Any]:
    """Types of the columns of a verdict."""
    import polars as pl

    types = {"kg_lists": pl.List(pl.String), "kg_confidence": pl.Float64}
    return {name: types.get(name, pl.String) for name in NAMES}


def verdicts(found: pl.DataFrame) -> Iterable[Verdict]:
    """The verdicts of a table."""
    for row in found.select(NAMES).iter_rows():
        told = dict(zip((name.removeprefix(PREFIX) for name in NAMES), row, strict=True))
        yield Verdict(**{**told, "lists": tuple(told["lists"])})
