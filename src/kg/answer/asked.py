"""A question taken apart for searching: its parts of words with their weight, and other ways of saying them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from kg.answer import synonyms
from kg.text import words
from kg.text.words import Token

How = Literal["same", "synonym", "misspelt"]

_CLAUSE = re.compile(r"[.,;:!?()–—]\s|[?!]|\s[-–]\s|\n")
_SAYS_LITTLE = 0.4
"""Weight of a word that is neither a known noun nor in the plan; most are verbs and names."""
_CHOOSING = frozenset({"vilken", "vilket", "which"})
"""Words before a noun that the question asks for and does not speak of: "vilken styrelse"."""
_SYNONYM, _ENGLISH = 0.88, 0.86
"""What meeting in other words is worth beside meeting in the same."""
_NONE: frozenset[str] = frozenset()
_ACTOR = 0.3
"""Weight of those whose record it is ("en undersköterska")."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a word of the question."""

    root: str
    weight: float
    word: int
    """Which of the question's content words it belongs to."""
    phrase: int
    """Which clause of the question the word stands in."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that the question says, in its own or other words: roots to look for, and the parts they stand for."""

    roots: tuple[str, ...]
    covers: tuple[int, ...]
    factor: float
    how: How


@dataclass(frozen=True)
class Asked:
    """A question ready for searching."""

    folded: str
    words: tuple[Token, ...]
    """The content words."""
    openers: tuple[str, ...]
    """The word that opened each content word ("om", "från"), or ""."""
    names: tuple[bool, ...]
    """Whether each content word is written as a name."""
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    english: bool = False

    @cached_property
    def heads(self) -> frozenset[int]:
        """The part that the question turns on: the last of the last word before a preposition, persons aside."""
        if not self.words:
            return frozenset()
        plain = [at for at, token in enumerate(self.words) if words.stem(token.text) not in words.actors()]
        at = plain[0] if plain else 0
        while at + 1 < len(self.words) and not self.openers[at + 1] and self._adjacent(at):
            at += 1
        return frozenset({max(number for number, part in enumerate(self.parts) if part.word == at)})

    @cached_property
    def topic(self) -> frozenset[int]:
        """The head, and where that says no more than a form, the parts before it in its word ("semesterlista")."""
        word = {self.parts[at].word for at in self.heads if self.parts[at].weight <= BROAD}
        return self.heads | {at for at, part in enumerate(self.parts) if part.word in word}

    def below(self, covered: Iterable[int]) -> bool:
        """Whether all these parts stand after the head in its clause."""
        first, clause = max(self.heads, default=0), {self.parts[at].phrase for at in self.heads}
        return all(at > first and self.parts[at].phrase in clause for at in covered)

    @cached_property
    def opening(self) -> frozenset[int]:
        """The parts in the first clause that names anything."""
        first = min((part.phrase for part in self.parts), default=0)
        return frozenset(at for at, part in enumerate(self.parts) if part.phrase == first)

    def _adjacent(self, at: int) -> bool:
        return self.words[at + 1].start - self.words[at].end <= 1

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the content words, whole."""
        return frozenset(words.stem(token.text) for token in self.words)

    def with_sources(self, more: Iterable[Source]) -> Asked:
        """The same question with further ways of saying its words."""
        return Asked(
            self.folded, self.words, self.openers, self.names, self.parts, (*self.sources, *more), self.english
        )


def ask(text: str, weight: Mapping[str, float]) -> Asked:
    """Take a question apart; `weight` tells by root how much it says in the plan asked."""
    said: list[Token] = []
    openers: list[str] = []
    names: list[bool] = []
    parts: list[Part] = []
    opener, clause, last = "", 0, 0
    tokens = words.nominal(words.spelt_out(words.tokens(text)))
    english = not synonyms.signs().isdisjoint(token.text for token in tokens)
    idle, opening = (synonyms.idle(), synonyms.opening()) if english else (_NONE, _NONE)
    for token in tokens:
        clause += bool(_CLAUSE.search(text, last, token.start))
        last = token.end
        if opener in _CHOOSING or token.text in idle or _says_nothing(token.text):
            opener = _opened(opener, token.text, opening)
            continue
        said.append(token)
        openers.append(opener)
        opener = ""
        names.append(_is_name(text, token))
        for part, root in words.rooted(token.text):
            parts.append(Part(root, _weight(root, part, weight, names[-1]), len(said) - 1, clause))
    parts = _referring_back(parts)
    own = [Source((part.root,), (at,), 1.0, "same") for at, part in enumerate(parts)]
    other = _otherwise(said, parts, english, weight)
    return Asked(words.fold(text), tuple(said), tuple(openers), tuple(names), tuple(parts), (*own, *other), english)


def _otherwise(
    said: Sequence[Token], parts: Sequence[Part], english: bool, weight: Mapping[str, float]
) -> Iterator[Source]:
    """What the question says, in other words; English ones are looked for only where no word is one of the plan's."""
    for first, end, roots in synonyms.swedish([part.root for part in parts]):
        yield Source(roots, tuple(range(first, end)), _SYNONYM, "synonym")
    if english or not any(part.root in weight for part in parts):
        for first, end, roots in synonyms.english([token.text for token in said], english):
            covers = tuple(at for at, part in enumerate(parts) if first <= part.word < end)
            yield Source(roots, covers, _ENGLISH, "synonym")


def _opened(opener: str, word: str, english: frozenset[str]) -> str:
    """What the next word stands after: the last preposition; after "vilken" nothing is told until a noun was chosen."""
    if opener in _CHOOSING and word not in words.function():
        return ""
    if word in _CHOOSING or (opener not in _CHOOSING and (word in words.opening() or word in english)):
        return word
    return opener


def _referring_back(parts: list[Part]) -> list[Part]:
    """A clause that only names a form ("Lånas protokollet ut?") speaks of what the clause before it named."""
    told = {part.phrase for part in parts if part.weight > BROAD}
    if not told or all(part.phrase in told for part in parts):
        return parts
    before = {part.phrase: max((c for c in told if c < part.phrase), default=part.phrase) for part in parts}
    return [part if part.phrase in told else replace(part, phrase=before[part.phrase]) for part in parts]


def _is_name(text: str, token: Token) -> bool:
    """Whether the word is written as an abbreviation or, within a sentence, as a name."""
    written = text[token.start : token.end]
    return len(written) > 1 and written[:2].isupper()


def is_loose(opener: str) -> bool:
    """Whether the word opens a circumstance ("från ett sjukhus") rather than what a record is about."""
    return opener in words.circumstantial()


def _says_nothing(word: str) -> bool:
    if word in words.function() or word in words.asking() or word[0].isdigit():
        return True
    return words.stem(word) in words.generic()


def _weight(root: str, part: str, weight: Mapping[str, float], little: bool) -> float:
    if part in words.actors():
        return _ACTOR
    if root in weight:
        return weight[root]
    if part in words.broad():
        return BROAD
    return 1.0 if words.known(part) and not little else _SAYS_LITTLE


BROAD = 0.35
"""Weight of a word that only says a record's form."""
