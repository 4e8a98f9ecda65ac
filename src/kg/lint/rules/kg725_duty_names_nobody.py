"""KG725: duties that are laid on nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Responsibility

HEADER = r'''
kind = "missing-recipient"
severity = "info"
message.sv = "Ingen sägs ska göra det: {duties} ({where})"
message.en = "Nobody is said to do it: {duties} ({where})"
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
    """One hit a section, for its duties, or what is done by routine, without a role; what the law says is let be."""
    found: dict[str, list[Responsibility]] = defaultdict(list)
    for duty in subject.view.plan.responsibilities:
        if duty.role is None and not duty.legal and duty.modality in {"must", "does"}:
            found[duty.section or ""].append(duty)
    for section, duties in found.items():
        yield Hit(
            where=(section,) if section else (),
            says={"duties": "; ".join(duty.duty for duty in duties), "where": section or "inledningen"},
            evidence=tuple(subject.iri(duty) for duty in duties),
        )


RULE = define(HEADER, check, __file__)
