"""Swedish words: folded, brought to a stem, compounds taken apart; those that name a record and those that do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.text import lexicon

_TOKEN = re.compile(r"[^\W_]+(?:[.:’'-][^\W_]+)*-?")
_PARENTHESIS = re.compile(r"\([^)]*\)")
_ASIDE = re.compile(r"\s(?:som|vilka|inom|hos)\s.*$")
_VOWELS = frozenset("aeiouyåäöé")
_SHORTEST = 3
"""Letters that a stem, and a part of a compound, has at least."""
_LONG_HEAD = 5
"""Letters from which a known noun may be split from an unknown word before it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, folded, with its place there."""

    text: str
    start: int
    end: int


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


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The form of a folded word that its inflections share: a known noun's base form, else the word without ending."""
    return analysis(word)[0]


@lru_cache(maxsize=65536)
def analysis(word: str) -> tuple[str, tuple[str, ...]]:
    """Stem of a folded word, and the stems of its parts; a word that is no compound has itself as only part.

    A compound is split where a known noun, in any form, ends it, and what stands before is known too or that noun is
    long enough to be no accident ("skyddsrondsprotokoll", but not "kontakt").
    """
    word = word.removesuffix("-")
    for mark in (":", "’", "'"):
        word = word.split(mark, 1)[0] or word
    if "-" in word:
        return _hyphened(word)
    forms = _forms()
    for at in range(len(word) - 1):
        base = forms.get(word[at:])
        if base is None:
            continue
        if at == 0:
            return base, _split_base(base)
        before = _before(word[:at])
        if before or (len(base) >= _LONG_HEAD and _may_modify(word[:at])):
            return word[:at] + base, (*(before or (_unlinked(word[:at]),)), *_split_base(base))
    plain = _stripped(word)
    return plain, (plain,)


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
def root(part: str) -> str:
    """What words made from one verb share: "öppning", "öppnande" and "öppnad"."""
    for ending in lexicon.load("words")["derived"]:
        if part.endswith(ending) and len(part) - len(ending) > _SHORTEST and _VOWELS & set(part[: -len(ending)]):
            return part[: -len(ending)]
    return part


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
    return frozenset(map(stem, lexicon.load("words")["generic"]))


@cache
def actors() -> frozenset[str]:
    """Stems of those whose record it may be."""
    return frozenset(map(stem, lexicon.load("words")["actors"]))


@cache
def broad() -> frozenset[str]:
    """Stems of the nouns that say a record's form and not its matter."""
    return frozenset(map(stem, lexicon.load("words")["broad"]))


def known(word: str) -> bool:
    """Whether the folded word is a noun of the lexicon in one of its forms, or a word that holds phrases together."""
    return word in _forms() or word in function() or word in asking()


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("words")[name])


@cache
def _forms() -> Mapping[str, str]:
    """Every form of every known noun, with its base form; a base form goes before a form of another noun."""
    table: dict[str, str] = dict(lexicon.load("words")["irregular"])
    bases = [base for group in lexicon.load("words")["nouns"].values() for base in group]
    table.update({base: table.get(base, base) for base in bases})
    for base in bases:
        if len(base) >= _SHORTEST:
            for form in _inflected(base):
                table.setdefault(form, base)
    for base in lexicon.load("words")["adjectives"]["plain"]:
        for form in _agreeing(base):
            table.setdefault(form, base)
    return table


def _agreeing(base: str) -> Iterator[str]:
    """Forms of an adjective: "intern", "internt", "interna"; "öppen", "öppet", "öppna"; "beviljad", "beviljat"."""
    yield from (base, base + "t", base + "a", base + "e", base + "ma", base + "mt", base[:-1] + "t")
    if base.endswith("en"):
        yield from (base[:-2] + "na", base[:-2] + "et")


def _inflected(base: str) -> Iterator[str]:
    """Forms that a Swedish noun of this shape may take; some do not exist, which does no harm."""
    if base.endswith("a"):
        yield from (base + end for end in ("n", "ns", "s", "r"))
        yield from (base[:-1] + end for end in ("or", "orna", "ornas", "ors", "er", "erna"))
    elif base.endswith("are"):
        yield from (base + "n", base + "ns", base[:-1] + "na", base[:-1] + "nas", base + "s")
    elif base.endswith("e"):
        yield from (base + end for end in ("t", "ts", "n", "ns", "na", "nas", "s", "r", "rna"))
        yield from (base[:-1] + end for end in ("ar", "arna", "ars"))
    elif base.endswith("o"):
        yield from (base + end for end in ("t", "ts", "n", "ns", "na", "nas", "r", "rna"))
    elif base.endswith("ium"):
        yield from (base[:-2] + end for end in ("et", "ets", "er", "erna", "ers", "ernas"))
    else:
        yield from _after_consonant(base)
        if base.endswith("ing"):
            stub = base.removesuffix("ing").removesuffix("n")
            yield from (stub + end for end in ("ande", "andet", "nande", "nandet"))


def _after_consonant(base: str) -> Iterator[str]:
    yield from (base + end for end in lexicon.load("words")["noun_endings"])
    if base[-2:] in {"el", "er", "en"} and len(base) > _SHORTEST:
        short = base[:-2] + base[-1]
        yield from (short + end for end in ("ar", "arna", "et", "ets", "en", "a", "er", "erna", "ens", "ars"))


@cache
def _modifiers() -> Mapping[str, str]:
    """Forms in which known nouns stand first in a compound: "arbets", "kvinno", "löne"."""
    table: dict[str, str] = {}
    for base in dict.fromkeys(_forms().values()):
        forms = [base, base + "s"]
        if base[-1] in "ae":
            forms += [base + "r", *(base[:-1] + link for link in ("", "s", "u", "o", "e"))]
        else:
            forms.append(base + "e")
        for form in forms:
            if len(form) >= _SHORTEST or form == base:
                table.setdefault(form, base)
    table.update({base: base for base in _forms().values()})
    return table


def _before(rest: str) -> tuple[str, ...]:
    """Parts of what stands before the head; empty where it is not made of known nouns."""
    whole = _modifiers().get(rest)
    if whole is not None:
        return _split_base(whole)
    for at in range(_SHORTEST, len(rest) - 1):
        last = _modifiers().get(rest[at:])
        if last is not None and (first := _before(rest[:at])):
            return (*first, *_split_base(last))
    return ()


@cache
def _split_base(base: str) -> tuple[str, ...]:
    """Parts of a known noun that is itself made of known nouns ("arbetsmiljö")."""
    for at in range(_SHORTEST, len(base) - 2):
        last = _forms().get(base[at:])
        if last == base[at:] and (first := _before(base[:at])):
            return (*first, last)
    return (base,)


def _may_modify(rest: str) -> bool:
    return len(rest) >= _SHORTEST and bool(_VOWELS & set(rest)) and rest not in _list("prefixes")


def _unlinked(rest: str) -> str:
    """Stem of an unknown first part, without the letter that links it; "mom" before "redovisning" is "moms"."""
    if rest + "s" in _forms():
        return _forms()[rest + "s"]
    return _stripped(rest[:-1] if rest.endswith("s") and len(rest) > _SHORTEST + 1 else rest)


def _hyphened(word: str) -> tuple[str, tuple[str, ...]]:
    pieces = [piece for piece in word.split("-") if piece]
    if not pieces:
        return word, (word,)
    whole = "".join([*pieces[:-1], stem(pieces[-1])])
    return whole, tuple(part for piece in pieces for part in analysis(piece)[1])


def _stripped(word: str) -> str:
    """What is left of an unknown word without its ending."""
    for ending in lexicon.load("words")["endings"]:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= _SHORTEST and _VOWELS & set(rest) and rest[-1] != ending[0]:
            return rest
    return word
