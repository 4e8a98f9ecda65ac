"""How much of what a question speaks of a topic takes up: part of a compound or a broad word alone bears no answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from kg.answer import intent
from kg.answer.asked import Asked, is_loose
from kg.text import lexicon, words

_VERB, _PEOPLE, _BROAD, _QUALITY = 0.3, 0.25, 0.35, 0.1
"""What a word counts beside a thing with a name of its own (1): an act, a person, a form of records, an adjective."""
_UNLISTED, _SHORT, _FOREIGN = 0.6, 0.4, 0.3
"""The same for a word that is in no list, a short one, and one of an English question."""
_LONG = 8
"""Letters from which a word of no list is most likely the name of a thing."""
_HEAD, _HEAD_ALONE, _MODIFIER = 0.35, 0.25, 0.15
"""What is taken up of a compound where only its last part is met: with a first part that the plan has elsewhere, and
with one that it has not; and where only a first part is met."""
_OF_MATTER = 0.7
"""What is taken up of a record's name by the matter that it is about: "hemtjänstbeslut" by "hemtjänst"."""
_BESIDE = 0.6
"""What it counts that a word only stands beside the name: in the title, the role, the purpose."""
_LOOSE = 0.3
"""What is left of the weight of a circumstance where a thing with a name of its own is met."""
_BARE = 0.7
"""What is left where acts, forms and adjectives are all that is met, and a thing is not."""
_WHOLE = 0.85
"""From which on a word is met."""


@dataclass(frozen=True, slots=True)
class Met:
    """What of a question a topic takes up."""

    name: Mapping[int, float]
    """How well its name meets parts of the question, by their number."""
    beside: Mapping[int, float]
    """How well what stands beside the name does."""
    acts: frozenset[str] = frozenset()
    """Roots of the verbs that say what a duty's own verb says."""
    of_name: float = 0.0
    """How much of the name is said."""
    kind: str = ""
    """The topic's kind."""


def share(asked: Asked, met: Met, known: Collection[str]) -> float:
    """How much of the question is taken up, 0 to 1, in the clauses in which the topic's name is met at all.

    `known` are the roots that the plan has.
    """
    return taken_up(asked, met, known)[0]


def taken_up(asked: Asked, met: Met, known: Collection[str]) -> tuple[float, bool]:
    """The share that is taken up, and whether no word that says anything is left out."""
    whole = met.kind == "passage"
    phrases = {part.phrase for at, part in enumerate(asked.parts) if whole or at in met.name}
    told: list[tuple[float, float, bool]] = []
    acts = intent.asked_acts(asked.folded)
    loose = False
    for number, opener in enumerate(asked.openers):
        parts = [at for at, part in enumerate(asked.parts) if part.word == number]
        loose = is_loose(opener) if opener else loose
        if parts and asked.parts[parts[0]].phrase in phrases:
            told.append((_weight(asked, number, parts, known, acts), _taken(asked, number, parts, met, known), loose))
    named = any(weight == 1 and taken >= _WHOLE for weight, taken, _ in told)
    lacks = any(weight >= _SHORT and taken < _HEAD and not aside for weight, taken, aside in told)
    bare = lacks and not any(weight > _SHORT and taken >= _HEAD for weight, taken, _ in told)
    every = got = 0.0
    for weight, taken, aside in told:
        counts = weight * (_LOOSE if aside and named and taken < _BESIDE else 1.0)
        every += counts
        got += counts * taken
    complete = all(taken > _HEAD for weight, taken, _ in told if weight > _QUALITY)
    return (got / every if every else 1.0) * (_BARE if bare else 1.0), complete


def spoken_of(asked: Asked, known: Collection[str]) -> float:
    """Share of what a question speaks of, persons and acts aside, that the plan has words for; 1 if it names none."""
    said = {at for source in asked.sources if set(source.roots) <= set(known) for at in source.covers}
    acts = intent.asked_acts(asked.folded)
    every = met = 0.0
    for number in range(len(asked.words)):
        parts = [at for at, part in enumerate(asked.parts) if part.word == number]
        weight = _weight(asked, number, parts, known, acts)
        if parts and weight >= _BROAD:
            every += weight
            met += weight * (len(said & set(parts)) / len(parts))
    return met / every if every else 1.0


def _weight(asked: Asked, number: int, parts: list[int], known: Collection[str], acts: frozenset[str]) -> float:
    word = asked.words[number].text
    stems = words.analysis(word)[1]
    if word in idle() or (parts and all(asked.parts[at].weight == 0 for at in parts)):
        return 0.0
    if intent.is_act(word) or word in acts:
        return _VERB
    if set(stems) <= words.actors() | _people():
        return _PEOPLE
    if len(stems) == 1 and stems[0] in _qualities():
        return _QUALITY
    if len(stems) == 1 and stems[0] in words.broad():
        return _BROAD
    if words.known(stems[-1]) or words.known(word) or asked.parts[parts[-1]].root in known:
        return 1.0
    return _FOREIGN if asked.english else _UNLISTED if len(word) >= _LONG else _SHORT


def _taken(asked: Asked, number: int, parts: list[int], met: Met, known: Collection[str]) -> float:
    word = asked.words[number].text
    if intent.root_of(word) in met.acts:
        return 1.0
    stems = words.analysis(word)[1]
    got = [met.name.get(at, 0.0) for at in parts]
    if met.kind == "forum" and len(stems) > 1 and not got[-1] and stems[-1] in _meetings():
        got[-1] = 1.0
    if len(stems) == len(parts) and (all(got) or len(parts) == 1):
        return max(sum(got) / len(got), _BESIDE * met.beside.get(parts[0], 0.0) if len(parts) == 1 else 0.0)
    besides = [max(value, _BESIDE * met.beside.get(at, 0.0)) for at, value in zip(parts, got, strict=True)]
    head = 0.0
    if len(stems) == len(parts):
        listed = all(asked.parts[at].root in known for at, value in zip(parts, got, strict=True) if not value)
        head = besides[-1] * (_HEAD if listed else _HEAD_ALONE)
    whole = met.kind == "assignment" and met.of_name >= _WHOLE
    formal = len(stems) > len(parts) or stems[-1] in words.broad()
    first = besides if len(stems) > len(parts) else besides[:-1]
    return max(head, sum(first) / len(first) * (_OF_MATTER if whole and formal else _MODIFIER))


@cache
def _people() -> frozenset[str]:
    return frozenset(map(words.stem, lexicon.load("social")["people"]))


@cache
def idle() -> frozenset[str]:
    """Words that only strengthen or frame what a question asks."""
    return frozenset(lexicon.load("asking")["idle"])


@cache
def _qualities() -> frozenset[str]:
    bases = lexicon.load("words")["adjectives"]["plain"].split()
    return frozenset(bases) | frozenset(f"{base}a" for base in bases)


@cache
def _meetings() -> frozenset[str]:
    return frozenset(lexicon.load("fora")["words"]["meetings"])
