"""KG321: one process speaks of a unit that no other does, where all others name the same units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule
from kg.model.organisation import Party
from kg.text import words

HEADER = r'''
kind = "other"
severity = "error"
message.sv = "{where} gäller \"{record}\", som inget annat i planen känner till; övriga regler gäller {usual}"
message.en = "{where} is about \"{record}\", which nothing else in the plan knows of; other rules are about {usual}"
fix.sv = "Fråga den som äger planen, och skriv den enhet som avses."
fix.en = "Ask the owner of the plan, and write the unit that is meant."
since = "0.1.0"
source = "Praxis: en enhet som bara nämns en gång är ofta kvar från en annan myndighets text"
explanation.sv = """\
Läst som den står gäller regeln en enhet utanför planen, och handlingarna från de enheter som planen handlar om \
faller utanför."""
explanation.en = """\
Read as it stands the rule is about a unit outside the plan, and the records of the units that the plan is about \
fall outside."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
rules = [
  { process = "1.1", action = "preserve", conditions = [{ about = "unit", op = "is", value = "parkenheten" }] },
  { process = "1.1", action = "stay", otherwise = true },
  { process = "1.2", action = "preserve", conditions = [{ about = "unit", op = "is", value = "parkenheten" }] },
  { process = "1.2", action = "stay", otherwise = true },
  { process = "1.3", action = "preserve", conditions = [{ about = "unit", op = "is", value = "skolsektorn" }] },
  { process = "1.3", action = "stay", otherwise = true },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
rules = [
  { process = "1.1", action = "preserve", conditions = [{ about = "unit", op = "is", value = "parkenheten" }] },
  { process = "1.1", action = "stay", otherwise = true },
  { process = "1.2", action = "preserve", conditions = [{ about = "unit", op = "is", value = "parkenheten" }] },
  { process = "1.2", action = "stay", otherwise = true },
  { process = "1.3", action = "preserve", conditions = [{ about = "unit", op = "is", value = "parkenheten" }] },
  { process = "1.3", action = "stay", otherwise = true },
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Units of one process's conditions that the plan names nowhere else, beside units that two or more name."""
    plan = subject.view.plan
    naming: dict[str, dict[str, list[DispositionRule]]] = defaultdict(lambda: defaultdict(list))
    for rule in plan.disposition_rules:
        for unit in (value for c in rule.conditions if c.about == "unit" for value in values(c)):
            naming[words.fold(unit)][rule.process].append(rule)
    usual = [unit for unit, by_process in naming.items() if len(by_process) > 1]
    known = {words.fold(name) for rule in plan.disposition_rules for name in rule.recipients}
    known |= {words.fold(text) for party in plan.parties for text in (party.name, party.short)}
    for unit, by_process in naming.items():
        code, rules = next(iter(by_process.items()))
        beside = {words.fold(v) for rule in rules for c in rule.conditions if c.about == "unit" for v in values(c)}
        if len(by_process) == 1 and usual and unit not in known and not beside & set(usual):
            name = next(v for c in rules[0].conditions if c.about == "unit" for v in values(c) if words.fold(v) == unit)
            yield Hit(
                where=(code,),
                record=name,
                says={"where": code, "usual": ", ".join(_shown(plan.parties, usual))},
                evidence=tuple(subject.iri(rule) for rule in rules),
            )


def _shown(parties: tuple[Party, ...], folded: list[str]) -> list[str]:
    short = {words.fold(party.short): party.short for party in parties}
    return [short.get(unit, unit) for unit in folded]


RULE = define(HEADER, check, __file__)
