"""The order of the words of a clause: whether its records stand before the verb or behind it, and who else does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kg.grammar import conditions
from kg.grammar.match import Match
from kg.grammar.rules import recipients
from kg.grammar.rules.predicates import Verb
from kg.grammar.rules.reading import GAP, alternatives, begins
from kg.grammar.rules.recipients import Recipients
from kg.text import lexicon

Place = tuple[int, int]
Units = Mapping[str, str]


def acts(text: str, start: int, verb: Match[Verb], end: int, units: Units) -> Match[Recipients] | None:
    """Who receives by an active verb: its subject before it ("nämnden behåller betygen") or behind it."""
    first, last = _inside(text, start, verb.start)
    before = recipients.bare(text, first, last, units, proper=False)
    if before and before.end == last:
        return before
    return recipients.bare(text, min(verb.end + 1, end), end, units, proper=False)


def fronted(text: str, start: int, verb: Match[Verb], units: Units) -> Match[Recipients] | None:
    """Who receives where that stands before the verb: "hos regionarkivet arkiveras avslutade ärenden"."""
    prepositions: Sequence[str] = lexicon.load("dispositions")["prepositions"][verb.value.action]
    if not prepositions:
        return None
    first, last = _inside(text, start, verb.start)
    opening = re.compile(rf"(?:{alternatives(prepositions)})\s+(?=\S)", re.IGNORECASE).match(text, first, last)
    found = recipients.bare(text, opening.end(), last, units, prepositions) if opening else None
    return Match(first, found.end, found.value) if found and found.end == last else None


def records(text: str, start: int, verb: Match[Verb], end: int, receiving: Match[Recipients] | None) -> Place:
    """Where the records of a clause stand.

    Behind the verb, where something else stands before it: who receives, a condition, a time. Else before it.
    """
    if receiving and receiving.start >= verb.end:
        return start, verb.start
    if receiving is None and not _gives_way(text[start : verb.start]):
        return start, verb.start
    modal = _modal().search(text, start, verb.start)
    if modal and text[modal.end() : verb.start].strip():
        return modal.end(), verb.start
    stop = _stop().search(text, verb.end, end)
    return verb.end, stop.start() if stop else end


def further(text: str, start: int, end: int, units: Units) -> tuple[Place, Match[Recipients]] | None:
    """The records and the recipients of a rule that leaves out its verb: "…, pågående till kulturnämnden"."""
    match = _further().match(text, start, end)
    found = recipients.bare(text, match.end(), end, units) if match else None
    return ((match.start(1), match.end(1)), Match(match.start(2), found.end, found.value)) if match and found else None


def _inside(text: str, start: int, end: int) -> Place:
    """A place without the signs and the small words at its ends."""
    before = _joining().match(text, start, end)
    words = text[start:end].rstrip()
    modal = re.search(rf"\s(?:{alternatives(lexicon.load('dispositions')['fronted']['modals'])})$", words)
    return (before.end() if before else start), start + (modal.start() if modal else len(words))


def _gives_way(words: str) -> bool:
    return conditions.opens(words) or _adverbial().match(words) is not None


@cache
def _joining() -> re.Pattern[str]:
    joins = alternatives(lexicon.load("dispositions")["around"]["before"])
    return re.compile(rf"[\s,;]*(?:(?:{joins})\s)*", re.IGNORECASE)


@cache
def _adverbial() -> re.Pattern[str]:
    words = alternatives(lexicon.load("dispositions")["fronted"]["words"])
    return re.compile(rf"{_joining().pattern}(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lexicon.load('dispositions')['fronted']['modals'])})(?!\w)")


@cache
def _stop() -> re.Pattern[str]:
    words = alternatives(lexicon.load("dispositions")["fronted"]["ends"])
    return re.compile(rf"[.,;:({GAP}]|\s(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _further() -> re.Pattern[str]:
    joins = _joining().pattern
    return re.compile(rf"{joins}(?<=\s)((?:{begins()})(?:\s[\w-]+){{0,5}}?)\s(till|hos|av|på)\s", re.IGNORECASE)
