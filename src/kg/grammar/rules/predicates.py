"""Verbs that say what happens to records: "överlämnas men införlivas ej", "stannar kvar", "ges läsbehörighet"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from kg.grammar.match import Match
from kg.grammar.rules.reading import alternatives
from kg.model.disposition import Action
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb does with records, and where the sentence says to whom."""

    action: Action
    agent: bool = False
    """Whether "av" behind it names who receives ("tas över av")."""
    active: bool = False
    """Whether its subject receives or keeps ("nämnden behåller")."""
    daily: bool = False
    """Whether it tells as often what is done with records day by day."""


def every(text: str) -> list[Match[Verb]]:
    """All verbs of disposition, in the order of the text, whatever they are said of."""
    verbs = list(_phrases().values())
    return [
        Match(match.start(), match.end(), verbs[match.lastindex - 1])
        for match in _verb().finditer(text)
        if match.lastindex
    ]


def main(sentence: str) -> list[Match[Verb]]:
    """The verbs that make rules of a sentence.

    A verb of a side clause ("handlingar som överlämnas", "när arkiv lånas ut") makes none, nor does one that is denied
    ("överlämnas inte").
    """
    found: list[Match[Verb]] = []
    last_side = 0
    for match in every(sentence):
        joined = last_side and _JOINED.fullmatch(sentence, last_side, match.start)
        if joined or _is_side(sentence, match):
            last_side = match.end
        elif not _denied(sentence, match):
            found.append(match)
    return found


def incorporated(text: str, start: int, end: int) -> bool:
    """Whether a side clause in text[start:end] says that what was handed over is taken in ("där de införlivas")."""
    return any(
        verb.value.action == "transfer+incorporate"
        and start <= verb.start < end
        and _there().search(text[start : verb.start])
        for verb in every(text[:end])
    )


_JOINED = re.compile(r"\s(?:och|eller|samt|och/eller)\s")


def _denied(sentence: str, match: Match[Verb]) -> bool:
    if match.value.action == "none-occur":
        return False
    words = lexicon.load("dispositions")["denials"]
    after = re.match(rf"\s(?:{alternatives(words['after'])})(?!\w)", sentence[match.end :], re.IGNORECASE)
    before = re.search(rf"(?<!\w)(?:{alternatives(words['before'])})\s$", sentence[: match.start], re.IGNORECASE)
    return after is not None or before is not None


def _is_side(sentence: str, match: Match[Verb]) -> bool:
    if match.value.action in {"read-access", "none-occur"} or _inverted().match(sentence, match.end):
        return False
    return _side().search(sentence[: match.start]) is not None


@cache
def _phrases() -> Mapping[str, Verb]:
    """Pattern of each phrase, the longest first."""
    words = lexicon.load("dispositions")
    daily, agent = words["daily"], words["agent"]["words"]
    actions = [*((action, phrase) for action, phrases in words["actions"].items() for phrase in phrases)]
    table = {
        phrase: Verb(action, phrase in agent, daily=action in daily["actions"] or phrase in daily["words"])
        for action, phrase in [*actions, *_composed(words["actions"]["transfer"], words["incorporation"])]
    }
    table |= {
        phrase: Verb(action, active=True, daily=True) for action, phrases in words["active"].items() for phrase in phrases
    }
    giving = alternatives(words["giving"]["words"])
    toward = {_toward(word): Verb("transfer", daily=True) for word in words["toward"]["words"]}
    patterns = {_pattern(phrase): table[phrase] for phrase in sorted(table, key=len, reverse=True)}
    return {
        rf"(?:(?:{giving})\s)?(?:{pattern})" if verb.action == "read-access" else pattern: verb
        for pattern, verb in (patterns | toward).items()
    }


def _composed(transfers: Sequence[str], incorporation: Mapping[str, Sequence[str]]) -> Iterator[tuple[Action, str]]:
    taken = incorporation["behind"]
    for verb in transfers:
        yield from (("transfer+incorporate", f"{verb} {words}") for words in taken)
        yield from (
            ("transfer+incorporate", f"{verb} {word} {words}") for word, words in product(incorporation["shared"], taken)
        )
        yield from (("transfer+incorporate", f"{words} {verb}") for words in incorporation["before"])
        yield from (("transfer", f"{verb} {words}") for words in incorporation["denied"])


def _pattern(phrase: str) -> str:
    """A phrase as a pattern; what stands apart in a verb ("tas … över") is read again behind its first word."""
    first, apart, last = phrase.partition(" … ")
    if not apart:
        return alternatives([phrase])
    between = r"(?!(?:och|eller|samt)\s)[\w-]+"
    return rf"{alternatives([first])}(?=\s{between}(?:\s{between}){{0,5}}?\s{alternatives([last])}(?!\w))"


def _toward(word: str) -> str:
    apart = alternatives(lexicon.load("dispositions")["toward"]["but"])
    return rf"{alternatives([word])}(?=\s(?:(?!(?:{apart})\b)[\w-]+\s){{0,3}}till\s(?!(?:{apart})\b))"


@cache
def _verb() -> re.Pattern[str]:
    """Any phrase, each in a group of its own; the number of the group tells which it is."""
    groups = "|".join(f"({pattern})" for pattern in _phrases())
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])", re.IGNORECASE)


@cache
def _side() -> re.Pattern[str]:
    words = lexicon.load("dispositions")["subordinate"]
    openers, fillers = alternatives(words["openers"]), alternatives(words["fillers"])
    return re.compile(rf"(?<!\w)(?:{openers})\s(?:(?:{fillers})\s){{0,6}}$", re.IGNORECASE)


@cache
def _there() -> re.Pattern[str]:
    words = lexicon.load("dispositions")
    opening = alternatives(words["incorporation"]["there"])
    subjects = alternatives([*words["subordinate"]["subjects"], *words["fronted"]["modals"]])
    return re.compile(rf"(?<!\w)(?:{opening})\s(?:(?:{subjects})\s){{0,2}}$", re.IGNORECASE)


@cache
def _inverted() -> re.Pattern[str]:
    """The subject behind the verb, which makes it that of the main clause."""
    subjects = alternatives(lexicon.load("dispositions")["subordinate"]["subjects"])
    return re.compile(rf"\s(?:{subjects})(?!\w)", re.IGNORECASE)
