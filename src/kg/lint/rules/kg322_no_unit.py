"""KG322: rules of some processes say whose records they are about, those of others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "other"
severity = "info"
message.sv = "Regler utan enhet, där övriga gäller {units}: {codes}"
message.en = "Rules without a unit, where others are about {units}: {codes}"
fix.sv = "Ange enheten, eller skriv att alla enheter avses."
fix.en = "Name the unit, or say that all are meant."
since = "0.1.0"
source = "Praxis: parallella regler skrivs parallellt"
explanation.sv = """\
Flertalet regler gäller handlingar från bestämda enheter. I några saknas enheten, och om de gäller samma enheter \
eller hela myndigheten sägs inte."""
explanation.en = """\
Most rules are about records of certain units. In some the unit is missing, and whether they are about the same \
units or the whole authority is not said."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "unit", op = "is", value = "parkenheten" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "unit", op = "is", value = "parkenheten" }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
[[rules]]
process = "1.3"
action = "preserve"
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende" }]
[[rules]]
process = "1.3"
action = "stay"
otherwise = true
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
rules = [
  { process = "1.1", action = "preserve", conditions = [{ about = "unit", op = "is", value = "parkenheten" }] },
  { process = "1.1", action = "stay", otherwise = true },
  { process = "1.2", action = "preserve", conditions = [{ about = "unit", op = "is", value = "parkenheten" }] },
  { process = "1.2", action = "stay", otherwise = true },
  { process = "1.3", action = "preserve", conditions = [{ about = "unit", op = "is", value = "parkenheten" }] },
  { process = "1.3", action = "stay", otherwise = true },
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all processes with conditions of which none is a unit, where more processes do name one."""
    rules = subject.view.rules
    named = Counter(
        unit
        for each in rules.values()
        for unit in {v for rule in each for c in rule.conditions if c.about == "unit" for v in values(c)}
    )
    with_unit = {code for code, each in rules.items() if any(c.about == "unit" for r in each for c in r.conditions)}
    conditional = {code for code, each in rules.items() if any(rule.conditions or len(each) > 1 for rule in each)}
    without = [code for code in rules if code in conditional and code not in with_unit]
    if without and len(with_unit) > len(without):
        usual = [unit for unit, times in sorted(named.items(), key=lambda pair: (-pair[1], pair[0])) if times > 1]
        yield Hit(
            where=tuple(without),
            says={"units": ", ".join(usual) or "en enhet", "codes": ", ".join(without)},
            evidence=tuple(subject.iri(rule) for code in without for rule in rules[code]),
        )


RULE = define(HEADER, check, __file__)
