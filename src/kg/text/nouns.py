"""Swedish nouns in all their forms, and compounds taken apart into them; other words without their ending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from kg.text import lexicon
from kg.text.memory import Memory

_VOWELS = frozenset("aeiouyåäöé")
_SHORTEST = 3
"""Letters that a stem, and a part of a compound, has at least."""
_LONG_HEAD = 5
"""Letters from which a known noun may be split from an unknown word before it."""
_LONGEST = 64
"""Letters beyond which a word is none and is left as it stands."""


def stem(word: str) -> str:
    """The form of a folded word that its inflections share: a known noun's base form, else the word without ending."""
    return analyses[word][0]


def analysis(word: str) -> tuple[str, tuple[str, ...]]:
    """Stem of a folded word, and the stems of its parts; a word that is no compound has itself as only part.

    A compound is split where a known noun, in any form, ends it, and what stands before is known too or that noun is
    long enough to be no accident ("skyddsrondsprotokoll", but not "kontakt").
    """
    return analyses[word]


def _analysis(word: str) -> tuple[str, tuple[str, ...]]:
    word = word.removesuffix("-")
    if len(word) > _LONGEST:
        return word, (word,)
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
            return word[:at] + base, (*(before or _unlinked(word[:at])), *_split_base(base))
    plain = _stripped(word)
    return plain, (plain,)


analyses = Memory(_analysis, most=65536)
"""Analyses of words, kept; read it where a call a word is too slow."""


@lru_cache(maxsize=65536)
def root(part: str) -> str:
    """What words made from one verb share: "öppning", "öppnande" and "öppnad"; never another noun ("server(ing)")."""
    for ending in _row("derived"):
        rest = part[: -len(ending)]
        if part.endswith(ending) and len(rest) > _SHORTEST and _VOWELS & set(rest):
            return part if _forms().get(rest) == rest else rest
    return part


def known(word: str) -> bool:
    """Whether the folded word is a noun or an adjective of the lexicon in one of its forms."""
    return word in _forms()


@cache
def _forms() -> Mapping[str, str]:
    """Every form of every known noun, with its base form; a base form goes before a form of another noun."""
    table: dict[str, str] = dict(lexicon.load("words")["irregular"])
    bases = [base for group in lexicon.load("words")["nouns"].values() for base in group.split()]
    table.update({base: table.get(base, base) for base in bases})
    for base in bases:
        if len(base) >= _SHORTEST:
            for form in _inflected(base):
                table.setdefault(form, base)
    for base in lexicon.load("words")["adjectives"]["plain"].split():
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
    yield from (base + end for end in _row("noun_endings"))
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


@lru_cache(maxsize=65536)
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
    """Parts of a known noun that is itself made of known nouns ("verksamhetsplan"), where it means what they mean."""
    if base in _set("atoms"):
        return (base,)
    for at in range(_SHORTEST, len(base) - 2):
        last = _forms().get(base[at:])
        if last == base[at:] and (first := _before(base[:at])):
            return (*first, last)
    return (base,)


def _may_modify(rest: str) -> bool:
    return len(rest) >= _SHORTEST and bool(_VOWELS & set(rest)) and rest not in _set("prefixes")


def _unlinked(rest: str) -> tuple[str, ...]:
    """Parts of an unknown first part, without the letter that links it; "mom" before "redovisning" is "moms"."""
    if rest + "s" in _forms():
        return _split_base(_forms()[rest + "s"])
    return analysis(rest[:-1] if rest.endswith("s") and len(rest) > _SHORTEST + 1 else rest)[1]


def _hyphened(word: str) -> tuple[str, tuple[str, ...]]:
    pieces = [piece for piece in word.split("-") if piece]
    if not pieces:
        return word, (word,)
    whole = "".join([*pieces[:-1], stem(pieces[-1])])
    return whole, tuple(part for piece in pieces for part in analysis(piece)[1])


def _stripped(word: str) -> str:
    """What is left of an unknown word without its ending."""
    for ending in _row("endings"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= _SHORTEST and _VOWELS & set(rest) and rest[-1] != ending[0]:
            return rest
    return word


@cache
def _row(name: str) -> tuple[str, ...]:
    return tuple(lexicon.load("words")[name].split())


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(_row(name))
