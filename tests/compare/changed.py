"""Editions made up from a plan: edits such as people make, each on units, records, references and rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kg.lint import sample
from kg.model.plan import CrossReference, Plan, Process, RecordType

PAIRS = Path(__file__).parent / "pairs"


def made_up(name: str) -> Plan:
    """One of the two made-up plans."""
    return sample.read((PAIRS / f"{name}.toml").read_text(encoding="utf-8"), name).plan


def renumbered(plan: Plan, codes: dict[str, str]) -> Plan:
    """The plan with other numbers, and all that speaks of them."""

    def new(code: str | None) -> str | None:
        return codes.get(code or "", code)

    def unit(one: Process) -> Process:
        successors = tuple(codes.get(code, code) for code in one.successors)
        return one.model_copy(update={"code": new(one.code), "parent": new(one.parent), "successors": successors})

    def reference(one: CrossReference) -> CrossReference:
        target = one.target if one.external else new(one.target)
        return one.model_copy(update={"source": new(one.source), "target": target})

    return plan.model_copy(
        update={
            "processes": tuple(map(unit, plan.processes)),
            "record_types": tuple(r.model_copy(update={"process": new(r.process)}) for r in plan.record_types),
            "cross_references": tuple(map(reference, plan.cross_references)),
            "disposition_rules": tuple(
                r.model_copy(update={"process": new(r.process)}) for r in plan.disposition_rules
            ),
            "citations": tuple(c.model_copy(update={"cited_by": new(c.cited_by)}) for c in plan.citations),
        }
    )


def swapped(plan: Plan, a: int, b: int) -> Plan:
    """Two units have changed numbers."""
    one, other = _unit(plan, a).code, _unit(plan, b).code
    return renumbered(plan, {one: other, other: one})


def renamed(plan: Plan, a: int, b: int) -> Plan:
    """A unit is called something else."""
    return _with(plan, _unit(plan, a).code, title=f"{_unit(plan, a).title} och {b}")


def moved(plan: Plan, a: int, b: int) -> Plan:
    """A unit stands under another one, with a number of its own there."""
    unit, above = _unit(plan, a), _unit(plan, b)
    new = f"{above.code}.{90 + a}"
    return _with(renumbered(plan, {unit.code: new}), new, parent=above.code)


def ended(plan: Plan, a: int, b: int) -> Plan:
    """A unit is marked as ended, with a successor."""
    return _with(plan, _unit(plan, a).code, ended=date(2020, 1, 1 + b % 28), successors=(_unit(plan, b).code,))


def without(plan: Plan, a: int, b: int) -> Plan:
    """A unit is gone with all that it held."""
    code = _unit(plan, a).code
    lists = {
        "processes": "code",
        "record_types": "process",
        "cross_references": "source",
        "disposition_rules": "process",
    }
    return plan.model_copy(
        update={name: tuple(f for f in getattr(plan, name) if getattr(f, key) != code) for name, key in lists.items()}
    )


def added(plan: Plan, a: int, b: int) -> Plan:
    """There is a new unit with a record, somewhere in the order of the text."""
    unit = _unit(plan, a)
    new = unit.model_copy(update={"code": f"9.{a}.{b}", "title": f"Ny uppgift {b}", "parent": None, "ended": None})
    record = RecordType(process=new.code, name=f"ny handling {b}", span=unit.span)
    units, at = list(plan.processes), b % (len(plan.processes) + 1)
    return plan.model_copy(
        update={"processes": (*units[:at], new, *units[at:]), "record_types": (record, *plan.record_types)}
    )


def rewritten(plan: Plan, a: int, b: int) -> Plan:
    """Rules, references and records are worded otherwise, dropped or put elsewhere."""
    rules, references, records = plan.disposition_rules, plan.cross_references, plan.record_types
    if rules:
        changed = rules[a % len(rules)].model_copy(update={"recipients": (f"nämnd {b}",), "applies_to": None})
        rules = tuple(changed if n == a % len(rules) else rule for n, rule in enumerate(rules))
    if references:
        references = (*references[b % len(references) :], *references[: a % len(references)])
    if records:
        records = tuple(r for n, r in enumerate(records) if n != b % len(records))[::-1]
    return plan.model_copy(update={"disposition_rules": rules, "cross_references": references, "record_types": records})


def shifted(plan: Plan, a: int, b: int) -> Plan:
    """Everything stands some lines further down, in another document."""

    def down(fact: Process) -> Process:
        lines = {"first": fact.span.first + a, "last": fact.span.last + a}
        return fact.model_copy(update={"span": fact.span.model_copy(update=lines)})

    return plan.model_copy(update={"processes": tuple(map(down, plan.processes)), "sha256": f"{b:064x}"})


EDITS: tuple[Callable[[Plan, int, int], Plan], ...] = (
    swapped, renamed, moved, ended, without, added, rewritten, shifted,
)  # fmt: skip


def _unit(plan: Plan, n: int) -> Process:
    return plan.processes[n % len(plan.processes)]


def _with(plan: Plan, code: str, **fields: object) -> Plan:
    units = (unit.model_copy(update=fields) if unit.code == code else unit for unit in plan.processes)
    return plan.model_copy(update={"processes": tuple(units)})
