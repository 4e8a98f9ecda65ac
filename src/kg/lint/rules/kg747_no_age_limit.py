"""KG747: matters of an area without an age, where the others of the area have one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Assignment
from kg.text import lexicon

HEADER = r'''
kind = "disposition-gap"
severity = "info"
message.sv = "{area} delar in efter ålder, men {title} ({where}) har ingen åldersgräns"
message.en = "{area} divides by age, but {title} ({where}) has no limit of age"
fix.sv = "Ange från och till vilken ålder."
fix.en = "Say from and to which age."
since = "0.1.0"
source = "Praxis: en gränsdragning ska gå att tillämpa"
explanation.sv = """\
För den som står på gränsen mellan två av de andra går det inte att säga om avsnittet gäller."""
explanation.en = """\
For a person on the border between two of the others it cannot be said whether the section holds."""
example = """
sections = ["s1 Missbruk", "s2 Unga", "s3 Övriga vuxna"]
[[assignments]]
matter = "behandling"
age_from = 22
handled_by = "IFO"
carried_out_by = "IFO"
section = "s1"
[[assignments]]
matter = "familjehem"
age_to = 21
handled_by = "IFO"
carried_out_by = "IFO"
section = "s2"
[[assignments]]
matter = "rådgivning"
handled_by = "IFO"
carried_out_by = "IFO"
section = "s3"
"""
mended = """
sections = ["s1 Missbruk", "s2 Unga", "s3 Övriga vuxna"]
[[assignments]]
matter = "behandling"
age_from = 22
handled_by = "IFO"
carried_out_by = "IFO"
section = "s1"
[[assignments]]
matter = "familjehem"
age_to = 21
handled_by = "IFO"
carried_out_by = "IFO"
section = "s2"
[[assignments]]
matter = "rådgivning"
age_from = 22
handled_by = "IFO"
carried_out_by = "IFO"
section = "s3"
"""
'''


_FEWEST = 2
"""Sections of an area that are bounded by age, from which the area is divided so."""


def check(subject: Subject) -> Iterator[Hit]:
    """Sections without any age, whose heading is of people, in areas of which others have ages."""
    people = tuple(lexicon.load("lint")["people"]["stems"])
    areas: dict[str, dict[str, list[Assignment]]] = defaultdict(lambda: defaultdict(list))
    for each in subject.view.plan.assignments:
        if each.handled_by and each.section:
            areas[each.handled_by][each.section].append(each)
    for area, sections in areas.items():
        bounded = [code for code, found in sections.items() if any(map(_aged, found))]
        for code, found in sections.items() if len(bounded) >= _FEWEST else ():
            title = subject.headings.get(code, "")
            if code not in bounded and any(stem in title.casefold() for stem in people):
                yield Hit(
                    where=(code,),
                    record=title,
                    says={"area": area, "title": title, "where": code},
                    evidence=tuple(subject.iri(each) for each in found),
                )


def _aged(each: Assignment) -> bool:
    return (each.age_from, each.age_to) != (None, None)


RULE = define(HEADER, check, __file__)
