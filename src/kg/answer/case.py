"""A question's facts made ready for deciding, and the three-valued truth of one condition under them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kg.answer import facts as fact_keys
from kg.answer import status
from kg.answer.facts import Days
from kg.answer.status import Claim
from kg.model.answer import FactValue
from kg.model.disposition import Condition, DispositionRule
from kg.text import lexicon, words

Truth = bool | None
"""True, False, or None for unknown."""

_FIRST, _LAST = date.min, date.max
_AND = re.compile(r"\s(?:och|samt|eller)\s|,\s")


@dataclass(frozen=True)
class Case:
    """What is known of one record: the facts, its name, and the words it was asked for with."""

    facts: Mapping[str, FactValue]
    record: str
    text: str
    units: Mapping[str, str]
    """Folded names of units to their short form, as the plan uses it."""
    closed: bool = False
    """Whether every rule of the owner names a kind of records, so that the record must be of one of these kinds."""

    topics: frozenset[str] = frozenset()
    """Subjects that the owner as a whole is about, so that all its records are."""

    @cached_property
    def claims(self) -> frozenset[Claim]:
        """What the status facts say, with what follows from it."""
        said = [str(self.facts[key]) for key in ("status", "person_status") if key in self.facts]
        return status.closure(claim for text in said for claim in status.claims(text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the record's name, the question and a stated subject."""
        return words.stems(" ".join([self.record, self.text, str(self.facts.get("subject", ""))]))

    @cached_property
    def heads(self) -> frozenset[str]:
        """Stems of the same words whole, and of their last parts: "lönelista" is a "lista", but no "lön"."""
        text = " ".join([self.record, self.text, str(self.facts.get("subject", ""))])
        found = [words.analysis(token.text) for token in words.spelt_out(words.tokens(text))]
        return frozenset(stem for whole, parts in found for stem in (whole, parts[-1]))

    def days(self, key: str) -> Days | None:
        """The days that a dated fact may mean; None where it is not given."""
        value = self.facts.get(key)
        return None if value is None else fact_keys.days(str(value))

    def knowing(self, more: Mapping[str, FactValue]) -> Case:
        """The same case with further facts; a further status is said beside the one there is."""
        merged = {**self.facts, **more}
        if "status" in self.facts and "status" in more:
            merged["status"] = f"{self.facts['status']}, {more['status']}"
        return replace(self, facts=merged)


def truth(condition: Condition, case: Case, siblings: tuple[Condition, ...] = ()) -> Truth:
    """Whether the condition holds; `siblings` are all conditions of its rule, as some qualify each other."""
    found = _BY_ABOUT.get(condition.about, _phrase)(condition, case, siblings)
    return found


def within(op: str, at: date, seen: Days) -> Truth:
    """Whether the days seen stand in relation `op` to the day; None where a part of them does and a part does not."""
    low, high = {
        "before": (_FIRST, date.fromordinal(at.toordinal() - 1)),
        "until": (_FIRST, at),
        "after": (date.fromordinal(at.toordinal() + 1), _LAST),
        "on-or-after": (at, _LAST),
    }.get(op, (at, at))
    if low <= seen.first and seen.last <= high:
        return op != "not"
    if seen.last < low or seen.first > high:
        return op == "not"
    return None


def values(condition: Condition) -> tuple[str, ...]:
    """The alternatives of a condition."""
    return condition.value if isinstance(condition.value, tuple) else (condition.value,)


def _signed(condition: Condition, found: Truth) -> Truth:
    return None if found is None else (not found if condition.op == "not" else found)


def _any(truths: list[Truth]) -> Truth:
    if any(truths):
        return True
    return None if None in truths else False


def _unit(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    given = case.facts.get("unit")
    if given is None:
        return None
    unit = case.units.get(words.fold(str(given)), words.fold(str(given)))
    return _signed(condition, unit in {case.units.get(words.fold(v), words.fold(v)) for v in values(condition)})


def _year(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    seen = case.days("year")
    wanted = [fact_keys.days(fact_keys.years(v)) for v in values(condition) if fact_keys.is_years(v)]
    if seen is None or not wanted:
        return None
    if condition.op in {"before", "on-or-after"}:
        return within(condition.op, wanted[0].first, seen)
    if condition.op in {"until", "after"}:
        return within(condition.op, wanted[0].last, seen)
    return _signed(condition, _any([_covered(seen, each) for each in wanted]))


def _covered(seen: Days, wanted: Days) -> Truth:
    if wanted.first <= seen.first and seen.last <= wanted.last:
        return True
    return False if seen.last < wanted.first or wanted.last < seen.first else None


def _date(condition: Condition, case: Case, siblings: tuple[Condition, ...]) -> Truth:
    at = condition.at
    if at is None:
        return None
    state = next((s for s in siblings if s.about == "status" and s.of and s.of == condition.of), None)
    if state is not None:
        seen = case.days("status_at")
        return within(condition.op, at, seen) if seen else truth(state, case, siblings)
    if condition.of in _RECEIVED and words.stems(str(case.facts.get("origin", ""))) & words.stems("upprättad"):
        return False
    seen = case.days("date") or (None if condition.of in _RECEIVED else case.days("year"))
    return within(condition.op, at, seen) if seen else None


def _status(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    dated = _dated_status(condition, case)
    if dated is not None:
        return dated
    said = case.claims
    found = [status.holds(status.meaning(value, condition.of), said) for value in values(condition)]
    if condition.op == "until":
        return None if found[0] is None else not found[0]
    return _signed(condition, _any(found))


def _dated_status(condition: Condition, case: Case) -> Truth:
    """A status on a day, where the day of closing, or the end of the agreement, is known."""
    if condition.at is None or condition.op in {"until", "after", "before"}:
        return None
    ends = case.days("agreement_end") if "avtal" in (condition.of or "") else case.days("closed")
    over = None if ends is None else within("before", condition.at, ends)
    if over is None:
        return None
    then = status.closure([("avslutad", over)])
    return _signed(
        condition, _any([status.holds(status.meaning(value, condition.of), then) for value in values(condition)])
    )


def _person(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    if is_direct_transfer(condition):
        given = case.facts.get("direct_transfer")
        if given is not None:
            return _signed(condition, bool(given))
    elif case.facts.get("direct_transfer") is True and "person_status" not in case.facts:
        return _signed(condition, True)
    found = [status.holds(status.meaning(value, condition.of), case.claims) for value in values(condition)]
    return _signed(condition, _any(found))


def is_direct_transfer(condition: Condition) -> bool:
    """Whether a condition on a person is about being carried over, not about being employed."""
    return any(words.stems(value) & words.stems("direktöverförd direktöverförs") for value in values(condition))


def _medium(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    given = case.facts.get("medium")
    forms = lexicon.load("status").get("medium", {})
    said = {
        form for form, names in forms.items() if words.stems(" ".join(names)) & words.stems(str(given or case.text))
    }
    wanted = {
        form for form, names in forms.items() for v in values(condition) if words.fold(v) in map(words.fold, names)
    }
    wanted |= {words.fold(v) for v in values(condition)}
    if not said and given is None:
        return None
    return _signed(condition, bool(said & wanted))


def _subject(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    return _signed(condition, _any([_concerns(value, case) for value in values(condition)]))


def _concerns(phrase: str, case: Case) -> Truth:
    """Whether the record is about what the phrase says; False only where it is stated to be about something else."""
    if phrase in case.topics or _said(phrase, case) or words.head(phrase) in case.stems:
        return True
    return False if "subject" in case.facts else None


def is_special(rule: DispositionRule) -> bool:
    """Whether the rule names records of its own ("fysiska personalakter"), not records in general."""
    return rule.applies_to is not None and not words.is_generic(rule.applies_to)


def applies(rule: DispositionRule, case: Case) -> Truth:
    """Whether the record is one that the rule names; a rule for records in general applies to every record."""
    return _any([_names(part, case) for part in _AND.split(rule.applies_to or "")]) if is_special(rule) else True


def _names(phrase: str, case: Case) -> Truth:
    """Whether the phrase names the record.

    A record of another name is another record. What the phrase says of records in general ("diarieförda handlingar"),
    or names where the rules share all records out among kinds, is not known before it is stated.
    """
    if _whole(phrase) <= case.heads or words.head(phrase) in case.heads:
        return True
    known = "subject" in case.facts or not (case.closed or words.head(phrase) in words.generic())
    return False if known else None


def _whole(phrase: str) -> frozenset[str]:
    """Stems of the phrase's words, compounds not taken apart: "register" is not named by "registerutdrag"."""
    said = (words.stem(token.text) for token in words.tokens(phrase) if token.text not in words.function())
    return frozenset(said) - words.generic() or frozenset([words.head(phrase)])


def _said(phrase: str, case: Case) -> bool:
    wanted = words.stems(phrase)
    return not wanted or wanted <= case.stems


def _number(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    given = case.facts.get(condition.about)
    if given is None:
        return None
    return _signed(condition, str(given) in {v.strip() for v in values(condition)})


def _phrase(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    given = case.facts.get("condition")
    return None if given is None else _signed(condition, bool(given))


def _provider(condition: Condition, case: Case, _: tuple[Condition, ...]) -> Truth:
    given = case.facts.get("provider")
    return None if given is None else _signed(condition, words.fold(str(given)) in map(words.fold, values(condition)))


_RECEIVED = {"inkom", "inkommande", "inkommet", "inkommen"}
_BY_ABOUT: Mapping[str, Callable[[Condition, Case, tuple[Condition, ...]], Truth]] = {
    "unit": _unit,
    "year": _year,
    "date": _date,
    "status": _status,
    "case": _status,
    "person": _person,
    "medium": _medium,
    "subject": _subject,
    "birth_day": _number,
    "provider": _provider,
    "condition": _phrase,
}
