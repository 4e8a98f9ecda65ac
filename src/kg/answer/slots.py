"""The facts that a process's rules ask for, each with the values that make a difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kg.answer import facts as fact_keys
from kg.answer import status
from kg.answer.case import Case, applies, is_direct_transfer, is_special, truth, values
from kg.model.answer import FactValue
from kg.model.disposition import Condition, DispositionRule

OTHER_UNIT = "annan enhet"
OTHER_SUBJECT = "annat"


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact, and its values: those that the rules name and one that they do not."""

    key: str
    values: tuple[str, ...]
    conditions: tuple[Condition, ...]
    named: tuple[str, ...] = ()
    """Records that rules name as their own, for the slot `subject`."""

    def fact(self, value: str) -> FactValue:
        """The value as a fact."""
        return {"ja": True, "nej": False}[value] if fact_keys.keys()[self.key].type == "bool" else value

    def open(self, case: Case, rules: Iterable[DispositionRule]) -> bool:
        """Whether one of its conditions is unknown in the case."""
        return any(
            (rule.applies_to in self.named and applies(rule, case) is None)
            or any(c in self.conditions and truth(c, case, rule.conditions) is None for c in rule.conditions)
            for rule in rules
        )


def slots_of(rules: Sequence[DispositionRule], closed: bool = False) -> tuple[Slot, ...]:
    """The slots of the rules' conditions, in the order in which the rules need them.

    Under `closed` rules, which share all records out among kinds, a record is of no other kind.
    """
    grouped: dict[tuple[str, object], list[Condition]] = {}
    named = tuple(dict.fromkeys(rule.applies_to for rule in rules if rule.applies_to and is_special(rule)))
    if named:
        grouped["subject", None] = []
    for rule in rules:
        for condition in rule.conditions:
            for place in _places(condition, rule.conditions):
                grouped.setdefault(place, []).append(condition)
    return tuple(
        Slot(
            key,
            _values(key, group, conditions, named if key == "subject" else (), closed),
            tuple(dict.fromkeys(conditions)),
            named if key == "subject" else (),
        )
        for (key, group), conditions in grouped.items()
    )


def _places(condition: Condition, siblings: tuple[Condition, ...]) -> Iterable[tuple[str, object]]:
    if condition.about == "status":
        for group in dict.fromkeys(g for value in values(condition) for g in status.groups(value, condition.of)):
            yield ("status", group)
    elif condition.about == "person":
        yield ("direct_transfer" if is_direct_transfer(condition) else "person_status", None)
    elif condition.about == "date" and any(s.about == "status" and s.of and s.of == condition.of for s in siblings):
        return
    else:
        yield (fact_keys.asked_by(condition.about), None)


def _values(
    key: str, group: object, conditions: list[Condition], records: tuple[str, ...], closed: bool
) -> tuple[str, ...]:
    named = tuple(dict.fromkeys([*records, *(v for condition in conditions for v in values(condition))]))
    if key == "status":
        return status.states(str(group), named)
    if fact_keys.keys()[key].type == "bool":
        return ("ja", "nej")
    if fact_keys.keys()[key].values:
        return fact_keys.keys()[key].values
    if key == "date":
        return _days(conditions)
    if key == "year":
        years = sorted({int(v[:4]) for v in named if v[:4].isdecimal()})
        return tuple(map(str, sorted({near for y in years for near in (y - 1, y, y + 1)})))
    if key == "subject" and closed:
        return named
    return (*named, OTHER_UNIT if key == "unit" else OTHER_SUBJECT)


def _days(conditions: list[Condition]) -> tuple[str, ...]:
    """The day before, the day itself, and the day after, of each day that a condition names."""
    named = {condition.at for condition in conditions if condition.at is not None}
    return tuple(sorted({(at + timedelta(days=d)).isoformat() for at in named for d in (-1, 0, 1)}))
