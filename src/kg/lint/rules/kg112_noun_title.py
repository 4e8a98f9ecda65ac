"""KG112: a title that does not open with a verb, where the others do."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import names_a_record, opens_with_a_verb

HEADER = r'''
kind = "structure"
severity = "info"
message.sv = "Titlar som inte börjar med ett verb: {names}"
message.en = "Titles that do not open with a verb: {names}"
fix.sv = "Skriv titeln som det man gör: verb i grundform och det som görs."
fix.en = "Write the title as what is done: a verb and its object."
since = "0.1.0"
source = "SKR:s och Regionarkivets råd: processer namnges med verb i infinitiv och objekt"
explanation.sv = """\
En process är något man gör. En titel som är ett ting eller ett slags handling visar att enheten är tänkt som en \
handlingstyp."""
explanation.en = """\
A process is something done. A title that is a thing or a kind of record shows that the unit was thought of as a \
record type."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda", "1.4 P Personal"]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda", "1.4 P Administrera personal"]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all titles whose first word is no infinitive, where three in four are; KG118 tells of records."""
    units = [process for process in subject.view.plan.processes if process.level == "P"]
    nouns = [process for process in units if not opens_with_a_verb(process.title)]
    others = [process for process in nouns if not names_a_record(process.title)]
    if others and len(nouns) * 4 <= len(units):
        yield Hit(
            where=tuple(process.code for process in others),
            says={"names": ", ".join(f'{process.code} "{process.title}"' for process in others)},
            evidence=tuple(subject.iri(process) for process in others),
        )


RULE = define(HEADER, check, __file__)
