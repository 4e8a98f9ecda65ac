"""What a sentence says without reserve, and which verbs it denies: what a yes or a no can rest on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from kg.grammar import definitions, verbs
from kg.text import lexicon

Modality = Literal["must", "should", "may", "does"]

_LEAST_WORDS = 3
"""Words of a sentence from which on it says something that can be asked."""
_BEFORE, _AFTER = 2, 5
"""Words before and after a negation among which the verb stands that it denies."""
_SHORT = 4
"""Letters that a verb in the passive has more than."""
_WORD = re.compile(r"[\wåäöÅÄÖ/-]+")


def modality(sentence: str) -> Modality | None:
    """What a sentence says that something must, should or may be, or is; None where it denies or leaves it open.

    It is left open by a condition ("om …", "endast"), by a word of how often ("ofta"), by modal verbs of different
    kinds, and where the sentence asks, or only opens a list.
    """
    text = re.sub(r"\([^)]*\)", " ", sentence).strip()
    if text.endswith(("?", ":")) or len(text.split()) < _LEAST_WORDS or definitions.negated(text):
        return None
    if re.search(rf"\b(?:{_words('open')})\b", text, re.IGNORECASE):
        return None
    found: set[Modality] = {_modals()[match[0].casefold()] for match in _modal().finditer(text)}
    return next(iter(found or {"does"})) if len(found) <= 1 else None


def denied(sentence: str) -> tuple[str, ...]:
    """The verbs that a sentence denies, as infinitives and in order: "får inte gallra/kasta" denies both.

    What a condition denies ("om medlem ej kan närvara") is not denied, nor what is denied under one.
    """
    text = re.sub(r"\([^)]*\)", " ", sentence)
    if re.match(rf"\W*(?:{'|'.join(_if())})\b", text, re.IGNORECASE):
        return ()
    found: dict[str, None] = {}
    for part in re.split(r"[,;:]\s", text):
        said = [match[0].casefold() for match in _WORD.finditer(part)]
        for at, word in enumerate(said):
            under = any(each in _if() and said[n : n + 2] != ["om", "att"] for n, each in enumerate(said[:at]))
            if re.fullmatch(_words("not"), word) and not under:
                found.update(dict.fromkeys(_of(said, at)))
    return tuple(found)


def _of(said: list[str], at: int) -> list[str]:
    """The verbs that the negation at a place denies: the one after a modal verb, else the one it stands by."""
    before, after = said[max(0, at - _BEFORE) : at], said[at + 1 : at + 1 + _AFTER]
    helped = any(word in _modals() or word in _words("helping").split("|") for word in before)
    own = [] if helped else _infinitives(before[-1:])
    for word in after if helped or not own else []:
        if re.fullmatch(_words("under"), word):
            break
        if found := _infinitives([word]) or (_passive(word) if helped else []):
            return found
    return own


def _passive(word: str) -> list[str]:
    """The infinitive of any verb in the passive, which stands after a modal verb: "får inte lånas"."""
    return [verbs.active(word)] if word.endswith("as") and len(word) > _SHORT else []


def _infinitives(told: list[str]) -> list[str]:
    found = []
    for word in (part for each in told for part in each.split("/")):
        form = verbs.of_present(word) if word.endswith("r") else verbs.active(word) if word.endswith("s") else word
        if form and (verbs.office(form) or form in _plain()):
            found.append(form)
        elif word in _forms():
            found.append(_forms()[word])
    return found


def _words(name: str) -> str:
    return "|".join(lexicon.load("definitions")["assertions"][name])


@cache
def _if() -> frozenset[str]:
    return frozenset(lexicon.load("definitions")["assertions"]["if"])


@cache
def _plain() -> frozenset[str]:
    """Infinitives of verbs that are no office's: "finnas", "kräva"."""
    return frozenset(lexicon.load("definitions")["verbs"].values())


@cache
def _forms() -> Mapping[str, str]:
    """Other forms by their infinitive: "finns", "krävs", "utformat"."""
    return {str(word): str(verb) for word, verb in lexicon.load("definitions")["verbs"].items()}


@cache
def _modals() -> Mapping[str, Modality]:
    return {word: kind for kind, told in lexicon.load("definitions")["modals"].items() for word in told}


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_modals())})\b", re.IGNORECASE)
