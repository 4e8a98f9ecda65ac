"""KG327: two processes have rules for the same records by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.answer.case import is_special
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule
from kg.text import words

HEADER = r'''
kind = "ownership-conflict"
severity = "info"
message.sv = "{record} har regler i flera processer: {codes}"
message.en = "{record} have rules in several processes: {codes}"
fix.sv = "Låt en process äga dem, och hänvisa dit från de andra."
fix.en = "Let one process own them, and refer there from the others."
since = "0.1.0"
source = "Praxis: en handling har en ägare"
explanation.sv = "En regel som namnger sina handlingar gör processen till deras ägare. Här gör flera processer det."
explanation.en = "A rule that names its records makes the process their owner. Here several processes do so."
example = """
units = ["1 VO Styra", "1.1 P Hantera akter", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "preserve", applies_to = "kortakter" },
  { process = "1.1", action = "stay", otherwise = true },
  { process = "1.2", action = "preserve", applies_to = "kortakter" },
  { process = "1.2", action = "destroy", otherwise = true },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Hantera akter", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "preserve", applies_to = "kortakter" },
  { process = "1.1", action = "stay", otherwise = true },
  { process = "1.2", action = "preserve", applies_to = "beställningar" },
  { process = "1.2", action = "destroy", otherwise = true },
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Names of records that outcomes of several live processes are given for."""
    naming: dict[str, list[DispositionRule]] = defaultdict(list)
    for rule in subject.view.plan.disposition_rules:
        name = rule.applies_to or ""
        if is_special(rule) and rule.action != "read-access" and words.head(name) not in words.generic():
            naming[words.fold(name)].append(rule)
    for rules in naming.values():
        codes = tuple(dict.fromkeys(rule.process for rule in rules if subject.live(rule.process)))
        if len(codes) > 1:
            yield Hit(
                where=codes,
                record=rules[0].applies_to,
                says={"codes": ", ".join(codes)},
                evidence=tuple(subject.iri(rule) for rule in rules),
            )


RULE = define(HEADER, check, __file__)
