"""KG123: a title that its parenthesis narrows, over a description that goes beyond it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "title-mismatch"
severity = "info"
needs_text = true
message.sv = """\
Titeln på {where} begränsar med "({record})", men beskrivningen tar även upp "{more}""""
message.en = """\
The title of {where} narrows with "({record})", but the description also takes up "{more}""""
fix.sv = "Låt titeln täcka allt som processen omfattar."
fix.en = "Let the title cover all that the process covers."
since = "0.1.0"
source = "Praxis: en titel täcker sin beskrivning"
explanation.sv = "Den som letar efter det som ligger utanför parentesen går förbi processen."
explanation.en = "Whoever looks for what lies outside the parenthesis passes the process by."
example = """
units = ["1 VO Styra", "1.1 P Köpa in (direktupphandla)", "1.2 P Planera"]
text = { "1.1" = ["1.1 Köpa in", "", "Processen omfattar att direktupphandla samt upphandling genom avrop."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Köpa in (direktupphandla)", "1.2 P Planera"]
text = { "1.1" = ["1.1 Köpa in", "", "Processen omfattar att direktupphandla."] }
"""
'''


_PART = 3
"""Letters that the narrowing part has at least."""
_NARROWED = re.compile(r"\((?P<word>[a-zåäö]{8,})\)")
_MORE = re.compile(
    r"\b(?:samt|och|eller|även)\s+(?P<what>(?:\w+\s)?(?P<head>[a-zåäö]{6,})(?:\s(?:genom|enligt|i|av|med)\s\w+)?)"
)


def check(subject: Subject) -> Iterator[Hit]:
    """Processes whose title narrows to a compound, and whose text adds the same thing without the narrowing part."""
    for process in subject.view.plan.processes:
        narrowed = _NARROWED.search(process.title)
        if narrowed is None:
            continue
        for sentence in (each for each in subject.sentences if each.code == process.code):
            added = next((m for m in _MORE.finditer(sentence.text) if _unnarrowed(m["head"], narrowed["word"])), None)
            if added:
                yield Hit(
                    where=(process.code,),
                    lines=(sentence.line_at(added.start()),),
                    record=narrowed["word"],
                    says={"where": process.code, "more": added["what"]},
                    evidence=(subject.iri(process),),
                )
                break


def _unnarrowed(word: str, narrowed: str) -> bool:
    """Whether a word is what a compound is a kind of: "upphandling" to "direktupphandla"."""
    return narrowed.find(word[:-3]) >= _PART


RULE = define(HEADER, check, __file__)
