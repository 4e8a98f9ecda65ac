"""KG401: the same record type in several live processes whose records end up differently."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import owners
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "ownership-conflict"
severity = "warning"
message.sv = "\"{record}\" står i {where}, och det går olika med handlingarna: {outcomes}"
message.en = "\"{record}\" stands in {where}, whose records end up differently: {outcomes_en}"
fix.sv = "Säg vilken process som äger handlingen, eller skilj dem åt i namnet."
fix.en = "Say which process owns the record, or tell them apart in the name."
since = "0.1.0"
source = "Riksarkivet: en handlingstyp redovisas i den process där den uppstår"
explanation.sv = """\
Samma handlingstyp nämns i två eller flera gällande processer som gör olika med sina handlingar. Vem som äger \
den avgör då svaret, och planen säger inte vem."""
explanation.en = """\
The same record type is named in two or more live processes that do different things with their records. The \
owner then decides the answer, and the plan does not say who it is."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["beställningar"], "1.2" = ["beställning", "anbud"] }
rules = [{ process = "1.1", action = "stay", recipients = ["styrelsen"] }, { process = "1.2", action = "preserve" }]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan"], "1.2" = ["beställning", "anbud"] }
rules = [{ process = "1.1", action = "stay", recipients = ["styrelsen"] }, { process = "1.2", action = "preserve" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Record types named in several live processes with different outcomes."""
    for shared in owners.shared(subject):
        if shared.differs:
            yield Hit(
                where=shared.codes,
                record=shared.name,
                says={
                    "where": ", ".join(shared.codes),
                    "outcomes": owners.outcomes(subject, shared.codes, "sv"),
                    "outcomes_en": owners.outcomes(subject, shared.codes, "en"),
                },
                evidence=tuple(subject.iri(record) for record in shared.records),
            )


RULE = define(HEADER, check, __file__)
