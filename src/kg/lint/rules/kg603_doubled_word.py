"""KG603: a word that stands twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "typo"
severity = "info"
needs_text = true
message.sv = "\"{record}\" står dubbelt i {where}"
message.en = "\"{record}\" is doubled in {where}"
fix.sv = "Stryk det ena."
fix.en = "Strike one."
since = "0.1.0"
source = "Språkgranskning"
explanation.sv = """\
Samma ord två gånger i följd, eller samma hjälpverb på båda sidor om ett litet ord, är nästan alltid rester av \
en ändring."""
explanation.en = """\
The same word twice in a row, or the same auxiliary on both sides of a small word, is nearly always left from a \
change."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Handlingarna hanteras hanteras i processen."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Handlingarna hanteras i processen."] }
"""
'''


_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b|\b(som)\s+(?:inte|ej|också)\s+\2\b", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Hit]:
    """Doubled words of the text."""
    for block in subject.blocks:
        for match in _TWICE.finditer(block.passage.text):
            yield Hit(
                where=(block.code,) if block.code else (),
                lines=block.passage.span_lines(match.start(), match.end())[:1],
                record=match[0],
                says={"where": block.code or "inledningen"},
            )


RULE = define(HEADER, check, __file__)
