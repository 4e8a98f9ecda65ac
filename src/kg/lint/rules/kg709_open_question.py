"""KG709: a routine asks who does something, and does not answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Responsibility
from kg.text import lexicon, words

HEADER = r'''
kind = "missing-recipient"
severity = "warning"
message.sv = "Ingen pekas ut: {duties} ({where})"
message.en = "Nobody is named: {duties} ({where})"
fix.sv = "Utse en roll för varje uppgift."
fix.en = "Name a role for each task."
since = "0.1.0"
source = "Förvaltningslagen och kommunallagen: en uppgift ska ha en ansvarig"
explanation.sv = """\
Texten ställer en fråga där den borde ge ett svar. Uppgiften faller mellan stolarna tills någon utses."""
explanation.en = "The text asks where it should answer. The task falls between two stools until somebody is named."
example = """
sections = ["s1 Rutin"]
responsibilities = [{ duty = "utse kontaktperson", modality = "open", section = "s1" }]
"""
mended = """
sections = ["s1 Rutin"]
responsibilities = [{ role = "enhetschef", duty = "utse kontaktperson", modality = "must", section = "s1" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a section with questions left open; what is only to be written down later is no question of who."""
    tasks = tuple(lexicon.load("lint")["to_write"]["words"])
    asked: dict[str, list[Responsibility]] = defaultdict(list)
    for duty in subject.view.plan.responsibilities:
        if duty.modality == "open" and duty.role is None and not words.fold(duty.duty).startswith(tasks):
            asked[duty.section or ""].append(duty)
    for section, duties in asked.items():
        yield Hit(
            where=(section,) if section else (),
            says={"duties": "; ".join(duty.duty for duty in duties), "where": section or "inledningen"},
            evidence=tuple(subject.iri(duty) for duty in duties),
        )


RULE = define(HEADER, check, __file__)
