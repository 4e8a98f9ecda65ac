"""KG338: a rule without the day that the same rule has in the processes beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule

HEADER = r'''
kind = "contradiction"
severity = "warning"
message.sv = "{where} har samma regel som {others} men utan dagen {record}"
message.en = "{where} has the same rule as {others} but without the day {record}"
fix.sv = "Skriv dagen även här, eller säg varför den inte gäller."
fix.en = "Write the day here as well, or say why it does not hold."
since = "0.1.0"
source = "Praxis: handlingar som hör ihop följs åt"
explanation.sv = """\
I de andra processerna i samma grupp stannar bara handlingar fram till en viss dag, här alla. Handlingar om \
samma sak hamnar då på två håll efter den dagen."""
explanation.en = """\
In the other processes of the group only records up to a certain day stay, here all of them. Records on one \
matter then end up in two places after that day."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Betala", "1.4 P Bokföra"]
[[rules]]
process = "1.1"
action = "stay"
recipients = ["nämnden"]
[[rules]]
process = "1.2"
action = "stay"
recipients = ["nämnden"]
conditions = [{ about = "date", op = "until", value = "2017-12-31", at = 2017-12-31, of = "handling" }]
[[rules]]
process = "1.2"
action = "destroy"
otherwise = true
[[rules]]
process = "1.3"
action = "stay"
recipients = ["nämnden"]
conditions = [{ about = "date", op = "until", value = "2017-12-31", at = 2017-12-31, of = "handling" }]
[[rules]]
process = "1.3"
action = "destroy"
otherwise = true
[[rules]]
process = "1.4"
action = "stay"
recipients = ["nämnden"]
conditions = [{ about = "date", op = "until", value = "2017-12-31", at = 2017-12-31, of = "handling" }]
[[rules]]
process = "1.4"
action = "destroy"
otherwise = true
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Betala", "1.4 P Bokföra"]
[[rules]]
process = "1.1"
action = "stay"
recipients = ["nämnden"]
[[rules]]
process = "1.2"
action = "stay"
recipients = ["nämnden"]
[[rules]]
process = "1.3"
action = "stay"
recipients = ["nämnden"]
[[rules]]
process = "1.4"
action = "preserve"
"""
'''


_FEWEST = 3
"""Processes of one group with the day from which one without it stands out."""


def check(subject: Subject) -> Iterator[Hit]:
    """First rules without a condition, in groups where those of three others do the same up to a day."""
    groups: dict[tuple[object, ...], list[DispositionRule]] = defaultdict(list)
    for code, rules in subject.view.rules.items():
        process = subject.view.processes.get(code)
        if process is not None and process.parent and not rules[0].otherwise and not rules[0].applies_to:
            groups[process.parent, rules[0].action, rules[0].recipients].append(rules[0])
    for alike in groups.values():
        bare = [rule for rule in alike if not rule.conditions]
        days = [rule for rule in alike if len(rule.conditions) == 1 and rule.conditions[0].about == "date"]
        if not bare or len(days) < max(_FEWEST, len(bare) + 1):
            continue
        yield Hit(
            where=(*(rule.process for rule in bare), days[0].process),
            record=str(days[0].conditions[0].at or days[0].conditions[0].value),
            says={
                "where": ", ".join(rule.process for rule in bare),
                "others": ", ".join(rule.process for rule in days),
            },
            evidence=tuple(subject.iri(rule) for rule in (*bare, days[0])),
        )


RULE = define(HEADER, check, __file__)
