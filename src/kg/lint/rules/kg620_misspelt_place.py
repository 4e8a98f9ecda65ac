"""KG620: the name of a county or an authority with a slip in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "typo"
severity = "warning"
needs_text = true
message.sv = "\"{record}\" i {where} ska vara \"{right}\""
message.en = "\"{record}\" in {where} should be \"{right}\""
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "data/lexicon/lint.toml, [proper]"
explanation.sv = "Ett namn som ingen bär, en bokstav från ett län eller en myndighet som finns."
explanation.en = "A name that nobody bears, a letter away from a county or an authority that exists."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Det är länsstyrelsen i Kronbergs län."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Det är länsstyrelsen i Kronobergs län."] }
"""
'''


_PROPER = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]{5,}\b")


def check(subject: Subject) -> Iterator[Hit]:
    """Words with a capital that are one slip from a name of the lexicon and are none themselves."""
    from rapidfuzz.distance import OSA

    names = lexicon.load("lint")["proper"]["names"]
    for block in subject.blocks:
        for match in _PROPER.finditer(block.passage.text):
            word = match[0]
            right = next((name for name in names if word[0] == name[0] and OSA.distance(word, name) == 1), None)
            if right is not None and word not in names and word + "s" != right and word != right + "s":
                yield Hit(
                    where=(block.code,) if block.code else (),
                    lines=(block.passage.line_at(match.start()),),
                    record=word,
                    says={"where": block.code or "inledningen", "right": right},
                )


RULE = define(HEADER, check, __file__)
