"""KG623: a hyphen that is missing, superfluous, or has a blank on the wrong side."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import hyphens
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "typo"
severity = "info"
needs_text = true
message.sv = "\"{record}\" i {where} ska troligen vara \"{right}\""
message.en = "\"{record}\" in {where} should probably be \"{right}\""
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "Myndigheternas skrivregler, bindestreck"
explanation.sv = """\
Bindestrecket visar att ett ord delar sin senare led med ett annat. Saknas det, eller står det fel, läses något \
annat ut."""
explanation.en = """\
The hyphen shows that a word shares its latter part with another. Where it is missing or misplaced, something \
else is read."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Möten hålls på avdelnings eller enhetsnivå varje månad."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Möten hålls på avdelnings- eller enhetsnivå varje månad."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Places of the text; in a title or the name of a record type they weigh more."""
    plan = subject.view.plan
    named = {n for process in plan.processes for n in process.span.lines}
    for n, text in subject.numbered:
        code = subject.code_at(n)
        for wrong, right in hyphens.slips(text):
            title = subject.view.processes[code].title if code and code in subject.view.processes else ""
            weighs = (n in named and wrong in title) or any(
                words.fold(wrong) in words.fold(record.name) for record in subject.view.records.get(code or "", ())
            )
            yield Hit(
                where=(code,) if code else (),
                lines=(n,),
                record=wrong,
                says={"where": code or "inledningen", "right": right},
                severity="warning" if weighs else None,
            )


RULE = define(HEADER, check, __file__)
