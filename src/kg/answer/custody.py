"""Who holds records, one after the other, and from which day until which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.answer import counting, events
from kg.answer.case import Case
from kg.model.answer import Holder
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

_MOST = 6
"""Holders followed at most."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One holder's time, and the rule that sets its end."""

    holder: Holder
    rule: RetentionRule | None
    key: str | None = None
    """Fact that dates the event from which the end was counted."""
    start: date | None = None
    """Day of that event."""


def chain(rules: Sequence[RetentionRule], unsure: Sequence[RetentionRule], case: Case) -> tuple[Stage, ...]:
    """The holders in order, as the rules name them; days are given where the facts allow it.

    `unsure` are those of the rules that may not hold: where they part ways, the chain ends.

    A period is counted from its own event; one that names none runs from the closing of the file, and one that counts
    from the handing over runs from the day on which the holder got the records.
    """
    stages: list[Stage] = []
    current = _first(rules)
    since = _closed(case)
    while current is not None and len(stages) < _MOST and not any(same(current, s.holder.holder) for s in stages):
        rule = _ending(current, rules)
        until, key, counted = _until(rule, since, case) if rule else (None, None, None)
        stages.append(Stage(Holder(holder=current, start=since, until=until), rule, key, counted))
        current = None if rule is not None and _parting(current, rules, unsure) else _next(current, rule, rules)
        since = until
        if rule is not None and rule.action == "destroy":
            break
    return tuple(stages)


def _closed(case: Case) -> date | None:
    days = case.days("closed")
    return days.first if days is not None and days.first == days.last else None


def _parting(holder: str, rules: Sequence[RetentionRule], unsure: Sequence[RetentionRule]) -> bool:
    """Whether it is not known which of several ways the records go from this holder."""
    own = [rule for rule in rules if same(rule.holder, holder) and rule.period]
    ways = {words.head(rule.next or "") or rule.action for rule in own if rule.next or rule.action == "destroy"}
    return len(ways) > 1 and any(rule in unsure for rule in own)


def held_on(stages: Sequence[Stage], day: date) -> Stage | None:
    """The stage that the day lies in: from its start, and before its end; the last one where all have ended."""
    for stage in stages:
        if stage.holder.until is None or day < stage.holder.until:
            return stage
    return stages[-1] if stages else None


def same(one: str | None, other: str | None) -> bool:
    """Whether two names mean the same holder: the same head, whatever its form."""
    return bool(one) and bool(other) and words.head(one or "") == words.head(other or "")


def _first(rules: Sequence[RetentionRule]) -> str | None:
    """The holder whom no rule hands over to; of several the one with the shortest time."""
    holders = [rule for rule in rules if rule.holder]
    later = [rule.next for rule in rules if rule.next]
    free = [rule for rule in holders if not any(same(rule.holder, name) for name in later)]
    timed = sorted(
        (rule for rule in free if rule.period), key=lambda rule: counting.after(date(2001, 1, 1), rule.period or "")
    )
    first = next(iter(timed or free or holders), None)
    return first.holder if first else None


def _ending(holder: str, rules: Sequence[RetentionRule]) -> RetentionRule | None:
    """The rule by which the holder's time ends: one with a period, first one that destroys or hands over."""
    own = [rule for rule in rules if same(rule.holder, holder)]
    timed = [rule for rule in own if rule.period]
    ranked = sorted(timed, key=lambda rule: (rule.action == "store" and rule.next is None, rule.action == "store"))
    return next(iter(ranked or own), None)


def _next(holder: str, rule: RetentionRule | None, rules: Sequence[RetentionRule]) -> str | None:
    if rule is not None and rule.next:
        return rule.next
    for other in rules:
        if other.next and not same(other.next, holder):
            if same(other.holder, holder):
                return other.next
            if other.holder is None and rule is not None and other.period == rule.period and rule.action == "store":
                return other.next
    return None


def _until(rule: RetentionRule, since: date | None, case: Case) -> tuple[date | None, str | None, date | None]:
    """The day on which the holder's time ends, with the event it was counted from."""
    if rule.period is None:
        return None, None, None
    folded = words.fold(rule.counted_from or "")
    if since is not None and any(word in folded for word in _handed()):
        return counting.after(since, rule.period), None, since
    key = events.key_of(rule) or "closed"
    days = case.days(key)
    if days is None or days.first != days.last:
        return None, key, None
    return counting.after(days.first, rule.period), key, days.first


@cache
def _handed() -> tuple[str, ...]:
    return tuple(lexicon.load("events")["handed"]["names"])
