"""What a handbook or guideline speaks of: each of its facts with the words by which it can be found."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.answer import intent
from kg.answer.intent import Kind
from kg.catalogue import PlanView
from kg.model.handbook import Assignment, Forum, Responsibility, SecrecyRule, Section, System
from kg.model.retention import RetentionRule
from kg.text import lexicon, phrases, words

Structured = Assignment | Forum | Responsibility | RetentionRule | SecrecyRule | System | Section
_PARTED = re.compile(r"\s[–-]\s|[:,(]\s?|\)")
_POINTS = re.compile(r"\b(?:dem|de|det|detta|dessa|den|denna)\b")
_DEFINITE = ("na", "en", "et")
"""By what a duty points back: a pronoun, or its record in the definite form."""
_SHORT_SECTION = 6
"""Sentences up to which a section speaks of one thing."""
_ASKED = 0.5
"""What is left of the weight of a word that questions ask with too."""
_BESIDE = 0.7
"""Weight of a root that no name has and a fact says otherwise."""


@dataclass(frozen=True)
class Topic:
    """A fact that may answer."""

    kind: Kind
    fact: Structured
    name: str
    readings: tuple[Mapping[str, float], ...]
    """Roots of the name in each of its readings, with their weight."""
    beside: frozenset[str]
    """Roots of all else that the fact says, and of the titles it stands under."""
    verb: str = ""
    """Of a duty: the verb that it begins with."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A fact with its name, and what else it says."""

    kind: Kind
    fact: Structured
    name: str
    beside: str


def topics(view: PlanView) -> tuple[tuple[Topic, ...], dict[str, float]]:
    """All topics of a plan in the order of its lists, and the weight of each root: rare ones tell more."""
    told = list(_with_neighbours(list(_told(view))))
    counts = Counter(root for each in told for root in set(_roots(each.name)))
    most = math.log(len(told) + 1) or 1.0
    weight = {root: 0.4 + 0.6 * (1 - math.log(count) / most) for root, count in counts.items()}
    every = tuple(_topic(weight, each) for each in told)
    for topic in every:
        for root in topic.beside:
            weight.setdefault(root, _BESIDE)
    return every, weight


def content(text: str) -> list[str]:
    """The folded words of a name that say something."""
    said = [token.text for token in words.spelt_out(words.tokens(text)) if token.text not in words.function()]
    return [word for word in said if words.stem(word) not in words.generic()] or said


def _told(view: PlanView) -> Iterator[_Told]:
    plan, titles = view.plan, _Titles(view)
    for a in plan.assignments:
        beside = _joined(a.target_group, a.law, a.handled_by, a.carried_out_by, titles.of(a))
        yield _Told("assignment", a, ", ".join([a.matter, *a.examples]), beside)
    for r in plan.retention_rules:
        also = [value for c in r.conditions for value in (c.value if isinstance(c.value, tuple) else (c.value,))]
        yield _Told("retention", r, r.record or "", _joined(r.holder, r.next, r.counted_from, *also, titles.of(r)))
    kept = {(r.span.first, words.head(r.holder or "")) for r in plan.retention_rules}
    around = _Around(view)
    for d in plan.responsibilities:
        if intent.verb_of(d.duty) in _fates() and {(d.span.first, words.head(d.role or "")), (d.span.first, "")} & kept:
            continue
        yield _Told(
            "responsibility",
            d,
            _joined(d.duty, d.record),
            _joined(d.role, d.circumstance, (d.deadline or "").partition("/")[2], titles.of(d), around.of(d)),
        )
    for f in plan.fora:
        said = [f.purpose, f.convener, f.governed_by, *f.participants, *f.parties]
        yield _Told("forum", f, f.name, _joined(*said, titles.of(f)))
    for s in plan.secrecy_rules:
        yield _Told("secrecy", s, _joined(s.rule, *s.applies_to, _breaks(s)), _joined(titles.of(s), _access(s)))
    for y in plan.systems:
        yield _Told("system", y, _joined(y.name, y.used_for, *y.holds), titles.of(y))
    for section in plan.sections:
        yield _Told("section", section, section.title, "")


def _breaks(rule: SecrecyRule) -> str:
    """Words that questions put the breaking of secrecy with."""
    return " ".join(lexicon.load("secrecy")["words"]["broken"]) if rule.kind == "breaking" else ""


def _access(rule: SecrecyRule) -> str:
    """Words that questions put the right to read with, where a rule gives it."""
    known = lexicon.load("secrecy")["words"]
    return " ".join(known["reading"]) if any(word in rule.rule for word in known["opens"]) else ""


def _with_neighbours(told: list[_Told]) -> Iterator[_Told]:
    """Each fact with the words of the others that the same passage yields."""
    said: dict[int, list[str]] = defaultdict(list)
    for each in told:
        said[each.fact.span.first].append(each.name)
    for each in told:
        others = [other for other in said[each.fact.span.first] if other != each.name]
        yield _Told(each.kind, each.fact, each.name, _joined(each.beside, *others))


class _Titles:
    """The titles that a fact stands under."""

    def __init__(self, view: PlanView) -> None:
        self._sections = {section.id: section for section in view.plan.sections}

    def of(self, fact: Assignment | Forum | Responsibility | RetentionRule | SecrecyRule | System) -> str:
        """Titles of the fact's section and of those above it."""
        found: list[str] = []
        at = fact.section
        while at in self._sections and len(found) < 4:
            section = self._sections[at]
            found.append(section.title)
            at = section.parent
        return " ".join(found)


class _Around:
    """What the sentences of a short section speak of, so that a duty is found by what its pronouns stand for."""

    def __init__(self, view: PlanView) -> None:
        self._terms: dict[str, list[str]] = defaultdict(list)
        counts = Counter(passage.section for passage in view.plan.passages)
        for passage in view.plan.passages:
            if passage.section and counts[passage.section] <= _SHORT_SECTION:
                self._terms[passage.section] += passage.terms

    def of(self, fact: Responsibility) -> str:
        """Words of the fact's section, where it points back to them; none of a long one."""
        points = _POINTS.search(fact.duty) or (fact.record or "").endswith(_DEFINITE)
        return " ".join(self._terms.get(fact.section or "", ())) if points else ""


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)


def _topic(weight: Mapping[str, float], told: _Told) -> Topic:
    readings = [_weighed(reading, weight) for reading in _readings(told)]
    return Topic(
        kind=told.kind,
        fact=told.fact,
        name=_shown(told),
        readings=tuple(reading for reading in readings if reading),
        beside=frozenset(_roots(told.beside)),
        verb=_verb(told.fact.duty) if isinstance(told.fact, Responsibility) else "",
    )


def _verb(duty: str) -> str:
    """The verb of a duty: the one that it begins with, or that of what its holder answers for."""
    if not intent.answers_for(duty):
        return intent.verb_of(duty)
    own = (token.text for token in words.tokens(intent.without_answering(duty)))
    return next((word for word in own if word.endswith("a") and intent.is_act(word)), intent.verb_of(duty))


def _weighed(reading: str, weight: Mapping[str, float]) -> Mapping[str, float]:
    """Roots of a reading; words that questions ask with tell half of what others do."""
    return {
        root: weight.get(root, 1.0) * (_ASKED if word in words.asking() else 1.0)
        for word in content(reading)
        for _, root in words.rooted(word)
    }


def _shown(told: _Told) -> str:
    """What the fact is called in an answer."""
    fact = told.fact
    if isinstance(fact, Responsibility):
        return fact.record or fact.duty
    return fact.matter if isinstance(fact, Assignment) else fact.rule if isinstance(fact, SecrecyRule) else told.name


def _readings(told: _Told) -> Iterable[str]:
    """What the fact may be called: its name, each thing that the name joins, and the record that a duty is about.

    That a file is closed belongs to no name: rules on keeping are about such files.
    """
    fact = told.fact
    if isinstance(fact, Assignment):
        return (reading for each in (fact.matter, *fact.examples) for reading in phrases.readings(each))
    if isinstance(fact, Forum):
        return (words.fold(told.name), *(words.fold(part) for part in _PARTED.split(told.name) if part.strip()))
    if isinstance(fact, Section):
        return phrases.readings(told.name)
    if isinstance(fact, RetentionRule):
        return (" ".join(word for word in words.fold(told.name).split() if word not in _closed()),)
    if isinstance(fact, Responsibility):
        bare = intent.without_answering(fact.duty)
        whoever = fact.role if (fact.role or "").startswith(tuple(lexicon.load("roles")["whoever"])) else None
        return (words.fold(_joined(bare, fact.record, whoever)), *([words.fold(fact.record)] if fact.record else []))
    term = fact.rule.split(": ", 1)[0] if isinstance(fact, SecrecyRule) else told.name
    return tuple(dict.fromkeys((words.fold(told.name), words.fold(term))))


@cache
def _fates() -> frozenset[str]:
    """Verbs that say what becomes of records: such a duty is told by its retention rule."""
    return frozenset(lexicon.load("retention")["actions"])


@cache
def _closed() -> frozenset[str]:
    return frozenset(lexicon.load("retention")["words"]["closed"])


def _roots(text: str) -> list[str]:
    return [root for word in content(text) for _, root in words.rooted(word)]


def verbs_of(topic: Topic) -> frozenset[str]:
    """Roots of the verbs that say what a duty's own verb says."""
    return intent.verbs_like(topic.verb) if topic.verb else frozenset()
