"""KG409: records named so generally that no owner can be found by the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "other"
severity = "info"
message.sv = "För allmänna namn på handlingar: {names}"
message.en = "Names of records that are too general: {names}"
fix.sv = "Skriv vad handlingen gäller: \"beslut om bidrag\" i stället för \"beslut\"."
fix.en = "Say what the record is about: \"decision on grants\" rather than \"decision\"."
since = "0.1.0"
source = """\
Riksarkivets vägledning: en handlingstyp ska gå att känna igen; data/lexicon/lint.toml, [general_records]"""
explanation.sv = """\
Ett beslut eller en rutin finns i varje process, och "diarieförda handlingar" säger hur de förvaras men inte \
vad de är."""
explanation.en = """\
A decision or a routine is found in every process, and "registered records" says how they are kept but not what \
they are."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan"], "1.2" = ["diarieförda handlingar", "beslut"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan"], "1.2" = ["diarieförda anbud", "beslut"] }
"""
'''


_FEWEST = 2
"""Such names from which they are a habit of the plan."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all record types that are a bare general word, or records with a word for how they are kept."""
    table = lexicon.load("lint")["general_records"]
    bare, kept = frozenset(table["names"]), re.compile(table["kept"])
    found = [
        record
        for record in subject.view.plan.record_types
        if words.fold(record.name) in bare or kept.fullmatch(words.fold(record.name))
    ]
    if len(found) >= _FEWEST:
        yield Hit(
            where=tuple(dict.fromkeys(record.process for record in found)),
            says={"names": ", ".join(f'"{record.name}" ({record.process})' for record in found)},
            evidence=tuple(subject.iri(record) for record in found),
        )


RULE = define(HEADER, check, __file__)
