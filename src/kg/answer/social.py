"""Other words for matters of social care and of meetings, and English for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from kg.answer import intent
from kg.answer.asked import Asked, Source
from kg.text import lexicon, words

_SAME, _ENGLISH = 0.9, 0.9
"""What a meeting by another word is worth beside one by the same."""

_AGENT = re.compile(r"(\w{4,})ar(?:e|en|ens|es|na|nas)")
"""A word for who does something."""

Roots = tuple[str, ...]


def sources(asked: Asked) -> Iterator[Source]:
    """What the question says, in other words of data/lexicon/social.toml."""
    said = [part.root for part in asked.parts]
    acts = intent.asked_acts(asked.folded)
    for at, root in enumerate(said):
        word = asked.words[asked.parts[at].word].text if asked.parts[at].word >= 0 else ""
        if word in acts and word not in _listed():
            continue
        for phrase, others in _same().get(root, ()):
            if tuple(said[at : at + len(phrase)]) == phrase:
                covers = tuple(range(at, at + len(phrase)))
                yield from (Source(other, covers, _SAME, "synonym") for other in others)
    if asked.english:
        yield from _in_english(asked)


def inflected(asked: Asked, known: Collection[str]) -> Iterator[Source]:
    """Adjectives of the question in the form that the plan has them: "sociala" for "social", "privata" for "privat"."""
    for at, part in enumerate(asked.parts):
        if part.root in known or part.word < 0 or len(part.root) < 5:
            continue
        made = [root for _, root in words.rooted(_making(asked.words[part.word].text))]
        if made and all(root in known for root in made):
            yield Source(tuple(made), (at,), _SAME, "synonym")
        for other in (part.root[:-1] if part.root[-1] in "at" else "", f"{part.root}a", f"{part.root}t"):
            if other in known:
                yield Source((other,), (at,), 1.0, "same")


def doing(text: str) -> frozenset[str]:
    """Stems of what the people of a text do: "familjerådgivning" for "familjerådgivaren"."""
    made = (_making(token.text) for token in words.tokens(text))
    return words.stems(" ".join(each for each in made if each))


def _making(word: str) -> str:
    """What someone does, by the word for who does it; empty where there is no such noun."""
    match = _AGENT.fullmatch(word)
    noun = f"{match[1]}ning" if match else ""
    return noun if noun and len(words.analysis(noun)[1]) + words.known(noun) > 1 else ""


def _in_english(asked: Asked) -> Iterator[Source]:
    texts = [token.text for token in asked.words]
    for at, word in enumerate(texts):
        for phrase, others in _english().get(word, ()):
            if tuple(texts[at : at + len(phrase)]) == phrase:
                covers = tuple(n for n, part in enumerate(asked.parts) if at <= part.word < at + len(phrase))
                yield from (Source(other, covers, _ENGLISH, "synonym") for other in others)


def also(text: str) -> frozenset[str]:
    """Stems of the text's words, and of the phrases that say the same."""
    said = words.stems(text)
    return said.union(*(stems for stems, phrases in _groups() if any(phrase and phrase <= said for phrase in phrases)))


def alike(word: str) -> frozenset[str]:
    """Stems of the phrases that say the same as the whole word; none for "elevakt" where only "akt" is listed."""
    said = words.stems(word)
    return frozenset().union(*(stems for stems, phrases in _groups() if said in phrases))


@cache
def _listed() -> frozenset[str]:
    """The words of the list as they are spelt: a verb that only shares its root with one of them is another word."""
    return frozenset(token.text for line in _lines("same") for token in words.tokens(line))


@cache
def _groups() -> tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]:
    """Each line of phrases that say the same: all stems of it, and those of each phrase."""
    lines = [tuple(words.stems(phrase) for phrase in line.split(",")) for line in _lines("same")]
    return tuple((frozenset().union(*phrases), phrases) for phrases in lines)


@cache
def _same() -> Mapping[str, tuple[tuple[Roots, tuple[Roots, ...]], ...]]:
    """By first root: the roots of a phrase, and of each phrase that says the same."""
    table: dict[str, list[tuple[Roots, tuple[Roots, ...]]]] = {}
    for line in _lines("same"):
        every = [words.roots(words.fold(phrase)) for phrase in line.split(",")]
        for phrase in every:
            others = tuple(other for other in every if other != phrase and not set(other) <= set(phrase))
            if phrase and others:
                table.setdefault(phrase[0], []).append((phrase, others))
    return {root: tuple(entries) for root, entries in table.items()}


@cache
def _english() -> Mapping[str, tuple[tuple[Roots, tuple[Roots, ...]], ...]]:
    """By first word: an English phrase, also in the plural, and the roots of the Swedish ones."""
    table: dict[str, list[tuple[Roots, tuple[Roots, ...]]]] = {}
    for line in _lines("english"):
        phrase, swedish = (part.strip() for part in line.split("=", 1))
        others = tuple(words.roots(words.fold(each)) for each in swedish.split(","))
        for form in (phrase, f"{phrase}s", *([f"{phrase[:-1]}ies"] if phrase.endswith("y") else [])):
            said = tuple(form.split())
            table.setdefault(said[0], []).append((said, others))
    return {word: tuple(entries) for word, entries in table.items()}


def _lines(name: str) -> Iterator[str]:
    return (line for line in lexicon.load("social")[name].splitlines() if line.strip())
