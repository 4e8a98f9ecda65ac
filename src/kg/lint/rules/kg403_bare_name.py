"""KG403: a bare name in one process is the head of longer names in others."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import owners
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "ownership-conflict"
severity = "info"
certain = false
message.sv = "\"{record}\" i {bare} kan också vara {others}"
message.en = "\"{record}\" in {bare} may also be {others}"
fix.sv = "Säg i namnet vad handlingen gäller."
fix.en = "Say in the name what the record is about."
since = "0.1.0"
source = "Praxis: ett namn ska räcka för att hitta rätt process"
explanation.sv = """\
Ett namn utan bestämning står i en process, och samma ord med bestämning i andra. Den som bara har ordet kan \
hamna i vilken som helst av dem."""
explanation.en = """\
A name without a qualifier stands in one process, and the same word with a qualifier in others. Whoever has the \
word alone may end up in any of them."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["intyg"], "1.2" = ["arbetsgivarintyg"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["registreringsintyg"], "1.2" = ["arbetsgivarintyg"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Names of one word that is the head of names elsewhere."""
    for bare in owners.bare(subject):
        mine = tuple(dict.fromkeys(record.process for record in bare.records))
        yield Hit(
            where=tuple(dict.fromkeys((*mine, *(record.process for record in bare.longer)))),
            record=bare.records[0].name,
            says={
                "bare": ", ".join(mine),
                "others": ", ".join(f'"{record.name}" ({record.process})' for record in bare.longer),
            },
            evidence=tuple(subject.iri(record) for record in (*bare.records, *bare.longer)),
        )


RULE = define(HEADER, check, __file__)
