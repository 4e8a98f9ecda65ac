"""KG320: "after" a day, where other rules of the plan say "from" the same day: the day itself is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule

HEADER = r'''
kind = "date-conflict"
severity = "warning"
message.sv = "{codes} skriver \"efter {day}\", {others} \"från och med {day}\"; själva dagen faller bort"
message.en = "{codes} write \"after {day}\", {others} \"from {day}\"; the day itself drops out"
fix.sv = "Skriv \"från och med {day}\"."
fix.en = "Write \"from {day}\"."
since = "0.1.0"
source = "Språkrådet, Myndigheternas skrivregler: tidsgränser skrivs från och med, till och med"
explanation.sv = """\
\"Efter\" utesluter dagen, \"från och med\" tar med den. Menas samma gräns behandlas det som hände på dagen \
olika utan skäl."""
explanation.en = """\
\"After\" leaves the day out, \"from\" takes it in. Where the same border is meant, what happened on the day is \
treated differently without a reason."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "date", op = "on-or-after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
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
conditions = [{ about = "date", op = "on-or-after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "date", op = "on-or-after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each day that some rules come after and others begin on."""
    by_day: dict[date, dict[str, list[DispositionRule]]] = defaultdict(lambda: defaultdict(list))
    for rule in subject.view.plan.disposition_rules:
        for condition in rule.conditions:
            if condition.at and not condition.inferred:
                by_day[condition.at][condition.op].append(rule)
    for day, ops in by_day.items():
        after, others = ops.get("after", []), ops.get("on-or-after", [])
        if after and others:
            codes = dict.fromkeys(rule.process for rule in after)
            yield Hit(
                where=tuple(codes),
                record=str(day),
                says={
                    "day": str(day),
                    "codes": ", ".join(codes),
                    "others": ", ".join(dict.fromkeys(rule.process for rule in others)),
                },
                evidence=tuple(subject.iri(rule) for rule in after),
            )


RULE = define(HEADER, check, __file__)
