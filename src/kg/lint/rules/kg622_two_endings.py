"""KG622: a process or a matter that is said to end in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
message.sv = "{where} {title} sägs avslutas på olika sätt: {found}"
message.en = "{where} {title} is said to end in different ways: {found}"
fix.sv = "Säg vad som avslutar processen och vad som avslutar ärendet, en gång var."
fix.en = "Say what ends the process and what ends the matter, once each."
since = "0.1.0"
source = "Klassificeringsmetod: en process har en start och ett slut"
explanation.sv = """\
När ett ärende är avslutat avgör vart handlingarna går och när frister börjar. Sägs det på flera sätt går det \
inte att svara på."""
explanation.en = """\
When a matter is concluded decides where its records go and when periods begin. Said in several ways it has no \
answer."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.2" = ["Den avslutas med att avtal tecknas.", "", "Den avslutas i samband med beslut om tilldelning."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.2" = ["Processen avslutas med att avtal tecknas."] }
"""
'''


_ENDS = re.compile(
    r"\bavslutas (?:med(?: att)?|genom(?: att)?|i samband med|när|då) (?P<how>[^.]{5,60})", re.IGNORECASE
)


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a process whose text says with two different things that it is concluded."""
    found: dict[str, dict[str, tuple[str, int]]] = {}
    for block in subject.blocks:
        for match in _ENDS.finditer(block.passage.text) if block.code in subject.view.processes else ():
            how = " ".join(sorted(words.stems(match["how"])))
            found.setdefault(block.code, {}).setdefault(
                how, (match["how"].strip(), block.passage.line_at(match.start()))
            )
    for code, ends in found.items():
        if len(ends) > 1:
            yield Hit(
                where=(code,),
                lines=tuple(line for _, line in ends.values()),
                says={
                    "where": code,
                    "title": subject.view.processes[code].title,
                    "found": ", ".join(f'"{how}"' for how, _ in ends.values()),
                },
            )


RULE = define(HEADER, check, __file__)
