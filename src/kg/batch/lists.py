"""The parts of a run sorted onto lists: one a recipient, one for what stays, for a person, and for the broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.batch import telling
from kg.batch.columns import PLAN, RECORD
from kg.batch.joining import ID
from kg.batch.source import ROW
from kg.batch.summary import ListCount, list_name
from kg.export import delivery
from kg.export.delivery import Breakdown, Column, Listed, Words

if TYPE_CHECKING:
    import polars as pl

    from kg.catalogue import PlanView

_ORDER = ("delivery", "kept", "person", "broken")
_SHOWN = {"body": 18, "unit": 14, "date": 11, "year": 6, "status": 10, "subject": 18, "closed": 11}
"""Facts whose columns stand on lists, with their width."""


@dataclass(frozen=True)
class Lists:
    """All that lists are made from."""

    parts: Sequence[Path]
    verdicts: pl.DataFrame
    """Every verdict by its number, with the rows that it is on as `rows`."""
    mapping: Mapping[str, str]
    plans: Sequence[PlanView]
    titles: Mapping[str, str]
    """Titles of the plans by slug, with who issued them."""
    inventory: str
    day: date
    language: str

    def write(self, folder: Path) -> tuple[ListCount, ...]:
        """Write every list into the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        taken: set[str] = set()
        return tuple(self._write(folder, *found, taken) for found in self.counted())

    def counted(self) -> list[tuple[str, str, int, int]]:
        """Name, kind, rows, and rows that stand on another list too, of each list; the longest first in each kind."""
        import polars as pl

        shared = pl.when(pl.col("kg_lists").list.len() > 1).then("rows").otherwise(0)
        every = self.verdicts.select("kg_lists", "kg_kind", "rows", shared=shared).explode("kg_lists")
        found = every.group_by("kg_lists", "kg_kind").agg(pl.col("rows").sum(), pl.col("shared").sum()).rows()
        return sorted(found, key=lambda row: (_ORDER.index(row[1]), -row[2], row[0]))

    def _of(self, name: str, kind: str) -> pl.DataFrame:
        """The verdicts that put a row on a list."""
        import polars as pl

        return self.verdicts.filter(pl.col("kg_lists").list.contains(name), pl.col("kg_kind") == kind)

    def _write(self, folder: Path, name: str, kind: str, rows: int, also: int, taken: set[str]) -> ListCount:
        base = folder / _file(name, kind, self.language, taken)
        listed = Listed(
            title=list_name(name, kind, self.language),
            told=self._told(),
            columns=self._columns(kind),
            rows=lambda: self._rows(name, kind),
            count=rows,
            breakdowns=self._breakdowns(name, kind),
            legal=self._legal(name, kind) if kind in {"delivery", "kept"} else (),
            words=self._words(kind),
            day=self.day,
        )
        return ListCount(
            name, kind, rows, also, tuple(f"{folder.name}/{each}" for each in delivery.write(listed, base))
        )

    def _said(self, key: str, **parts: str) -> str:
        return telling.said(key, self.language, **parts)

    def _told(self) -> Sequence[tuple[str, str]]:
        plans = "; ".join(self.titles[view.slug] for view in self.plans)
        return [
            (self._said("label-plan"), plans),
            (self._said("label-inventory"), self.inventory),
            (self._said("label-day"), self.day.isoformat()),
        ]

    def _words(self, kind: str) -> Words:
        signs = [[self._said(who), *(self._said(b) for b in ("blank-date", "blank-name", "blank-signature"))]
                 for who in ("sign-giver", "sign-receiver")]  # fmt: skip
        names = ("rows", "total", "cover", "table", "legal-basis", "page", "elsewhere", "more")
        said = {name.removesuffix("-basis"): self._said(name) for name in names}
        return Words(**said, signatures=signs if kind == "delivery" else ())

    # Rows

    def _facts(self) -> list[str]:
        return [fact for fact in self.mapping if fact not in {RECORD, PLAN} and fact in _SHOWN]

    @cached_property
    def _dated(self) -> bool:
        """Whether any row has a day from which it may be destroyed."""
        return self.verdicts["kg_retention_date"].null_count() < self.verdicts.height

    def _columns(self, kind: str) -> Sequence[Column]:
        own = [Column(self._said("head-number"), 6), Column(self._said("head-row"), 7)]
        own.append(Column(self.mapping[RECORD], 32))
        own += [Column(self.mapping[fact], _SHOWN[fact]) for fact in self._facts()]
        if kind == "broken":
            return [*own, Column(self._said("head-wrong"), 60)]
        if kind == "person":
            heads = [("head-question", 44), ("head-likely", 28), ("head-sure", 8), ("head-reason", 46)]
            return [*own, *(Column(self._said(head), width) for head, width in heads)]
        keep = [("head-keep", 11)] if self._dated else []
        heads = [("head-owner", 30), ("head-action", 11), *keep, ("head-place", 22), ("head-remark", 24)]
        return [*own, *(Column(self._said(head), width) for head, width in heads)]

    def _rows(self, name: str, kind: str) -> Iterator[Sequence[str]]:
        import polars as pl

        own = [self.mapping[RECORD], *(self.mapping[fact] for fact in self._facts())]
        chosen = self._of(name, kind)
        last = dict(zip(chosen[ID], (self._last(row, name, kind) for row in chosen.iter_rows(named=True)), strict=True))
        at = 0
        for part in self.parts:
            rows = pl.scan_parquet(part).filter(pl.col(ID).is_in(chosen[ID].implode()))
            for number, verdict, *cells in rows.select(ROW, ID, *own).collect().iter_rows():
                at += 1
                yield [str(at), str(number), *(cell or "" for cell in cells), *last[verdict]]

    def _last(self, row: Mapping[str, Any], name: str, kind: str) -> Sequence[str]:
        owner = " ".join(filter(None, (row["kg_owner"], row["kg_owner_title"])))
        if kind == "broken":
            return [row["kg_reason"] or ""]
        if kind == "person":
            likely = " – ".join(filter(None, (row["kg_record"], owner)))
            sure = f"{row['kg_confidence']:.2f}".replace(".", ",") if likely else ""
            return [row["kg_question"] or "", likely, sure, row["kg_reason"] or ""]
        others = [other for other in row["kg_lists"] if other != name]
        remark = self._said("also-on", of=", ".join(others)) if others else ""
        action = self._said(f"action-{row['kg_action']}") if row["kg_action"] else ""
        place = (row["kg_place"] or "").rpartition("; ")[2]
        keep = [row["kg_retention_date"] or ""] if self._dated else []
        return [owner, action, *keep, place, remark]

    # The cover

    def _breakdowns(self, name: str, kind: str) -> Sequence[Breakdown]:
        if kind == "broken":
            return [self._by(name, kind, "head-wrong", ["kg_reason"])]
        if kind == "person":
            return [self._by(name, kind, "head-question", ["kg_question"])]
        owners = self._by(name, kind, "head-owner", ["kg_owner", "kg_owner_title"])
        return [owners, self._by(name, kind, "head-action", ["kg_action"], "action-")]

    def _by(self, name: str, kind: str, head: str, columns: Sequence[str], key: str = "") -> Breakdown:
        found = self._grouped(name, kind, columns)
        counts = [(" ".join(value for value in values if value) or "–", count) for *values, count in found]
        shown = [(self._said(f"{key}{text}") if key and text != "–" else text, count) for text, count in counts]
        return Breakdown(self._said(head), shown)

    def _grouped(self, name: str, kind: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        import polars as pl

        found = self._of(name, kind).group_by(columns).agg(pl.col("rows").sum())
        return sorted(found.rows(), key=lambda row: (-row[-1], *map(str, row[:-1])))

    def _legal(self, name: str, kind: str) -> Sequence[str]:
        """By plan the rules that the rows rest on, by place, and the laws that it cites for their processes."""
        by_plan: dict[str, list[str]] = {}
        laws: dict[str, None] = {}
        for plan, owner, place, legal in sorted(self._grounds(name, kind), key=lambda row: tuple(map(str, row))):
            if owner is None:
                continue
            by_plan.setdefault(plan, []).append(f"{owner}: {place}" if place else str(owner))
            laws |= dict.fromkeys((legal or "").split("; ") if legal else ())
        for view in self.plans:
            owners = {ground.partition(":")[0] for ground in by_plan.get(view.slug, ())}
            laws |= dict.fromkeys(c.text for c in view.plan.citations if c.cited_by in owners)
        rules = [f"{self.titles.get(plan, plan)} – {'; '.join(dict.fromkeys(told))}" for plan, told in by_plan.items()]
        return [*rules, *laws]

    def _grounds(self, name: str, kind: str) -> list[tuple[Any, ...]]:
        import polars as pl

        last = pl.col("kg_place").str.split("; ").list.last()
        return self._of(name, kind).select("kg_plan", "kg_owner", last, "kg_legal").unique().rows()


def _file(name: str, kind: str, language: str, taken: set[str]) -> str:
    """A file's name of plain letters, its own."""
    text = list_name(name, kind, language)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or kind
    number = next(n for n in range(1, len(taken) + 2) if (f"{base}-{n}" if n > 1 else base) not in taken)
    chosen = f"{base}-{number}" if number > 1 else base
    taken.add(chosen)
    return chosen
