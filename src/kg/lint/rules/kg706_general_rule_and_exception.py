"""KG706: a rule for all records, and beside it another way for some of them, with no word on which goes first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kg.answer import counting
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.retention import RetentionRule
from kg.text import words

HEADER = r'''
kind = "disposition-overlap"
severity = "warning"
message.sv = """\
{where}: {record} har en allmän regel ({first}) och en särskild ({second}), utan att det sägs att den ena \
undantas från den andra"""
message.en = """\
{where}: {record} have a general rule ({first_en}) and a special one ({second_en}), and that one is an exception to \
the other is not said"""
fix.sv = "Ange undantaget uttryckligen."
fix.en = "State the exception."
since = "0.1.0"
source = "Praxis: en särskild regel ska säga vad den gör undantag från"
explanation.sv = """\
Handlingar som uppfyller den särskilda regelns villkor uppfyller också den allmännas. Om den allmänna tiden \
gäller även dem, och var den i så fall löper, framgår inte."""
explanation.en = """\
Records that meet the special rule's conditions also meet those of the general one. Whether the general period \
holds for them too, and where it then runs, does not appear."""
example = """
sections = ["s1 Arkivering"]
[[retention_rules]]
record = "avslutade akter"
layer = "local"
action = "store"
period = "P1Y"
holder = "enhetschef"
section = "s1"
[[retention_rules]]
record = "avslutade akter"
layer = "local"
action = "transfer"
next = "samordnaren"
section = "s1"
conditions = [{ about = "provider", op = "is", value = "enskild" }]
"""
mended = """
sections = ["s1 Arkivering"]
[[retention_rules]]
record = "avslutade akter"
layer = "local"
action = "store"
period = "P1Y"
holder = "enhetschef"
section = "s1"
conditions = [{ about = "provider", op = "is", value = "kommunal" }]
[[retention_rules]]
record = "avslutade akter"
layer = "local"
action = "transfer"
next = "samordnaren"
section = "s1"
conditions = [{ about = "provider", op = "is", value = "enskild" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of rules of a section on the same records, of which one has all conditions of the other and a provider."""
    rules = [rule for rule in subject.view.plan.retention_rules if rule.layer == "local" and rule.record]
    for general in (rule for rule in rules if rule.action == "store" and rule.period):
        for special in (rule for rule in rules if rule.action == "transfer" and rule.section == general.section):
            same = words.fold(general.record or "") == words.fold(special.record or "")
            more = set(special.conditions) - set(general.conditions)
            provider = any(condition.about == "provider" for condition in more)
            if same and provider and set(general.conditions) < set(special.conditions):
                yield Hit(
                    where=(general.section,) if general.section else (),
                    record=general.record,
                    says={
                        "where": general.section or "",
                        "first": _does(general),
                        "second": _does(special),
                        "first_en": _does(general, "en"),
                        "second_en": _does(special, "en"),
                    },
                    evidence=(subject.iri(general), subject.iri(special)),
                )


def _does(rule: RetentionRule, lang: Literal["sv", "en"] = "sv") -> str:
    by, to = {"sv": ("hos", "till"), "en": ("by", "to")}[lang]
    period = counting.spoken(rule.period, lang) if rule.period else None
    parts = [period, f"{by} {rule.holder}" if rule.holder else None, f"{to} {rule.next}" if rule.next else None]
    return " ".join(part for part in parts if part)


RULE = define(HEADER, check, __file__)
