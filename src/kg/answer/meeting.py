"""How the words of a question meet a name: which of them it takes up, how far, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.answer.asked import Asked, Source, is_loose
from kg.answer.names import On
from kg.model.answer import Match

NEAR = 0.5
"""Score below which the best name is no answer."""
KEPT = 0.35
"""Score below which a name is not reported beside a better one."""
SURE = 0.75
"""Score from which on nothing else need be tried."""

_WORTH: Mapping[str, float] = {"title": 0.85}
"""What a meeting on a title is worth beside one on a name of records."""
_UNIT = 0.66
"""What it is worth that a unit's text, as a whole, has the words."""
_MODIFIER = 0.5
"""What is left where neither the name's head nor the question's is met: "patientenkät" for "bouppteckning efter patient"."""
_FORM = 0.5
"""What is left where only a word for a form is met of a name that says more: "åtgärdsbeslut" for "beslut"."""
_BESIDE, _ABOUT = 0.8, 0.5
"""What is left of a name that only says a form where the question tells a circumstance, or a matter, unknown to the unit."""
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


def meet(name: Name, asked: Asked, sources: Sequence[Source]) -> Match | None:
    """How well the question means the name; None where it hardly does."""
    met: dict[str, float] = {}
    covered: dict[int, float] = {}
    roots = name.roots
    for source in sources:
        hit = 0
        for root in source.roots:
            if root in roots:
                hit += 1
                met[root] = max(met.get(root, 0.0), source.factor)
        share = hit / len(source.roots) * source.factor
        for at in source.covers:
            covered[at] = max(covered.get(at, 0.0), share)
    of_name = sum(roots[root] * factor for root, factor in met.items()) / name.total
    if of_name < _LEAST:
        return None
    of_words, of_phrase, last = _of_question(asked, covered, name.bag)
    score = (of_name * of_words) ** _POWER * (0.5 + 0.5 * of_phrase) * _WORTH.get(name.on, 1.0)
    if name.head not in met and not asked.heads & covered.keys():
        score *= _MODIFIER
    if name.broad:
        score *= _qualified(asked, last, name.bag)
    elif not any(roots[root] > BROADEST for root in met):
        score *= _FORM
    kind = _kind(name, asked, sources, of_name, of_words)
    return Match(kind=kind, score=round(min(score, 1.0), 4), on=name.on)


_LEAST = 0.25
BROADEST = 0.36
"""Weight up to which a root is a word for a form."""


def _of_question(asked: Asked, covered: Mapping[int, float], bag: frozenset[str]) -> tuple[float, float, int]:
    """How much of the words touched the name takes up, how much of their clauses, and the last word touched.

    What the unit's own text says beside the name counts half.
    """
    parts = asked.parts
    touched = {parts[at].word for at in covered}
    clauses = {parts[at].phrase for at in covered}
    own = own_got = all_ = got = 0.0
    for at, part in enumerate(parts):
        share = covered.get(at, 0.0)
        if part.word in touched:
            own += part.weight
            own_got += part.weight * share
        if part.phrase in clauses:
            all_ += part.weight
            got += part.weight * (share if share >= 0.5 or part.root not in bag else 0.5)
    return (own_got / own if own else 0.0), (got / all_ if all_ else 0.0), max(touched)


def _qualified(asked: Asked, last: int, bag: frozenset[str]) -> float:
    """What is left of a name that only says a form where the question says more that the unit's text does not."""
    after = last + 1
    if after >= len(asked.words) or not asked.openers[after]:
        return 1.0
    parts = [part for part in asked.parts if part.word == after]
    before = [part.phrase for part in asked.parts if part.word == last]
    if not parts or parts[0].phrase != before[-1] or any(part.root in bag for part in parts):
        return 1.0
    return _BESIDE if is_loose(asked.openers[after]) or asked.names[after] else _ABOUT


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


def by_unit(asked: Asked, bag: frozenset[str], rare: Mapping[str, float]) -> Match | None:
    """How well a unit's text as a whole has the words of the question; None where it lacks what the question turns on."""
    covered: dict[int, float] = {}
    for source in asked.sources:
        if all(root in bag for root in source.roots):
            for at in source.covers:
                covered[at] = max(covered.get(at, 0.0), source.factor)
    telling = [at for at in covered if asked.parts[at].weight > BROADEST]
    if not telling or not asked.heads & covered.keys():
        return None
    clauses = {asked.parts[at].phrase for at in covered}
    total = sum(part.weight for part in asked.parts if part.phrase in clauses)
    got = sum(asked.parts[at].weight * share for at, share in covered.items())
    tells = max((rare.get(asked.parts[at].root, 1.0) for at in telling), default=0.0)
    return Match(kind="words", score=round(_UNIT * got / total * (0.8 + 0.2 * tells), 4), on="term")
