"""KG111: a number written with a stop at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "numbering"
severity = "info"
needs_text = true
message.sv = "Numret {where} skrivs \"{record}\", de övriga utan punkt"
message.en = "The number {where} is written \"{record}\", the others without a stop"
fix.sv = "Skriv {where}."
fix.en = "Write {where}."
since = "0.1.0"
source = "Praxis: en form för nummer i hela planen"
explanation.sv = "En punkt efter numret gör att den som jämför eller sorterar koder maskinellt får en kod till."
explanation.en = "A stop after the number gives whoever compares or sorts codes by machine one code more."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
text = { "1.2" = ["1.2. Köpa in\\tSe nedan"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
text = { "1.2" = ["1.2 Köpa in\\tSe nedan"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Units whose own line, or the next, begins with their number and a stop, where most units have none."""
    codes = {process.code for process in subject.view.plan.processes}
    found = []
    for n, line in subject.numbered:
        match = re.match(r"\s*((\d+(?:\.\d+)+)\.)(?=\s)", line)
        if match and match[2] in codes and subject.code_at(n) == match[2]:
            found.append((match[2], match[1], n))
    if found and len(found) * 2 < len(codes):
        for code, written, n in found:
            yield Hit(where=(code,), lines=(n,), record=written, says={"where": code})


RULE = define(HEADER, check, __file__)
