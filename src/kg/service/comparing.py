"""What can be compared: two plans or editions, and a plan with what a change would make of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.service.opened import Opened

if TYPE_CHECKING:
    from kg.model.comparison import Comparison, Crosswalk, WhatIf
    from kg.model.plan import Plan


class Comparing(Opened):
    """Comparing plans, and trying out changes; nothing is ever written."""

    def compare(self, left: str, right: str, *, editions: bool = False) -> Comparison:
        """Two plans by slug: which unit is which, with reasons, and what only one of them has.

        Plans of one slug, and any two with `editions`, are editions of one plan: then all steps between them are given
        too. Reviewed mappings of data/mappings win over what is proposed.
        Raises UsageError for an unknown plan, or one without units; StoreError where the graph cannot be read.
        """
        as_read = editions or left == right
        first, second = (self._of_slug(self._known(slug), as_read) for slug in (left, right))
        return self._compared(first, second, as_read)

    def compare_files(self, left: str, right: str, *, editions: bool = False) -> Comparison:
        """The same, where each may also be the folder of a plan, or a facts.json, anywhere.

        Raises SourceError, too, for one that cannot be read.
        """
        first, second = (self._of_path(side, True) for side in (left, right))
        if editions or first.slug == second.slug:
            return self._compared(first, second, True)
        return self._compared(self._of_path(left, False), self._of_path(right, False), False)

    def _compared(self, left: Plan, right: Plan, as_read: bool) -> Comparison:
        from kg.compare.compare import compare

        for plan in () if as_read else (left, right):
            if not plan.processes:
                raise UsageError(f"{plan.slug} has no units to compare", hint="compare classification structures")
        crosswalk = None if as_read else self.crosswalk(left.slug, right.slug)
        return compare(left, right, "editions" if as_read else "plans", crosswalk)

    def crosswalk(self, left: str, right: str) -> Crosswalk | None:
        """The reviewed mapping between two plans, whichever way round it was written; None where there is none."""
        from kg.compare.compare import turned
        from kg.graph import crosswalk, iris

        if iris.mappings(left, right) in self.store.graphs:
            return crosswalk.read(self.store, left, right)
        back = crosswalk.read(self.store, right, left) if iris.mappings(right, left) in self.store.graphs else None
        return turned(back) if back else None

    def what_if(
        self,
        change: str,
        code: str,
        *,
        plan: str | None = None,
        into: Sequence[str] = (),
        on: str | None = None,
        title: str | None = None,
        under: str | None = None,
    ) -> WhatIf:
        """What would be touched, and which findings would come and go, if a unit ended, was renamed or moved.

        `change` is end (`into` successors, `on` a day), rename (`title`) or move (`under` a code). Nothing is changed.
        Raises UsageError for an unknown plan or code, a day that is no date, or a change that cannot be made.
        """
        from kg.answer.facts import day
        from kg.compare import whatif

        named = (code, *into, *((under,) if under else ()))
        slug = self._known(plan) if plan else self._only_plan_with(named)
        view = self.catalogue.plans[slug]
        changed = whatif.changed(
            view.plan, change, code, into=into, on=day(on) if on else None, title=title, under=under
        )
        mapped = [found for other in self.catalogue.plans if (found := self.crosswalk(slug, other))]
        return whatif.tried(view, changed, self.store, mapped)

    def _known(self, slug: str) -> str:
        return self.views.plan(slug).slug

    def _only_plan_with(self, codes: Sequence[str]) -> str:
        having = [slug for slug in self.catalogue.plans if all(self._has(slug, code) for code in codes)]
        if len(having) != 1:
            where = f"in {', '.join(having)}" if having else "in no plan"
            raise UsageError(f"{' with '.join(codes)} is {where}", hint="name a plan with --plan")
        return having[0]

    def _has(self, slug: str, code: str) -> bool:
        """Whether a plan has a unit of a code; looked up in its triples, as reading every plan would take longer."""
        from kg.graph import iris

        return f"\n<{iris.unit(slug, code)}> ".encode() in b"\n" + self.store.triples(iris.effective(slug))

    def _of_slug(self, slug: str, as_read: bool) -> Plan:
        """A plan as its document has it, or with corrections laid over."""
        from kg.graph import iris, mapping

        return mapping.plan_from(self.store, iris.as_read(slug)) if as_read else self.catalogue.plans[slug].plan

    def _of_path(self, side: str, as_read: bool) -> Plan:
        """A plan by slug, or else by its folder or a file of facts."""
        from kg.extract import package

        path = Path(side)
        if side in self.catalogue.plans or not path.exists():
            return self._of_slug(self._known(side), as_read)
        if path.is_file():
            return package.facts_file(path)
        return package.facts_of(path) if as_read else package.load(path).effective
