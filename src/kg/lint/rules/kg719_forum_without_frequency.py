"""KG719: meetings of which nobody is told how often they are held."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "other"
severity = "info"
message.sv = "Hur ofta anges inte för {count} av {all} möten: {names}"
message.en = "How often is not said for {count} of {all} meetings: {names}"
fix.sv = "Ange hur ofta mötet hålls."
fix.en = "Say how often the meeting is held."
since = "0.1.0"
source = "Praxis: ett återkommande möte har en frekvens"
explanation.sv = "Texten säger att möten hålls men inte hur ofta, eller bara \"kontinuerligt\"."
explanation.en = "The text says that meetings are held but not how often, or only \"continuously\"."
example = """
sections = ["s1 Samråd"]
fora = [{ name = "Samråd", convener = "chefen", section = "s1" }]
"""
mended = """
sections = ["s1 Samråd"]
fora = [{ name = "Samråd", convener = "chefen", frequency = "P1Y", section = "s1" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all meetings without a frequency in figures or in words."""
    fora = subject.view.plan.fora
    found = [forum for forum in fora if forum.frequency is None and forum.often is None]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(forum.section for forum in found if forum.section)),
            says={"count": str(len(found)), "all": str(len(fora)), "names": ", ".join(forum.name for forum in found)},
            evidence=tuple(subject.iri(forum) for forum in found),
        )


RULE = define(HEADER, check, __file__)
