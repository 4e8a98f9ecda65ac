"""KG112: a title that does not open with a verb, where the others do."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

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
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda", "1.4 P Personakt"]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda", "1.4 P Hantera personakter"]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all titles whose first word is no infinitive, where at least three in four are."""
    units = [process for process in subject.view.plan.processes if process.level == "P"]
    others = [process for process in units if not _verb(words.fold(process.title).split()[0])]
    if others and len(others) * 4 <= len(units):
        yield Hit(
            where=tuple(process.code for process in others),
            says={"names": ", ".join(f'{process.code} "{process.title}"' for process in others)},
            evidence=tuple(subject.iri(process) for process in others),
        )


def _verb(word: str) -> bool:
    """Whether a word may be an infinitive: those end in a, or are among the few short ones."""
    return word.rstrip(",").endswith(("a", "å", "ge", "se", "te", "be"))


RULE = define(HEADER, check, __file__)
