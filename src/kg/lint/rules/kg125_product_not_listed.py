"""KG125: a process that draws something up, and does not have it among its records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "other"
severity = "info"
needs_text = true
message.sv = "Det som upprättas finns inte bland exemplen: {names}"
message.en = "What is drawn up is not among the examples: {names}"
fix.sv = "Ta med det som processen lämnar efter sig bland exemplen."
fix.en = "Put what the process leaves behind among the examples."
since = "0.1.0"
source = """\
Riksarkivets vägledning: en process avgränsas av de handlingar som uppstår i den; data/lexicon/lint.toml, \
[drawn_up]"""
explanation.sv = """\
Beskrivningen säger att något upprättas, tecknas eller utfärdas. En sökning efter just den handlingen leder \
inte hit."""
explanation.en = """\
The description says that something is drawn up, signed or issued. A search for that very record does not lead \
here."""
example = """
units = ["1 VO Styra", "1.1 P Budgetera verksamheten", "1.2 P Köpa in"]
records = { "1.1" = ["prognos", "kontoplan"], "1.2" = ["beställning", "order"] }
text = { "1.1" = ["1.1 Budgetera verksamheten", "", "Processen omfattar att upprätta budget för verksamheten."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Budgetera verksamheten", "1.2 P Köpa in"]
records = { "1.1" = ["kontoplan", "detaljbudget"], "1.2" = ["beställning", "order"] }
text = { "1.1" = ["1.1 Budgetera verksamheten", "", "Processen omfattar att upprätta budget för verksamheten."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all nouns for a record after a verb of drawing up, that no record type of the process ends in."""
    table = lexicon.load("lint")["drawn_up"]
    nouns = "|".join(table["nouns"])
    made = re.compile(
        rf"\b(?:{'|'.join(table['verbs'])}) (?P<a>\w*(?:{nouns}))\b(?: och (?P<b>\w*(?:{nouns}))\b)?"
        rf"|\b(?P<c>\w*(?:{nouns})) (?:{'|'.join(table['passives'])})\b",
        re.IGNORECASE,
    )
    found: dict[tuple[str, str], int] = {}
    for sentence in subject.sentences:
        records = subject.view.records.get(sentence.code, ())
        for match in made.finditer(sentence.text) if records else ():
            for name in filter(None, match.groups()):
                if not any(words.fold(name).rstrip("et") in words.fold(record.name) for record in records):
                    found.setdefault((sentence.code, words.fold(name)), sentence.line_at(match.start()))
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for code, _ in found)),
            lines=tuple(dict.fromkeys(found.values())),
            says={"names": ", ".join(f'"{name}" ({code})' for code, name in found)},
        )


RULE = define(HEADER, check, __file__)
