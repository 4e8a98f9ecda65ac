"""KG404: names of records in different processes that differ by a letter or two."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import owners
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "ownership-conflict"
severity = "warning"
certain = false
message.sv = "\"{record}\" i {where} och \"{other}\" i {where2} är troligen samma handling"
message.en = "\"{record}\" in {where} and \"{other}\" in {where2} are probably the same record"
fix.sv = "Skriv namnet på ett sätt, och säg vilken process som äger handlingen."
fix.en = "Write the name in one way, and say which process owns the record."
since = "0.1.0"
source = "qSKOS 'ol' (overlapping labels), med likhet i stället för likhetstecken"
explanation.sv = "Två processer nämner en handling med namn som bara skiljer sig i stavning eller fogning."
explanation.en = "Two processes name a record by names that differ only in spelling or in how they are joined."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["tidrapport"], "1.2" = ["tidsrapporter"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["tidrapport"], "1.2" = ["resultatrapporter"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of names that are no more than a slip apart, in live processes of their own."""
    for one, other in owners.near(subject):
        yield Hit(
            where=(one.process, other.process),
            record=one.name,
            says={"where": one.process, "where2": other.process, "other": other.name},
            evidence=(subject.iri(one), subject.iri(other)),
        )


RULE = define(HEADER, check, __file__)
