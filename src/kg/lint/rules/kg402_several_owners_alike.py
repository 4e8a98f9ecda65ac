"""KG402: the same record type in several live processes whose records end up alike."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import owners
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "ownership-conflict"
severity = "info"
message.sv = "\"{record}\" står i {where}; det går likadant med handlingarna, men ägaren är oviss"
message.en = "\"{record}\" stands in {where}; their records end up alike, but the owner is unsure"
fix.sv = "Säg vilken process som äger handlingen, eller skilj dem åt i namnet."
fix.en = "Say which process owns the record, or tell them apart in the name."
since = "0.1.0"
source = "Riksarkivet: en handlingstyp redovisas i den process där den uppstår"
explanation.sv = """\
Samma handlingstyp nämns i två eller flera gällande processer. Vart den tar vägen påverkas inte, men den kan \
sökas på fel ställe."""
explanation.en = """\
The same record type is named in two or more live processes. Where it goes does not change, but it may be looked \
for in the wrong place."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["beställningar"], "1.2" = ["beställning", "anbud"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan"], "1.2" = ["beställning", "anbud"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Record types named in several live processes with the same outcome."""
    for shared in owners.shared(subject):
        if not shared.differs:
            yield Hit(
                where=shared.codes,
                record=shared.name,
                says={"where": ", ".join(shared.codes)},
                evidence=tuple(subject.iri(record) for record in shared.records),
            )


RULE = define(HEADER, check, __file__)
