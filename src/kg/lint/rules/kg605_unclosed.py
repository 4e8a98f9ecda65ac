"""KG605: a quotation or a parenthesis that is never closed."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "truncated-text"
severity = "error"
needs_text = true
message.sv = "Texten bryts i {where}: {mark} öppnas men stängs aldrig ({found})"
message.en = "The text breaks off in {where}: {mark} is opened and never closed ({found})"
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


def check(subject: Subject) -> Iterator[Hit]:
    """Pieces of the text with an odd number of straight quotation marks, or more opened brackets than closed."""
    for block in subject.blocks:
        text = block.passage.text
        mark = "citatet" if text.count('"') % 2 else "parentesen" if text.count("(") > text.count(")") else ""
        if not mark:
            continue
        at = text.rfind('"' if mark == "citatet" else "(")
        yield Hit(
            where=(block.code,) if block.code else (),
            lines=(block.passage.line_at(at), block.passage.lines[-1]),
            record=text[at : at + _SHOWN],
            says={"where": block.code or "inledningen", "mark": mark, "found": text[at : at + _SHOWN]},
        )


RULE = define(HEADER, check, __file__)
