"""KG727: ages that fall between the groups of one area."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import ages
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-gap"
severity = "warning"
message.sv = "{area}: den som är {ages} år faller mellan {first} ({where}) och {second} ({where2})"
message.en = "{area}: whoever is {ages} falls between {first} ({where}) and {second} ({where2})"
fix.sv = "Låt den ena gruppen börja där den andra slutar."
fix.en = "Let the one group begin where the other ends."
since = "0.1.0"
source = "Praxis: en indelning i åldrar ska täcka alla"
explanation.sv = """\
Ett område delar in personer efter ålder, och en ålder finns i ingen grupp. Vem som handlägger ärendet sägs då \
inte."""
explanation.en = """\
An area divides people by age, and one age is in no group. Who handles the matter is then not said."""
example = """
sections = ["s1 Unga", "s2 Vuxna"]
[[assignments]]
matter = "vård"
target_group = "unga"
age_to = 20
handled_by = "IFO"
carried_out_by = "IFO"
section = "s1"
[[assignments]]
matter = "institutionsvård"
target_group = "vuxna"
age_from = 22
handled_by = "IFO"
carried_out_by = "IFO"
section = "s2"
"""
mended = """
sections = ["s1 Unga", "s2 Vuxna"]
[[assignments]]
matter = "vård"
target_group = "unga"
age_to = 20
handled_by = "IFO"
carried_out_by = "IFO"
section = "s1"
[[assignments]]
matter = "institutionsvård"
target_group = "vuxna"
age_from = 21
handled_by = "IFO"
carried_out_by = "IFO"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each area whose younger group ends more than a year before the older begins."""
    for younger, older in ages.pairs(subject.view.plan.assignments, within=True):
        gap = range(younger.to + 1, older.start)
        if gap:
            yield ages.hit(subject, younger, older, gap)


RULE = define(HEADER, check, __file__)
