"""KG232: a process sends a matter elsewhere, and lists a record of that very matter."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import readings, redirects, wholes
from kg.text import words

HEADER = r'''
kind = "contradiction"
severity = "info"
certain = false
message.sv = "{where} nämner \"{record}\" som sin handling men skickar \"{subject}\" till {where2}"
message.en = "{where} names \"{record}\" as its own but sends \"{subject}\" to {where2}"
fix.sv = "Skriv vad av saken som stannar i {where}."
fix.en = "Say what of the matter stays in {where}."
since = "0.1.0"
source = "Praxis: en handling har en ägare"
explanation.sv = """\
Handlingen gäller just den sak som hänvisningen skickar bort. Om den hör till det som skickas eller till det som \
stannar sägs inte."""
explanation.en = """\
The record is about the very matter that the reference sends away. Whether it belongs to what is sent or to what \
stays is not said."""
example = """
units = ["1 VO Styra", "1.1 P Granska", "1.2 P Planera"]
records = { "1.1" = ["checklista för brandskyddsarbete"], "1.2" = ["verksamhetsplan"] }
references = [{ source = "1.1", subject = "övergripande brandskyddsarbete", cited_level = "P", target = "1.2" }]
"""
mended = """
units = ["1 VO Styra", "1.1 P Granska", "1.2 P Planera"]
records = { "1.1" = ["checklista för revision"], "1.2" = ["verksamhetsplan"] }
references = [{ source = "1.1", subject = "övergripande brandskyddsarbete", cited_level = "P", target = "1.2" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Record types that share a compound with the subject of a reference of their process, and are not all of it."""
    view = subject.view
    for reference in redirects(view.plan.cross_references):
        sent = set(readings(reference.subject or ""))
        for record in view.records.get(reference.source, ()):
            shared = wholes(record.name) & wholes(reference.subject or "")
            compound = any(len(words.analysis(stem)[1]) > 1 for stem in shared)
            if compound and not sent & set(readings(record.name)):
                target = reference.target or ""
                yield Hit(
                    where=(reference.source, target),
                    record=record.name,
                    says={"where": reference.source, "where2": target, "subject": reference.subject or ""},
                    evidence=(subject.iri(record), subject.iri(reference)),
                )


RULE = define(HEADER, check, __file__)
