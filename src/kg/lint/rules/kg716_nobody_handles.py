"""KG716: matters for which no unit is named that handles them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "missing-recipient"
severity = "warning"
message.sv = "Vilken enhet som handlägger anges inte: {names} ({where})"
message.en = "Which unit handles is not said: {names} ({where})"
fix.sv = "Ange handläggande enhet."
fix.en = "Name the unit that handles."
since = "0.1.0"
source = "Dokumentets eget syfte: att definiera var ärenden handläggs"
explanation.sv = "Dokumentet säger för andra ärenden vilken enhet som handlägger. För dessa gör det inte det."
explanation.en = "For other matters the document says which unit handles them. For these it does not."
example = """
sections = ["s1 Missbruk", "s2 Stöd"]
assignments = [
  { matter = "jourlägenhet", handled_by = "IFO", carried_out_by = "IFO", section = "s1" },
  { matter = "härbärge", handled_by = "IFO", carried_out_by = "IFO", section = "s1" },
  { matter = "rådgivning", carried_out_by = "IFO", section = "s2" },
  { matter = "ledsagning", carried_out_by = "IFO", section = "s2" },
]
"""
mended = """
sections = ["s1 Missbruk", "s2 Stöd"]
assignments = [
  { matter = "jourlägenhet", handled_by = "IFO", carried_out_by = "IFO", section = "s1" },
  { matter = "rådgivning", handled_by = "IFO", carried_out_by = "IFO", section = "s2" },
]
"""
'''


_FEWEST = 2
"""Matters of one section that nobody handles; a single one is mostly no matter at all."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a section, where the plan names the unit for most matters."""
    every = subject.view.plan.assignments
    without = [each for each in every if each.handled_by is None and not each.external]
    if len(without) * 2 > len(every) or not without:
        return
    for section, found in cases.grouped((each.section or "", each) for each in without).items():
        if len(found) < _FEWEST:
            continue
        yield Hit(
            where=(section,) if section else (),
            lines=tuple(n for n, _ in subject.numbered if subject.code_at(n) == section),
            says={"names": ", ".join(each.matter for each in found), "where": section or "inledningen"},
            evidence=tuple(subject.iri(each) for each in found),
        )


RULE = define(HEADER, check, __file__)
