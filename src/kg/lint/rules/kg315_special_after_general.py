"""KG315: a rule for certain records comes after a general rule that takes them already."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.case import is_special
from kg.answer.wording import outcome
from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-overlap"
severity = "info"
certain = false
message.sv = "I {codes} tar regel {first} ({does}) även {record}, som regel {second} säger något annat om ({does2})"
message.en = """\
In {codes} rule {first} ({does_en}) takes {record} as well, of which rule {second} says something else \
({does2_en})"""
fix.sv = "Undanta handlingarna i den allmänna regeln, eller ställ den särskilda först."
fix.en = "Leave the records out of the general rule, or put the special one first."
since = "0.1.0"
source = "Praxis: den särskilda regeln går före den allmänna, och ska stå först"
explanation.sv = """\
Läst i ordning avgör den allmänna regeln innan den särskilda prövas. Att den särskilda ska gå före framgår bara \
av sammanhanget."""
explanation.en = """\
Read in order, the general rule decides before the special one is tried. That the special one goes first is \
plain from the context only."""
example = """
units = ["1 VO Styra", "1.1 P Hantera akter", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende" }]
[[rules]]
process = "1.1"
action = "destroy"
applies_to = "kortakter"
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Hantera akter", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "destroy"
applies_to = "kortakter"
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende" }]
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
    """One hit for each pair of a general and a later special rule, with all processes that have it."""
    found = []
    for code, rules in subject.view.rules.items():
        general = [r for r in rules if r.applies_to is None and not r.otherwise and r.action not in _NO_OUTCOME]
        for special in (rule for rule in rules if is_special(rule) and rule.action not in _NO_OUTCOME):
            before = [rule for rule in general if rule.order < special.order and rule.action != special.action]
            if before:
                found.append(((before[-1], special), code))
    groups = cases.grouped(
        ((a.order, b.order, b.applies_to or "", outcome(a, "sv"), outcome(b, "sv")), (code, a, b))
        for (a, b), code in found
    )
    for (first, second, record, does, does2), each in groups.items():
        codes = [code for code, _, _ in each]
        yield Hit(
            where=tuple(codes),
            record=record,
            says={
                "codes": ", ".join(codes),
                "first": str(first),
                "second": str(second),
                "does": does,
                "does2": does2,
                "does_en": outcome(each[0][1], "en"),
                "does2_en": outcome(each[0][2], "en"),
            },
            evidence=tuple(subject.iri(rule) for _, one, other in each for rule in (one, other)),
        )


_NO_OUTCOME = frozenset({"read-access", "none-occur", None})


RULE = define(HEADER, check, __file__)
