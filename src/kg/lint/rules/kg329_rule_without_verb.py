"""KG329: a rule that says for which records, and not what is done with them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "truncated-text"
severity = "warning"
message.sv = "Regel {order} i {where} säger vilka handlingar den gäller men inte vad som ska göras med dem"
message.en = "Rule {order} of {where} says which records it is about, but not what is to be done with them"
fix.sv = "Skriv ut vad som gäller: överlämnas, lånas ut, stannar kvar."
fix.en = "Write what holds: handed over, lent, or left."
since = "0.1.0"
source = "Praxis: varje regel är en hel mening"
explanation.sv = """\
Meningen saknar huvudverb, så att åtgärden får gissas från meningen före. Läst som den står säger den inget."""
explanation.en = """\
The sentence has no main verb, so that the action must be guessed from the sentence before. As it stands it says \
nothing."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["nämnden för skog"]
recipient_logic = "single"
applies_to = "handlingar från möten"
action_inferred = true
[[rules]]
process = "1.1"
action = "preserve"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["nämnden för skog"]
recipient_logic = "single"
applies_to = "handlingar från möten"
[[rules]]
process = "1.1"
action = "preserve"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Rules whose action was taken from the sentence before."""
    for rule in subject.view.plan.disposition_rules:
        if rule.action_inferred:
            yield Hit(
                where=(rule.process,),
                record=rule.applies_to or str(rule.order),
                says={"where": rule.process, "order": str(rule.order)},
                evidence=(subject.iri(rule),),
            )


RULE = define(HEADER, check, __file__)
