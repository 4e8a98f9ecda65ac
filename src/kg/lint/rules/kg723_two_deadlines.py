"""KG723: two deadlines for what is done at one time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Literal

from kg.answer import counting
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "date-conflict"
severity = "warning"
message.sv = """\
{first} senast {days} efter {event} ({where}), men det sker i samband med {second}, som har fristen {days2} \
efter {event2} ({where2})"""
message.en = """\
{first} within {days_en} of {event} ({where}), but it is done together with {second}, which is due within {days2_en} \
of {event2} ({where2})"""
fix.sv = "Ange en frist, räknad från en händelse."
fix.en = "Give one deadline, counted from one event."
since = "0.1.0"
source = "Praxis: en sak, en frist"
explanation.sv = """\
Två saker görs vid samma tillfälle men har frister som räknas från olika händelser. Båda kan inte alltid hållas."""
explanation.en = """\
Two things are done on one occasion but have deadlines that run from different events. Both cannot always be \
kept."""
example = """
sections = ["s1 Samtal", "s2 Plan"]
[[responsibilities]]
role = "chefen"
duty = "hålla planeringssamtalet"
record = "planeringssamtalet"
deadline = "P30D/introduktionen"
modality = "must"
section = "s1"
[[responsibilities]]
role = "chefen"
duty = "upprätta planen i samband med planeringssamtalet"
record = "planen"
deadline = "P30D/beslut"
modality = "must"
section = "s2"
"""
mended = """
sections = ["s1 Samtal", "s2 Plan"]
[[responsibilities]]
role = "chefen"
duty = "hålla planeringssamtalet"
record = "planeringssamtalet"
deadline = "P30D/beslut"
modality = "must"
section = "s1"
[[responsibilities]]
role = "chefen"
duty = "upprätta planen i samband med planeringssamtalet"
record = "planen"
deadline = "P30D/beslut"
modality = "must"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of duties on one thing, or of which one is done together with what the other is about."""
    together = tuple(lexicon.load("lint")["together"]["phrases"])
    timed = [duty for duty in subject.view.plan.responsibilities if duty.deadline and duty.record and not duty.legal]
    for first, second in permutations(timed, 2):
        at = next((first.duty.find(phrase) + len(phrase) for phrase in together if phrase in first.duty), -1)
        joined = at >= 0 and words.stems(second.record or "") <= words.stems(first.duty[at:])
        same = first.span.first < second.span.first and words.fold(first.duty) == words.fold(second.duty)
        if (joined or same) and first.deadline != second.deadline:
            (days, event), (days2, event2) = (_parts(duty.deadline or "") for duty in (first, second))
            yield Hit(
                where=tuple(dict.fromkeys(code for code in (first.section, second.section) if code)),
                record=first.record,
                says={
                    "first": first.record or "",
                    "second": second.record or "",
                    "days": days,
                    "event": event,
                    "days2": days2,
                    "days_en": _parts(first.deadline or "", "en")[0],
                    "days2_en": _parts(second.deadline or "", "en")[0],
                    "event2": event2,
                    "where": first.section or "inledningen",
                    "where2": second.section or "inledningen",
                },
                evidence=(subject.iri(first), subject.iri(second)),
            )


def _parts(deadline: str, lang: Literal["sv", "en"] = "sv") -> tuple[str, str]:
    period, _, event = deadline.partition("/")
    return counting.spoken(period, lang), event


RULE = define(HEADER, check, __file__)
