"""Faults planted in a municipality, each with the rule that finds it and with what should have stood there."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.sample.town import Sent, Town, Unit
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
    unit = _referring(town, chance, taken)
    if unit is None or unit.sent is None:
        return None
    wrong = f"{chance.randrange(7, 10)}.{chance.randrange(1, 9)}"
    made = _put(town, replace(unit, sent=Sent(unit.sent.subject, wrong, None)))
    return made, Fault("KG201", "unresolved-target", unit.code, unit.sent.subject, wrong, unit.sent.code)


def _renamed(town: Town, chance: random.Random, taken: set[str]) -> Planted | None:
    """A title that is cited with a letter too few."""
    unit = _referring(town, chance, taken)
    if unit is None or unit.sent is None or unit.sent.title is None:
        return None
    title = unit.sent.title
    at = chance.randrange(2, len(title) - 2)
    wrong = title[:at] + title[at + 1 :]
    made = _put(town, replace(unit, sent=replace(unit.sent, title=wrong)))
    return made, Fault("KG202", "title-mismatch", unit.code, unit.sent.subject, wrong, title)


def _ended(town: Town, chance: random.Random, taken: set[str]) -> Planted | None:
    """A reference to a process that has ended."""
    gone = next((unit for unit in town.processes if unit.ended), None)
    unit = _referring(town, chance, taken | ({gone.successor} if gone and gone.successor else set()))
    if gone is None or unit is None or unit.sent is None:
        return None
    made = _put(town, replace(unit, sent=Sent(gone.records[0].name, gone.code, gone.title)))
    return made, Fault("KG204", "target-ended", unit.code, gone.records[0].name, gone.code, str(gone.successor))


def _repealed(town: Town, chance: random.Random, taken: set[str]) -> Planted | None:
    """A law that has been repealed."""
    cited = [(u, r) for u in town.processes for r in u.records if r.law and u.code not in taken and not u.ended]
    if not cited:
        return None
    unit, record = chance.choice(cited)
    law = chance.choice(lexicon.load("sample")["repealed"]["laws"])
    records = tuple(replace(each, law=law) if each == record else each for each in unit.records)
    made = _put(town, replace(unit, records=records))
    return made, Fault("KG503", "outdated-law", unit.code, record.name, law, str(record.law))


def _referring(town: Town, chance: random.Random, taken: set[str]) -> Unit | None:
    found = [unit for unit in town.processes if unit.sent and unit.code not in taken]
    return chance.choice(found) if found else None


def _put(town: Town, unit: Unit) -> Town:
    return replace(town, units=tuple(unit if each.code == unit.code else each for each in town.units))


_KINDS: tuple[Callable[[Town, random.Random, set[str]], Planted | None], ...] = (
    _unresolved,
    _renamed,
    _ended,
    _repealed,
)
