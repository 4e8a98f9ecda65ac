"""What a handbook or guideline speaks of, with the words to find it by, and how well a question means it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.answer import intent, social
from kg.answer.asked import Asked, Source, ask
from kg.answer.intent import Intent, Kind
from kg.catalogue import PlanView
from kg.model.answer import Match
from kg.model.fact import Fact
from kg.model.handbook import Assignment, Forum, Responsibility, SecrecyRule, Section, System
from kg.model.retention import RetentionRule
from kg.text import phrases, words
from kg.text.similar import Spelling, nearest

NEAR = 0.42
"""Score below which nothing is an answer."""
KEPT = 0.25
"""Score below which a topic is not reported beside a better one."""
_SHORT, _LONG = 0.45, 0.25
"""How much it counts that all of the name is said, for names and for phrases that say a whole duty."""
_BESIDE = 0.4
"""What a word counts that only stands beside the name: in the section's title, the role, the target group."""
_SAME = 0.94
"""Share of the best score from which facts of one kind answer together."""
_VERB = 0.22
"""What it is worth that the question names the very act of a duty."""
_FOREIGN = 0.15
"""Weight of a word of an English question that the plan does not have: English words that no list knows say little."""
_WHOLE = 0.85
"""Share from which on a name counts as said."""
_ANSWERS = 0.12
"""What it is worth, where the question is who answers for a thing, that a duty is put as answering for it."""
_ECHO = 0.1
"""What each word counts that questions ask with and the name has too ("tid")."""
_ON = {"assignment": "assignment", "retention": "retention", "responsibility": "responsibility", "forum": "forum"}


@dataclass(frozen=True)
class Topic:
    """A fact that may answer."""

    kind: Kind
    fact: Fact
    name: str
    section: str | None
    readings: tuple[Mapping[str, float], ...]
    """Roots of the name in each of its readings, with their weight."""
    beside: frozenset[str]
    """Roots of all else that the fact says, and of the titles it stands under."""
    verbs: frozenset[str] = frozenset()
    """Roots of the verbs that say what a duty's own verb says."""


@dataclass(frozen=True, slots=True)
class Found:
    """A topic with how well the question means it."""

    topic: Topic
    score: float
    """0 to 1, what is asked for taken into account."""
    named: float
    """0 to 1, by the words alone."""
    met: frozenset[int]
    """Parts of the question that its name takes up."""
    how: str
    whole: bool = False
    """Whether all of the name is said."""

    @property
    def match(self) -> Match:
        """How the words met."""
        kind = (
            "exact"
            if self.named > 0.99
            else "misspelt"
            if self.how == "misspelt"
            else "synonym"
            if self.how == "synonym"
            else "part"
        )
        return Match(kind=kind, score=round(min(self.named, 1.0), 4), on=_ON.get(self.topic.kind, "title"))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Topics:
    """All topics of a plan; holds nothing that a question could change."""

    view: PlanView
    every: tuple[Topic, ...] = field(init=False)
    weight: Mapping[str, float] = field(init=False)

    def __post_init__(self) -> None:
        told = list(_with_neighbours(_told(self.view)))
        counts = Counter(root for _, _, name, *_ in told for root in set(_roots(name)))
        most = math.log(len(told) + 1) or 1.0
        weight = {root: 0.4 + 0.6 * (1 - math.log(count) / most) for root, count in counts.items()}
        object.__setattr__(self, "every", tuple(_topic(weight, *each) for each in told))
        for topic in self.every:
            for root in topic.beside:
                weight.setdefault(root, 0.7)
        object.__setattr__(self, "weight", weight)

    def find(self, text: str, wanted: Intent) -> list[Found]:
        """Topics that the text could mean, best first."""
        asked = ask(text, self.weight)
        asked = asked.with_sources(social.sources(asked))
        found = self._scored(asked, text, wanted)
        if not found or found[0].named < 0.7:
            other = asked.with_sources(self._respelt(asked))
            if len(other.sources) > len(asked.sources):
                found = self._scored(other, text, wanted)
        return [each for each in found if each.score >= KEPT] if found and found[0].score >= NEAR else []

    def nearest(self, text: str, n: int) -> list[str]:
        """The names most like the text, for a suggestion."""
        return nearest(text, dict.fromkeys(topic.name for topic in self.every), n)

    def _scored(self, asked: Asked, text: str, wanted: Intent) -> list[Found]:
        said = frozenset(intent.root_of(token.text) for token in words.tokens(text))
        weights = [_FOREIGN if asked.english and part.root not in self.weight else part.weight for part in asked.parts]
        found = [e for topic in self._reached(asked) if (e := _meet(topic, asked, weights, said, wanted)) is not None]
        return sorted(found, key=lambda each: -each.score)

    def _reached(self, asked: Asked) -> Iterable[Topic]:
        roots = {root for source in asked.sources for root in source.roots}
        numbers = sorted({number for root in roots for number in self._by_root.get(root, ())})
        return (self.every[number] for number in numbers)

    @cached_property
    def _by_root(self) -> Mapping[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for number, topic in enumerate(self.every):
            for root in {root for reading in topic.readings for root in reading} | topic.beside:
                table[root].append(number)
        return table

    def _respelt(self, asked: Asked) -> Iterator[Source]:
        """Words of the plan near to those of the question that it does not have."""
        for number, token in enumerate(asked.words):
            if words.stem(token.text) in self._stems or token.text in self._stems:
                continue
            covers = tuple(at for at, part in enumerate(asked.parts) if part.word == number)
            for near, likeness in self._spelling.near(token.text) or self._spelling.near(words.stem(token.text)):
                if not words.known(token.text) or (likeness > 0.85 and len(token.text) > 6):
                    yield Source(tuple(root for _, root in words.rooted(near)), covers, likeness, "misspelt")

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(words.stem(word) for topic in self.every for word in _content(topic.name))

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling({word for topic in self.every for word in _content(topic.name)} | self._stems)


def together(found: Sequence[Found], share: float = _SAME) -> list[Found]:
    """The best and those of its kind that score as well, or nearly."""
    if not found:
        return []
    best = found[0]
    return [each for each in found if each.topic.kind == best.topic.kind and each.score >= best.score * share]


def _meet(topic: Topic, asked: Asked, weights: Sequence[float], said: frozenset[str], wanted: Intent) -> Found | None:
    """How well the question means the topic: what it says of the name, and what the fact says of the question."""
    best: tuple[float, frozenset[int], str, bool] | None = None
    power = _LONG if topic.kind in {"responsibility", "secrecy", "system"} else _SHORT
    for reading in topic.readings:
        covered, names, how = _cover(asked, reading)
        if not names:
            continue
        total = sum(reading.values()) or 1.0
        of_name = sum(reading[root] * factor for root, factor in names.items()) / total
        beside, _, _ = _cover(asked, dict.fromkeys(topic.beside, 1.0))
        every = sum(weights) or 1.0
        got = [max(covered.get(at, 0.0), _BESIDE * beside.get(at, 0.0)) for at in range(len(weights))]
        of_words = sum(weight * share for weight, share in zip(weights, got, strict=True)) / every
        named = of_name**power * of_words ** (1 - power)
        if best is None or named > best[0]:
            best = (named, frozenset(covered), how, of_name > _WHOLE)
    if best is None:
        return None
    acts = bool(topic.verbs & said)
    echo = len(said & {root for reading in topic.readings for root in reading} - {part.root for part in asked.parts})
    bonus = (
        _VERB
        if acts and topic.kind == "responsibility" and wanted.any("responsible", "when", "handles", "carries-out")
        else 0.0
    )
    if isinstance(topic.fact, Responsibility) and intent.answers_for(topic.fact.duty) and said & intent.answering():
        bonus += _ANSWERS
    score = (best[0] + bonus + min(_ECHO * echo, 0.2)) * wanted.worth(topic.kind)
    return Found(topic, score, *best)


def _cover(asked: Asked, roots: Mapping[str, float]) -> tuple[dict[int, float], dict[str, float], str]:
    """Parts of the question that the roots take up, roots that the question says, and the loosest way used."""
    covered: dict[int, float] = {}
    met: dict[str, float] = {}
    how = "same"
    for source in asked.sources:
        hit = [root for root in source.roots if root in roots]
        if not hit:
            continue
        share = len(hit) / len(source.roots) * source.factor
        for root in hit:
            met[root] = max(met.get(root, 0.0), source.factor)
        for at in source.covers:
            if share > covered.get(at, 0.0):
                covered[at] = share
        how = source.how if source.how != "same" and how == "same" and len(hit) == len(source.roots) else how
    return covered, met, how


_Told = tuple[Kind, Fact, str, str | None, str]


def _told(view: PlanView) -> Iterator[_Told]:
    """Kind, fact, name, section, and what else the fact says."""
    plan, titles = view.plan, _Titles(view)
    for a in plan.assignments:
        yield (
            "assignment",
            a,
            ", ".join([a.matter, *a.examples]),
            a.section,
            _joined(a.target_group, a.law, a.handled_by, a.carried_out_by, titles.of(a)),
        )
    for r in plan.retention_rules:
        also = [value for c in r.conditions for value in (c.value if isinstance(c.value, tuple) else (c.value,))]
        yield (
            "retention",
            r,
            r.record or "",
            None,
            _joined(r.holder, r.next, r.counted_from, *also, titles.at(r.span.first)),
        )
    for d in plan.responsibilities:
        yield "responsibility", d, _joined(d.duty, d.record), d.section, _joined(d.role, d.circumstance, titles.of(d))
    for f in plan.fora:
        said = [f.purpose, f.convener, f.governed_by, *f.participants, *f.parties]
        yield "forum", f, f.name, f.section, _joined(*said, titles.of(f))
    for s in plan.secrecy_rules:
        yield "secrecy", s, _joined(s.rule, *s.applies_to), s.section, titles.of(s)
    for y in plan.systems:
        yield "system", y, _joined(y.name, y.used_for, *y.holds), y.section, titles.of(y)
    for section in plan.sections:
        yield "section", section, section.title, section.id, ""


def _with_neighbours(told: Iterable[_Told]) -> Iterator[_Told]:
    """Each fact with the words of the others that the same passage yields."""
    every = list(told)
    said: dict[int, list[str]] = defaultdict(list)
    for _, fact, name, _, _ in every:
        said[fact.span.first].append(name)  # type: ignore[attr-defined]
    for kind, fact, name, section, beside in every:
        others = [other for other in said[fact.span.first] if other != name]  # type: ignore[attr-defined]
        yield kind, fact, name, section, _joined(beside, *others)


class _Titles:
    """The titles that a fact stands under."""

    def __init__(self, view: PlanView) -> None:
        self._sections = {section.id: section for section in view.plan.sections}
        self._order = sorted(view.plan.sections, key=lambda section: section.span.first)

    def of(self, fact: Assignment | Responsibility | Forum | SecrecyRule | System) -> str:
        """Titles of the fact's section and those above it."""
        found: list[str] = []
        at = fact.section
        while at in self._sections and len(found) < 4:
            section: Section = self._sections[at]
            found.append(section.title)
            at = section.parent
        return " ".join(found)

    def at(self, line: int) -> str:
        """Title of the section that the line stands in."""
        before = [section for section in self._order if section.span.first <= line]
        return before[-1].title if before else ""


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)


def _topic(weight: Mapping[str, float], kind: Kind, fact: Fact, name: str, section: str | None, beside: str) -> Topic:
    said = _readings(kind, fact, name)
    readings = [{root: weight.get(root, 1.0) for root in _roots(reading)} for reading in said]
    verb = fact.duty.split(" ", 1)[0] if isinstance(fact, Responsibility) else ""
    return Topic(
        kind=kind,
        fact=fact,
        name=fact.record or "" if isinstance(fact, RetentionRule) else name,
        section=section,
        readings=tuple(reading for reading in readings if reading),
        beside=frozenset(_roots(beside)),
        verbs=intent.verbs_like(verb) if verb else frozenset(),
    )


def _readings(kind: Kind, fact: Fact, name: str) -> list[str]:
    """What the fact may be called: its name, each thing that the name joins, and the record that a duty is about."""
    if isinstance(fact, Assignment):
        return [reading for each in (fact.matter, *fact.examples) for reading in phrases.readings(each)]
    if kind in {"forum", "section"}:
        return list(phrases.readings(name))
    return [words.fold(name), *([words.fold(fact.record)] if isinstance(fact, Responsibility) and fact.record else [])]


def _content(text: str) -> list[str]:
    said = [token.text for token in words.spelt_out(words.tokens(text)) if token.text not in words.function()]
    return [word for word in said if words.stem(word) not in words.generic()] or said


def _roots(text: str) -> list[str]:
    return [root for word in _content(text) for _, root in words.rooted(word)]
