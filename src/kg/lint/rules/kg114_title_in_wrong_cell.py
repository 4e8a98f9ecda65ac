"""KG114: number and title in one cell, or the title in another column than the others'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "structure"
severity = "info"
needs_text = true
message.sv = "Nummer och titel står i andra celler än i övriga rader: {codes}"
message.en = "Number and title stand in other cells than in the other rows: {codes}"
fix.sv = "Skriv nummer och titel i var sin cell, i samma kolumner överallt."
fix.en = "Write number and title in cells of their own, in the same columns everywhere."
since = "0.1.0"
source = "Praxis: en kolumn, ett slags uppgift"
explanation.sv = "Rader som bryter mönstret hamnar fel när tabellen läses in eller sorteras."
explanation.en = "Rows that break the pattern end up wrong when the table is read in or sorted."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
text = { "1" = ["1\\tStyra"], "1.1" = ["1.1\\tPlanera\\tMål"], "1.2" = ["1.2 Köpa in"], "1.3" = ["1.3\\tLeda\\tMål"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
[text]
"1" = ["1\\tStyra"]
"1.1" = ["1.1\\tPlanera\\tMål"]
"1.2" = ["1.2\\tKöpa in\\tMål"]
"1.3" = ["1.3\\tLeda\\tMål"]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for the units of a tabbed document whose title is not in the cell behind the number."""
    rows = {}
    for n, line in subject.numbered:
        code = subject.code_at(n)
        match = re.match(r"\s*(\d+(?:\.\d+)*)\.?(?=\s|$)", line)
        if code and match and match[1] == code:
            rows[code] = (n, [cell.strip() for cell in line.split("\t")])
    tabbed = [code for code, (_, cells) in rows.items() if len(cells) > 1]
    if len(tabbed) * 2 < len(rows) or not tabbed:
        return
    odd = [code for code, (_, cells) in rows.items() if not _in_order(subject, code, cells)]
    if odd and len(odd) * 2 < len(rows):
        yield Hit(where=tuple(odd), lines=tuple(rows[code][0] for code in odd), says={"codes": ", ".join(odd)})


def _in_order(subject: Subject, code: str, cells: list[str]) -> bool:
    title, cell = (
        words.fold(t).replace("-", "")[:10] for t in (subject.view.processes[code].title, "".join(cells[1:2]))
    )
    return len(cells) > 1 and cell == title


RULE = define(HEADER, check, __file__)
