"""A plan's record types as CSV, one row each, with the process that owns it and the rules that may decide."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.catalogue import PlanView
    from kg.model.disposition import Condition, DispositionRule
    from kg.model.plan import RecordType

COLUMNS = (
    *("plan", "code", "level", "title", "added", "ended", "successors"),
    *("record_type", "rules", "document", "first_line", "last_line"),
)


def write(view: PlanView) -> bytes:
    """CSV in UTF-8 with commas, its first row the names of `COLUMNS`; empty where there is nothing to say."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows(_row(view, record) for record in view.plan.record_types)
    return text.getvalue().encode()


def _row(view: PlanView, record: RecordType) -> list[str | int | None]:
    process = view.processes[record.process]
    return [
        view.slug,
        process.code,
        process.level,
        process.title,
        process.added.isoformat() if process.added else None,
        process.ended.isoformat() if process.ended else None,
        " ".join(process.successors),
        record.name,
        " | ".join(_rule(rule) for rule in _rules(view, record)),
        *(record.span.document, *record.span.lines),
    ]


def _rules(view: PlanView, record: RecordType) -> Iterator[DispositionRule]:
    """Rules for all records of the process, and those that name this one."""
    for rule in view.rules.get(record.process, ()):
        if rule.applies_to is None or record.name.casefold() in rule.applies_to.casefold():
            yield rule


def _rule(rule: DispositionRule) -> str:
    """A rule in one line: "1: transfer → arkivnämnden, when status is avslutat"."""
    said = f"{rule.order}: {rule.action or 'cut off in the source'}"
    if rule.recipients:
        logic = rule.recipient_logic if rule.recipient_logic not in (None, "single") else ","
        said += " → " + f" {logic} ".replace(" , ", ", ").join(rule.recipients)
    if rule.applies_to:
        said += f", for {rule.applies_to}"
    if rule.conditions:
        said += ", when " + " and ".join(_condition(condition) for condition in rule.conditions)
    return said + ", otherwise" if rule.otherwise else said


def _condition(condition: Condition) -> str:
    value = condition.value if isinstance(condition.value, str) else " / ".join(condition.value)
    return " ".join(part for part in (condition.about, condition.op, value, _day(condition)) if part)


def _day(condition: Condition) -> str | None:
    return f"({condition.at.isoformat()})" if condition.at else None
