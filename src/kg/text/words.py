"""Words of a text, folded and brought to stems; those that name a record, and those that only ask or join."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kg.text import lexicon, nouns
from kg.text.nouns import analysis, root, stem

__all__ = [
    "Token",
    "actors",
    "analysis",
    "asking",
    "broad",
    "circumstantial",
    "fold",
    "function",
    "generic",
    "head",
    "is_generic",
    "known",
    "nominal",
    "opening",
    "root",
    "rooted",
    "roots",
    "spelt_out",
    "split",
    "stem",
    "stems",
    "titling",
    "tokens",
]

_TOKEN = re.compile(r"[^\W_]+(?:[.:’'-][^\W_]+)*-?")
_PARENTHESIS = re.compile(r"\([^)]*\)")
_ASIDE = re.compile(r"\s(?:som|vilka|inom|hos)\s.*$")


class Token(NamedTuple):
    """A word of a text, folded, with its place there."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text in NFC, lower case, with single spaces; å, ä and ö stay letters of their own."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def tokens(text: str) -> list[Token]:
    """The words of a text; a hyphen, a colon or a point inside a word belongs to it ("AFF:s", "t.ex")."""
    plain = unicodedata.is_normalized("NFC", text)
    return [
        Token(match[0].casefold() if plain else fold(match[0]), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def split(text: str) -> list[str]:
    """The words of a text, folded."""
    return _TOKEN.findall(fold(text))


def nominal(found: Sequence[Token]) -> list[Token]:
    """The words with verbs that are said in two ("få … ut") as the noun that they make."""
    out: list[Token] = []
    taken = -1
    for at, token in enumerate(found):
        if at == taken:
            continue
        for particle, noun in _particles().get(token.text, ()):
            near = [i for i in (at + 1, at + 2) if i < len(found) and found[i].text == particle]
            if near:
                token, taken = Token(noun, token.start, token.end), near[0]
                break
        out.append(token)
    return out


@cache
def _particles() -> Mapping[str, tuple[tuple[str, str], ...]]:
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for entry in lexicon.load("words")["particles"]:
        for verb in entry["verbs"]:
            table[verb] = (*table.get(verb, ()), (entry["particle"], entry["noun"]))
    return table


def stems(text: str) -> frozenset[str]:
    """Stems of the words that say something, compounds whole and in parts; general and joining words are left out."""
    return _stems(fold(text))


@lru_cache(maxsize=16384)
def _stems(folded: str) -> frozenset[str]:
    found: set[str] = set()
    for token in spelt_out(tokens(folded)):
        if token.text not in function():
            whole, parts = analysis(token.text)
            if whole not in generic():
                found |= {whole, *parts}
    return frozenset(found)


def spelt_out(found: list[Token]) -> list[Token]:
    """The words with a shared head put back: "medarbetar- och ledarenkät" is "medarbetarenkät och ledarenkät"."""
    if not any(token.text.endswith("-") for token in found):
        return found
    out: list[Token] = []
    for token in reversed(found):
        if token.text.endswith("-"):
            full = next((t.text for t in reversed(out) if t.text not in function()), "")
            last = analysis(full)[1][-1] if full else ""
            shared = last if full.find(last[:-1]) > 0 else ""
            out.append(Token(token.text[:-1] + shared, token.start, token.end))
        else:
            out.append(token)
    return out[::-1]


@lru_cache(maxsize=16384)
def head(phrase: str) -> str:
    """Stem of the word that the phrase turns on: the last before a preposition, a comma or a joining word; else ""."""
    found = ""
    for match in _TOKEN.finditer(fold(_PARENTHESIS.sub(" ", phrase))):
        word = match[0]
        if found and (word in _list("opening") or word in function()):
            break
        if word not in function():
            found = stem(word)
    return found


@lru_cache(maxsize=16384)
def is_generic(phrase: str) -> bool:
    """Whether the phrase means records in general ("övriga handlingar"), not records of a kind of its own.

    What only says where they belong ("inom AFF", "som kräver åtgärder") makes no kind of its own either; conditions
    deal with that.
    """
    bare = _ASIDE.sub("", f" {fold(_PARENTHESIS.sub(' ', phrase))}")
    said = [word for word in _TOKEN.findall(bare) if word not in function() and word not in _list("vague")]
    return all(stem(word) in generic() for word in said)


@lru_cache(maxsize=65536)
def rooted(word: str) -> tuple[tuple[str, str], ...]:
    """The parts of a folded word, each with its root, without a last one that says records in general.

    "projekthandling" says no more than "projekt".
    """
    parts = analysis(word)[1]
    telling = parts[:-1] if len(parts) > 1 and parts[-1] in generic() else parts
    return tuple((part, root(part)) for part in telling)


def roots(text: str) -> tuple[str, ...]:
    """Roots of the parts of a text's words, in order; joining words left out."""
    said = (word for word in split(text) if word not in function())
    return tuple(found for word in said for _, found in rooted(word))


@cache
def function() -> frozenset[str]:
    """Words that only hold a phrase together."""
    return _list("function")


@cache
def asking() -> frozenset[str]:
    """Words that ask, or say what is done with any record."""
    return _list("asking")


@cache
def opening() -> frozenset[str]:
    """Words that open what a record is about."""
    return _list("opening")


@cache
def circumstantial() -> frozenset[str]:
    """Words that open a circumstance ("från ett sjukhus") rather than what a record is about."""
    return _list("circumstantial")


@cache
def titling() -> frozenset[str]:
    """Verbs that open a title and say nothing of the matter."""
    return _list("titling")


@cache
def generic() -> frozenset[str]:
    """Stems of the nouns that say records in general."""
    return frozenset(map(stem, _row("generic")))


@cache
def actors() -> frozenset[str]:
    """Stems of those whose record it may be."""
    return frozenset(map(stem, _row("actors")))


@cache
def broad() -> frozenset[str]:
    """Stems of the nouns that say a record's form and not its matter."""
    return frozenset(map(stem, _row("broad")))


def known(word: str) -> bool:
    """Whether the folded word is a noun of the lexicon in one of its forms, or a word that holds phrases together."""
    return nouns.known(word) or word in function() or word in asking()


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_row(name))


@cache
def _row(name: str) -> tuple[str, ...]:
    return tuple(lexicon.load("words")[name].split())
