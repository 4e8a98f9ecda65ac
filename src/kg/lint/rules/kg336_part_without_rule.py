"""KG336: a part of what a process covers that its rules never name, though they name the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Block, Subject

HEADER = r'''
kind = "disposition-gap"
severity = "info"
needs_text = true
message.sv = "{where} omfattar {record}, men reglerna nämner bara {named}"
message.en = "{where} covers {record}, but its rules name only {named}"
fix.sv = "Säg i reglerna vad som händer med handlingarna om resten."
fix.en = "Say in the rules what becomes of the records on the rest."
since = "0.1.0"
source = "Praxis: reglerna täcker allt som processen omfattar"
explanation.sv = """\
Beskrivningen räknar upp flera slag av möten eller förhandlingar med deras förkortningar, reglerna bara några \
av dem. Om de andra är undantagna eller bara glömda går inte att se."""
explanation.en = """\
The description lists several kinds of meetings or negotiations by their abbreviations, the rules only some of \
them. Whether the others are left out on purpose or forgotten cannot be seen."""
example = """
units = ["1 VO Styra", "1.1 P Samverka", "1.2 P Köpa in"]
[text]
"1.1" = [
  "1.1\tSamverka\tProcessen omfattar lokal samverkan (LSG) och arbetsplatsträffar (APT).\tOm LSG stannar de.",
]
[[rules]]
process = "1.1"
action = "stay"
conditions = [{ about = "subject", op = "is", value = "LSG" }]
[[rules]]
process = "1.1"
action = "destroy"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Samverka", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "stay"
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


_SHORT = re.compile(r"\b[A-ZÅÄÖ]{3,5}\b")


def check(subject: Subject) -> Iterator[Hit]:
    """Processes of which one cell tells of several short forms, and the cell of the rules of some but not all."""
    units = {word for party in subject.view.plan.parties for word in (party.short, party.name)}
    cells: dict[str, list[Block]] = defaultdict(list)
    for block in subject.blocks:
        cells[block.code].append(block)
    for code, rules in subject.view.rules.items():
        if len(cells[code]) < 2 or not any(each.about == "subject" for rule in rules for each in rule.conditions):
            continue
        described = [name for name in _short(cells[code][-2]) if name not in units]
        named = _short(cells[code][-1])
        rest = [name for name in described if name not in named]
        if rest and len(rest) < len(described):
            yield Hit(
                where=(code,),
                lines=(cells[code][-1].passage.lines[0],),
                record=", ".join(rest),
                says={"where": code, "named": ", ".join(name for name in described if name in named)},
                evidence=tuple(subject.iri(rule) for rule in rules),
            )


def _short(block: Block) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_SHORT.findall(block.passage.text)))


RULE = define(HEADER, check, __file__)
