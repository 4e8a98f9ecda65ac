"""KG701: a selection by day of birth that leaves out a day which the rest of the text has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.retention import RetentionRule

HEADER = r'''
kind = "contradiction"
severity = "error"
message.sv = "Urvalet är dag {few} i {where} men dag {many} annars ({where2})"
message.en = "The selection is day {few} in {where} but day {many} elsewhere ({where2})"
fix.sv = "Skriv dag {many}."
fix.en = "Write day {many}."
since = "0.1.0"
source = "Socialtjänstförordningen: urvalet för bevarande är de som är födda dag 5, 15 och 25"
explanation.sv = """\
Två uppräkningar av samma urval är olika långa. Läst bokstavligt behandlas akterna för den dag som saknas på ett \
annat sätt."""
explanation.en = """\
Two lists of the same selection differ in length. Read literally, the files of the day that is missing are \
treated otherwise."""
example = """
sections = ["s1 Urval", "s2 Omslag"]
[[retention_rules]]
record = "akter"
action = "preserve"
section = "s1"
conditions = [{ about = "birth_day", op = "in", value = ["5", "15", "25"] }]
[[retention_rules]]
record = "akter"
action = "preserve"
section = "s1"
conditions = [{ about = "birth_day", op = "in", value = ["5", "15", "25"] }]
[[retention_rules]]
record = "omslag"
action = "store"
section = "s2"
conditions = [{ about = "birth_day", op = "in", value = ["5", "15"] }]
"""
mended = """
sections = ["s1 Urval", "s2 Omslag"]
[[retention_rules]]
record = "akter"
action = "preserve"
section = "s1"
conditions = [{ about = "birth_day", op = "in", value = ["5", "15", "25"] }]
[[retention_rules]]
record = "omslag"
action = "store"
section = "s2"
conditions = [{ about = "birth_day", op = "in", value = ["5", "15", "25"] }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Lists of days, in rules on keeping, that are a part of a list that stands more often."""
    found: dict[tuple[str, ...], list[RetentionRule]] = defaultdict(list)
    for rule in subject.view.plan.retention_rules:
        for condition in rule.conditions:
            if condition.about == "birth_day":
                found[values(condition)].append(rule)
    for few, rules in found.items():
        fuller = [days for days, others in found.items() if set(few) < set(days) and len(others) > len(rules)]
        if fuller:
            many = max(fuller, key=lambda days: len(found[days]))
            where, where2 = _sections(rules), _sections(found[many])
            yield Hit(
                where=tuple(dict.fromkeys((*where, *where2))),
                record=", ".join(few),
                says={
                    "few": ", ".join(few),
                    "many": ", ".join(many),
                    "where": ", ".join(where),
                    "where2": ", ".join(where2),
                },
                evidence=tuple(subject.iri(rule) for rule in (*rules, *found[many])),
            )


def _sections(rules: list[RetentionRule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.section for rule in rules if rule.section))


RULE = define(HEADER, check, __file__)
