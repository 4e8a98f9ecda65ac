"""KG330: a rule names units that are no one in particular."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule
from kg.text import lexicon, words

HEADER = r'''
kind = "other"
severity = "warning"
message.sv = "\"{record}\" i {where} är ingen bestämd enhet: vilka som omfattas sägs inte"
message.en = "\"{record}\" in {where} is no unit in particular: which are covered is not said"
fix.sv = "Räkna upp enheterna."
fix.en = "List the units."
since = "0.1.0"
source = "Regionarkivet, dokumenthanteringsplan: en regel ska gå att tillämpa utan att fråga"
explanation.sv = "Vilka enheter som är berörda får läsaren gissa. Regeln går inte att pröva på en viss handling."
explanation.en = "Which units are concerned the reader must guess. The rule cannot be tried on a certain record."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "unit", op = "in", value = ["parkenheten", "berörda enheter"] }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "unit", op = "in", value = ["parkenheten"] }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "unit", op = "in", value = ["parkenheten"] }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "unit", op = "in", value = ["parkenheten"] }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each unit of a condition that opens with a word that points at nobody."""
    vague = frozenset(map(words.stem, lexicon.load("lint")["vague_units"]["words"]))
    found: dict[str, list[DispositionRule]] = defaultdict(list)
    for rule in subject.view.plan.disposition_rules:
        for value in (v for c in rule.conditions if c.about == "unit" for v in values(c)):
            if words.stem(words.split(value)[0]) in vague:
                found[value].append(rule)
    for value, rules in found.items():
        codes = tuple(dict.fromkeys(rule.process for rule in rules))
        yield Hit(
            where=codes,
            record=value,
            says={"where": ", ".join(codes)},
            evidence=tuple(subject.iri(rule) for rule in rules),
        )


RULE = define(HEADER, check, __file__)
