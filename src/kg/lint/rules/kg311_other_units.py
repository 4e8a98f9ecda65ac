"""KG311: records of units that no rule of the process names have no rule."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-gap"
severity = "info"
message.sv = "Handlingar från andra enheter än {units} har ingen regel i {codes}"
message.en = "Records of units other than {units} have no rule in {codes}"
fix.sv = "Skriv vad som gäller övriga enheters handlingar, eller att det inte finns några."
fix.en = "Say what holds for the records of other units, or that there are none."
since = "0.1.0"
source = "Praxis: en sista regel tar det som är över"
explanation.sv = """\
Alla regler i processen gäller bestämda enheter. En handling från någon annan enhet får inget svar."""
explanation.en = "All rules of the process are for certain units. A record of any other unit has no answer."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "preserve", conditions = [{ about = "unit", op = "in", value = ["AB", "CD"] }] },
  { process = "1.2", action = "preserve" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
rules = [{ process = "1.1", action = "preserve" }, { process = "1.2", action = "preserve" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each set of units, with the processes whose rules stop at them."""
    found = [
        (", ".join(value for value in slot.values[:-1]), code)
        for code, gaps in subject.once(cases.uncovered).items()
        for gap in gaps
        if gap.only_other_units
        for slot, _ in gap.facts
    ]
    for units, codes in cases.grouped(found).items():
        rules = [rule for code in codes for rule in subject.view.rules[code]]
        yield Hit(
            where=tuple(codes),
            record=units,
            says={"units": units, "codes": ", ".join(codes)},
            evidence=tuple(subject.iri(rule) for rule in rules),
        )


RULE = define(HEADER, check, __file__)
