"""KG717: matters of which nothing is said of how they are carried out."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-gap"
severity = "warning"
message.sv = "Hur de verkställs anges inte: {names} ({where})"
message.en = "How they are carried out is not said: {names} ({where})"
fix.sv = "Komplettera med vem som verkställer."
fix.en = "Add who carries them out."
since = "0.1.0"
source = "Dokumentets eget syfte: att definiera var ärenden verkställs"
explanation.sv = "Bland insatser som räknas upp saknar några uppgift om vem som verkställer, medan de andra har en."
explanation.en = "Of the measures listed, some lack a word on who carries them out, while the others have one."
example = """
sections = ["s1 Insatser"]
assignments = [
  { matter = "jourlägenhet", handled_by = "IFO", carried_out_by = "IFO", section = "s1" },
  { matter = "härbärge", handled_by = "IFO", carried_out_by = "IFO", section = "s1" },
  { matter = "rådgivning", handled_by = "IFO", section = "s1" },
]
"""
mended = """
sections = ["s1 Insatser"]
assignments = [
  { matter = "jourlägenhet", handled_by = "IFO", carried_out_by = "IFO", section = "s1" },
  { matter = "rådgivning", handled_by = "IFO", carried_out_by = "IFO", section = "s1" },
]
"""
'''


_FEWEST = 3
"""Matters that make a list of which one may be missed."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a section in which some matters have a word on it and others have none."""
    by_section = cases.grouped((each.section or "", each) for each in subject.view.plan.assignments)
    for section, every in by_section.items():
        without = [each for each in every if each.carried_out_by is None and not each.external]
        if without and len(every) >= _FEWEST and len(without) * 2 <= len(every):
            yield Hit(
                where=(section,) if section else (),
                says={"names": ", ".join(each.matter for each in without), "where": section or "inledningen"},
                evidence=tuple(subject.iri(each) for each in without),
            )


RULE = define(HEADER, check, __file__)
