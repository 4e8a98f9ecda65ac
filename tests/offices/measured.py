"""How much of what an archivist reads out of a plan the program reads too, and what it says that is not so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from kg.model.plan import Plan
from kg.text import words
from tests.offices.office import Office, Rule


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1, and what differs, in words."""

    nodes: float
    records: float
    """F1 of unit and name together."""
    rules: float
    """Share of the records that are read whose rules are all right, and no other."""
    references: float
    """F1 of unit and target."""
    differences: tuple[str, ...] = field(default=())


def measured(office: Office, plan: Plan) -> Measured:
    """A plan as it was read, held against what its office says."""
    told: list[str] = []
    nodes = [(p.code, p.level, p.title, p.parent) for p in plan.processes]
    got = [(r.process, r.name) for r in plan.record_types]
    right = [(code, name) for code, name, _, _ in office.records]
    told += _missing("enhet", office.units, nodes) + _missing("handling", right, got)
    same = 0
    for code, name, rules, _ in office.records:
        mine = [r for r in plan.retention_rules if (r.process, r.record) == (code, name)]
        read = [Rule(str(r.action), r.period, r.counted_from or "", _said(r.conditions)) for r in mine]
        fits = len(read) == len(rules) and all(any(_fits(a, b) for b in read) for a in rules)
        same += fits
        told += [] if fits else [f"regel {code} {name}: {list(rules)} lästes som {read}"]
    wanted = [(code, to if to != "utanför" else None) for code, _, _, to in office.records if to]
    sent = [(r.source, r.target) for r in plan.cross_references]
    told += _missing("hänvisning", wanted, sent)
    return Measured(
        nodes=len(set(nodes) & set(office.units)) / max(len(office.units), len(nodes)),
        records=_f1(got, right),
        rules=same / len(office.records),
        references=_f1(sent, wanted),
        differences=tuple(told),
    )


def _said(conditions: Iterable[object]) -> str:
    return " ".join(str(getattr(c, "value", "")) for c in conditions)


def _fits(a: Rule, b: Rule) -> bool:
    """Whether two rules say the same: events and conditions by their words, whatever their endings."""
    if (a.action, a.period) != (b.action, b.period):
        return False
    return _alike(a.event, b.event) and _alike(a.condition, b.condition)


def _alike(right: str, read: str) -> bool:
    a, b = ({w for word in text.replace(",", " ").split() for w in words.stems(word)} for text in (right, read))
    return a == b if not a or not b else len(a & b) >= 0.6 * max(len(a), len(b))


def _missing(what: str, right: Iterable[Hashable], got: Iterable[Hashable]) -> list[str]:
    want, have = Counter(right), Counter(got)
    return [f"{what} saknas: {each}" for each in want - have] + [f"{what} för mycket: {each}" for each in have - want]


def _f1(got: Iterable[Hashable], right: Iterable[Hashable]) -> float:
    mine, want = Counter(got), Counter(right)
    total = mine.total() + want.total()
    return 2 * (mine & want).total() / total if total else 1.0
