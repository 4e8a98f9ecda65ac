"""One made-up municipality: its structure, its records with their fates, its boards before and after a reform."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Record:
    """A type of record of a process."""

    name: str
    fate: str
    """"B" is preserved, "0" destroyed when no longer of use, a number destroyed after so many years."""
    law: str | None = None
    """Citation of the law that says so."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A reference: what is handled elsewhere, and where."""

    subject: str
    code: str
    title: str | None
    """Title of the process as it is cited."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A business area, or a process under it."""

    code: str
    title: str
    board: str | None = None
    """Board before the reform; None for an area."""
    after: str | None = None
    """Board after it."""
    records: tuple[Record, ...] = ()
    sent: Sent | None = None
    ended: date | None = None
    successor: str | None = None


@dataclass(frozen=True)
class Town:
    """A municipality."""

    number: int
    name: str
    units: tuple[Unit, ...]
    reform: date

    @cached_property
    def slug(self) -> str:
        """Its name in plain letters, with its number."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().casefold()
        return f"{plain}-{self.number:03d}"

    @property
    def processes(self) -> Sequence[Unit]:
        """Its processes, in the order of the plan."""
        return [unit for unit in self.units if unit.board]

    @property
    def boards(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """Codes of processes by board before and by board after the reform."""
        found: dict[str, dict[str, list[str]]] = {}
        for unit in self.processes:
            found.setdefault(str(unit.board), {}).setdefault(str(unit.after), []).append(unit.code)
        return found

    def owners(self, record: str) -> Sequence[Unit]:
        """The processes that name a record and had not ended at the reform."""
        return [u for u in self.processes if not u.ended and any(r.name == record for r in u.records)]


def made(seed: int, number: int) -> Town:
    """The municipality of a number, counted from 1; the same for the same seed and number, whatever the others are."""
    chance = random.Random(f"{seed}/{number}")
    words = lexicon.load("sample")
    name = chance.choice(words["place"]["first"]) + chance.choice(words["place"]["last"])
    reform = date(chance.randrange(2014, 2024), 1, 1)
    units: list[Unit] = []
    areas = [words["area"][0], words["area"][1], *chance.sample(words["area"][2:], 4)]
    for at, area in enumerate(areas, start=1):
        units.append(Unit(str(at), area["title"]))
        own = chance.sample(area["process"], chance.randint(max(2, len(area["process"]) - 1), len(area["process"])))
        units += [_process(f"{at}.{n}", process, words, chance) for n, process in enumerate(own, start=1)]
    return Town(number, name, _referring(_ended(units, chance), chance), reform)


def _process(code: str, told: Mapping[str, Any], words: Mapping[str, Any], chance: random.Random) -> Unit:
    board = words["board"][told["board"]]
    after = board["split"][told["to"]] if "split" in board else board.get("after", board["before"])
    kept = chance.sample(told["records"], chance.randint(2, len(told["records"])))
    records = [Record(name, fate, words["law"][law[0]] if law else None) for name, fate, *law in kept]
    return Unit(code, told["title"], board["before"], after, tuple(records))


def _ended(units: Sequence[Unit], chance: random.Random) -> list[Unit]:
    """The units, and in half of all municipalities one more at the end of an area, which has ended."""
    out = list(units)
    if chance.random() < 0.5:
        last = chance.choice(
            [n for n, unit in enumerate(out) if unit.board and (n + 1 == len(out) or not out[n + 1].board)]
        )
        heir = out[last]
        area, _, number = heir.code.rpartition(".")
        day = date(chance.randrange(2008, 2014), chance.randrange(1, 13), 1)
        gone = Unit(f"{area}.{int(number) + 1}", f"{heir.title} i äldre ordning", heir.board, heir.after,
                    heir.records[:1], None, day, heir.code)  # fmt: skip
        out.insert(last + 1, gone)
    return out


def _referring(units: Sequence[Unit], chance: random.Random) -> tuple[Unit, ...]:
    """The units, about every third of them with a reference to a process that holds and names the record."""
    targets = [unit for unit in units if unit.board and not unit.ended]

    def sends(unit: Unit) -> Unit:
        target = chance.choice([other for other in targets if other.code != unit.code])
        subject = chance.choice(target.records).name
        chosen = chance.random() < 0.35 and unit in targets
        return replace(unit, sent=Sent(subject, target.code, target.title)) if chosen else unit

    return tuple(sends(unit) for unit in units)
