"""KG117: a mark for a footnote that the document does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "structure"
severity = "warning"
needs_text = true
message.sv = "Fotnotsmarkeringen {record} i {where} saknar fotnot"
message.en = "The mark {record} in {where} has no footnote"
fix.sv = "Hämta fotnoten från originalet, eller ta bort markeringen."
fix.en = "Fetch the footnote from the original, or take the mark away."
since = "0.1.0"
source = "Praxis: en hänvisning ska gå att följa"
explanation.sv = "Markeringen lovar en källa eller en förklaring som inte finns i dokumentet."
explanation.en = "The mark promises a source or an explanation that the document does not have."
example = """
sections = ["s1 Sekretess", "s2 Samtycke"]
text = { s1 = ["Sekretess¹", "", "Uppgifter får lämnas ut efter prövning."], s2 = ["Samtycke"] }
"""
mended = """
sections = ["s1 Sekretess", "s2 Samtycke"]
text = { s1 = ["Sekretess¹", "", "Uppgifter får lämnas ut.", "", "¹ Beslut 2019, s. 4"], s2 = ["Samtycke"] }
"""
'''


_MARK = re.compile(r"(?<=[^\s⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,2}")
_NOTE = re.compile(r"^\W*?([⁰¹²³⁴-⁹]{1,2})\s?\S")
_POWER = re.compile(r"\d$|\b[cdk]?m$")
"""What stands before a power: "m²", "10³"."""


def check(subject: Subject) -> Iterator[Hit]:
    """Raised numbers after a word with which no line begins; those of measures are let be."""
    notes = {match[1] for _, line in subject.numbered if (match := _NOTE.match(line))}
    for n, line in subject.numbered:
        for match in _MARK.finditer(line):
            if match[0] not in notes and not _POWER.search(line[: match.start()]):
                code = subject.code_at(n)
                yield Hit(
                    where=(code,) if code else (),
                    lines=(n,),
                    record=match[0],
                    says={"where": code or "inledningen"},
                )


RULE = define(HEADER, check, __file__)
