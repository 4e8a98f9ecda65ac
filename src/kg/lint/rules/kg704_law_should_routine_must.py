"""KG704: the law says should, the routine says must."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "contradiction"
severity = "warning"
message.sv = "Lagen säger \"bör\" i {where} ({duty}), rutinen \"ska\" i {where2} ({duty2})"
message.en = "The law says \"should\" in {where} ({duty}), the routine \"must\" in {where2} ({duty2})"
fix.sv = "Skriv att organisationen medvetet skärper lagens krav, eller använd lagens ord."
fix.en = "Say that the organisation tightens the law's demand on purpose, or use the law's word."
since = "0.1.0"
source = "Lagens egna ord, som dokumentet återger dem"
explanation.sv = "Samma skyldighet står två gånger med olika styrka. Vilken som gäller vid en tillsyn är oklart."
explanation.en = "The same duty stands twice with different force. Which one holds under inspection is unclear."
example = """
sections = ["s1 Lagen", "s2 Rutinen"]
[[responsibilities]]
duty = "hålla den enskilde underrättad om anteckningar"
modality = "should"
legal = ["SoL 11 kap. 6 §"]
section = "s1"
[[responsibilities]]
role = "chefen"
duty = "hålla brukaren underrättad om innehållet"
modality = "must"
section = "s2"
"""
mended = """
sections = ["s1 Lagen", "s2 Rutinen"]
[[responsibilities]]
duty = "hålla den enskilde underrättad om anteckningar"
modality = "should"
legal = ["SoL 11 kap. 6 §"]
section = "s1"
[[responsibilities]]
role = "chefen"
duty = "hålla brukaren underrättad om innehållet"
modality = "should"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Duties of the law with "should" and of the routine with "must", with the same verb and its complement."""
    duties = subject.view.plan.responsibilities
    soft = [duty for duty in duties if duty.legal and duty.modality == "should"]
    hard = [duty for duty in duties if not duty.legal and duty.modality == "must"]
    for law in soft:
        for routine in hard:
            mine, theirs = words.fold(law.duty).split(), words.fold(routine.duty).split()
            if mine[:1] == theirs[:1] and set(mine[1:]) & set(theirs[1:]) & _participles(mine):
                yield Hit(
                    where=tuple(dict.fromkeys(section for section in (law.section, routine.section) if section)),
                    record=law.duty,
                    says={
                        "where": law.section or "",
                        "where2": routine.section or "",
                        "duty": law.duty,
                        "duty2": routine.duty,
                    },
                    evidence=(subject.iri(law), subject.iri(routine)),
                )


def _participles(said: list[str]) -> set[str]:
    """Words that complete a verb: "hålla underrättad"."""
    return {word for word in said if word.endswith(("ad", "at", "ade", "d", "t")) and len(word) > len("beslut")}


RULE = define(HEADER, check, __file__)
