"""KG113: head or foot of the page is repeated in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "structure"
severity = "info"
needs_text = true
message.sv = "Sidhuvud eller sidfot, \"{record}\", upprepas {count} gånger i texten"
message.en = "Head or foot of the page, \"{record}\", is repeated {count} times in the text"
fix.sv = "Ta bort upprepningarna, och laga rader som ett sidbyte skar av."
fix.en = "Take the repetitions out, and mend rows that a page break cut."
since = "0.1.0"
source = "Praxis: en tabell över flera sidor upprepar kolumnrubriken, inte titeln"
explanation.sv = """\
Sidhuvuden som följt med in i texten skär av rader. Text före och efter dem kan saknas eller ha hamnat fel."""
explanation.en = """\
Heads of pages that came into the text cut rows. Text before and after them may be missing or misplaced."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
[text]
"1.1" = ["", "Principer för handlingar", ""]
"1.2" = ["", "Principer för handlingar", ""]
"1.3" = ["", "Principer för handlingar"]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
text = { "1.1" = ["", "Principer för handlingar", ""] }
"""
'''


_FEWEST = 3
_INITIALS = re.compile(r"(?:[A-ZÅÄÖ]{1,2}\s?\.?\s*){1,4}")
"""What is left of a page's foot: letters with stops, and no word."""


def check(subject: Subject) -> Iterator[Hit]:
    """Lines of three words or more that stand alone, word for word, and lines of initials, three times or more."""
    lines: dict[str, list[int]] = defaultdict(list)
    for block in subject.blocks:
        if len(set(block.passage.lines)) == 1 and len(block.passage.text.split()) >= _FEWEST:
            lines[block.passage.text].append(block.passage.lines[0])
    marks = [(n, line.strip()) for n, line in subject.numbered if "." in line and _INITIALS.fullmatch(line.strip())]
    if len(marks) >= _FEWEST and subject.view.plan.sections:
        shown = " / ".join(dict.fromkeys(text for _, text in marks))
        yield Hit(where=(), lines=tuple(n for n, _ in marks), record=shown, says={"count": str(len(marks))})
    for text, at in lines.items():
        if len(at) >= _FEWEST and all(subject.lines[n - 1].strip() == text for n in at) and not text.endswith("."):
            yield Hit(where=(), lines=tuple(at), record=text, says={"count": str(len(at))})


RULE = define(HEADER, check, __file__)
