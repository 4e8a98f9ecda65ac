"""KG406: an activity or a topic stands among the record types."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "other"
severity = "info"
message.sv = "Verksamheter eller ämnen som handlingstyper: {names}"
message.en = "Activities or topics given as record types: {names}"
fix.sv = "Namnge dokumentet: protokoll, underlag, rapport."
fix.en = "Name the document: minutes, supporting document, report."
since = "0.1.0"
source = "Sydarkivera: en handlingstyp är ett slags handling, inte ett slags ärende"
explanation.sv = """\
Bland exemplen på handlingar står ord som betecknar det man gör, inte det dokument som blir kvar. Vilken \
handling som avses går inte att veta."""
explanation.en = """\
Among the examples of records stand words for what is done, not for the document that is left. Which record is \
meant cannot be known."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan"], "1.2" = ["beställning", "klagomålshantering"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan"], "1.2" = ["beställning", "klagomålsrapport"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all names of one word that is an activity of the lexicon, or ends in one."""
    known = lexicon.load("lint")["activities"]
    whole, ends = frozenset(known["words"]), tuple(known["endings"])
    found = [
        record
        for record in subject.view.plan.record_types
        if " " not in record.name and ((folded := words.fold(record.name)) in whole or folded.endswith(ends))
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(record.process for record in found)),
            says={"names": ", ".join(f'"{record.name}" ({record.process})' for record in found)},
            evidence=tuple(subject.iri(record) for record in found),
        )


RULE = define(HEADER, check, __file__)
