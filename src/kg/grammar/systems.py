"""Business systems in running text: "publiceras i Teams", "dokumenteras i verksamhetssystemet"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.grammar import duties, verbs
from kg.grammar.match import Match
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Named:
    """A system, what a sentence says that it is used for, and the record that it holds."""

    name: str
    used_for: str | None = None
    holds: str | None = None


def find(sentence: str) -> list[Match[Named]]:
    """Systems of a sentence, in order; a product counts by its name, another word only where it is called a system."""
    found = []
    for match in _pattern().finditer(sentence):
        name = match["known"] or match["called"] or _definite(match["noun"])
        found.append(Match(match.start(), match.end(), Named(name, _use(sentence, match), _holds(sentence, match))))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    words = lexicon.load("systems")["words"]
    known = "|".join(re.escape(name) for name in sorted(words["known"], key=len, reverse=True))
    nouns = "|".join(words["nouns"])
    return re.compile(
        rf"(?<![\w/])(?:(?P<known>{known})(?![\wåäö])|(?:[\wåäö]*system(?:et)?)\s(?P<called>[A-ZÅÄÖ][\w-]+)|(?P<noun>(?i:{nouns})(?:et)?)(?![\wåäö]))"
    )


def _definite(noun: str) -> str:
    low = noun.casefold()
    return low if low.endswith("et") else f"{low}et"


def _holds(sentence: str, match: re.Match[str]) -> str | None:
    """The record put into the system: the one named nearest before it."""
    return (
        duties.record(sentence[: match.start()])
        if re.search(r"\b(?:i|via|till|in i|på)\s$", sentence[: match.start()])
        else None
    )


def _use(sentence: str, match: re.Match[str]) -> str | None:
    """The verb beside the name, with the record it is done to."""
    listed = lexicon.load("systems")["words"]["verbs"]
    for word in reversed(re.findall(r"[a-zåäö]{3,}", sentence[: match.start()])):
        if word == "för":
            continue
        forms = {verbs.active(word) if word.endswith("s") else word, verbs.of_present(word) or word}
        verb = next((form for form in forms if form in listed), None)
        if verb:
            held = _holds(sentence, match)
            return f"{verb} {held}" if held else verb
    return None
