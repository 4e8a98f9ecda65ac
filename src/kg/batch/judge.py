"""From a row's title and facts to its verdict: the words of its plan, the one resolver, and how sure that is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kg.answer import facts as fact_keys
from kg.answer.resolve import Prepared, Resolver
from kg.batch import telling, titles
from kg.batch.event import Event
from kg.batch.titles import Title
from kg.batch.verdict import Verdict, broken
from kg.batch.vocabulary import Vocabulary
from kg.catalogue import PlanView
from kg.errors import UsageError
from kg.model.answer import Answer, FactValue, Question

_LATELY = 200_000
"""Distinct questions whose verdicts are kept."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What all rows of an inventory are judged by."""

    plans: tuple[str, ...]
    on: date | None
    today: date
    least: float
    """Confidence below which a row is left to a person."""
    language: str = "sv"
    event: Event | None = None
    """A reorganisation, where the rows move with their bodies."""


class Judge:
    """Gives each distinct title, with the facts beside it, its verdict; each distinct question is resolved once."""

    def __init__(self, resolver: Resolver, terms: Terms) -> None:
        """`resolver` answers as it does for `kg resolve`."""
        self.terms = terms
        self.resolved = 0
        """Questions put to the resolver."""
        self._resolver = resolver
        self._desks: dict[str, _Desk] = {}
        self._kept: dict[tuple[object, ...], Verdict] = {}

    def verdict(self, title: str | None, given: Mapping[str, str | None]) -> Verdict:
        """The verdict on a row; `given` are the facts of its columns, by their keys, as they are written.

        A fact that cannot be read makes the row a broken one, with what is wrong; nothing is guessed in its place.
        """
        if not title or not title.strip():
            return broken(telling.said("no-title", self.terms.language))
        try:
            facts = {key: _typed(key, value) for key, value in given.items() if value and key != "plan"}
            return self._among(title, facts, self._plans(given.get("plan")))
        except UsageError as error:
            return broken(str(error))

    def _plans(self, named: str | None) -> Sequence[str]:
        return (named.strip(),) if named and named.strip() else self.terms.plans

    def _among(self, title: str, facts: Mapping[str, FactValue], plans: Sequence[str]) -> Verdict:
        found = [self._in(slug, title, facts) for slug in plans]
        sure = [verdict for verdict in found if verdict.kind != "person"]
        if len(sure) > 1:
            return telling.which_plan(sure, self.terms.language)
        return sure[0] if sure else max(found, key=lambda verdict: verdict.confidence)

    def _in(self, slug: str, title: str, given: Mapping[str, FactValue]) -> Verdict:
        desk = self._desk(slug)
        read = desk.read(title)
        stated = desk.prepared.stated(read.text, self.terms.today).facts
        facts = desk.folded({**stated, **read.facts, **given})
        key = (slug, read.record, read.left > 0, *sorted(facts.items()))
        if key not in self._kept:
            if len(self._kept) >= _LATELY:
                self._kept.clear()
            self._kept[key] = self._judged(desk, read, facts)
        return self._kept[key]

    def _judged(self, desk: _Desk, read: Title, facts: Mapping[str, FactValue]) -> Verdict:
        dropped = 0.0
        answer = self._asked(desk, read.record, facts)
        if answer.status == "not-found":
            fewer, dropped = desk.vocabulary.kept_of(read.record)
            if fewer:
                answer = self._asked(desk, fewer, facts)
        return telling.verdict(desk.prepared.view, answer, dropped, self.terms.least, self.terms.language)

    def _asked(self, desk: _Desk, record: str, facts: Mapping[str, FactValue]) -> Answer:
        question = Question(text=record, plans=(desk.prepared.view.slug,), on=self.terms.on, facts=dict(facts))
        if not any(letter.isalpha() for letter in record):
            return Answer(question=question, status="not-found")
        self.resolved += 1
        return self._resolver.resolve(question, self.terms.today)

    def _desk(self, slug: str) -> _Desk:
        if slug not in self._desks:
            self._desks[slug] = _Desk(self._resolver.prepared(slug), self.terms)
        return self._desks[slug]


class _Desk:
    """One plan with what its rows are read by."""

    def __init__(self, prepared: Prepared, terms: Terms) -> None:
        self.prepared = prepared
        self.vocabulary = Vocabulary([prepared.view])
        self._terms = terms

    def read(self, title: str) -> Title:
        """The title in the words of the plan."""
        return titles.read(title, self.vocabulary)

    def folded(self, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
        """The facts with each day moved to one that no rule of the plan tells from it, so that few cases are left.

        Where the plan counts periods from days, they stay as they are.
        """
        if self.prepared.view.plan.retention_rules:
            return dict(facts)
        return {key: self._moved(value) if key == "date" else value for key, value in facts.items()}

    def _moved(self, value: FactValue) -> FactValue:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return value
        at = bisect_right(self._turns, day)
        return (self._turns[at - 1] if at else self._turns[0] - timedelta(days=1)).isoformat()

    @cached_property
    def _turns(self) -> Sequence[date]:
        return turns(self.prepared.view, self._terms.today)


def turns(view: PlanView, today: date) -> Sequence[date]:
    """The days from which on something else may hold in a plan, in order."""
    found = {today, today + timedelta(days=1)}
    for process in view.plan.processes:
        found |= {day for day in (process.added, process.ended) if day}
    for rule in view.plan.disposition_rules:
        for condition in rule.conditions:
            if condition.at:
                found |= {condition.at, condition.at + timedelta(days=1)}
            for value in (condition.value,) if isinstance(condition.value, str) else condition.value:
                if fact_keys.is_years(value):
                    span = fact_keys.days(fact_keys.years(value))
                    found |= {span.first, span.last + timedelta(days=1)}
    return sorted(found)


def _typed(key: str, value: str) -> FactValue:
    text = " ".join(value.split())
    kind = fact_keys.keys()[key].type
    if kind == "date":
        text = titles.day(text)
    elif kind == "year":
        text = titles.year(text)
    return fact_keys.checked({key: text})[key]
