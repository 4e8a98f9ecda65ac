"""What a change to one unit would touch, and which findings would come and go: tried in memory, changing nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kg.catalogue import PlanView, natural
from kg.compare.touched import touched
from kg.errors import UsageError
from kg.model.comparison import Crosswalk, WhatIf
from kg.model.fact import Fact
from kg.model.finding import Finding
from kg.model.plan import Plan, Process

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.lint.rule import Found

RULES = ("KG1", "KG2", "KG3", "KG4")
"""Rules that a change of structure can break or mend: structure, references, dispositions, ownership and dates."""
_KINDS = ("end", "rename", "move")


@dataclass(frozen=True)
class Changed:
    """A plan as a change would make it."""

    change: str
    code: str
    plan: Plan
    into: tuple[str, ...] = ()
    on: date | None = None
    title: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    """New codes by the old ones."""


def changed(
    plan: Plan,
    change: str,
    code: str,
    *,
    into: Sequence[str] = (),
    on: date | None = None,
    title: str | None = None,
    under: str | None = None,
) -> Changed:
    """The plan with one unit ended, renamed or moved.

    Raises UsageError for a code that the plan does not have, and for a change that cannot be made.
    """
    units = {unit.code: unit for unit in plan.processes}
    for known in (code, *into, *([under] if under else ())):
        if known not in units:
            raise UsageError(f"{plan.slug} has no unit {known!r}", hint="see its structure with kg export")
    if change == "end":
        return _ended(plan, units[code], tuple(into), on or date.today())
    if change == "rename" and title and title.strip():
        return Changed(change, code, _with(plan, code, title=title.strip()), title=title.strip())
    if change == "move" and under:
        return _moved(plan, units, code, under)
    needs = {"rename": "a title", "move": "the unit to stand under"}.get(change)
    raise UsageError(
        f"{change} needs {needs}" if needs else f"no change is called {change!r}", hint=f"use {', '.join(_KINDS)}"
    )


def _ended(plan: Plan, unit: Process, into: tuple[str, ...], on: date) -> Changed:
    if unit.ended:
        raise UsageError(f"{unit.code} ended {unit.ended}", hint="name a unit that holds")
    if unit.code in into:
        raise UsageError(f"{unit.code} cannot go into itself", hint="name another unit with --into")
    successors = tuple(dict.fromkeys((*unit.successors, *into)))
    return Changed("end", unit.code, _with(plan, unit.code, ended=on, successors=successors), into, on)


def _with(plan: Plan, code: str, **fields: object) -> Plan:
    units = (unit.model_copy(update=fields) if unit.code == code else unit for unit in plan.processes)
    return plan.model_copy(update={"processes": tuple(units)})


def _moved(plan: Plan, units: Mapping[str, Process], code: str, under: str) -> Changed:
    below = descendants(plan, code)
    if under in below:
        raise UsageError(f"{code} cannot stand under itself", hint="name another unit with --under")
    if units[code].parent == under:
        raise UsageError(f"{code} stands under {under} already", hint="name another unit with --under")
    last = max((natural(unit.code)[-1] for unit in plan.processes if unit.parent == under), default=0)
    new = f"{under}.{last + 1}"
    codes = {old: new + old.removeprefix(code) for old in below if old.startswith(code)}
    return Changed("move", code, _with(_renumbered(plan, codes), new, parent=under), codes=codes)


def _renumbered(plan: Plan, codes: Mapping[str, str]) -> Plan:
    """The plan with other numbers; references go on citing the old ones, as nobody has mended the text."""

    def own(name: str, *fields: str) -> tuple[Fact, ...]:
        return tuple(_recoded(fact, fields, codes) for fact in getattr(plan, name))

    return plan.model_copy(
        update={
            "processes": own("processes", "code", "parent", "successors"),
            "record_types": own("record_types", "process"),
            "cross_references": own("cross_references", "source"),
            "disposition_rules": own("disposition_rules", "process"),
            "retention_rules": own("retention_rules", "process"),
            "citations": own("citations", "cited_by"),
        }
    )


def _recoded(fact: Fact, fields: Iterable[str], codes: Mapping[str, str]) -> Fact:
    old = {name: getattr(fact, name) for name in fields}
    new = {
        name: tuple(codes.get(one, one) for one in value) if isinstance(value, tuple) else codes.get(value, value)
        for name, value in old.items()
    }
    return fact if new == old else fact.model_copy(update=new)


def descendants(plan: Plan, code: str) -> list[str]:
    """The unit and all under it, in the order of the text."""
    found = {code}
    for _ in plan.processes:
        more = {unit.code for unit in plan.processes if unit.parent in found} - found
        if not more:
            break
        found |= more
    return [unit.code for unit in plan.processes if unit.code in found]


def tried(view: PlanView, made: Changed, store: Store, mapped: Iterable[Crosswalk] = ()) -> WhatIf:
    """What the change touches, and the findings that it would add and remove.

    Both states are linted on the same day: that of the change where it lies ahead, else today.
    """
    day = max(made.on or date.today(), date.today())
    before, after = (_findings(plan, view, store, day) for plan in (view.plan, made.plan))
    back = {new: old for old, new in made.codes.items()}
    was, is_ = _keyed(before, {}), _keyed(after, back)
    unit = view.processes[made.code]
    return WhatIf.model_validate(
        {
            "plan": view.slug,
            "change": made.change,
            "code": made.code,
            "title": unit.title,
            "into": made.into,
            "on": made.on,
            "new_title": made.title,
            "new_codes": dict(made.codes),
            "touched": tuple(touched(view, made.change, descendants(view.plan, made.code), mapped)),
            "added": tuple(_bare(is_[key]) for key in is_ if key not in was),
            "removed": tuple(_bare(was[key]) for key in was if key not in is_),
        }
    )


def _findings(plan: Plan, view: PlanView, store: Store, day: date) -> tuple[Found, ...]:
    from kg.graph import derive, iris
    from kg.graph.store import MemoryStore
    from kg.lint import run

    memory = MemoryStore(derive.effective(plan, None, view.organisations))
    memory.load(iris.SHARED_GRAPH, store.triples(iris.SHARED_GRAPH))
    return run.effective(memory, PlanView(plan, view.organisations), RULES, day)


def _keyed(found: Iterable[Found], back: Mapping[str, str]) -> dict[tuple[object, ...], Found]:
    """Findings by what is wrong with what, under the old numbers; the same again gets a number of its own."""
    times: Counter[tuple[object, ...]] = Counter()
    keyed: dict[tuple[object, ...], Found] = {}
    for finding in found:
        # Sorted, as a unit that is moved changes its place in a list of many.
        key = (finding.rule, tuple(sorted(back.get(code, code) for code in finding.where)), finding.record)
        times[key] += 1
        keyed[(*key, times[key])] = finding
    return keyed


def _bare(finding: Found) -> Finding:
    return Finding.model_validate(finding.model_dump(include=set(Finding.model_fields)))
