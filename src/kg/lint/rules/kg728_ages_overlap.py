"""KG728: ages that are in the groups of two areas."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import ages
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-overlap"
severity = "warning"
message.sv = "Den som är {ages} år hör både till {first} ({where}) och till {second} ({where2})"
message.en = "Whoever is {ages} belongs both to {first} ({where}) and to {second} ({where2})"
fix.sv = "Låt den ena gruppen börja där den andra slutar, eller säg vad mer som skiljer dem."
fix.en = "Let the one group begin where the other ends, or say what else tells them apart."
since = "0.1.0"
source = "Praxis: en gränsdragning ska gå att tillämpa"
explanation.sv = """\
Två områden delar in personer efter ålder, och samma ålder finns i båda. Vilket område som handlägger sägs då \
inte."""
explanation.en = """\
Two areas divide people by age, and one age is in both. Which area handles the matter is then not said."""
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
matter = "hemtjänst"
target_group = "vuxna"
age_from = 18
handled_by = "vård och omsorg"
carried_out_by = "vård och omsorg"
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
matter = "hemtjänst"
target_group = "vuxna"
age_from = 21
handled_by = "vård och omsorg"
carried_out_by = "vård och omsorg"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each two areas of which the one's younger group ends after the other's older has begun."""
    for younger, older in ages.pairs(subject.view.plan.assignments, within=False):
        both = range(older.start, younger.to + 1)
        if both:
            yield ages.hit(subject, younger, older, both)


RULE = define(HEADER, check, __file__)
