"""KG509: a local period, or its starting event, that is not the law's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kg.answer import counting
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "error"
message.sv = "{where} gallrar {record} {local}, men lagen ({where2}) säger {law}"
message.en = "{where} destroys {record} {local_en}, but the law ({where2}) says {law_en}"
fix.sv = "Följ lagens frist och starthändelse, eller skriv vilket stöd avvikelsen har."
fix.en = "Follow the law's period and starting event, or write what the deviation rests on."
since = "0.1.0"
source = "SoL (2001:453) 12 kap. 1 § och 7 kap. 3 §; arkivlagen (1990:782) 10 §"
explanation.sv = """\
Rutinen och den lag den återger räknar olika. Akter gallras då för tidigt eller för sent för dem som lagen \
skiljer ut."""
explanation.en = """\
The routine and the law that it quotes count differently. Files are then destroyed too early or too late for \
those whom the law tells apart."""
example = """
sections = ["s1 Lagen", "s2 Rutinen"]
[[retention_rules]]
record = "uppgifter i en personakt"
layer = "law"
action = "destroy"
modality = "must"
period = "P5Y"
event = "last_entry"
counted_from = "sista anteckningen gjordes"
finish_by = "calendar-year+1"
section = "s1"
[[retention_rules]]
record = "personakter"
layer = "local"
action = "destroy"
modality = "must"
period = "P5Y"
event = "closed"
counted_from = "akten har avslutats"
finish_by = "calendar-year+1"
section = "s2"
"""
mended = """
sections = ["s1 Lagen", "s2 Rutinen"]
[[retention_rules]]
record = "uppgifter i en personakt"
layer = "law"
action = "destroy"
modality = "must"
period = "P5Y"
event = "last_entry"
counted_from = "sista anteckningen gjordes"
finish_by = "calendar-year+1"
section = "s1"
[[retention_rules]]
record = "personakter"
layer = "local"
action = "destroy"
modality = "must"
period = "P5Y"
event = "last_entry"
counted_from = "sista anteckningen gjordes"
finish_by = "calendar-year+1"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of a local rule and one of the law on the same records, which both destroy, with unlike terms."""
    rules = [r for r in subject.view.plan.retention_rules if r.action == "destroy" and r.period and r.event]
    for local in (rule for rule in rules if rule.layer == "local"):
        about = words.stems(local.record or "")
        for law in (rule for rule in rules if rule.layer == "law"):
            same = about and about <= words.stems(law.record or "") and not _apart(local, law)
            if same and (local.period, local.event) != (law.period, law.event):
                yield Hit(
                    where=tuple(dict.fromkeys(section for section in (local.section, law.section) if section)),
                    record=local.record,
                    says={
                        "where": local.section or "–",
                        "where2": law.section or "–",
                        "local": _said(local, "sv"),
                        "law": _said(law, "sv"),
                        "local_en": _said(local, "en"),
                        "law_en": _said(law, "en"),
                    },
                    evidence=(subject.iri(local), subject.iri(law)),
                )


def _apart(one: RetentionRule, other: RetentionRule) -> bool:
    """Whether the two are about different providers, so that both may hold."""
    first, second = ({c.value for c in rule.conditions if c.about == "provider"} for rule in (one, other))
    return bool(first and second and first != second)


def _said(rule: RetentionRule, lang: Literal["sv", "en"]) -> str:
    told = lexicon.load("lint")["period"][lang]
    period = counting.spoken(rule.period or "", lang)
    who = [str(c.value) for c in rule.conditions if c.about == "provider"]
    return f"{period} {told['from']} {rule.counted_from}" + (f" ({', '.join(who)})" if who else "")


RULE = define(HEADER, check, __file__)
