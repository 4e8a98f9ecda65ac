"""KG328: rules of most processes tell going from finished matters, those of others do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-gap"
severity = "info"
certain = false
message.sv = """\
Under {area} skiljer reglerna inte på pågående och avslutade ärenden, fast planens andra delar gör det"""
message.en = "Under {area} the rules do not tell going from finished matters, though other parts of the plan do"
fix.sv = "Använd samma två regler, eller skriv varför det inte behövs."
fix.en = "Use the same two rules, or say why they are not needed."
since = "0.1.0"
source = "Praxis: parallella regler skrivs parallellt"
explanation.sv = """\
Vid ett överlämnande behandlas pågående ärenden ofta annorlunda än avslutade. Ett helt verksamhetsområde saknar \
den skillnaden."""
explanation.en = """\
At a handing over, going matters are often treated otherwise than finished ones. A whole business area lacks the \
difference."""
example = """
units = [
  "1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "2 VO Stödja", "2.1 P Låna ut", "2.2 P Ta emot", "2.3 P Laga",
]
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
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende" }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
[[rules]]
process = "2.1"
action = "stay"
[[rules]]
process = "2.2"
action = "stay"
[[rules]]
process = "2.3"
action = "stay"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
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
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende" }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
"""
'''


_FEWEST = 3
"""Processes that an area has at least to be spoken of as a whole."""


def check(subject: Subject) -> Iterator[Hit]:
    """Business areas of which no rule, or hardly one in ten processes, has a condition on the status."""
    areas: dict[str, dict[str, bool]] = defaultdict(dict)
    for code, rules in subject.view.rules.items():
        areas[code.partition(".")[0]][code] = any(c.about == "status" for rule in rules for c in rule.conditions)
    if not any(sum(telling.values()) * 4 >= len(telling) for telling in areas.values()):
        return
    for area, telling in areas.items():
        if len(telling) >= _FEWEST and sum(telling.values()) * 10 < len(telling):
            codes = [code for code, tells in telling.items() if not tells]
            yield Hit(
                where=tuple(codes),
                says={"area": area},
                evidence=tuple(subject.iri(rule) for code in codes for rule in subject.view.rules[code]),
            )


RULE = define(HEADER, check, __file__)
