"""KG724: what is done again has a deadline that runs from what is done once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "other"
severity = "warning"
needs_text = true
message.sv = """\
{record} hålls flera gånger, men fristen räknas från {event}, som sker en enda gång ({where}); för senare gånger \
finns ingen frist"""
message.en = """\
{record} is held several times, but the deadline runs from {event}, which happens once ({where}); for later \
times there is none"""
fix.sv = "Räkna fristen från det som utlöser varje gång."
fix.en = "Count the deadline from what brings each of them about."
since = "0.1.0"
source = "Praxis: en frist ska gå att räkna varje gång"
explanation.sv = "Första gången går fristen att räkna, men sedan finns ingen händelse att räkna från."
explanation.en = "The first time the deadline can be counted, but after that there is no event to count from."
example = """
sections = ["s1 Samtal"]
text = { s1 = ["Samtal", "", "- Startsamtal - en gång per person", "- Planeringssamtal - vid nya beslut"] }
[[responsibilities]]
role = "chefen"
duty = "hålla planeringssamtalet"
record = "planeringssamtalet"
deadline = "P30D/startsamtalet"
modality = "must"
section = "s1"
"""
mended = """
sections = ["s1 Samtal"]
text = { s1 = ["Samtal", "", "- Startsamtal - en gång per person", "- Planeringssamtal - vid nya beslut"] }
[[responsibilities]]
role = "chefen"
duty = "hålla planeringssamtalet"
record = "planeringssamtalet"
deadline = "P30D/beslutet"
modality = "must"
section = "s1"
"""
'''


_ITEM = re.compile(r"^\W*(?P<name>[^\W\d_]+)\s*[-–:]\s*(?P<often>.+)$")


def check(subject: Subject) -> Iterator[Hit]:
    """Duties that a list says recur, with a deadline from an event that the list says occurs once."""
    table = lexicon.load("lint")["how_often"]
    once, again = (_named(subject, tuple(table[name])) for name in ("once", "again"))
    for duty in subject.view.plan.responsibilities:
        about, event = words.stem(words.fold(duty.record or "")), (duty.deadline or "").partition("/")[2]
        start = words.stem(words.fold(event))
        if about in again and start in once:
            section = subject.code_at(again[about])
            yield Hit(
                where=tuple(dict.fromkeys(code for code in (section, duty.section) if code)),
                lines=(once[start], again[about], duty.span.first),
                record=duty.record,
                says={"event": event, "where": duty.section or "inledningen"},
                evidence=(subject.iri(duty),),
            )


def _named(subject: Subject, phrases: tuple[str, ...]) -> Mapping[str, int]:
    """Stems of the names of list items that one of the phrases follows, with their lines."""
    found = {}
    for n, line in subject.numbered:
        match = _ITEM.match(line)
        if match and words.fold(match["often"]).startswith(phrases):
            found[words.stem(words.fold(match["name"]))] = n
    return found


RULE = define(HEADER, check, __file__)
