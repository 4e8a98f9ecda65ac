"""KG627: one abbreviation in several forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "label-variant"
severity = "info"
needs_text = true
message.sv = "Förkortningar skrivs på flera sätt: {names}"
message.en = "Abbreviations are written in several ways: {names}"
fix.sv = "Välj en form, eller skriv ut orden."
fix.en = "Choose one form, or write the words out."
since = "0.1.0"
source = "Myndigheternas skrivregler, förkortningar; data/lexicon/lint.toml, [abbreviation_forms]"
explanation.sv = "Samma förkortning skrivs på olika sätt i ett dokument. Den som söker på en form missar de andra."
explanation.en = "The same abbreviation is written in different ways. Whoever searches for one form misses the others."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[text]
"1.1" = ["Arbetet omfattar t.ex. larm av olika slag."]
"1.2" = ["Arbetet omfattar tex avtal med andra."]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[text]
"1.1" = ["Arbetet omfattar t.ex. larm av olika slag."]
"1.2" = ["Arbetet omfattar t.ex. avtal med andra."]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all abbreviations of the lexicon that stand in two forms or more."""
    found: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for n, line in subject.numbered:
        for name, pattern in _forms().items():
            for match in pattern.finditer(line):
                form = " ".join(match[0].casefold().split()).rstrip(".,")
                found.setdefault(name, {}).setdefault(form, []).append((subject.code_at(n) or "", n))
    several = {name: forms for name, forms in found.items() if len(forms) > 1}
    if several:
        rare = [place for forms in several.values() for form in sorted(forms.values(), key=len)[:-1] for place in form]
        yield Hit(
            where=tuple(dict.fromkeys(code for code, _ in rare if code)),
            lines=tuple(sorted({n for _, n in rare})),
            says={"names": "; ".join(" / ".join(f'"{form}"' for form in forms) for forms in several.values())},
        )


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    table = lexicon.load("lint")["abbreviation_forms"]
    return {name: re.compile(rf"(?<![\w.])(?:{form})(?![\w-])", re.IGNORECASE) for name, form in table.items()}


RULE = define(HEADER, check, __file__)
