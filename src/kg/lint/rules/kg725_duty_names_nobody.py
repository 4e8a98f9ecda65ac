"""KG725: duties that are laid on nobody."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "missing-recipient"
severity = "info"
message.sv = "Ingen sägs ska göra det: {duties}"
message.en = "Nobody is said to do it: {duties}"
fix.sv = "Skriv vem som gör det."
fix.en = "Write who does it."
since = "0.1.0"
source = "SOSFS 2011:9 4 kap. 5 §: rutiner ska säga hur ansvaret är fördelat"
explanation.sv = "En uppgift utan den som ska utföra den blir lätt ogjord, och ingen kan hållas ansvarig."
explanation.en = "A task without whoever is to carry it out is easily left undone, and nobody can be held to it."
example = """
sections = ["s1 Rutin"]
[[responsibilities]]
duty = "dokumentera samtycket"
modality = "must"
section = "s1"
"""
mended = """
sections = ["s1 Rutin"]
[[responsibilities]]
role = "chefen"
duty = "dokumentera samtycket"
modality = "must"
section = "s1"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all duties, and what is done by routine, without a role; what the law says is let be."""
    found = [
        duty
        for duty in subject.view.plan.responsibilities
        if duty.role is None and not duty.legal and duty.modality in {"must", "does"}
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(duty.section for duty in found if duty.section)),
            says={"duties": "; ".join(f"{duty.duty} ({duty.section or 'inledningen'})" for duty in found)},
            evidence=tuple(subject.iri(duty) for duty in found),
        )


RULE = define(HEADER, check, __file__)
