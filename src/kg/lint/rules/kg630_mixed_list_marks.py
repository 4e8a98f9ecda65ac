"""KG630: a list whose items are marked in different ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "structure"
severity = "info"
needs_text = true
message.sv = "Listor med olika eller dubbla punktmarkörer: {names}"
message.en = "Lists with different or doubled marks: {names}"
fix.sv = "Märk alla punkter lika."
fix.en = "Mark every item alike."
since = "0.1.0"
source = "Praxis: en uppräkning har en form"
explanation.sv = "En punkt utan markör, eller med två, läses som ny text eller som underordnad den förra."
explanation.en = "An item without a mark, or with two, reads as new text or as under the one before."
example = """
sections = ["s1 Samtal"]
text = { s1 = ["Samtal", "", "- * Första samtalet", "- * Andra samtalet"] }
"""
mended = """
sections = ["s1 Samtal"]
text = { s1 = ["Samtal", "", "- Första samtalet", "- Andra samtalet"] }
"""
'''


_DOUBLED = re.compile(r"^\s*[-•–] ?[*•–-] ")
_STUCK = re.compile(r"(?:^|\s)-[^\W\d_]{3,}")
_BLANK = re.compile(r"(?:^|\s)- [^\W\d_]{3,}")
_ITEM = re.compile(r"^\s*[-•–*] \S")
_PLAIN = re.compile(r"^[A-ZÅÄÖ][^|]{10,}$")


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all lines with two marks, with and without a blank after the mark, or with none amid a list."""
    found: list[tuple[int, str]] = []
    held = dict(subject.numbered)
    for n, line in held.items():
        stuck = _STUCK.search(line)
        if _DOUBLED.match(line):
            found.append((n, line.split()[0] + " " + line.split()[1]))
        elif stuck and _BLANK.search(line):
            found.append((n, stuck[0].strip()))
        elif _PLAIN.match(line) and _ITEM.match(held.get(n - 1, "")):
            found.append((n, " ".join(line.split()[:3])))
    if found:
        codes = dict.fromkeys(subject.code_at(n) or "" for n, _ in found)
        yield Hit(
            where=tuple(code for code in codes if code),
            lines=tuple(n for n, _ in found),
            says={"names": ", ".join(f'"{said}" (rad {n})' for n, said in found)},
        )


RULE = define(HEADER, check, __file__)
