"""Verbs that say what happens to records: "överlämnas men införlivas ej", "stannar kvar", "ges läsbehörighet"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.grammar.match import Match
from kg.grammar.rules.reading import alternatives
from kg.model.disposition import Action
from kg.text import lexicon


def every(text: str) -> list[Match[Action]]:
    """All verbs of disposition, in the order of the text, whatever they are said of."""
    return [Match(match.start(), match.end(), _action(match[0])) for match in _verb().finditer(text)]


def main(sentence: str) -> list[Match[Action]]:
    """The verbs that make rules of a sentence.

    A verb of a side clause ("handlingar som överlämnas", "när arkiv lånas ut") makes none, nor does one that is denied
    ("överlämnas inte").
    """
    found: list[Match[Action]] = []
    last_side = 0
    for match in every(sentence):
        joined = last_side and _JOINED.fullmatch(sentence, last_side, match.start)
        if joined or _is_side(sentence, match):
            last_side = match.end
        elif not _denied(sentence, match):
            found.append(match)
    return found


_JOINED = re.compile(r"\s(?:och|eller|samt|och/eller)\s")


def _action(words: str) -> Action:
    folded = " ".join(words.casefold().split())
    return next(action for pattern, action in _phrases().items() if re.fullmatch(pattern, folded, re.IGNORECASE))


def _denied(sentence: str, match: Match[Action]) -> bool:
    if match.value == "none-occur":
        return False
    words = lexicon.load("dispositions")["denials"]
    after = re.match(rf"\s(?:{alternatives(words['after'])})(?!\w)", sentence[match.end :], re.IGNORECASE)
    before = re.search(rf"(?<!\w)(?:{alternatives(words['before'])})\s$", sentence[: match.start], re.IGNORECASE)
    return after is not None or before is not None


def _is_side(sentence: str, match: Match[Action]) -> bool:
    if match.value in {"read-access", "none-occur"} or _inverted().match(sentence, match.end):
        return False
    return _side().search(sentence[: match.start]) is not None


@cache
def _phrases() -> Mapping[str, Action]:
    """Pattern of each phrase, the longest first."""
    words = lexicon.load("dispositions")
    table: dict[str, Action] = {phrase: action for action, phrases in words["actions"].items() for phrase in phrases}
    table.update(_composed(words["actions"]["transfer"], words["incorporation"]))
    giving = alternatives(words["giving"]["words"])
    patterns = {_pattern(phrase): table[phrase] for phrase in sorted(table, key=len, reverse=True)}
    return {
        rf"(?:(?:{giving})\s)?(?:{pattern})" if action == "read-access" else pattern: action
        for pattern, action in patterns.items()
    }


def _composed(transfers: Sequence[str], incorporation: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Action]]:
    for verb in transfers:
        yield from ((f"{verb} {words}", "transfer+incorporate") for words in incorporation["behind"])
        yield from ((f"{words} {verb}", "transfer+incorporate") for words in incorporation["before"])
        yield from ((f"{verb} {words}", "transfer") for words in incorporation["denied"])


def _pattern(phrase: str) -> str:
    return alternatives([phrase]).replace("…", r"[\w-]+(?:\s[\w-]+){0,3}?")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_phrases())})(?![\w-])", re.IGNORECASE)


@cache
def _side() -> re.Pattern[str]:
    words = lexicon.load("dispositions")["subordinate"]
    openers, fillers = alternatives(words["openers"]), alternatives(words["fillers"])
    return re.compile(rf"(?<!\w)(?:{openers})\s(?:(?:{fillers})\s){{0,6}}$", re.IGNORECASE)


@cache
def _inverted() -> re.Pattern[str]:
    """The subject behind the verb, which makes it that of the main clause."""
    subjects = alternatives(lexicon.load("dispositions")["subordinate"]["subjects"])
    return re.compile(rf"\s(?:{subjects})(?!\w)", re.IGNORECASE)
