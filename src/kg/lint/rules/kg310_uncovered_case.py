"""KG310: cases that none of a process's rules covers, found by working through its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-gap"
severity = "error"
message.sv = "Ingen regel i {codes} täcker fallet att {gap}"
message.en = "No rule of {codes} covers the case that {gap_en}"
fix.sv = "Lägg till en regel, eller låt en regel ta det som är över."
fix.en = "Add a rule, or let a rule take what is left."
since = "0.1.0"
source = "Praxis: reglernas grenar ska vara skilda och tillsammans täcka alla fall; gränsdagar prövas på båda sidor"
explanation.sv = """\
Villkoren har prövats mot varje kombination av enhet, dag, år och läge som reglerna skiljer mellan, med dagen \
före och dagen efter varje angiven dag. För de fall som anges gäller ingen regel, så frågan vart handlingen ska \
får inget svar."""
explanation.en = """\
The conditions were tried against every combination of unit, day, year and status that the rules tell apart, \
with the day before and the day after each day named. No rule holds in the cases given, so that the question \
where the record goes has no answer."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "before", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.1"
action = "destroy"
conditions = [{ about = "date", op = "after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "before", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.1"
action = "destroy"
conditions = [{ about = "date", op = "on-or-after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each gap that is more than a unit or a subject no rule names, with all processes that have it.

    What only a rule takes that breaks off is one hit a process: KG305 tells of the rule.
    """
    found = [
        ((gap.said("sv"), gap.said("en")), code)
        for code, gaps in subject.once(cases.uncovered).items()
        for gap in gaps
        if _counts(gap)
    ]
    for (said, said_en), codes in cases.grouped(found).items():
        yield _hit(subject, codes, said, said_en)
    for code in subject.view.rules:
        gaps = [gap for gap in cases.left_by_a_cut(subject, code) if _counts(gap)]
        if gaps:
            joined = ["; ".join(gap.said(lang) for gap in gaps) for lang in ("sv", "en")]
            yield replace(_hit(subject, [code], *joined), severity="warning")


def _counts(gap: cases.Gap) -> bool:
    return bool(gap.facts) and not gap.only_other_units and not gap.only_other_subjects


def _hit(subject: Subject, codes: list[str], said: str, said_en: str) -> Hit:
    rules = [rule for code in codes for rule in subject.view.rules[code]]
    return Hit(
        where=tuple(codes),
        record=said,
        says={"codes": ", ".join(codes), "gap": said, "gap_en": said_en},
        evidence=tuple(subject.iri(rule) for rule in rules),
    )


RULE = define(HEADER, check, __file__)
