"""KG713: a heading that the table of contents words otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import contents
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "title-mismatch"
severity = "warning"
needs_text = true
message.sv = "Innehållsförteckningen har \"{entry}\", rubriken lyder \"{record}\" ({where})"
message.en = "The table of contents has \"{entry}\", the heading reads \"{record}\" ({where})"
fix.sv = "Rätta rubriken eller innehållsförteckningen."
fix.en = "Mend the heading or the table of contents."
since = "0.1.0"
source = "Praxis: en innehållsförteckning görs om när dokumentet ändras"
explanation.sv = "Rubriken har ändrats på det ena stället men inte på det andra."
explanation.en = "The heading was changed in one place and not in the other."
example = """
sections = ["s0 Riktlinje", "s1 Bakgrund", "s2 Vård vuxna", "s3 Syfte"]
text = { s0 = ["Riktlinje", "Antagen 2020-03-02", "| BAKGRUND | 4 |", "| VÅRD OM VUXNA | 5 |", "| Syfte | 6 |"] }
"""
mended = """
sections = ["s0 Riktlinje", "s1 Bakgrund", "s2 Vård om vuxna", "s3 Syfte"]
text = { s0 = ["Riktlinje", "Antagen 2020-03-02", "| BAKGRUND | 4 |", "| VÅRD OM VUXNA | 5 |", "| Syfte | 6 |"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Headings whose nearest entry in the table of contents differs in more than case."""
    entries = subject.once(contents.entries)
    free = contents.unused(entries, subject.view.plan.sections)
    for section in subject.view.plan.sections if entries else ():
        entry = contents.nearest(section.title, free) if section.span.first > entries[-1].line else None
        if entry is not None and not contents.listed(section.title, entries):
            yield Hit(
                where=(section.id,),
                lines=(entry.line, section.span.first),
                record=section.title,
                says={"where": section.id, "entry": entry.title},
                evidence=(subject.iri(section),),
            )


RULE = define(HEADER, check, __file__)
