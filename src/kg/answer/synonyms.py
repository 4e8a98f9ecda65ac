"""Other ways of saying what a question says: phrases of the same meaning, wider ones, and Swedish for English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.text import lexicon, words

Roots = tuple[str, ...]
_KEY = 3
"""Letters by which phrases are sorted; the rest is read only for those that a question comes near."""


def swedish(said: Sequence[str]) -> Iterator[tuple[int, int, Roots]]:
    """Of roots in the order of a text: first and last (not included) of a phrase, and roots that say the same."""
    for at, root in enumerate(said):
        for phrase, others in _from(root):
            end = at + len(phrase)
            if tuple(said[at:end]) == phrase:
                yield from ((at, end, other) for other in others)


def english(said: Sequence[str], surely: bool) -> Iterator[tuple[int, int, Roots]]:
    """The same for folded words of which some may be English.

    A word that is Swedish too counts as English only where the text `surely` is.
    """
    table = _english()
    for at, word in enumerate(said):
        for phrase, others in table.get(word, ()):
            end = at + len(phrase)
            if tuple(said[at:end]) == phrase and (surely or not all(words.known(part) for part in phrase)):
                yield from ((at, end, words.roots(other)) for other in others)


@cache
def signs() -> frozenset[str]:
    """English words that no Swedish text holds."""
    return frozenset(lexicon.load("english")["signs"].split())


@cache
def opening() -> frozenset[str]:
    """English prepositions."""
    return frozenset(lexicon.load("english")["opening"].split())


@cache
def idle() -> frozenset[str]:
    """English words that name no record."""
    return signs() | frozenset(lexicon.load("english")["asking"].split())


@cache
def _from(root: str) -> tuple[tuple[Roots, tuple[Roots, ...]], ...]:
    """Phrases that begin with the root, each with those that say the same.

    A phrase is never put for one that says more: what it leaves out would be lost.
    """
    out = []
    for phrase, others in _by_key().get(root[:_KEY], ()):
        own = words.roots(phrase)
        if own[:1] == (root,):
            kept = [other for other in map(words.roots, others) if other and not set(other) <= set(own)]
            out.append((own, tuple(dict.fromkeys(kept))))
    return tuple(out)


@cache
def _by_key() -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for phrase, others in _pairs():
        first = next((word for word in phrase.split() if word not in words.function()), "")
        table.setdefault(first[:_KEY], []).append((phrase, others))
    return {key: tuple(entries) for key, entries in table.items()}


def _pairs() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in _lines("synonyms", "same"):
        phrases = _listed(line)
        yield from ((phrase, phrases) for phrase in phrases)
    for line in _lines("synonyms", "narrower"):
        phrase, others = line.split("=", 1)
        yield words.fold(phrase), _listed(others)


@cache
def _english() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """By first word: an English phrase, also in the plural, and the Swedish ones."""
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for line in _lines("english", "words"):
        phrase, others = (part.strip() for part in line.split("=", 1))
        many = [] if phrase.endswith("s") else [f"{phrase}s"]
        if phrase.endswith("y"):
            many.append(f"{phrase[:-1]}ies")
        for form in (phrase, *many):
            said = tuple(words.fold(form).split())
            table.setdefault(said[0], []).append((said, _listed(others)))
    return {word: tuple(entries) for word, entries in table.items()}


def _lines(name: str, key: str) -> Iterator[str]:
    """The lines of a list, without empty ones and headings."""
    lines = (line.strip() for line in lexicon.load(name)[key].splitlines())
    return (line for line in lines if line and not line.startswith("#"))


def _listed(line: str) -> tuple[str, ...]:
    return tuple(words.fold(phrase) for phrase in line.split(",") if phrase.strip())
