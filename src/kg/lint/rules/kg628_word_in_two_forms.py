"""KG628: one word written in several ways: with and without a hyphen, or spelt in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "label-variant"
severity = "info"
needs_text = true
message.sv = "Samma sak skrivs på flera sätt: {names}"
message.en = "The same thing is written in several ways: {names}"
fix.sv = "Använd en form genomgående."
fix.en = "Use one form throughout."
since = "0.1.0"
source = "Myndigheternas skrivregler; data/lexicon/lint.toml, [word_variants]"
explanation.sv = "Den som söker på den ena formen hittar inte den andra."
explanation.en = "Whoever searches for one of the forms does not find the other."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[text]
"1.1" = ["Arbetet omfattar dygnet-runtvistelse i olika former."]
"1.2" = ["Arbetet omfattar dygnetruntvistelse i olika former."]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[text]
"1.1" = ["Arbetet omfattar dygnetruntvistelse i olika former."]
"1.2" = ["Arbetet omfattar dygnetruntvistelse i olika former."]
"""
'''


_SHORTEST = 10
_HYPHENED = re.compile(r"(?<![\w/-])[^\W\d_]{3,}(?:-[^\W\d_]{3,})*(?![\w/-])")
_SHARED = re.compile(r"(?<![\w-])([^\W\d_]{3,})(-?) (och|eller) ([^\W\d_]{6,})")
"""Two words of which the first may share the latter part of the second: "vård- och omsorgsplanering"."""


Places = dict[str, list[tuple[str, int]]]


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all words of which the text has two forms."""
    found: dict[str, Places] = defaultdict(lambda: defaultdict(list))
    for n, line in subject.numbered:
        for key, form in _forms(line):
            found[key][form].append((subject.code_at(n) or "", n))
    several = [forms for key, forms in found.items() if len(forms) > 1 and (key in _pairs() or _hyphened(forms))]
    if several:
        shown = [_two(forms) for forms in several]
        rare = [place for forms, (_, few) in zip(several, shown, strict=True) for place in forms[few]]
        yield Hit(
            where=tuple(dict.fromkeys(code for code, _ in rare if code)),
            lines=tuple(sorted({n for _, n in rare})),
            says={"names": "; ".join(f'"{many}" / "{few}"' for many, few in shown)},
        )


def _forms(line: str) -> Iterator[tuple[str, str]]:
    """What a line says, each by what it says in whatever form, and the form."""
    for match in _HYPHENED.finditer(line):
        form = words.fold(match[0])
        if len(form) >= _SHORTEST and match[0][1:].islower():
            yield words.stem(form.replace("-", "")), form
    for match in _SHARED.finditer(line):
        form = words.fold(match[0])
        yield form.replace("-", ""), form
    for match in _listed().finditer(line):
        form = match[0].casefold()
        yield _variants()[form], form


@cache
def _variants() -> Mapping[str, str]:
    """Words that the lexicon lists with another spelling, each with a key that the two share."""
    return {form: "/".join(pair) for pair in lexicon.load("lint")["word_variants"]["pairs"] for form in pair}


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _variants()))})\b", re.IGNORECASE)


@cache
def _pairs() -> frozenset[str]:
    return frozenset(_variants().values())


def _hyphened(forms: Places) -> bool:
    return len({form.count("-") for form in forms}) > 1


def _two(forms: Places) -> tuple[str, str]:
    """The commonest form and the rarest; where hyphens tell them apart, the rarest with another number of them."""
    order = sorted(forms, key=lambda form: (-len(forms[form]), form))
    others = [form for form in order[1:] if form.count("-") != order[0].count("-")] or order[1:]
    return order[0], others[-1]


RULE = define(HEADER, check, __file__)
