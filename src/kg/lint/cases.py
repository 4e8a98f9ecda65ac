"""The cases that a process's rules tell apart, worked through: which none covers, and which two treat differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import TypeVar

from kg.answer.case import Case
from kg.answer.disposition import Rules, Verdict
from kg.answer.slots import OTHER_SUBJECT, OTHER_UNIT, Slot
from kg.lint.subject import Subject
from kg.model.answer import FactValue
from kg.model.disposition import DispositionRule
from kg.text import lexicon, words

_MOST = 2048
"""Combinations worked through at most; rules that tell more apart are left to people."""

K = TypeVar("K")
V = TypeVar("V")
Values = tuple[str, ...]
Wanted = Callable[[Verdict, Case], bool]
"""Whether the verdict in a case is what is sought."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Cases that are alike in all that matters: for each fact that does, the values that it has in them."""

    facts: tuple[tuple[Slot, Values], ...]

    @property
    def only_other_units(self) -> bool:
        """Whether it is about nothing but units that no rule names."""
        return bool(self.facts) and all(
            slot.key == "unit" and set(values) == {OTHER_UNIT} for slot, values in self.facts
        )

    @property
    def only_other_subjects(self) -> bool:
        """Whether it is about nothing but subjects that no rule names."""
        return bool(self.facts) and all(
            slot.key == "subject" and set(values) == {OTHER_SUBJECT} for slot, values in self.facts
        )

    @property
    def of_others(self) -> bool:
        """Whether it takes in a subject that no rule names."""
        return any(slot.key == "subject" and OTHER_SUBJECT in values for slot, values in self.facts)

    def said(self, lang: str) -> str:
        """The cases in words: "enheten är FSE, verksamhetsåret är 2017 eller 2019"."""
        joint = {"sv": ", ", "en": ", "}[lang]
        return joint.join(_clause(slot, values, lang) for slot, values in self.facts)


def uncovered(subject: Subject) -> Mapping[str, list[Gap]]:
    """The cases that no rule of a process covers, by its code; none where one rule takes what is left."""
    found = {code: _alike(subject, code, lambda verdict, _: verdict.rule is None) for code in subject.view.rules}
    return {code: [gap for gap in gaps if not (gap.of_others and rows(subject, code))] for code, gaps in found.items()}


def rows(subject: Subject, code: str) -> frozenset[str]:
    """The record types of a process that has a row, and so a rule, for each; none where its rules are for all."""
    return Rules(subject.view, code).rows


def left_by_a_cut(subject: Subject, code: str) -> list[Gap]:
    """The cases of a process that only a rule takes that breaks off before it says what to do."""
    if not any(map(_cut, subject.view.rules[code])):
        return []
    return _alike(subject, code, lambda verdict, _: verdict.rule is not None and _cut(verdict.rule))


def _cut(rule: DispositionRule) -> bool:
    return rule.truncated and rule.action is None


def clashing(subject: Subject, code: str) -> dict[tuple[DispositionRule, DispositionRule], list[Gap]]:
    """Pairs of rules with conditions of their own that both hold in some cases and say different things."""
    rules = Rules(subject.view, code)
    pairs = [
        (first, second)
        for at, first in enumerate(rules.rules)
        for second in rules.rules[at + 1 :]
        if second.conditions and not second.otherwise and not first.otherwise and _outcome(first) != _outcome(second)
    ]
    found = {}
    for pair in pairs:
        gaps = _alike(subject, code, lambda verdict, case, pair=pair: _both(verdict, rules.order(case), pair))  # type: ignore[misc]
        if gaps:
            found[pair] = gaps
    return found


def _outcome(rule: DispositionRule) -> tuple[object, ...]:
    return (rule.action, rule.recipients)


def _both(verdict: Verdict, order: Sequence[DispositionRule], pair: tuple[DispositionRule, DispositionRule]) -> bool:
    truth = dict(zip(order, verdict.truths, strict=True))
    return all(truth.get(rule) is True for rule in pair)


def _alike(subject: Subject, code: str, wanted: Wanted) -> list[Gap]:
    rules = Rules(subject.view, code)
    slots = rules.slots
    size = 1
    for slot in slots:
        size *= len(slot.values)
    if not rules.rules or size > _MOST:
        return []
    case = Case({}, "", "", _units(subject), rules.closed, rules.topics)
    hit: set[Values] = set()
    for chosen in product(*(slot.values for slot in slots)):
        told = case.knowing(_facts(slots, chosen))
        verdict = rules.verdict(told)
        if verdict is not None and wanted(verdict, told):
            hit.add(chosen)
    return [Gap(_told(slots, group)) for group in _groups(slots, hit)]


def _units(subject: Subject) -> Mapping[str, str]:
    return {words.fold(text): words.fold(p.short) for p in subject.view.plan.parties for text in (p.short, p.name)}


def _facts(slots: Sequence[Slot], chosen: Values) -> dict[str, FactValue]:
    facts: dict[str, FactValue] = {}
    for slot, value in zip(slots, chosen, strict=True):
        facts[slot.key] = f"{facts[slot.key]}, {value}" if slot.key in facts else slot.fact(value)
    return facts


def _groups(slots: Sequence[Slot], hit: set[Values]) -> list[tuple[frozenset[str], ...]]:
    """The combinations as few boxes, each a set of values for every slot; a box never leaves the set given."""
    boxes: list[tuple[frozenset[str], ...]] = []
    left = set(hit)
    while left:
        box = [frozenset([value]) for value in min(left)]
        for at, slot in enumerate(slots):
            wider = [
                value
                for value in slot.values
                if all(each in hit for each in product(*(*box[:at], frozenset([value]), *box[at + 1 :])))
            ]
            box[at] = frozenset(wider)
        boxes.append(tuple(box))
        left -= set(product(*box))
    return boxes


def _told(slots: Sequence[Slot], box: Iterable[frozenset[str]]) -> tuple[tuple[Slot, Values], ...]:
    """The slots that matter: those of which not every value is in the box."""
    pairs = zip(slots, box, strict=True)
    return tuple(
        (slot, tuple(v for v in slot.values if v in held)) for slot, held in pairs if len(held) < len(slot.values)
    )


def _clause(slot: Slot, values: Values, lang: str) -> str:
    table = lexicon.load("wording")
    about = {"person_status": "person", "direct_transfer": "person"}.get(slot.key, slot.key)
    entry = table["about"].get(about)
    name = entry[lang] if entry else slot.key
    if slot.key == "date":
        return f"{name} {_days(slot, values, lang)}"
    if slot.key == "condition":
        return str(lexicon.load("lint")["held"][lang][values[0]])
    joint = {"sv": " eller ", "en": " or "}[lang]
    if slot.key == "unit":
        values = tuple(value for value in values if value != OTHER_UNIT) or values
    rest = [value for value in slot.values if value not in values]
    if len(rest) == 1 < len(values) and slot.key != "unit":
        return f"{name} {table['op']['not'][lang]} {rest[0]}"
    return f"{name} {table['op']['is'][lang]} {joint.join(values)}"


def _days(slot: Slot, values: Values, lang: str) -> str:
    """Days in words; the first and last day tried stand for all before and after."""
    said = lexicon.load("lint")["days"][lang]
    every = sorted(slot.values)
    clauses = []
    for first, last in _runs(values):
        open_start, open_end = first.isoformat() == every[0], last.isoformat() == every[-1]
        kind = "until" if open_start else "since" if open_end else "on" if first == last else "between"
        clauses.append(said[kind].format(first=first, last=last))
    return str(said["or"]).join(clauses)


def _runs(values: Values) -> Iterator[tuple[date, date]]:
    days = sorted(map(date.fromisoformat, values))
    start = days[0]
    for day, following in zip(days, [*days[1:], None], strict=True):
        if following is None or following - day > timedelta(days=1):
            yield start, day
            start = following or day


def grouped(found: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """What is said of several, with all it is said of: processes with one fault make one finding."""
    groups: dict[K, list[V]] = defaultdict(list)
    for said, each in found:
        groups[said].append(each)
    return groups
