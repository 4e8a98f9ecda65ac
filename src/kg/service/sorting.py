"""Whole inventories: every row answered, and the lists that come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.errors import UsageError
from kg.service.asking import Asking

if TYPE_CHECKING:
    from kg.batch.event import Event
    from kg.batch.moving import Proof
    from kg.batch.run import Progress
    from kg.batch.summary import Summary


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an inventory."""

    plans: tuple[str, ...]
    mapping: dict[str, str]
    on: str | None
    least: float | None
    resume: bool
    engine: Literal["polars", "spark"]
    today: date | None


class Sorting(Asking):
    """Inventories in, lists out."""

    def batch(
        self,
        inventory: Path,
        out: Path,
        plans: Sequence[str] = (),
        mapping: Mapping[str, str] | None = None,
        on: str | None = None,
        *,
        least: float | None = None,
        resume: bool = False,
        engine: Literal["polars", "spark"] = "polars",
        progress: Progress = lambda done, total: None,
        today: date | None = None,
    ) -> Summary:
        """Answer every row of an inventory, and write a list for each recipient into the folder `out`.

        `mapping` gives facts by column ({"Handling": "record"}); `least` is the confidence below which a row is left to
        a person. Raises UsageError for an unknown plan, column, fact, engine or day; SourceError for an inventory that
        cannot be read; FailedError where the output cannot be written.
        """
        given = _Asked(tuple(plans), dict(mapping or {}), on, least, resume, engine, today)
        return self._sorted(inventory, out, given, None, progress)

    def reorganise(
        self,
        event: Path,
        inventory: Path,
        out: Path,
        plans: Sequence[str] = (),
        mapping: Mapping[str, str] | None = None,
        *,
        least: float | None = None,
        resume: bool = False,
        engine: Literal["polars", "spark"] = "polars",
        progress: Progress = lambda done, total: None,
        today: date | None = None,
    ) -> tuple[Summary, Proof]:
        """The same for a reorganisation, an org:ChangeEvent as TOML: each row to the body that takes it over.

        `mapping` may name the column of the body that a row is of ({"Nämnd": "body"}). The proof says that nothing is
        unassigned or given twice, or what is. Raises as `batch`, and SourceError for an event that cannot be read.
        """
        from kg.batch import event as events
        from kg.batch import moving

        told = events.load(event)
        given = _Asked(tuple(plans), dict(mapping or {}), told.date.isoformat(), least, resume, engine, today)
        summary = self._sorted(inventory, out, given, told, progress)
        return summary, moving.proof(told, [self.catalogue.plans[slug] for slug in summary.plans], summary)

    def sample(
        self,
        out: Path,
        seed: int,
        count: int,
        rows: int = 60,
        progress: Callable[[int, int], None] = lambda n, of: None,
    ) -> None:
        """Write made-up municipalities into a folder that serves as KG_DATA; the same for the same seed.

        Raises UsageError for a folder that holds something else, or a count below 1; FailedError where it cannot be
        written.
        """
        from kg.sample import write

        write.write(out, seed, count, self.settings.data / "statutes", rows, progress)

    def _sorted(self, inventory: Path, out: Path, given: _Asked, event: Event | None, progress: Progress) -> Summary:
        from kg.answer.facts import day
        from kg.batch import run
        from kg.batch.judge import Terms

        if given.engine not in ("polars", "spark"):
            raise UsageError(f"no engine {given.engine!r}", hint="use polars or spark")
        chosen = self._chosen(given.plans)
        sure = run.LEAST if given.least is None else given.least
        if not 0 <= sure <= 1:
            raise UsageError(f"{sure} is no confidence", hint="give a number from 0 to 1")
        asked = day(given.on) if given.on else None
        terms = Terms(tuple(chosen), asked, given.today or date.today(), sure, self.language, event)
        wanted = run.Wanted(inventory, out, terms, given.mapping, given.resume, given.engine)
        views = [self.catalogue.plans[slug] for slug in chosen]
        return run.run(wanted, self._resolver, views, self._plan_titles(chosen), progress)

    def inventory_heads(self, inventory: Path) -> tuple[str, ...]:
        """The heads of an inventory's columns.

        Raises SourceError where it cannot be read.
        """
        from kg.batch import source

        return source.opened(inventory).heads

    def _chosen(self, plans: Sequence[str]) -> Sequence[str]:
        """The plans asked: those named, or the one that there is."""
        known = self.catalogue.plans
        unknown = next((slug for slug in plans if slug not in known), None)
        if unknown is not None:
            raise UsageError(f"no such plan: {unknown}", hint=f"known plans: {', '.join(known) or 'none'}")
        if plans or len(known) == 1:
            return tuple(dict.fromkeys(plans)) or tuple(known)
        raise UsageError("which plan is the inventory to be sorted by", hint=f"write --plan with {', '.join(known)}")

    def _plan_titles(self, slugs: Sequence[str]) -> Mapping[str, str]:
        told = {row.plan: row for row in self.views.plan_rows()}
        return {slug: ", ".join(filter(None, (told[slug].title, told[slug].publisher))) for slug in slugs}
