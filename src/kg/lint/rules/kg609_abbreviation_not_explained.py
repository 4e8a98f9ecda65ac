"""KG609: abbreviations that are used and never spelt out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "label-variant"
severity = "info"
needs_text = true
message.sv = "Förkortningar som aldrig skrivs ut: {names}"
message.en = "Abbreviations that are never spelt out: {names}"
fix.sv = "Skriv ut dem första gången, eller lägg till en förkortningslista."
fix.en = "Spell them out the first time, or add a list of abbreviations."
since = "0.1.0"
source = "Språklagen (2009:600) 11 §; Myndigheternas skrivregler, förkortningar"
explanation.sv = "En läsare utanför myndigheten, eller om tjugo år, vet inte vad förkortningen står för."
explanation.en = """\
A reader outside the authority, or in twenty years, does not know what the abbreviation stands for."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Samråd hålls med KFQ varje år."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Samråd hålls med kommunala frågor (KFQ) varje år. KFQ kallar."] }
"""
'''


_MARKS = frozenset({"VO", "PG"})
_SHORT = re.compile(r"(?<![\w-])[A-ZÅÄÖ][A-Za-zÅÄÖåäö]?[A-ZÅÄÖ]{1,4}(?![\w])")


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all words in capitals, in lines that are not, which no bracket introduces or explains."""
    known = frozenset(lexicon.load("lint")["short_forms"]["words"])
    known |= {party.short for party in subject.view.plan.parties}
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    explained: set[str] = set()
    for n, line in subject.numbered:
        if sum(map(str.isupper, line)) > sum(map(str.islower, line)):
            continue
        for match in _SHORT.finditer(line):
            around = line[max(0, match.start() - 1) : match.end() + 1]
            if around == f"({match[0]})" or line[match.end() : match.end() + 2] == " (":
                explained.add(match[0])
            elif match[0] not in known | _MARKS:
                found[match[0]].append((subject.code_at(n) or "", n))
    names = [name for name in found if name not in explained]
    if names:
        places = [place for name in names for place in found[name]]
        yield Hit(
            where=tuple(dict.fromkeys(code for code, _ in places if code)),
            lines=tuple(sorted({line for _, line in places})),
            says={"names": ", ".join(sorted(names))},
        )


RULE = define(HEADER, check, __file__)
