"""KG401: the same record type in several live processes."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import owners
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "ownership-conflict"
severity = "warning"
message.sv = "\"{record}\" står i {where}: {outcomes}"
message.en = "\"{record}\" stands in {where}: {outcomes_en}"
fix.sv = "Säg vilken process som äger handlingen, eller skilj dem åt i namnet."
fix.en = "Say which process owns the record, or tell them apart in the name."
since = "0.1.0"
source = "Riksarkivet: en handlingstyp redovisas i den process där den uppstår"
explanation.sv = """\
Samma handlingstyp nämns i två eller flera gällande processer, och planen säger inte vem som äger den. Gör \
processerna olika med sina handlingar avgör ägaren svaret; gör de lika kan handlingen ändå sökas på fel ställe."""
explanation.en = """\
The same record type is named in two or more live processes, and the plan does not say who owns it. Where the \
processes do different things with their records the owner decides the answer; where they do the same, the record \
may still be looked for in the wrong place."""
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
    """Record types named in several live processes; where their records end up alike it is only worth knowing."""
    for shared in owners.shared(subject):
        yield Hit(
            where=shared.codes,
            record=shared.name,
            says={
                "where": ", ".join(shared.codes),
                "outcomes": owners.outcomes(subject, shared, "sv"),
                "outcomes_en": owners.outcomes(subject, shared, "en"),
            },
            evidence=tuple(subject.iri(record) for record in shared.records),
            severity=None if shared.differs else "info",
        )


RULE = define(HEADER, check, __file__)
