"""KG224: a process lists as its own the records that it sends elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import listed, readings
from kg.text import words

HEADER = r'''
kind = "contradiction"
severity = "error"
message.sv = "{where} nämner \"{record}\" som sin handling men skickar den till {where2}"
message.en = "{where} names \"{record}\" as its own but sends it to {where2}"
fix.sv = "Stryk exemplet i {where}, eller hänvisningen."
fix.en = "Strike the example in {where}, or the reference."
since = "0.1.0"
source = "Praxis: en handling har en ägare"
explanation.sv = """\
Samma process säger två saker om samma handling: att den hör hit, och att den hör någon annanstans."""
explanation.en = """\
The same process says two things of the same record: that it belongs here, and that it belongs elsewhere."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan", "lokala ramavtal"], "1.2" = ["beställning"] }
references = [{ source = "1.1", subject = "Lokala ramavtal", cited_level = "P", target = "1.2" }]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan"], "1.2" = ["beställning"] }
references = [{ source = "1.1", subject = "Lokala ramavtal", cited_level = "P", target = "1.2" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Record types that a reading of the subject of their own process's reference names exactly.

    In a plan with a row a record type, a row that says no more than where its record is kept is no contradiction.
    """
    view = subject.view
    for reference in view.plan.cross_references:
        if reference.subject is None or reference.kind == "exclude":
            continue
        sent = set(listed(reference.subject))
        rows = cases.rows(subject, reference.source)
        for record in view.records.get(reference.source, ()):
            pointer = record.name in rows and words.fold(record.name) == words.fold(reference.subject)
            if sent & set(readings(record.name)) and not pointer:
                to = reference.target or reference.to or ""
                yield Hit(
                    where=(reference.source, *((reference.target,) if reference.target else ())),
                    record=record.name,
                    says={"where": reference.source, "where2": to},
                    evidence=(subject.iri(record), subject.iri(reference)),
                )


RULE = define(HEADER, check, __file__)
