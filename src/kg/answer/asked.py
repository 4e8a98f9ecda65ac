"""A question taken apart for searching: its parts of words with their weight, and other ways of saying them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Literal

from kg.text import lexicon, words
from kg.text.words import Token

How = Literal["same", "synonym", "misspelt"]

_CLAUSE = re.compile(r"[.,;:!?()–—]\s|[?!]|\s[-–]\s|\n")
_SAYS_LITTLE = 0.4
"""Weight of a word that is neither a known noun nor in the plan; most are verbs and names."""
_CHOOSING = frozenset({"vilken", "vilket", "which"})
"""Words before a noun that the question asks for and does not speak of: "vilken styrelse"."""
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
        return Asked(self.folded, self.words, self.openers, self.names, self.parts, (*self.sources, *more), self.english)


def ask(text: str, weight: Mapping[str, float]) -> Asked:
    """Take a question apart; `weight` tells by root how much it says in the plan asked."""
    said: list[Token] = []
    openers: list[str] = []
    names: list[bool] = []
    parts: list[Part] = []
    opener, clause, last = "", 0, 0
    tokens = words.spelt_out(words.tokens(text))
    english = _english_signs().isdisjoint(token.text for token in tokens) is False
    idle, opening = (_english_words(), _english_opening()) if english else (_NONE, _NONE)
    for token in tokens:
        clause += bool(_CLAUSE.search(text, last, token.start))
        last = token.end
        if token.text in idle or _says_nothing(token.text) or opener in _CHOOSING:
            opens = token.text in words.opening() or token.text in _CHOOSING or token.text in opening
            opener = token.text if opens else "" if opener in _CHOOSING else opener
            continue
        said.append(token)
        openers.append(opener)
        opener = ""
        names.append(_is_name(text, token))
        for part, root in rooted(token.text):
            parts.append(Part(root, _weight(root, part, weight, names[-1]), len(said) - 1, clause))
    parts = _referring_back(parts)
    own = [Source((part.root,), (at,), 1.0, "same") for at, part in enumerate(parts)]
    other = list(_others(parts, _table("synonyms"), "synonym")) + list(_english(said, parts, english))
    return Asked(words.fold(text), tuple(said), tuple(openers), tuple(names), tuple(parts), (*own, *other), english)


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


@lru_cache(maxsize=65536)
def rooted(word: str) -> tuple[tuple[str, str], ...]:
    """The parts of a word that say something, each with its root: of "projekthandling" only "projekt"."""
    parts = words.analysis(word)[1]
    telling = [part for part in parts if part not in words.generic()] or parts
    return tuple((part, words.root(part)) for part in telling)


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

_SYNONYM = 0.88
_ENGLISH = 0.86
Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]]
"""By first root: a phrase's roots, and those of each phrase that says the same."""


def _others(parts: Sequence[Part], table: Phrases, how: How, factor: float = _SYNONYM) -> Iterator[Source]:
    for at, part in enumerate(parts):
        for phrase, others in table.get(part.root, ()):
            end = at + len(phrase)
            if end <= len(parts) and all(parts[at + i].root == root for i, root in enumerate(phrase)):
                covers = tuple(range(at, end))
                yield from (Source(other, covers, factor, how) for other in others)


def _english(said: Sequence[Token], parts: Sequence[Part], surely: bool) -> Iterator[Source]:
    """Swedish words for the English ones; a word that is Swedish too counts as English only beside others that are."""
    if not any(token.text in _english_table() for token in said):
        return
    texts = [token.text for token in said]
    for at, word in enumerate(texts):
        for phrase, others in _english_table().get(word, ()):
            if tuple(texts[at : at + len(phrase)]) == phrase and (surely or not all(words.known(w) for w in phrase)):
                covers = tuple(i for i, part in enumerate(parts) if at <= part.word < at + len(phrase))
                yield from (Source(other, covers, _ENGLISH, "synonym") for other in others)


def roots_of(phrase: str) -> tuple[str, ...]:
    """Roots of the content words of a phrase, in order."""
    said = (word for word in words.fold(phrase).split() if word not in words.function())
    return tuple(root for word in said for _, root in rooted(word))


@cache
def _table(name: str) -> Phrases:
    """Sets of phrases that say the same, each looked up by its first root; under `narrower` one way only."""
    data = lexicon.load(name)
    table: dict[str, list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]] = {}

    def add(phrase: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> None:
        kept = tuple(dict.fromkeys(other for other in others if other and other != phrase))
        if phrase and kept:
            table.setdefault(phrase[0], []).append((phrase, kept))

    for group in data["same"]:
        every = [roots_of(phrase) for phrase in group]
        for phrase in dict.fromkeys(every):
            add(phrase, every)
    for phrase, others in data.get("narrower", {}).items():
        add(roots_of(phrase), map(roots_of, others))
    return table


@cache
def _english_table() -> Phrases:
    table: dict[str, list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]] = {}
    for phrase, others in lexicon.load("english")["words"].items():
        many = (
            ()
            if phrase.endswith("s")
            else (f"{phrase}s", f"{phrase[:-1]}ies")
            if phrase.endswith("y")
            else (f"{phrase}s",)
        )
        for form in (phrase, *many):
            key = tuple(form.split())
            table.setdefault(key[0], []).append((key, tuple(map(roots_of, others))))
    return table


@cache
def _english_signs() -> frozenset[str]:
    """English words that no Swedish text holds."""
    return frozenset(lexicon.load("english")["signs"])


@cache
def _english_opening() -> frozenset[str]:
    """English prepositions."""
    return frozenset(lexicon.load("english")["opening"])


@cache
def _english_words() -> frozenset[str]:
    """English words that name no record."""
    return frozenset([*lexicon.load("english")["signs"], *lexicon.load("english")["asking"]])
