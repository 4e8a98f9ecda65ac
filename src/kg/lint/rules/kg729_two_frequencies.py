"""KG729: a meeting that is held in two ways at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.grammar import sentences
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "date-conflict"
severity = "info"
needs_text = true
message.sv = "Hur ofta sägs på två sätt: {found} ({where})"
message.en = "How often is said in two ways: {found} ({where})"
fix.sv = "Ange en frekvens."
fix.en = "Give one frequency."
since = "0.1.0"
source = "Praxis: en mötesordning ska gå att planera efter"
explanation.sv = "Möten är både löpande och med bestämda mellanrum; hur ofta de hålls går inte att säga."
explanation.en = "Meetings are both continual and at set intervals; how often they are held cannot be said."
example = """
sections = ["s1 Möten"]
text = { s1 = ["Möten", "", "Kontinuerliga möten med kostpersonalen en gång per termin."] }
"""
mended = """
sections = ["s1 Möten"]
text = { s1 = ["Möten", "", "Möten med kostpersonalen en gång per termin."] }
"""
'''


_SET = re.compile(
    r"\b(?:en|två|tre|fyra|\d+) (?:gång|gånger|ggr)[ /]*(?:per|om|i)? ?\w+|\bvarje (?:vecka|månad)|\bvar \w+ vecka",
    re.I,
)


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences with a word for meetings that go on, and a number of times."""
    loose = re.compile(rf"\b(?:{'|'.join(lexicon.load('lint')['how_often']['loose'])})\b", re.IGNORECASE)
    for block in subject.blocks:
        for start, end in sentences.split(block.passage.text):
            text = block.passage.text[start:end]
            first, second = loose.search(text), _SET.search(text)
            if first and second and block.code:
                yield Hit(
                    where=(block.code,),
                    lines=(block.passage.line_at(start),),
                    record=f"{first[0]} {second[0]}",
                    says={"found": f'"{first[0]}", "{second[0]}"', "where": block.code},
                )


RULE = define(HEADER, check, __file__)
