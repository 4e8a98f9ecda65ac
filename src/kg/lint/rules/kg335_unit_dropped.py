"""KG335: a rule for a kind of records, without the unit and the condition of the rule before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import readings
from kg.model.disposition import DispositionRule

HEADER = r'''
kind = "other"
severity = "warning"
message.sv = """\
Regel {order} i {where} gäller alla "{record}": enheten i regeln före ({units}) står inte med"""
message.en = """\
Rule {order} of {where} is about all "{record}": the unit of the rule before it ({units}) is not repeated"""
fix.sv = "Skriv ut vilken enhets handlingar regeln gäller."
fix.en = "Say which unit's records the rule is about."
since = "0.1.0"
source = "Praxis: en regel ska gå att läsa för sig"
explanation.sv = """\
Läst som den står gäller regeln handlingar från alla enheter, även dem som flytten inte rör."""
explanation.en = """\
Read as it stands the rule is about records of all units, also those that the move does not concern."""
example = """
units = ["1 VO Styra", "1.1 P Hantera anställning", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
conditions = [{ about = "unit", op = "is", value = "AFF" }]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
applies_to = "personalakter"
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Hantera anställning", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
conditions = [{ about = "unit", op = "is", value = "AFF" }]
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
    """One hit for all processes with the same such rule: records of a kind, right after a rule for certain units."""
    alike: dict[str, list[tuple[DispositionRule, DispositionRule]]] = defaultdict(list)
    for rules in subject.view.rules.values():
        for first, second in pairwise(rules):
            named = second.applies_to and readings(second.applies_to) and not second.otherwise
            if named and not second.truncated and _units(first) and not _narrowed(second):
                alike[second.applies_to or ""].append((first, second))
    for record, pairs in alike.items():
        codes = tuple(dict.fromkeys(second.process for _, second in pairs))
        yield Hit(
            where=codes,
            record=record,
            says={
                "where": ", ".join(codes),
                "order": str(pairs[0][1].order),
                "units": ", ".join(_units(pairs[0][0])),
            },
            evidence=tuple(subject.iri(second) for _, second in pairs),
        )


def _units(rule: DispositionRule) -> tuple[str, ...]:
    return tuple(value for each in rule.conditions if each.about == "unit" for value in values(each))


def _narrowed(rule: DispositionRule) -> bool:
    """Whether the rule has a condition on anything but how its records are kept."""
    return any(each.about != "medium" for each in rule.conditions)


RULE = define(HEADER, check, __file__)
