"""How the words of a question meet a name: which of them it takes up, how far, and what that is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.answer.asked import BROAD, Asked, Source, is_loose
from kg.answer.names import On
from kg.model.answer import Match

NEAR = 0.5
"""Score below which the best name is no answer."""
KEPT = 0.35
"""Score below which a name is not reported beside a better one."""
SURE = 0.75
"""Score from which on nothing else need be tried."""

_WORTH: Mapping[str, float] = {"title": 0.78}
"""What a meeting on a title is worth beside one on a name of records."""
_UNIT = 0.72
"""What it is worth that a unit's text, as a whole, has the words."""
_RARE = 0.55
"""How much the first part of a compound must tell units apart to stand for the whole: "semester" in "semesterlista"."""
_LATER, _LATER_TITLE = 0.9, 0.75
"""What is left where only a later clause has the words: a question opens with its record and may close with a guess."""
_BELOW = 0.8
"""What is left where the words met all stand under the question's head: "arkiv" in "lån av arkivhandlingar"."""
_MODIFIER = 0.5
"""What is left where neither the name's head nor the question's is met: "patientenkät" for "dödsbevis för patient"."""
_FORM = 0.5
"""What is left where only a word for a form is met of a name that says more: "åtgärdsbeslut" for "beslut"."""
_BESIDE, _ABOUT = 0.75, 0.5
"""What is left of a mere form where the question tells a circumstance, or a matter, that the unit's text does not."""
_POWER = 0.6


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a name of the plan."""

    text: str
    stems: frozenset[str]
    """Stems of its content words, whole."""
    roots: Mapping[str, float]
    """Roots of its parts with their weight."""
    total: float
    broad: bool
    """Whether it says no more than a record's form."""
    head: str
    """Root of what it turns on."""
    bag: frozenset[str]
    """Roots of all that its unit's text says."""
    on: On
    target: int


def bound(share: float) -> float:
    """The most that a name can score of which this share is met."""
    return math.pow(min(share, 1.0), _POWER)


def worth(name: Name, asked: Asked, sources: Sequence[Source]) -> float:
    """How well the question means the name, 0 to 1."""
    met, covered = _met(name.roots, sources)
    if not met:
        return 0.0
    of_name = sum(name.roots[root] * factor for root, factor in met.items()) / name.total
    of_words, of_phrase = _of_question(asked, covered, name.bag)
    score = math.pow(of_name * of_words, _POWER) * (0.5 + 0.5 * of_phrase) * _WORTH.get(name.on, 1.0)
    if asked.opening.isdisjoint(covered):
        score *= _LATER_TITLE if name.on == "title" else _LATER
    if asked.heads.isdisjoint(covered):
        score *= _MODIFIER if name.head not in met else _BELOW if asked.below(covered) else 1.0
    if name.broad:
        score *= _qualified(asked, covered, name.bag)
    if len(met) < len(name.roots) and max(name.roots[root] for root in met) <= BROAD:
        score *= _FORM
    return min(score, 1.0)


def match(name: Name, asked: Asked, sources: Sequence[Source], score: float) -> Match:
    """The meeting told: in which way, how well, on what."""
    met, covered = _met(name.roots, sources)
    of_name = sum(name.roots[root] * factor for root, factor in met.items()) / name.total
    of_words = _of_question(asked, covered, name.bag)[0]
    return Match(kind=_kind(name, asked, sources, of_name, of_words), score=round(score, 4), on=name.on)


def _met(roots: Mapping[str, float], sources: Sequence[Source]) -> tuple[dict[str, float], dict[int, float]]:
    """Roots of the name that the question says, and parts of the question that the name takes up; each with how far."""
    met: dict[str, float] = {}
    covered: dict[int, float] = {}
    for source in sources:
        factor = source.factor
        hits = [root for root in source.roots if root in roots]
        if source.how == "synonym" and len(hits) < len(source.roots):
            continue
        for root in hits:
            if factor > met.get(root, 0.0):
                met[root] = factor
        share = len(hits) / len(source.roots) * factor
        for at in source.covers:
            if share > covered.get(at, 0.0):
                covered[at] = share
    return met, covered


def _of_question(asked: Asked, covered: Mapping[int, float], bag: frozenset[str]) -> tuple[float, float]:
    """How much of the words touched the name takes up, and how much of their clauses.

    What the unit's own text says beside the name counts half.
    """
    parts = asked.parts
    touched = {parts[at].word for at in covered}
    clauses = {parts[at].phrase for at in covered}
    own = own_got = every = got = 0.0
    for at, part in enumerate(parts):
        if part.phrase in clauses:
            weight, share = part.weight, covered.get(at, 0.0)
            every += weight
            got += weight * (share if share >= 0.5 or part.root not in bag else 0.5)
            if part.word in touched:
                own += weight
                own_got += weight * share
    return own_got / own, got / every


def _qualified(asked: Asked, covered: Mapping[int, float], bag: frozenset[str]) -> float:
    """What is left of a name that only says a form where the question says more that the unit's text does not."""
    touched = [asked.parts[at].word for at in covered]
    left = 1.0
    clauses = {asked.parts[at].phrase for at in covered}
    first, after = min(touched), max(touched) + 1
    beside: list[tuple[int, bool]] = []
    if after < len(asked.words) and asked.openers[after]:
        beside.append((after, is_loose(asked.openers[after])))
    if asked.english and first > 0 and not asked.openers[first]:
        beside.append((first - 1, False))
    for word, loose in beside:
        parts = [part for part in asked.parts if part.word == word]
        if all(part.phrase in clauses and part.root not in bag for part in parts):
            left = min(left, _BESIDE if loose or asked.names[word] else _ABOUT)
    return left


def _kind(
    name: Name, asked: Asked, sources: Sequence[Source], of_name: float, of_words: float
) -> Literal["exact", "inflected", "compound", "part", "misspelt", "synonym", "words"]:
    same = {root for source in sources if source.how == "same" for root in source.roots}
    if name.roots.keys() <= same:
        if f" {name.text} " in f" {asked.folded} ":
            return "exact"
        if name.stems <= asked.stems:
            return "inflected"
        return "compound" if of_words > 0.99 else "part"
    used = {source.how for source in sources}
    if of_name > 0.8:
        return "misspelt" if "misspelt" in used else "synonym"
    return "part"


def of_unit(asked: Asked, bag: frozenset[str], rare: Mapping[str, float]) -> float:
    """How well a unit's text as a whole has the words of the question, 0 to 1."""
    covered: dict[int, float] = {}
    for source in asked.sources:
        if bag.issuperset(source.roots):
            for at in source.covers:
                covered[at] = max(covered.get(at, 0.0), source.factor)
    parts = asked.parts
    telling = [at for at in covered if parts[at].weight > BROAD]
    heads = {at: 1.0 for at in asked.topic if at in covered}
    if not telling or not heads:
        return 0.0
    if asked.heads.isdisjoint(heads) and all(rare.get(parts[at].root, 0.0) < _RARE for at in heads):
        return 0.0
    left = _qualified(asked, heads, bag) if all(parts[at].weight <= BROAD for at in heads) else 1.0
    clauses = {parts[at].phrase for at in covered}
    every = sum([part.weight for part in parts if part.phrase in clauses])
    got = sum([parts[at].weight * share for at, share in covered.items()])
    tells = max([rare.get(parts[at].root, 1.0) for at in telling])
    return left * _UNIT * math.pow(got / every, _POWER) * (0.8 + 0.2 * tells)
