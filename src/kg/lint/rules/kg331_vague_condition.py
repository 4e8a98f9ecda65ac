"""KG331: a condition or a time that cannot be tried, as it has no measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "other"
severity = "info"
needs_text = true
message.sv = "Villkor och tider utan mått: {found}"
message.en = "Conditions and times without a measure: {found}"
fix.sv = "Ange dagen, antalet eller vad som avgör."
fix.en = "Give the day, the number, or what decides."
since = "0.1.0"
source = "NARA, disposition instructions: a trigger must be possible to establish"
explanation.sv = """\
Två läsare kan svara olika på om villkoret är uppfyllt eller tiden ute. En regel ska gå att pröva."""
explanation.en = """\
Two readers may answer differently whether the condition is met or the time is up. A rule must be possible to \
try."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Handlingar överlämnas om de fortfarande är aktuella den dagen."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Handlingar överlämnas om ärendet inte är avslutat den dagen."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all places of the text where one of the lexicon's phrases stands."""
    found: list[tuple[str, str, int]] = []
    for block in subject.blocks:
        for match in _vague().finditer(block.passage.text):
            found.append((match[0], block.code, block.passage.line_at(match.start())))
    if found:
        codes = dict.fromkeys(code for _, code, _ in found if code)
        said = dict.fromkeys(f'"{text}" ({code or "–"})' for text, code, _ in found)
        yield Hit(
            where=tuple(codes),
            lines=tuple(sorted({line for _, _, line in found})),
            says={"found": ", ".join(said).replace(" (–)", "")},
        )


@cache
def _vague() -> re.Pattern[str]:
    phrases = lexicon.load("lint")["vague_conditions"]["phrases"]
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


RULE = define(HEADER, check, __file__)
