"""KG605: a quotation or a parenthesis that is never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.finding import Severity

HEADER = r'''
kind = "truncated-text"
severity = "error"
needs_text = true
message.sv = "Text har fallit bort i {where}: {mark} ({found})"
message.en = "Text was lost in {where}: {mark_en} ({found})"
fix.sv = "Hämta resten av texten från originalet."
fix.en = "Fetch the rest of the text from the original."
since = "0.1.0"
source = "Praxis: hel text"
explanation.sv = """\
Ett citat eller en parentes som inte stängs visar att slutet har fallit bort när texten fördes över."""
explanation.en = """\
A quotation or a parenthesis that is not closed shows that the end was lost when the text was moved."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Exempel på handlingar: beslut om \\"Städning av lokaler"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Exempel på handlingar: beslut om \\"Städning av lokaler\\""] }
"""
'''


_SHOWN = 40
_BEFORE = 30
"""Letters shown before a mark that closes what was never opened."""


_STRAY = re.compile(r"(?<=[^\s(])”(?=[\s.,;)]|$)")
"""A curly mark where a quotation ends."""


def check(subject: Subject) -> Iterator[Hit]:
    """Pieces of the text with an odd number of quotation marks, or more opened brackets than closed."""
    for block in subject.blocks:
        found = _unclosed(block.passage.text)
        if found is None:
            continue
        mark, at, severity = found
        text = block.passage.text[max(0, at - _BEFORE) : at + 1] if severity else block.passage.text[at : at + _SHOWN]
        last = (block.passage.lines[-1],) if not severity else ()
        yield Hit(
            where=(block.code,) if block.code else (),
            lines=tuple(dict.fromkeys((block.passage.line_at(at), *last))),
            record=text,
            says={"where": block.code or "inledningen", "found": text, "mark": mark[0], "mark_en": mark[1]},
            severity=severity,
        )


def _unclosed(text: str) -> tuple[tuple[str, str], int, Severity | None] | None:
    """What is not closed, or not opened, and where; a severity where it weighs less than a lost end."""
    if text.count('"') % 2:
        return ("citatet öppnas men stängs aldrig", "a quotation is opened and never closed"), text.rfind('"'), None
    if text.count("(") > text.count(")"):
        return ("parentesen öppnas men stängs aldrig", "a bracket is opened and never closed"), text.rfind("("), None
    stray = _STRAY.search(text) if text.count("”") % 2 and "“" not in text else None
    if stray:
        return (
            ("ett citat stängs som aldrig öppnats", "a quotation is closed that was never opened"),
            stray.start(),
            "warning",
        )
    return None


RULE = define(HEADER, check, __file__)
