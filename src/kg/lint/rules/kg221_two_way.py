"""KG221: processes refer to each other in a ring, each for other records."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import rings
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import quoted

HEADER = r'''
kind = "cycle"
severity = "info"
message.sv = "{ring} hänvisar till varandra, för olika handlingar: {subjects}"
message.en = "{ring} refer to each other, for different records: {subjects}"
fix.sv = "Ingen, om uppräkningarna tillsammans täcker allt; annars: skriv vem som äger det som inte nämns."
fix.en = "None, if the lists together cover everything; else say who owns what is not named."
since = "0.1.0"
source = "Praxis: ömsesidig hänvisning är arbetsdelning så länge ämnena är skilda"
explanation.sv = """\
Processer delar ett område mellan sig genom att hänvisa till varandra. En handling som ingen av uppräkningarna \
nämner går runt."""
explanation.en = """\
Processes share a field by referring to each other. A record that none of the lists names goes round."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
references = [
  { source = "1.1", subject = "ramavtal", cited_level = "P", target = "1.2" },
  { source = "1.2", subject = "verksamhetsplan", cited_level = "P", target = "1.1" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
references = [{ source = "1.1", subject = "ramavtal", cited_level = "P", target = "1.2" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Rings whose references are about different records."""
    for ring in subject.once(rings.of):
        if ring.shared:
            continue
        codes = [reference.source for reference in ring.references]
        yield Hit(
            where=tuple(codes),
            says={
                "ring": " → ".join([*codes, codes[0]]),
                "subjects": "; ".join(quoted(reference.subject) for reference in ring.references),
            },
            evidence=tuple(subject.iri(reference) for reference in ring.references),
        )


RULE = define(HEADER, check, __file__)
