"""KG730: a number said of a list that has another number of items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "contradiction"
severity = "error"
needs_text = true
message.sv = "{where} säger {said} men räknar upp {count}"
message.en = "{where} says {said} but lists {count}"
fix.sv = "Räkna om, och rätta talet eller listan."
fix.en = "Count again, and mend the number or the list."
since = "0.1.0"
source = "Praxis: tal och uppräkning ska stämma"
explanation.sv = "Antingen har något fallit ur listan, eller så är talet fel. Läsaren vet inte om något saknas."
explanation.en = """\
Either something has fallen out of the list, or the number is wrong. The reader does not know whether anything \
is missing."""
example = """
sections = ["s1 Samtal"]
text = { s1 = ["Samtal", "", "Planeringen består av tre samtal.", "", "- Startsamtal", "- Uppföljning"] }
"""
mended = """
sections = ["s1 Samtal"]
text = { s1 = ["Samtal", "", "Planeringen består av två samtal.", "", "- Startsamtal", "- Uppföljning"] }
"""
'''


_ITEM = re.compile(r"^\s*(?:[-–•*]|\d+[.)])\s+\S")


def check(subject: Subject) -> Iterator[Hit]:
    """Lines that end in a number and a noun, with a list of another length right after them."""
    numbers = lexicon.load("lint")["numbers"]
    counted = re.compile(rf"\b(?P<n>{'|'.join(numbers)}) (?:\w+ )?\w+\s*[.:]\s*$", re.IGNORECASE)
    lines = subject.numbered
    for at, (n, line) in enumerate(lines):
        match = counted.search(line)
        items = 0
        while at + 1 + items < len(lines) and _ITEM.match(lines[at + 1 + items][1]):
            items += 1
        if match and items > 1 and numbers[match["n"].casefold()] != items:
            code = subject.code_at(n)
            yield Hit(
                where=(code,) if code else (),
                lines=(n, *(lines[at + 1 + step][0] for step in range(items))),
                record=match[0].strip(" .:"),
                says={"where": code or "inledningen", "said": match[0].strip(" .:"), "count": str(items)},
            )


RULE = define(HEADER, check, __file__)
