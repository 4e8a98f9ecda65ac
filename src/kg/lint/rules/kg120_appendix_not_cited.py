"""KG120: an appendix that the text never refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "structure"
severity = "info"
needs_text = true
message.sv = "\"{record}\" ({where}) hänvisas det aldrig till"
message.en = "\"{record}\" ({where}) is never referred to"
fix.sv = "Hänvisa till bilagan där den behövs, eller ta bort den."
fix.en = "Refer to the appendix where it is needed, or take it away."
since = "0.1.0"
source = "Praxis: en bilaga hör till en text som nämner den"
explanation.sv = "Läsaren vet inte vad bilagan hör till eller om den gäller."
explanation.en = "The reader does not know what the appendix belongs to, or whether it holds."
example = """
sections = ["s1 Ansvar", "s2 Bilaga 1"]
text = { s1 = ["Ansvar", "", "Chefen ansvarar."], s2 = ["Bilaga 1"] }
"""
mended = """
sections = ["s1 Ansvar", "s2 Bilaga 1"]
text = { s1 = ["Ansvar", "", "Chefen ansvarar, se bilaga 1."], s2 = ["Bilaga 1"] }
"""
'''


_APPENDIX = re.compile(r"bilaga\s+(?P<n>\w{1,3})\b", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Hit]:
    """Headings of appendices, where no other line speaks of that appendix, or of its number in a row of them."""
    for section in subject.view.plan.sections:
        title = _APPENDIX.match(section.title)
        if title is None:
            continue
        cited = re.compile(rf"\bbilag(?:a|an|or|orna)\b[^.]{{0,30}}\b{re.escape(title['n'])}\b", re.IGNORECASE)
        others = (line for n, line in subject.numbered if n != section.span.first)
        if not any(cited.search(line) for line in others):
            yield Hit(
                where=(section.id,),
                record=section.title,
                says={"where": section.id},
                evidence=(subject.iri(section),),
            )


RULE = define(HEADER, check, __file__)
