"""KG220: records of one kind are sent round in a ring, so that nobody owns them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import rings
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "cycle"
severity = "error"
message.sv = "{record} skickas runt: {ring}"
message.en = "{record} is sent round: {ring}"
fix.sv = "Bestäm vilken process som äger handlingarna, och stryk dess hänvisning."
fix.en = "Decide which process owns the records, and strike its reference."
since = "0.1.0"
source = "qSKOS 'chr' (cyclic hierarchical relations), överfört till hänvisningar om samma sak"
explanation.sv = """\
Den som följer hänvisningarna för en viss handling kommer tillbaka till början utan att ha funnit någon ägare."""
explanation.en = """\
Whoever follows the references for a certain record is back at the start without having found an owner."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
references = [
  { source = "1.1", subject = "ramavtal", cited_level = "P", target = "1.2" },
  { source = "1.2", subject = "ramavtal", cited_level = "P", target = "1.1" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
references = [{ source = "1.1", subject = "ramavtal", cited_level = "P", target = "1.2" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Rings in which every reference sends on what the one before sent."""
    for ring in subject.once(rings.of):
        if not ring.shared:
            continue
        codes = [reference.source for reference in ring.references]
        yield Hit(
            where=tuple(codes),
            record=ring.references[0].subject,
            says={"ring": " → ".join([*codes, codes[0]])},
            evidence=tuple(subject.iri(reference) for reference in ring.references),
        )


RULE = define(HEADER, check, __file__)
