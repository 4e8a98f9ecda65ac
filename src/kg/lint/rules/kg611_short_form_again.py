"""KG611: a unit's short form is introduced more than once, or the full name goes on after it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "label-variant"
severity = "info"
needs_text = true
message.sv = "{short} införs för {name} flera gånger eller används om vartannat ({where})"
message.en = "{short} is introduced for {name} more than once, or the two are used by turns ({where})"
fix.sv = "Skriv ut namnet första gången och bara {short} sedan."
fix.en = "Spell the name out the first time and write only {short} after."
since = "0.1.0"
source = "Myndigheternas skrivregler, förkortningar"
explanation.sv = "Fullt namn och kortform växlar. Den som söker på det ena missar det andra."
explanation.en = "Full name and short form change about. Whoever searches for one misses the other."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
parties = [{ name = "avdelningen för skog", short = "AFS" }]
[text]
"1.1" = ["De sänds till avdelningen för skog (AFS)."]
"1.2" = ["De kommer från avdelningen för skog (AFS)."]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
parties = [{ name = "avdelningen för skog", short = "AFS" }]
text = { "1.1" = ["De sänds till avdelningen för skog (AFS)."], "1.2" = ["De kommer från AFS."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Parties whose full name stands more than once in the text."""
    for party in subject.view.plan.parties:
        name = words.fold(party.name)
        places = [
            (block.code, block.passage.line_at(at))
            for block in subject.blocks
            for at in _all(words.fold(block.passage.text), name)
        ]
        if len(places) > 1:
            codes = tuple(dict.fromkeys(code for code, _ in places if code))
            yield Hit(
                where=codes,
                lines=tuple(dict.fromkeys(line for _, line in places)),
                record=party.name,
                says={"short": party.short, "name": party.name, "where": ", ".join(codes)},
            )


def _all(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


RULE = define(HEADER, check, __file__)
