"""The Swedish of what errors say in English: found by the words of a text, with what was filled in put in again."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.errors import KgError
from kg.text.phrasebook import Language

TABLE = Path(__file__).parent / "web" / "i18n" / "errors.toml"
_PLACE = re.compile(r"\{(ord)?\}")
_QUOTED = re.compile(r"(['\"])(.*)\1", re.DOTALL)
"""A value as Python quotes it."""


class _Said(NamedTuple):
    """A text with places to fill in: the English words around them, and the Swedish text."""

    words: tuple[str, ...]
    swedish: str


def said(text: str, lang: Language) -> str:
    """A message, hint or place of an error in a language; one that the table does not know stays as it is."""
    return _swedish(text, "said") if lang == "sv" else text


def both(text: str) -> tuple[str, str]:
    """The same in Swedish and in English."""
    return said(text, "sv"), text


def line(error: KgError, lang: Language) -> str:
    """An error as one line in a language: where, what, what to do."""
    told = (error.where, error.message, error.hint)
    return " ".join(": ".join(said(text, lang) for text in told if text is not None).split())


def sentences(error: KgError, lang: Language, *, placed: bool = True) -> str:
    """An error as sentences of a page in a language: what is wrong, where unless that is left out, and what to do."""
    place = error.where if placed else None
    do = f" {sentence(error.hint, lang)}" if error.hint else ""
    return sentence(error.message, lang, place) + do


def sentence(text: str, lang: Language, place: str | None = None) -> str:
    """A text, after a place, with its stop; its first word has a capital where it is ours and was not filled in."""
    told, found = said(text, lang), _found(place or text, "said")
    told = " ".join(f"{said(place, lang)}: {told}".split()) if place else " ".join(told.split())
    if found and found[0].words[0]:
        told = told[:1].upper() + told[1:]
    return told if told.endswith((".", "?", "!", "…")) else f"{told}."


def _swedish(text: str, of: str) -> str:
    found = _found(text, of)
    if found is None:
        return text
    values = iter(found[1])
    return _PLACE.sub(lambda place: _value(next(values), of_ours=bool(place[1])), found[0].swedish)


def _found(text: str, of: str) -> tuple[_Said, list[str]] | None:
    """The most specific text of the table that this one is, with what was filled in."""
    for each in _table(of):
        filled = _filled(each.words, text)
        if filled is not None:
            return each, filled
    return None


def _value(value: str, *, of_ours: bool) -> str:
    """What was filled in, as it stands but for its quotes; a word of ours in Swedish."""
    quoted = _QUOTED.fullmatch(value)
    return f"”{quoted[2]}”" if quoted else _swedish(value, "parts") if of_ours else value


def _filled(words: tuple[str, ...], text: str) -> list[str] | None:
    """What stands in the places between the words of a text; None where it has other words.

    Each word is looked for once, from left to right: a text of a stranger cannot make this slow.
    """
    first, last = words[0], words[-1]
    if len(words) == 1:
        return [] if text == first else None
    if not text.startswith(first) or not text.endswith(last):
        return None
    found, at, end = [], len(first), len(text) - len(last)
    for word in words[1:-1]:
        place = text.find(word, at, end)
        if place < 0:
            return None
        found.append(text[at:place])
        at = place + len(word)
    return [*found, text[at:end]] if at <= end else None


@cache
def _table(of: str) -> tuple[_Said, ...]:
    """The texts that a whole text ("said") or a part of one ("parts") may be, those with most words of their own first.

    The words of the system and of libraries may be either.
    """
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    told = {**tables["system"], **tables[of]}
    texts = [_Said(tuple(english.split("{}")), swedish) for english, swedish in told.items()]
    return tuple(sorted(texts, key=lambda each: -sum(map(len, each.words))))
