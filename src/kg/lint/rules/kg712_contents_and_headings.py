"""KG712: a heading that the table of contents does not have, or has otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.lint import contents
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Section

HEADER = r'''
kind = "structure"
severity = "warning"
needs_text = true
message.sv = "Rubriken \"{record}\" ({where}) finns inte i innehållsförteckningen"
message.en = "The heading \"{record}\" ({where}) is not in the table of contents"
fix.sv = "Lägg till den."
fix.en = "Add it."
since = "0.1.0"
source = "Praxis: en innehållsförteckning görs om när dokumentet ändras"
explanation.sv = "Den som letar i innehållsförteckningen hittar inte avsnittet."
explanation.en = "Whoever looks in the table of contents does not find the section."
example = """
sections = ["s0 Riktlinje", "s1 Bakgrund", "s2 Insatser", "s3 Syfte"]
text = { s0 = ["Riktlinje", "Antagen 2020-03-02", "| BAKGRUND | 4 |", "| Syfte | 5 |", "| Samråd | 6 |"] }
"""
mended = """
sections = ["s0 Riktlinje", "s1 Bakgrund", "s3 Syfte"]
text = { s0 = ["Riktlinje", "Antagen 2020-03-02", "| BAKGRUND | 4 |", "| Syfte | 5 |", "| Samråd | 6 |"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Headings that no entry of the table of contents is like, down to the depth that the table goes to."""
    entries = subject.once(contents.entries)
    sections = subject.view.plan.sections
    free = contents.unused(entries, sections)
    parents = {section.id: section.parent for section in sections}
    deepest = max((_depth(s, parents) for s in sections if contents.listed(s.title, entries)), default=0)
    for section in sections if entries else ():
        late = section.span.first > entries[-1].line and _depth(section, parents) <= deepest
        if late and not contents.listed(section.title, entries) and contents.nearest(section.title, free) is None:
            yield Hit(
                where=(section.id,),
                record=section.title,
                says={"where": section.id},
                evidence=(subject.iri(section),),
            )


def _depth(section: Section, parents: Mapping[str, str | None]) -> int:
    """How many sections a section stands under."""
    above, steps = section.parent, 0
    while above is not None and steps < len(parents):
        above, steps = parents.get(above), steps + 1
    return steps


RULE = define(HEADER, check, __file__)
