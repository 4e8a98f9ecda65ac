"""KG616: a sentence whose auxiliary stands on both sides of a negation, so that it says two things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "contradiction"
severity = "warning"
needs_text = true
message.sv = "Meningen i {where} går inte att läsa på ett sätt: \"{record}\""
message.en = "The sentence in {where} cannot be read in one way: \"{record}\""
fix.sv = "Skriv om meningen."
fix.en = "Reword the sentence."
since = "0.1.0"
source = "Språkgranskning"
explanation.sv = """\
Verbet står på båda sidor om negationen. Om villkoret är att något har skett eller inte har skett går inte att \
säga."""
explanation.en = """\
The verb stands on both sides of the negation. Whether the condition is that something has happened or has not \
cannot be said."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["De lämnas ut om beslutet som är inte är fattat."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["De lämnas ut om beslutet inte är fattat."] }
"""
'''


_BOTH = re.compile(r"\b(är|har|ska|kan|får)\s+(?:inte|ej)\s+\1\b(?: \w+){0,3}", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\w+ ){0,3}$")


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences with an auxiliary before and after a negation."""
    for block in subject.blocks:
        for match in _BOTH.finditer(block.passage.text):
            yield Hit(
                where=(block.code,) if block.code else (),
                lines=block.passage.span_lines(match.start(), match.end())[:1],
                record=_BEFORE.search(block.passage.text[: match.start()])[0] + match[0],  # type: ignore[index]
                says={"where": block.code or "inledningen"},
            )


RULE = define(HEADER, check, __file__)
