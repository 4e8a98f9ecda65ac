"""KG604: a blank before a stop, or none after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "typo"
severity = "info"
needs_text = true
message.sv = "Blanksteg fel vid skiljetecken i {where}: {found}"
message.en = "Blanks wrong at punctuation in {where}: {found}"
fix.sv = "Inget blanksteg före skiljetecknet, ett efter."
fix.en = "No blank before the mark, one after."
since = "0.1.0"
source = "Myndigheternas skrivregler, skiljetecken"
explanation.sv = """\
Ord som klibbar ihop över en punkt läses som ett ord av den som söker; ett blanksteg före punkten är ett \
slarvfel."""
explanation.en = """\
Words that run together over a full stop are read as one word by whoever searches; a blank before the stop is a \
slip."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Processen har upphört.Om handlingar påträffas lämnas de ut ."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Processen har upphört. Om handlingar påträffas lämnas de ut."] }
"""
'''


_SLIP = re.compile(
    r"\b[^\W\d_]+\s+[.,;](?=\s|$)|\b[^\W\d_]{2,}\.[A-ZÅÄÖ][a-zåäö]+|(?<![\w-])[\w-]*[a-zåäö-],[a-zåäö]+"
    r"|\b[a-zåäö]{3,}[A-ZÅÄÖ][a-zåäö]{3,}|\b[A-ZÅÄÖ]{2,}(?:och|eller|samt)\b"
)


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a unit, with all such places in its text."""
    held: dict[str, list[tuple[str, int]]] = {}
    for block in subject.blocks:
        for match in _SLIP.finditer(block.passage.text):
            held.setdefault(block.code, []).append((match[0], block.passage.line_at(match.start())))
    for code, found in held.items():
        yield Hit(
            where=(code,) if code else (),
            lines=tuple(dict.fromkeys(line for _, line in found)),
            record="; ".join(text for text, _ in found),
            says={"where": code or "inledningen", "found": ", ".join(f'"{text}"' for text, _ in found)},
        )


RULE = define(HEADER, check, __file__)
