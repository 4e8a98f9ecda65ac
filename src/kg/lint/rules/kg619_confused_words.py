"""KG619: words that are often taken for others, where only the other makes sense."""

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
message.sv = "\"{record}\" i {where} ska troligen vara \"{right}\""
message.en = "\"{record}\" in {where} should probably be \"{right}\""
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "data/lexicon/lint.toml, [[confused]]"
explanation.sv = """\
Orden finns båda, så ingen ordlista fångar felet, men i sammanhanget kan bara det andra vara menat. Ibland \
vänder felet på meningen."""
explanation.en = """\
Both words exist, so that no dictionary catches the error, but in the context only the other can be meant. At \
times the error turns the meaning about."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Samtycken som gäller behandlingar som ännu en upphört."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Samtycken som gäller behandlingar som ännu ej upphört."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Places of the text that one of the lexicon's patterns fits."""
    table = [
        (re.compile(entry["pattern"], re.IGNORECASE), entry["right"]) for entry in lexicon.load("lint")["confused"]
    ]
    for block in subject.blocks:
        for pattern, right in table:
            for match in pattern.finditer(block.passage.text):
                yield Hit(
                    where=(block.code,) if block.code else (),
                    lines=block.passage.span_lines(match.start(), match.end())[:1],
                    record=match[0],
                    says={"where": block.code or "inledningen", "right": match.expand(right)},
                )


RULE = define(HEADER, check, __file__)
