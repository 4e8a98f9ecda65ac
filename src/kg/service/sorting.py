"""Whole inventories: every row answered, and the lists that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.errors import UsageError
from kg.service.asking import Asking

if TYPE_CHECKING:
    from kg.batch.run import Progress
    from kg.batch.summary import Summary


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
        from kg.answer.facts import day
        from kg.batch import run
        from kg.batch.judge import Terms

        if engine not in ("polars", "spark"):
            raise UsageError(f"no engine {engine!r}", hint="use polars or spark")
        chosen = self._chosen(plans)
        sure = run.LEAST if least is None else least
        if not 0 <= sure <= 1:
            raise UsageError(f"{sure} is no confidence", hint="give a number from 0 to 1")
        terms = Terms(tuple(chosen), day(on) if on else None, today or date.today(), sure, self.language)
        wanted = run.Wanted(inventory, out, terms, dict(mapping or {}), resume, engine)
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
