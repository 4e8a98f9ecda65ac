"""KG710: something goes to one role or another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "ambiguous-recipient"
severity = "warning"
message.sv = "{where}: {duty}: vilken av dem sägs inte"
message.en = "{where}: {duty}: which of them is not said"
fix.sv = "Ange en mottagare."
fix.en = "Name one recipient."
since = "0.1.0"
source = "Praxis: en uppgift har en mottagare"
explanation.sv = "Uppgiften går till den ena eller den andra rollen. Ingen av dem vet att den ska vänta den."
explanation.en = "The task goes to one role or the other. Neither knows to expect it."
example = """
sections = ["s1 Uppdrag"]
[[responsibilities]]
role = "handläggaren"
duty = "skicka uppdrag till enhetschef eller assistent"
modality = "does"
section = "s1"
"""
mended = """
sections = ["s1 Uppdrag"]
[[responsibilities]]
role = "handläggaren"
duty = "skicka uppdrag till enhetschef"
modality = "does"
section = "s1"
"""
'''


_EITHER = re.compile(r"\btill (\w+) eller (\w+)\b")


def check(subject: Subject) -> Iterator[Hit]:
    """Duties towards two roles joined by "or", where one of them is a person."""
    for duty in subject.view.plan.responsibilities:
        match = _EITHER.search(words.fold(duty.duty))
        if match and not duty.legal and any(words.stem(word) in words.actors() for word in match.groups()):
            yield Hit(
                where=(duty.section,) if duty.section else (),
                record=match[0],
                says={"where": duty.section or "inledningen", "duty": duty.duty},
                evidence=(subject.iri(duty),),
            )


RULE = define(HEADER, check, __file__)
