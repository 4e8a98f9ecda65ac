"""Faults planted in a municipality, each with the rule that finds it and with what should have stood there."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.sample.town import Record, Town, Unit
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with its answer."""

    rule: str
    """Code of the rule of `kg lint` that finds it."""
    kind: str
    """Kind of the finding."""
    where: str
    """Code of the process."""
    record: str | None
    read: str
    """What stands in the plan."""
    right: str
    """What should."""


Planted = tuple[Town, Fault]


def planted(town: Town, chance: random.Random) -> tuple[Town, tuple[Fault, ...]]:
    """The municipality with up to three faults, each of another kind and another process, and those faults."""
    faults: list[Fault] = []
    for plant in chance.sample(_KINDS, chance.randint(0, 3)):
        found = plant(town, chance, {fault.where for fault in faults})
        if found is not None:
            town = found[0]
            faults.append(found[1])
    return town, tuple(faults)


def _unresolved(town: Town, chance: random.Random, taken: set[str]) -> Planted | None:
    """A reference to a process that does not exist."""
    picked = _referring(town, chance, taken)
    if picked is None:
        return None
    unit, record = picked
    wrong = f"{chance.randrange(7, 10)}.{chance.randrange(1, 9)}"
    return _put(town, unit, record, replace(record, see=wrong)), Fault(
        "KG201", "unresolved-target", unit.code, record.name, wrong, str(record.see)
    )


def _ended(town: Town, chance: random.Random, taken: set[str]) -> Planted | None:
    """A reference to a process that has ended."""
    gone = next((unit for unit in town.processes if unit.ended), None)
    picked = _referring(town, chance, taken | ({gone.successor} if gone and gone.successor else set()))
    if gone is None or picked is None:
        return None
    unit, record = picked
    return _put(town, unit, record, replace(record, see=gone.code)), Fault(
        "KG204", "target-ended", unit.code, record.name, gone.code, str(gone.successor)
    )


def _repealed(town: Town, chance: random.Random, taken: set[str]) -> Planted | None:
    """A law that has been repealed."""
    cited = [(u, r) for u in town.processes for r in u.records if r.law and u.code not in taken and not u.ended]
    if not cited:
        return None
    unit, record = chance.choice(cited)
    law = chance.choice(lexicon.load("sample")["repealed"]["laws"])
    return _put(town, unit, record, replace(record, law=law)), Fault(
        "KG503", "outdated-law", unit.code, record.name, law, str(record.law)
    )


def _referring(town: Town, chance: random.Random, taken: set[str]) -> tuple[Unit, Record] | None:
    found = [(u, r) for u in town.processes for r in u.records if r.see and u.code not in taken]
    return chance.choice(found) if found else None


def _put(town: Town, unit: Unit, old: Record, new: Record) -> Town:
    records = tuple(new if record == old else record for record in unit.records)
    units = tuple(replace(u, records=records) if u.code == unit.code else u for u in town.units)
    return replace(town, units=units)


_KINDS: tuple[Callable[[Town, random.Random, set[str]], Planted | None], ...] = (_unresolved, _ended, _repealed)
