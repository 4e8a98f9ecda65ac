"""Which facts the rules of a plan ask for, with their questions, values and the processes that ask."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer import facts
from kg.answer.disposition import Rules
from kg.catalogue import PlanView
from kg.errors import UsageError

Row = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]
"""Key, question in Swedish and in English, values, codes of the processes that ask."""


def facts_of(view: PlanView, process: str | None = None) -> Iterator[Row]:
    """Facts in the order in which the processes need them.

    Raises UsageError for a process that the plan does not have.
    """
    if process is not None and process not in view.processes:
        raise UsageError(f"no process {process} in {view.slug}", hint="see kg export for its codes")
    codes = [process] if process else list(view.processes)
    values: dict[str, dict[str, None]] = {}
    askers: dict[str, dict[str, None]] = {}
    for code in codes:
        for slot in Rules(view, code).slots:
            values.setdefault(slot.key, {}).update(dict.fromkeys(slot.values))
            askers.setdefault(slot.key, {})[code] = None
    for key, seen in values.items():
        told = facts.keys()[key]
        yield key, told.question, told.question_en, tuple(seen), tuple(askers[key])
