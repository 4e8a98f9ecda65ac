"""KG225: a process lists records that it says it does not cover."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import listed, quoted, readings

HEADER = r'''
kind = "contradiction"
severity = "error"
message.sv = "{where} nämner \"{record}\" som sin handling men säger att den inte omfattar {subject}"
message.en = "{where} names \"{record}\" as its own but says that it does not cover {subject}"
fix.sv = "Stryk exemplet eller undantaget."
fix.en = "Strike the example or the exclusion."
since = "0.1.0"
source = "XKOS exclusionNote: det som undantas får inte samtidigt ingå"
explanation.sv = "Ett undantag och en uppräkning i samma process säger emot varandra."
explanation.en = "An exclusion and a list in the same process contradict each other."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan", "ramavtal"], "1.2" = ["beställning"] }
[[references]]
source = "1.1"
subject = "ramavtal"
verb = "exkl."
kind = "exclude"
cited_level = "P"
target = "1.2"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["verksamhetsplan"], "1.2" = ["beställning"] }
[[references]]
source = "1.1"
subject = "ramavtal"
verb = "exkl."
kind = "exclude"
cited_level = "P"
target = "1.2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Record types that a reading of an exclusion's subject names exactly."""
    view = subject.view
    for reference in view.plan.cross_references:
        if reference.subject is None or reference.kind != "exclude":
            continue
        left_out = set(listed(reference.subject))
        for record in view.records.get(reference.source, ()):
            if left_out & set(readings(record.name)):
                yield Hit(
                    where=(reference.source, *((reference.target,) if reference.target else ())),
                    record=record.name,
                    says={"where": reference.source, "subject": quoted(reference.subject)},
                    evidence=(subject.iri(record), subject.iri(reference)),
                )


RULE = define(HEADER, check, __file__)
