"""KG121: examples and parts of the description stand after the list of records, among the comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "structure"
severity = "info"
needs_text = true
message.sv = "Exempel och delar av beskrivningen står bland kommentarerna: {codes}"
message.en = "Examples and parts of the description stand among the comments: {codes}"
fix.sv = "Flytta det som hör till beskrivningen dit."
fix.en = "Move what belongs to the description there."
since = "0.1.0"
source = """\
Praxis: vad en process omfattar står på ett ställe; data/lexicon/lint.toml, [describing]"""
explanation.sv = """\
Den som läser beskrivningen tror att den är hel, och missar det som kommentaren lägger till."""
explanation.en = """\
Whoever reads the description takes it to be whole, and misses what the comment adds."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Det omfattar planering. Exempel på handlingar: budget", "", "Exempel på arbete: uppföljning."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Processen omfattar planering och uppföljning av planen. Exempel på handlingar: plan"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all processes with a sentence that adds to what they cover, after the lead of the examples."""
    lead = re.compile(lexicon.load("lint")["more_covered"]["examples"], re.IGNORECASE)
    more = re.compile("|".join(lexicon.load("lint")["more_covered"]["phrases"]), re.IGNORECASE)
    listed: set[str] = set()
    found: dict[str, int] = {}
    for sentence in subject.sentences:
        at = lead.search(sentence.text)
        if at:
            listed.add(sentence.code)
        elif sentence.code in listed and sentence.code in subject.view.processes and more.match(sentence.text):
            found.setdefault(sentence.code, sentence.line)
    if found:
        yield Hit(where=tuple(found), lines=tuple(found.values()), says={"codes": ", ".join(found)})


RULE = define(HEADER, check, __file__)
