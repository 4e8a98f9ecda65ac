"""KG707: the same records are with different holders in the same time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.answer import counting
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.retention import RetentionRule
from kg.text import words

HEADER = r'''
kind = "ownership-conflict"
severity = "warning"
message.sv = "{record} förvaras {period} hos {first} ({where}) men hos {second} ({where2})"
message.en = "{record} are kept {period_en} by {first} ({where}) but by {second} ({where2})"
fix.sv = "Ange vilken del av akten som ligger var."
fix.en = "Say which part of the file is where."
since = "0.1.0"
source = "Arkivlagen (1990:782) 4 §: var och en ansvarar för sina handlingar"
explanation.sv = "Två ställen i texten anger olika innehavare för samma handlingar under samma tid."
explanation.en = "Two places of the text name different holders of the same records for the same time."
example = """
sections = ["s1 Rutin", "s2 Förvaring"]
[[retention_rules]]
record = "avslutade personakter"
action = "store"
layer = "local"
period = "P1Y"
holder = "enhetschef"
section = "s1"
[[retention_rules]]
record = "personakten"
action = "store"
layer = "local"
period = "P1Y"
holder = "chef och handläggare"
section = "s2"
"""
mended = """
sections = ["s1 Rutin", "s2 Förvaring"]
[[retention_rules]]
record = "avslutade personakter"
action = "store"
layer = "local"
period = "P1Y"
holder = "enhetschef"
section = "s1"
[[retention_rules]]
record = "personakten"
action = "store"
layer = "local"
period = "P1Y"
holder = "enhetschef"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each record kept for one period by holders of different names."""
    kept: dict[tuple[str, str], dict[str, list[RetentionRule]]] = {}
    for rule in subject.view.plan.retention_rules:
        if rule.action == "store" and rule.period and rule.holder and rule.record:
            key = (words.head(rule.record), rule.period)
            kept.setdefault(key, {}).setdefault(words.fold(rule.holder), []).append(rule)
    for (_, period), holders in kept.items():
        for one, other in combinations(sorted(holders, key=lambda holder: -len(holders[holder])), 2):
            first, second = holders[one], holders[other]
            sections = tuple(dict.fromkeys(rule.section for rule in (*first, *second) if rule.section))
            yield Hit(
                where=sections,
                record=first[0].record,
                says={
                    "period": counting.spoken(period, "sv"),
                    "period_en": counting.spoken(period, "en"),
                    "first": first[0].holder or "",
                    "second": second[0].holder or "",
                    "where": ", ".join(dict.fromkeys(rule.section or "" for rule in first)),
                    "where2": ", ".join(dict.fromkeys(rule.section or "" for rule in second)),
                },
                evidence=tuple(subject.iri(rule) for rule in (*first, *second)),
            )


RULE = define(HEADER, check, __file__)
