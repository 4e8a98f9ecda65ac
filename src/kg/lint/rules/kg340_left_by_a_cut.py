"""KG340: cases that only a rule takes that breaks off before it says what to do."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-gap"
severity = "warning"
message.sv = "Regeln för resten i {where} är avbruten, så dessa fall saknar regel: {gaps}"
message.en = "The rule for the rest of {where} breaks off, so these cases have no rule: {gaps_en}"
fix.sv = "Hämta slutet av regeln från originalet."
fix.en = "Fetch the end of the rule from the original."
since = "0.1.0"
source = "Praxis: reglerna täcker alla handlingar i processen"
explanation.sv = """\
Villkoren i de andra reglerna prövades mot varje kombination. Det som ingen av dem tar, däribland fall där bara \
ett av flera villkor är uppfyllt, skulle regeln för resten ha tagit."""
explanation.en = """\
The conditions of the other rules were tried against every combination. What none of them takes, among it cases \
that meet only one of several conditions, the rule for the rest was to take."""
example = """
units = ["1 VO Styra", "1.1 P Hantera klagomål", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
conditions = [{ about = "status", op = "not", value = "besvarat" }]
[[rules]]
process = "1.1"
applies_to = "handlingar"
otherwise = true
truncated = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Hantera klagomål", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
conditions = [{ about = "status", op = "not", value = "besvarat" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a process with a rule that breaks off without an action, and cases that no other rule takes."""
    for code, rules in subject.view.rules.items():
        cut = [rule for rule in rules if rule.truncated and rule.action is None]
        gaps = [gap for gap in cases.left_by_a_cut(subject, code) if gap.facts] if cut else []
        if gaps:
            yield Hit(
                where=(code,),
                says={
                    "where": code,
                    "gaps": "; ".join(gap.said("sv") for gap in gaps),
                    "gaps_en": "; ".join(gap.said("en") for gap in gaps),
                },
                evidence=tuple(subject.iri(rule) for rule in cut),
            )


RULE = define(HEADER, check, __file__)
