"""Dated events, days of birth, ages and laws that a question states in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.answer import facts as fact_keys
from kg.answer.counting import Language
from kg.grammar import sentences, when
from kg.grammar.match import Match
from kg.grammar.when import When
from kg.model.answer import FactValue
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

_BIRTH = re.compile(
    r"\b(?:född|födda|född[ae]?s|födelsedag(?:en)?|dag|born(?:\son)?)\s(?:är\s|på\s|den\s|the\s|on\s|dag\s|datum\s)*(?P<day>\d{1,2}|[a-zåäö]+)(?:[:.]?(?:a|e|st|nd|rd|th))?"
    r"(?![\d:-])",
    re.IGNORECASE,
)
_PERSONAL_NUMBER = re.compile(r"\b(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?P<day>[0-3]\d)[-+]\d{4}\b")
_BETWEEN = 4
"""Words between an event and its day that say no more than that it took place ("togs den")."""
_JOINT = re.compile(r"\s*(?:,|och|samt|/|and)\s*(?:den\s)?")
_BREAK = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")
_AGE = re.compile(
    r"\b(?P<age>\d{1,3})(?:\s?-?\s?(?:åring\w*|årig\w*)|\sår(?!\w|\s(?:efter|från|i|på|hos|sedan|och\säldre))|[\s-]years?[\s-]old)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a question states: facts by their keys, and the days it names without an event of their own."""

    facts: dict[str, FactValue]
    others: tuple[When, ...] = ()
    """Days, months or seasons that date no event: the time asked about, or that of the thing asked about."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the text states them: these words name no record."""


def said(text: str, today: date) -> Said:
    """The facts that the text states of events and persons; an event with two days is left out."""
    found: dict[str, set[FactValue]] = {}
    others: list[When] = []
    spans: list[tuple[int, int]] = []
    for start, end in _clauses(text):
        part = text[start:end]
        named = _named(part)
        for time in when.find(part, today):
            event = _nearest(part, time, named)
            spans.append((start + time.start, start + time.end))
            if event is None:
                others.append(time.value)
            else:
                named.remove(event)
                ends = sorted((event.start, event.end, time.start, time.end))
                near = len(part[ends[1] : ends[2]].split()) <= _BETWEEN
                spans.append((start + ends[0], start + ends[3]) if near else (start + event.start, start + event.end))
                for each in (event, *_joined(part, event, named)):
                    found.setdefault(each.value, set()).add(when.written(time.value))
    for match in _of_person(text):
        key, value = match.value
        found.setdefault(key, set()).add(value)
        spans.append((match.start, match.end))
    single = {key: next(iter(values)) for key, values in found.items() if len(values) == 1}
    return Said(_with_birth_day(single), tuple(others), tuple(sorted(spans)))


def completed(facts: dict[str, FactValue]) -> dict[str, FactValue]:
    """The facts with what follows from them: the day of the month from the date of birth."""
    return _with_birth_day(facts)


def key_of(rule: RetentionRule) -> str | None:
    """The fact that dates the event which a rule's period runs from; None where there is none."""
    if rule.event == "ceased":
        return "closed"
    return rule.event if rule.event not in (None, "arisen") else key_named(rule.counted_from)


def key_named(event: str | None) -> str | None:
    """The fact that dates an event of which the text gives the words ("beslutet"); None where there is none."""
    folded = words.fold(event or "")
    for key, entry in lexicon.load("events")["event"].items():
        if any(name in folded for name in entry["names"]):
            return str(key)
    return None


def key_of_year(facts: Mapping[str, FactValue]) -> str:
    """The fact that tells the calendar year which a period runs from the end of: one that is given, else the date."""
    told: list[str] = lexicon.load("events")["year_end"]["facts"]
    return next((key for key in told if key in facts), told[0])


def name(key: str, lang: Language) -> str:
    """What an event is called in an answer."""
    entry = lexicon.load("events")["event"].get(key)
    return str(entry[lang]) if entry else key


def _with_birth_day(facts: dict[str, FactValue]) -> dict[str, FactValue]:
    born = facts.get("birth_date")
    if born is None or "birth_day" in facts:
        return facts
    days = fact_keys.days(str(born))
    return {**facts, "birth_day": days.first.day} if days.first == days.last else facts


def _clauses(text: str) -> list[tuple[int, int]]:
    return list(sentences.split(text)) or [(0, len(text))]


def _named(part: str) -> list[Match[str]]:
    found = [Match(match.start(), match.end(), key) for key, pattern in _events() for match in pattern.finditer(part)]
    return sorted(found, key=lambda match: match.start)


def _nearest(part: str, time: Match[When], named: Sequence[Match[str]]) -> Match[str] | None:
    """The event that a day belongs to: the last one named before it in the same sentence, else the first after it."""
    before = [e for e in named if e.end <= time.start and not _BREAK.search(part[e.end : time.start])]
    after = [e for e in named if e.start >= time.end and not _BREAK.search(part[time.end : e.start])]
    chosen = before[-1:] or after[:1]
    return chosen[0] if chosen else None


def _joined(part: str, event: Match[str], named: Sequence[Match[str]]) -> list[Match[str]]:
    """Events that share the day of the one after them: "avslutad och sista anteckning 2015-03-10"."""
    return [each for each in named if _JOINT.fullmatch(part[each.end : event.start])]


def _of_person(text: str) -> Iterator[Match[tuple[str, FactValue]]]:
    ordinals = lexicon.load("events")["ordinals"]
    for match in _BIRTH.finditer(text):
        day = int(match["day"]) if match["day"].isdecimal() else int(ordinals.get(words.fold(match["day"]), 0))
        if 1 <= day <= 31:
            yield Match(match.start(), match.end(), ("birth_day", day))
    for match in _PERSONAL_NUMBER.finditer(text):
        if 1 <= int(match["day"]) <= 31:
            yield Match(match.start(), match.end(), ("birth_day", int(match["day"])))
    for key, value, pattern in _stated():
        for match in pattern.finditer(text):
            yield Match(match.start(), match.end(), (key, value))
    for match in _AGE.finditer(text):
        if not _length().search(text[: match.start()]):
            yield Match(match.start(), match.end(), ("age", int(match["age"])))


@cache
def _stated() -> tuple[tuple[str, FactValue, re.Pattern[str]], ...]:
    entries = lexicon.load("events")["stated"]
    return tuple((e["fact"], e["value"], re.compile(rf"\b(?:{'|'.join(e['said'])})\b", re.IGNORECASE)) for e in entries)


@cache
def _length() -> re.Pattern[str]:
    """Words before a number of years that make it a length of time, not an age."""
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('events')['length'])})\s$", re.IGNORECASE)


@cache
def _events() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon.load("events")["event"]
    return tuple((key, re.compile(rf"\b(?:{'|'.join(entry['said'])})", re.IGNORECASE)) for key, entry in table.items())
