"""Which of a process's rules decides, by three-valued logic; what is missing where none does yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from kg.answer.case import Case, Truth, applies, is_special, truth, values
from kg.answer.slots import Slot, slots_of
from kg.catalogue import PlanView
from kg.model.answer import FactValue
from kg.model.disposition import DispositionRule
from kg.text import words

_MOST_TRIALS = 4096
"""Combinations of unknown values worked through at most; beyond, every unknown that a rule names is asked for."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules come to under one set of facts."""

    rule: DispositionRule | None
    """The rule that decides; None where none covers the case."""
    truths: tuple[Truth, ...]
    """Truth of each rule, in order of trial."""

    @property
    def outcome(self) -> tuple[object, ...]:
        """What happens to the record; equal outcomes need not be told apart."""
        rule = self.rule
        if rule is None or rule.action is None:
            return ("no-rule",)
        return (rule.action, rule.recipients, rule.recipient_logic)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A fact that would have to be known, and what each of its values leads to."""

    slot: Slot
    leads_to: Mapping[str, Verdict | None]
    """By value; None where it depends on further facts."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of deciding: a verdict, or what is lacking; and readings that clash."""

    rules: tuple[DispositionRule, ...]
    """In order of trial."""
    verdict: Verdict | None
    lacking: tuple[Lacking, ...] = ()
    clash: tuple[Verdict, ...] = ()
    """Verdicts of readings that exclude each other ("date" against "year")."""
    truths: tuple[Truth, ...] = ()
    """Of an undecided case: truth of each rule, in order of trial."""
    overlap: tuple[DispositionRule, ...] = ()
    """Later rules of the process that hold too and say something else."""


class Rules:
    """A process's rules, compiled once: order of trial, and the facts that could decide."""

    def __init__(self, view: PlanView, code: str) -> None:
        """Take the rules of `code`.

        Read-access rules are permissions beside the rest, not outcomes. That no records occur says nothing of one that
        is at hand after all, so it comes last.
        """
        every = view.rules.get(code, ())
        self.access = tuple(rule for rule in every if rule.action == "read-access")
        outcomes = [rule for rule in every if rule.action != "read-access"]
        self.rules = tuple(sorted(outcomes, key=lambda rule: rule.action == "none-occur"))
        self.topics = _topics(every, view, code)
        # A plan with a row a record type names each by its own name: such rules share nothing out.
        names = frozenset(record.name for record in view.records.get(code, ()))
        self.rows = names if any(rule.applies_to in names for rule in every) else frozenset()
        self.closed = bool(self.rules) and all(is_special(r) and r.applies_to not in self.rows for r in self.rules)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The facts that the rules ask for, with the values that make a difference."""
        return slots_of(self.rules, self.closed)

    def verdict(self, case: Case) -> Verdict | None:
        """The verdict under the facts, or None where an unknown stands before the rule that would decide."""
        order = self.order(case)
        truths: list[Truth] = []
        for rule in order:
            found = _holds(rule, case)
            if found is None:
                return None
            truths.append(found)
            if found:
                return Verdict(rule, (*truths, *(_holds(later, case) for later in order[len(truths) :])))
        return Verdict(None, tuple(truths))

    def decide(self, case: Case) -> Decision:
        """Decide, or say which facts are lacking.

        An unknown that leads to the same outcome whatever its value is not asked for.
        """
        order = self.order(case)
        clash = self._clash(case)
        if clash:
            return Decision(order, None, clash=clash)
        found = self.verdict(case)
        if found is not None:
            return Decision(order, found, overlap=_overlap(order, found))
        open_slots = [slot for slot in self.slots if slot.open(case, order)]
        trials = self._trials(case, open_slots)
        outcomes = {verdict.outcome for _, verdict in trials if verdict is not None}
        if len(outcomes) == 1 and all(verdict is not None for _, verdict in trials):
            return Decision(order, trials[0][1], overlap=())
        truths = tuple(_holds(rule, case) for rule in order)
        return Decision(order, None, lacking=tuple(self._lacking(open_slots, trials)), truths=truths)

    def order(self, case: Case) -> tuple[DispositionRule, ...]:
        """The rules in the order of trial: one for records it names goes first, where the record is one of these.

        The truths of a verdict stand in this order.
        """
        row = next((name for name in (str(case.facts.get("subject")), case.record) if name in self.rows), None)
        own = [rule for rule in self.rules if rule.applies_to == row or rule.applies_to not in self.rows]
        rules = tuple(own) if row else self.rules  # what other rows say is not of this one
        special: list[DispositionRule] = []
        others: list[DispositionRule] = []
        for rule in rules:
            (special if is_special(rule) and applies(rule, case) else others).append(rule)
        return (*special, *others)

    def _clash(self, case: Case) -> tuple[Verdict, ...]:
        """Verdicts by the record's date alone and by its year alone, where both are given and they differ."""
        if "date" not in case.facts or "year" not in case.facts or not any(s.key == "date" for s in self.slots):
            return ()
        by_date = self.verdict(case)
        by_year = self.verdict(case.knowing({"date": str(case.facts["year"])}))
        if by_date is None or by_year is None or by_date.outcome == by_year.outcome:
            return ()
        return (by_date, by_year)

    def _trials(self, case: Case, open_slots: list[Slot]) -> list[tuple[tuple[str, ...], Verdict | None]]:
        size = 1
        for slot in open_slots:
            size *= len(slot.values)
        if size > _MOST_TRIALS:
            return []
        return [
            (chosen, self.verdict(case.knowing(_merged(zip(open_slots, chosen, strict=True)))))
            for chosen in product(*(slot.values for slot in open_slots))
        ]

    def _lacking(
        self, open_slots: list[Slot], trials: list[tuple[tuple[str, ...], Verdict | None]]
    ) -> Iterable[Lacking]:
        """The slots whose value makes a difference while all others stay as they are."""
        for at, slot in enumerate(open_slots):
            by_rest: dict[tuple[str, ...], set[tuple[object, ...]]] = {}
            by_value: dict[str, dict[tuple[object, ...], Verdict | None]] = {value: {} for value in slot.values}
            for chosen, verdict in trials:
                by_rest.setdefault((*chosen[:at], *chosen[at + 1 :]), set()).add(_outcome(verdict))
                by_value[chosen[at]][_outcome(verdict)] = verdict
            if not trials or any(len(outcomes) > 1 for outcomes in by_rest.values()):
                settled = {v: next(iter(found.values())) for v, found in by_value.items() if len(found) == 1}
                yield Lacking(slot, {value: settled.get(value) for value in slot.values})


def _topics(rules: Sequence[DispositionRule], view: PlanView, code: str) -> frozenset[str]:
    """Subjects of conditions that the process as a whole is about, where its rules do not tell several apart."""
    subjects = {value for rule in rules for c in rule.conditions if c.about == "subject" for value in values(c)}
    process = view.processes[code]
    own = words.stems(" ".join([process.title, *process.terms]))
    return frozenset(subjects) if len(subjects) == 1 and words.stems(next(iter(subjects))) & own else frozenset()


def _outcome(verdict: Verdict | None) -> tuple[object, ...]:
    return ("?",) if verdict is None else verdict.outcome


def _merged(chosen: Iterable[tuple[Slot, str]]) -> dict[str, FactValue]:
    merged: dict[str, FactValue] = {}
    for slot, value in chosen:
        merged[slot.key] = f"{merged[slot.key]}, {value}" if slot.key in merged else slot.fact(value)
    return merged


def _holds(rule: DispositionRule, case: Case) -> Truth:
    found: Truth = applies(rule, case)
    for condition in rule.conditions:
        if found is False:
            return False
        holds = truth(condition, case, rule.conditions)
        found = False if holds is False else (None if None in (holds, found) else True)
    return found


def _overlap(order: tuple[DispositionRule, ...], verdict: Verdict) -> tuple[DispositionRule, ...]:
    if verdict.rule is None:
        return ()
    at = order.index(verdict.rule)
    later = zip(order[at + 1 :], verdict.truths[at + 1 :], strict=True)
    return tuple(
        rule
        for rule, found in later
        if found and rule.action != verdict.rule.action and (rule.conditions or not rule.otherwise)
    )
