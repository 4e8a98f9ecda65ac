"""Which topics of a handbook or guideline a question means, and how well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from kg.answer import intent, social, support
from kg.answer.asked import Asked, Part, Source, ask
from kg.answer.intent import Intent
from kg.answer.topics import Topic, content, topics, verbs_of
from kg.catalogue import PlanView
from kg.model.answer import Match
from kg.text import words
from kg.text.similar import Spelling, nearest

NEAR = 0.42
"""Score below which nothing is an answer."""
KEPT = 0.25
"""Score below which a topic is not reported beside a better one."""
_BORNE, _BESIDE_BORNE = 0.41, 0.2
"""Share of what the question speaks of that a topic has to take up to bear an answer, and to be told beside one."""
_HALF_SAID = 0.5
"""Share of the question from which on the plan has words for what it speaks of."""
_SURE = 0.7
"""Likeness from which on other spellings need not be tried."""
_SHORT, _LONG = 0.38, 0.22
"""How much it counts that all of the name is said, for names and for phrases that say a whole duty."""
_BESIDE = 0.4
"""What a word counts that only stands beside the name: in the section's title, the role, the target group."""
_SAME = 0.94
"""Share of the best score from which facts of one kind answer together."""
_VERB, _ANSWERS = 0.22, 0.12
"""What it is worth that the question names the very act of a duty; or asks who answers for what one answers for."""
_ROLE = 0.12
"""What it is worth that the question names the one who has a duty."""
_WEAK = 0.5
"""What is left of the weight of a word that questions ask with and the plan has too ("tid")."""
_FOREIGN = 0.3
"""Weight of a word of an English question that the plan does not have: English words that no list knows say little."""
_UNKNOWN = 1.15
"""What a noun weighs that the plan does not have: it speaks of something else."""
_CARRIED = 0.6
"""Share of the question from which on a duty that has its verb, and the rest beside its name, is the one meant."""
_RARE, _TELLING = 0.9, 0.45
"""Weight from which on a word singles out a forum or a matter, and the share of the question it then counts for."""
_HALF, _OTHER = 0.8, 0.5
"""What is left where only the last part of a compound is met: of one whose first the plan has, and has not."""
_ON = {"assignment": "assignment", "retention": "retention", "responsibility": "responsibility", "forum": "forum"}


@dataclass(frozen=True, slots=True)
class Found:
    """A topic with how well the question means it."""

    topic: Topic
    score: float
    """0 to 1, what is asked for taken into account; a little more where the very act is named."""
    named: float
    """0 to 1, by the words alone."""
    of_name: float
    """How much of the name is said, 0 to 1."""
    met: frozenset[int]
    """Parts of the question that its name takes up."""
    how: str
    said: frozenset[int] = frozenset()
    """Words of the question that its name takes up whole."""
    acts: bool = False
    """Whether the question names the act of the duty."""
    share: float = 1.0
    """How much of what the question speaks of it takes up, 0 to 1."""

    @property
    def match(self) -> Match:
        """How the words met."""
        kind = "exact" if self.named > 0.99 else self.how if self.how != "same" else "part"
        return Match(kind=kind, score=round(min(self.named, 1.0), 4), on=_ON.get(self.topic.kind, "title"))  # type: ignore[arg-type]


class Topics:
    """All topics of a plan, prepared for questions; holds nothing that a question could change."""

    def __init__(self, view: PlanView) -> None:
        """Read the facts of a plan that prose documents yield."""
        self._every, self._weight = topics(view)
        wholes = {body.part_of for body in view.organisations}
        own = [body.name for body in view.organisations if body.kind == "body" and body.id in wholes]
        self._own = {root for name in own for root in words.roots(name)}

    def find(self, text: str, wanted: Intent) -> list[Found]:
        """Topics that the text could mean, best first; empty where none is near enough."""
        asked = self._asked(text)
        found = self._scored(asked, text, wanted)
        if not found or found[0].named < _SURE:
            other = asked.with_sources(self._respelt(asked))
            if len(other.sources) > len(asked.sources):
                found = self._scored(other, text, wanted)
        return [each for each in found if each.score >= KEPT] if found and found[0].score >= NEAR else []

    def has_words_for(self, text: str) -> bool:
        """Whether at least half of what the text speaks of has words in the plan."""
        return support.spoken_of(self._asked(text), self._weight.keys()) >= _HALF_SAID

    def nearest(self, text: str, n: int) -> list[str]:
        """The names most like the text, for a suggestion."""
        return nearest(text, dict.fromkeys(topic.name for topic in self._every), n)

    def _asked(self, text: str) -> Asked:
        """The question taken apart, with words that it asks with where the plan has them, and other words for all."""
        asked = ask(text, self._weight)
        parts = [replace(part, weight=self._weighed(part, asked)) for part in asked.parts]
        known, sources = {token.start for token in asked.words}, list(asked.sources)
        for token in words.tokens(text):
            for _, root in words.rooted(token.text) if token.start not in known else ():
                if root in self._weight and token.text not in words.function() | intent.questioning():
                    sources.append(Source((root,), (len(parts),), 1.0, "same"))
                    parts.append(Part(root, self._weight[root] * _WEAK, -1, 0))
        asked = replace(asked, parts=tuple(parts), sources=tuple(sources))
        said = {part.root for part in parts}
        kept = [each for each in asked.sources if each.how == "same" or not set(each.roots) <= said]
        more = (*social.sources(asked), *social.inflected(asked, self._weight.keys()))
        return replace(asked, sources=(*kept, *more))

    def _weighed(self, part: Part, asked: Asked) -> float:
        if part.root in self._own or (part.word >= 0 and asked.words[part.word].text in support.idle()):
            return 0.0
        if part.root in self._weight:
            return part.weight
        return _FOREIGN if asked.english else part.weight * _UNKNOWN if part.weight >= 1.0 else part.weight

    def _scored(self, asked: Asked, text: str, wanted: Intent) -> list[Found]:
        # "för" is a preposition far more often than the verb of "Vem för protokoll".
        acts = intent.asked_acts(text)
        spoken = [token.text for token in words.tokens(text)]
        told = (word for word, after in pairwise([*spoken, ""]) if not (intent.helps(word) and after in acts))
        said = frozenset(intent.root_of(word) for word in told if word in acts or word not in words.function())
        found = [
            each
            for topic in self._reached(asked)
            if (each := _meet(topic, asked, said, wanted, self._weight)) is not None
        ]
        found.sort(key=lambda each: -each.score)
        first = next((at for at, each in enumerate(found) if each.share >= _BORNE), len(found))
        return [each for each in found[first:] if each.share >= _BESIDE_BORNE]

    def _reached(self, asked: Asked) -> Iterable[Topic]:
        roots = {root for source in asked.sources for root in source.roots}
        numbers = sorted({number for root in roots for number in self._by_root.get(root, ())})
        return (self._every[number] for number in numbers)

    @cached_property
    def _by_root(self) -> Mapping[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for number, topic in enumerate(self._every):
            for root in {root for reading in topic.readings for root in reading}:
                table[root].append(number)
        return table

    def _respelt(self, asked: Asked) -> Iterator[Source]:
        """Words of the plan near to those of the question that it does not have."""
        for number, token in enumerate(asked.words):
            if words.stem(token.text) in self._stems or token.text in self._stems:
                continue
            covers = tuple(at for at, part in enumerate(asked.parts) if part.word == number)
            for near, likeness in self._spelling.near(token.text) or self._spelling.near(words.stem(token.text)):
                if not _listed(token.text) or (likeness > 0.85 and len(token.text) > 6):
                    yield Source(tuple(root for _, root in words.rooted(near)), covers, likeness, "misspelt")

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(words.stem(word) for topic in self._every for word in content(topic.name))

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling({word for topic in self._every for word in content(topic.name)} | self._stems)


def _listed(word: str) -> bool:
    """Whether every part of the word is a known noun, so that it is hardly misspelt."""
    return words.known(word) or all(map(words.known, words.analysis(word)[1]))


def together(found: Sequence[Found], share: float = _SAME) -> list[Found]:
    """The best and those of its kind that score as well, or nearly."""
    best = found[0] if found else None
    return [e for e in found if best and e.topic.kind == best.topic.kind and e.score >= best.score * share]


def _meet(topic: Topic, asked: Asked, said: frozenset[str], wanted: Intent, known: Mapping[str, float]) -> Found | None:
    """How well the question means the topic: what it says of the name, and what the fact says of the question."""
    found = [each for reading in topic.readings if (each := _named(topic, reading, asked, known)) is not None]
    if not found:
        return None
    best = max(found, key=lambda each: each.named)
    acts = bool(topic.verb) and not said.isdisjoint(verbs_of(topic))
    if acts and _only_act(best, topic, asked) and not _named_role(topic, asked):
        return replace(best, score=best.named * _HALF * wanted.worth(topic.kind), acts=best.share >= _CARRIED)
    bonus = 0.0
    if intent.answers_for(getattr(topic.fact, "duty", "")):
        bonus = _ANSWERS if acts or said & intent.answering() else 0.0
    elif acts and wanted.any("responsible", "when", "handles", "carries-out", "convenes", "where", "system", "obliges"):
        bonus = _VERB
    if _named_role(topic, asked):
        bonus += _ROLE
    return replace(best, score=(best.named + bonus) * wanted.worth(topic.kind), acts=acts)


def _named_role(topic: Topic, asked: Asked) -> bool:
    """Whether the question names the one who has the duty: "handläggaren" for "biståndshandläggare"."""
    role = words.head(getattr(topic.fact, "role", None) or "")
    return bool(role) and any(len(stem) > 4 and role.endswith(stem) for stem in asked.stems)


def _only_act(best: Found, topic: Topic, asked: Asked) -> bool:
    """Whether the question shares no more with the duty than its verb: "besluta om lön" and "besluta om tider"."""
    acting = {at for at, token in enumerate(asked.words) if intent.root_of(token.text) in verbs_of(topic)}
    return all(asked.parts[at].word in acting | {-1} for at in best.met) and len(asked.words) > len(acting)


def _named(topic: Topic, reading: Mapping[str, float], asked: Asked, known: Mapping[str, float]) -> Found | None:
    covered, met, how = _cover(asked, reading)
    if not met:
        return None
    beside, _, _ = _cover(asked, dict.fromkeys(topic.beside, 1.0))
    of_name = sum(reading[root] * factor for root, factor in met.items()) / (sum(reading.values()) or 1.0)
    every = sum(part.weight for part in asked.parts) or 1.0
    got = [max(covered.get(at, 0.0), _BESIDE * beside.get(at, 0.0)) for at in range(len(asked.parts))]
    of_words = sum(part.weight * share for part, share in zip(asked.parts, got, strict=True)) / every
    if topic.kind in {"forum", "assignment"} and any(
        weight >= _RARE for root, weight in reading.items() if root in met
    ):
        of_words = max(of_words, _TELLING)
    power = _LONG if topic.kind in {"responsibility", "secrecy", "system"} else _SHORT
    named = of_name**power * of_words ** (1 - power) * _whole(asked, covered, got, known)
    left = {part.word for at, part in enumerate(asked.parts) if at not in covered}
    said = frozenset(asked.parts[at].word for at in covered) - left - {-1}
    taken = support.Met(covered, beside, verbs_of(topic), of_name, topic.kind)
    return Found(topic, named, named, of_name, frozenset(covered), how, said, share=support.share(asked, taken, known))


def _whole(asked: Asked, covered: Mapping[int, float], got: Sequence[float], known: Mapping[str, float]) -> float:
    """What is left where a compound of the question is met in its last part only: "arbetsavtal" for "avtal"."""
    left = 1.0
    for number in {part.word for part in asked.parts if part.word >= 0}:
        parts = [at for at, part in enumerate(asked.parts) if part.word == number]
        if len(parts) > 1 and parts[-1] in covered and not any(got[at] for at in parts[:-1]):
            left = min(left, _HALF if any(asked.parts[at].root in known for at in parts[:-1]) else _OTHER)
    return left


def _cover(asked: Asked, roots: Mapping[str, float]) -> tuple[dict[int, float], dict[str, float], str]:
    """Parts of the question that the roots take up, roots that the question says, and the loosest way used."""
    covered: dict[int, float] = {}
    met: dict[str, float] = {}
    how = "same"
    for source in asked.sources:
        hit = [root for root in source.roots if root in roots]
        if not hit or (source.how != "same" and len(hit) < len(source.roots)):
            continue
        share = len(hit) / len(source.roots) * source.factor
        for root in hit:
            met[root] = max(met.get(root, 0.0), source.factor)
        for at in source.covers:
            covered[at] = max(covered.get(at, 0.0), share)
        how = source.how if how == "same" and len(hit) == len(source.roots) else how
    return covered, met, how
