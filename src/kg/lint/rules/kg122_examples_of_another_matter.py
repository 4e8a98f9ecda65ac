"""KG122: a process whose only example of a record is about something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "other"
severity = "info"
message.sv = "{where} {title} har bara ett exempel, \"{record}\", som inte handlar om det"
message.en = "{where} {title} has a single example, \"{record}\", which is not about it"
fix.sv = "Ge exempel på de handlingar som arbetet lämnar."
fix.en = "Give examples of the records that the work leaves."
since = "0.1.0"
source = "Riksarkivets vägledning: en process avgränsas av de handlingar som uppstår i den"
explanation.sv = """\
Exemplet säger inte vilka handlingar som uppstår i processen själv, och en sökning efter dem leder inte hit."""
explanation.en = """\
The example does not say which records arise in the process itself, and no search for them leads here."""
example = """
units = ["1 VO Styra", "1.1 P Städa lokaler", "1.2 P Köpa in"]
records = { "1.1" = ["protokollsutdrag"], "1.2" = ["köpebrev", "anbud", "order", "offert", "kravlista"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Städa lokaler", "1.2 P Köpa in"]
records = { "1.1" = ["protokollsutdrag", "städschema"], "1.2" = ["köpebrev", "anbud", "order", "offert", "kravlista"] }
"""
'''


_USUAL = 3
"""Examples that processes of a plan have on average, from which a single one tells something."""
_SPECIAL = 20
"""One in so many titles: a word that stands in more says little of what a process is about."""


def check(subject: Subject) -> Iterator[Hit]:
    """Live processes with one record type, none of whose words is of the title, but for those of many titles."""
    view = subject.view
    if sum(map(len, view.records.values())) < _USUAL * len(view.records):
        return
    titles = Counter(stem for process in view.plan.processes for stem in words.stems(process.title))
    general = {stem for stem, times in titles.items() if times * _SPECIAL > len(view.plan.processes) + _SPECIAL}
    for code, records in view.records.items():
        process = view.processes.get(code)
        if process is None or len(records) != 1 or not subject.live(code):
            continue
        record = records[0]
        if not (words.stems(record.name) & words.stems(process.title)) - general:
            yield Hit(
                where=(code,),
                record=record.name,
                says={"where": code, "title": process.title},
                evidence=(subject.iri(record),),
            )


RULE = define(HEADER, check, __file__)
