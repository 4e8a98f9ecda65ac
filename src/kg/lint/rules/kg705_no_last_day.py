"""KG705: the law sets a last day for destroying, the routine none."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-gap"
severity = "error"
message.sv = "Lagen kräver att gallringen är avslutad {by} ({where}); rutinen i {where2} har inget slutdatum"
message.en = """\
The law demands that destroying is finished {by_en} ({where}); the routine of {where2} has no last day"""
fix.sv = "Ange hur gallringsåret beräknas, och sista dag."
fix.en = "Say how the year of destroying is reckoned, and the last day."
since = "0.1.0"
source = "Lagens egna ord, som dokumentet återger dem"
explanation.sv = """\
Rutinen säger när gallringen får börja men inte när den ska vara klar. Den som bara har rutinen kan gallra för \
sent."""
explanation.en = """\
The routine says when destroying may begin, but not when it must be finished. Whoever has the routine alone may \
destroy too late."""
example = """
sections = ["s1 Lagen", "s2 Rutinen"]
[[retention_rules]]
record = "akter"
action = "destroy"
layer = "law"
period = "P5Y"
finish_by = "calendar-year+1"
section = "s1"
[[retention_rules]]
record = "akter"
action = "destroy"
layer = "local"
period = "P5Y"
section = "s2"
"""
mended = """
sections = ["s1 Lagen", "s2 Rutinen"]
[[retention_rules]]
record = "akter"
action = "destroy"
layer = "law"
period = "P5Y"
finish_by = "calendar-year+1"
section = "s1"
[[retention_rules]]
record = "akter"
action = "destroy"
layer = "local"
period = "P5Y"
finish_by = "calendar-year+1"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Rules of the routine that destroy after a period and set no last day, where the law's rules set one."""
    destroying = [rule for rule in subject.view.plan.retention_rules if rule.action == "destroy"]
    law = [rule for rule in destroying if rule.layer == "law" and rule.finish_by]
    local = [rule for rule in destroying if rule.layer == "local" and rule.period]
    loose = [rule for rule in local if not rule.finish_by and rule.modality != "must-not"]
    if law and loose:
        where, where2 = ({rule.section for rule in rules if rule.section} for rules in (law, loose))
        year = law[0].finish_by == "calendar-year+1"
        yield Hit(
            where=(*sorted(where), *sorted(where2 - where)),
            says={
                "where": ", ".join(sorted(where)),
                "where2": ", ".join(sorted(where2)),
                "by": "senast kalenderåret efter" if year else f"inom {law[0].finish_by}",
                "by_en": "by the end of the next calendar year" if year else f"within {law[0].finish_by}",
            },
            evidence=tuple(subject.iri(rule) for rule in (*law, *loose)),
        )


RULE = define(HEADER, check, __file__)
