"""Conditions in a clause of a rule: unit, state, day, year, subject, person, medium, proviso."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.grammar import dates
from kg.grammar.match import Match
from kg.grammar.rules import states, status
from kg.grammar.rules import units as unit_lists
from kg.grammar.rules.reading import GAP, Reading, alternatives, cue, plain
from kg.model.disposition import Condition
from kg.text import lexicon


def find(clause: str, units: Mapping[str, str]) -> list[Match[Condition]]:
    """Conditions of one clause, in the order of the text.

    `units` leads from folded names and short forms of units to the short form. In the clause, `GAP` stands for words
    that say no condition: the verb, and who receives. Each pattern leaves alone the words that one before it has read.
    """
    reading = Reading(clause)
    _provisos(reading)
    _untils(reading)
    _years(reading)
    _units(reading, units)
    _media(reading)
    status.read(reading)
    _subjects(reading)
    _happenings(reading)
    _days(reading)
    return sorted(reading.found, key=lambda match: (match.start, match.end))


def phrase(clause: str) -> Match[Condition] | None:
    """A condition kept in its own words ("om de bedöms viktiga"), for a clause in which `find` finds none.

    Records met with against expectation ("om sådana handlingar ändå skulle påträffas") are under no condition.
    """
    match = _opening().search(clause)
    if match is None or _leftover().search(clause, match.end()):
        return None
    end = min([len(clause), *(m.start() for m in re.finditer(rf"[{GAP};]", clause) if m.start() > match.end())])
    words = plain(clause[match.end() : end])
    return Match(match.start(), end, Condition(about="condition", op="is", value=words)) if words else None


def opens(clause: str) -> bool:
    """Whether the clause begins with a condition of its own ("Om sådana handlingar …")."""
    match = _opening().match(clause)
    return match is not None and match[0].strip().casefold() != "som"


def _provisos(reading: Reading) -> None:
    for match in cue("proviso").finditer(reading.text):
        end = match.end() + len(reading.text[match.end() :].split(GAP)[0])
        days = [b for b in reading.bounds if match.end() <= b.start < end and b.value.at]
        words = plain(reading.text[match.end() : days[0].start if days else end])
        if words and reading.free(match.start(), end):
            reading.add((match.start(), end), "condition", "is", words, days[0].value if days else None)


def _untils(reading: Reading) -> None:
    for match in cue("until").finditer(reading.text):
        end = match.end() + len(reading.text[match.end() :].split(GAP)[0])
        words = plain(reading.text[match.end() : end])
        if len(words.split()) > 1 and reading.free(match.start(), end):
            reading.add((match.start(), end), "status", "until", words)


def _years(reading: Reading) -> None:
    names = {form: key for key, forms in lexicon.load("conditions")["years"].items() for form in forms}
    for match in _year().finditer(reading.text):
        op, start, end = dates.around(reading.text, match.start(), match.end(), year=True)
        years = tuple(re.findall(r"\d{4}(?:[/–-]\d{2,4})?", match["years"]))
        if reading.free(start, end):
            place, of = (start, end), names.get(match["name"].casefold(), "år")
            if len(years) > 1:
                reading.add(place, "year", "in", years, of=of)
            else:
                reading.add(place, "year", op, years[0], of=of)


def _units(reading: Reading, units: Mapping[str, str]) -> None:
    for match in unit_lists.find(reading.text, units):
        names = match.value.names
        if not names or not reading.free(match.start, match.end):
            continue
        place = (match.start, match.end)
        if match.value.but:
            for name in names:
                reading.add(place, "unit", "not", name)
        elif len(names) > 1:
            reading.add(place, "unit", "in", names)
        else:
            reading.add(place, "unit", "is", names[0])


def _media(reading: Reading) -> None:
    """A form of keeping: as the first word ("fysiska personalakter"), or in a phrase anywhere ("i pappersform")."""
    words = lexicon.load("conditions")
    before = alternatives(words["medium_before"]["words"])
    for table, place in (("medium", rf"\W*(?:(?:{before})\s)*"), ("medium_phrases", r".*?(?<!\w)")):
        for value, forms in words[table].items():
            match = re.match(rf"{place}(?P<form>{alternatives(forms)})(?!\w)", reading.text, re.IGNORECASE)
            if match and reading.free(*match.span("form")):
                reading.add(match.span("form"), "medium", "is", value)


def _subjects(reading: Reading) -> None:
    words = lexicon.load("conditions")
    for match in cue("subject").finditer(reading.text):
        start = match.end()
        stops = [len(reading.text), *(a for a, _ in reading.claimed if a >= start)]
        stops += [b.start for b in reading.bounds if b.start >= start]
        stops += [m.start() for m in _phrase_stop().finditer(reading.text, start)][:1]
        said = plain(reading.text[start : min(stops)])
        folded = said.casefold()
        if not said or not reading.free(match.start(), start) or folded in words["subject"]["general"]:
            continue
        if match[0].casefold() in words["subject"]["demands"] or folded.split()[0] in words["people"]["words"]:
            continue
        if reading.bound_after(min(stops)) is not None:
            reading.spoken_of[min(stops)] = states.normal(said)
        else:
            reading.add((match.start(), min(stops)), "subject", "is", said)


def _happenings(reading: Reading) -> None:
    """What has happened by a day, where no pattern knows it: the day is that of the happening, not of the records."""
    for bound in reading.bounds:
        relative = max(
            _relative().finditer(reading.text, 0, bound.start), key=lambda match: match.start(), default=None
        )
        if relative is None or bound.value.at is None or not reading.free(relative.start(), bound.end):
            continue
        words = plain(reading.text[relative.end() : bound.start])
        if words and not _told_of_records().search(words):
            place = (relative.start(), bound.end)
            said = plain(reading.text[relative.end() : bound.end])
            reading.add(place, "condition", "is", said, bound.value)


def _days(reading: Reading) -> None:
    received = {form: key for key, forms in lexicon.load("conditions")["received"].items() for form in forms}
    for bound in reading.bounds:
        before = reading.text[: bound.start].rstrip(" ,").casefold()
        came = next((of for form, of in received.items() if re.search(rf"(?<!\w){form}$", before)), None)
        near = (of for at, of in reading.spoken_of.items() if at <= bound.start <= at + 2)
        of, value, place = came or next(near, None), bound.value, (bound.start, bound.end)
        if value.at is None:
            reading.add(place, "year", value.op, value.year or "", of=of or "år")
        else:
            reading.add(place, "date", value.op, value.at.isoformat(), value, of or "handling")


@cache
def _year() -> re.Pattern[str]:
    names = alternatives(form for forms in lexicon.load("conditions")["years"].values() for form in forms)
    year = r"(?:19|20)\d\d(?:[/–-](?:(?:19|20)?\d\d))?"
    years = rf"{year}(?:(?:,\s|\s(?:och|eller|samt)\s){year})*"
    return re.compile(rf"(?<!\w)(?P<name>{names})\s(?P<years>{years})(?![\d-])", re.IGNORECASE)


@cache
def _phrase_stop() -> re.Pattern[str]:
    """What ends a subject: a sign, a relative or conditional word, or a verb that begins the next condition."""
    words = lexicon.load("conditions")
    begins = alternatives([*words["subject"]["words"], *words["negation"]["helpers"], "inte", "ej", "ingår"])
    link = r"\b(?:som|vars|om|inom|hos|då|när)\b"
    spans = alternatives(words["spans"]["words"])
    return re.compile(rf"[,.;:{GAP}]|\s(?:{spans})\b|{link}|\b(?:och\s|eller\s|samt\s)?(?:{begins})\b", re.IGNORECASE)


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:som|vilka)\s(?=[^,.;{GAP}]*$|[^,.;{GAP}]*\d)", re.IGNORECASE)


@cache
def _told_of_records() -> re.Pattern[str]:
    """Words that tell how old the records are or what they are about, and that something still stands."""
    words = lexicon.load("conditions")
    received = (form for forms in words["received"].values() for form in forms)
    bounds = (word for group in words["bounds"].values() for word in group)
    told = [*received, *words["subject"]["words"], *words["standing"]["words"], *words["negation"]["helpers"], *bounds]
    return re.compile(
        rf"(?<!\w)(?:{alternatives(told)}|ing[åi]\w*|kom\w*|[\w-]*daterad\w*|tillkom\w*)(?!\w)", re.IGNORECASE
    )


@cache
def _opening() -> re.Pattern[str]:
    words = alternatives(lexicon.load("conditions")["opening"]["words"])
    return re.compile(rf"(?:^\s*|(?<=[{GAP},])\s*)(?:{words})\s|(?<=\s)som\s", re.IGNORECASE)


@cache
def _leftover() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(lexicon.load('conditions')['opening']['leftover'])})\b", re.IGNORECASE)
