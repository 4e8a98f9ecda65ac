"""KG118: a process called by the record that it leaves, not by what is done."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import names_a_record, opens_with_a_verb

HEADER = r'''
kind = "title-mismatch"
severity = "warning"
message.sv = "{where} heter \"{record}\", som är en handling och ingen process"
message.en = "{where} is called \"{record}\", which is a record and no process"
fix.sv = "Ge processen en titel som säger vad som görs."
fix.en = "Give the process a title that says what is done."
since = "0.1.0"
source = """\
Riksarkivets vägledning: en process benämns efter aktiviteten, med verb; data/lexicon/lint.toml, \
[record_titles]"""
explanation.sv = """\
De andra processerna heter efter vad som görs. Den här heter efter en handling, så vad som hör dit utöver den \
handlingen går inte att se."""
explanation.en = """\
The other processes are called by what is done. This one is called by a record, so what belongs to it beside \
that record cannot be seen."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Följa upp", "1.4 P Personakt"]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Följa upp", "1.4 P Föra personakt"]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Titles that open with a word for a record, in a plan of which three in four titles open with a verb."""
    units = [process for process in subject.view.plan.processes if process.level == "P"]
    nouns = [process for process in units if not opens_with_a_verb(process.title)]
    for process in nouns if len(nouns) * 4 <= len(units) else ():
        if names_a_record(process.title):
            yield Hit(
                where=(process.code,),
                record=process.title,
                says={"where": process.code},
                evidence=(subject.iri(process),),
            )


RULE = define(HEADER, check, __file__)
