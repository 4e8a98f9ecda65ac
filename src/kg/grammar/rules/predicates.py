"""Verbs that say what happens to records: "överlämnas men införlivas ej", "stannar kvar", "ges läsbehörighet"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

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
    toward: bool = False
    """Whether it is one of disposition only with "till", behind it or before."""
    daily: bool = False
    """Whether it tells as often what is done with records day by day."""


@lru_cache(maxsize=512)
def every(text: str) -> tuple[Match[Verb], ...]:
    """All verbs of disposition, in the order of the text, whatever they are said of.

    The last texts are kept: a cell is asked for its verbs once for its sentences, and again for each clause.
    """
    verbs = list(_phrases().values())
    found = [
        Match(match.start(), match.end(), verbs[match.lastindex - 1])
        for match in _verb().finditer(text)
        if match.lastindex
    ]
    return tuple(match for match in found if not match.value.toward or _is_toward(text, match))


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
    table = {
        phrase: Verb(action, phrase in agent, daily=action in daily["actions"] or phrase in daily["words"])
        for action, phrases in words["actions"].items()
        for phrase in phrases
    }
    table |= {
        phrase: Verb(action, active=True, daily=action in daily["actions"] or phrase in daily["words"])
        for action, phrases in words["active"].items()
        for phrase in phrases
    }
    table |= {phrase: Verb("transfer", toward=True, daily=True) for phrase in words["toward"]["words"]}
    giving = alternatives(words["giving"]["words"])
    patterns = {_pattern(phrase): table[phrase] for phrase in sorted(table, key=len, reverse=True)}
    return {
        rf"(?:(?:{giving})\s)?(?:{pattern})" if verb.action == "read-access" else pattern: verb
        for pattern, verb in (_composed() | patterns).items()
    }


def _composed() -> dict[str, Verb]:
    """A verb of transfer with one that says whether what is handed over is taken in."""
    words = lexicon.load("dispositions")
    verbs = alternatives(phrase for phrase in words["actions"]["transfer"] if "…" not in phrase)
    verbs = rf"(?:{verbs}|{alternatives(words['toward']['words'])})"
    taken = {key: rf"(?:{alternatives(group)})" for key, group in words["incorporation"].items()}
    return {
        rf"{verbs}(?:\s{taken['shared']})?\s{taken['behind']}": Verb("transfer+incorporate"),
        rf"{taken['before']}\s{verbs}": Verb("transfer+incorporate"),
        rf"{verbs}\s{taken['denied']}": Verb("transfer"),
    }


def _pattern(phrase: str) -> str:
    """A phrase as a pattern; what stands apart in a verb ("tas … över") is read again behind its first word."""
    first, apart, last = phrase.partition(" … ")
    if not apart:
        return alternatives([phrase])
    between = r"(?!(?:och|eller|samt)\s)[\w-]+"
    return rf"{alternatives([first])}(?=\s{between}(?:\s{between}){{0,5}}?\s{alternatives([last])}(?!\w))"


def _is_toward(text: str, match: Match[Verb]) -> bool:
    return _till().match(text, match.end) is not None or _TILL_FIRST.search(text[: match.start]) is not None


_TILL_FIRST = re.compile(r"(?:^|[.,;:]\s|\b(?:och|samt|men|medan)\s)till\s[^.,;:]*$", re.IGNORECASE)


@cache
def _till() -> re.Pattern[str]:
    apart = alternatives(lexicon.load("dispositions")["toward"]["but"])
    return re.compile(rf"\s(?:(?!(?:{apart}|till)\b)[\w-]+\s){{0,5}}till\s(?!(?:{apart})\b)", re.IGNORECASE)


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
