"""KG405: record types that only ended processes name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import readings

HEADER = r'''
kind = "other"
severity = "info"
message.sv = "Bara upphörda {where} nämner {names}; efterföljaren {successors} gör det inte"
message.en = "Only {where}, which ended, names {names}; its successor {successors} does not"
fix.sv = "Ta upp handlingarna i efterföljaren, eller skriv att de inte längre uppstår."
fix.en = "Name the records in the successor, or say that they are no longer made."
since = "0.1.0"
source = "Riksarkivet, samband mellan upphörda och nya enheter"
explanation.sv = """\
När en process upphörde följde en del av dess handlingstyper inte med till den som tog över. Nya sådana \
handlingar har ingen ägare att hitta."""
explanation.en = """\
When a process ended, some of its record types did not follow to the one that took over. New records of these \
types have no owner to be found."""
example = """
units = [
  "1 VO Styra", "1.1 P Planera", { unit = "1.2 P Köpa", ended = 2020-01-01, successors = ["1.3"] }, "1.3 P Köpa in",
]
records = { "1.1" = ["budget"], "1.2" = ["öppningsprotokoll", "anbud"], "1.3" = ["anbud"] }
"""
mended = """
units = [
  "1 VO Styra", "1.1 P Planera", { unit = "1.2 P Köpa", ended = 2020-01-01, successors = ["1.3"] }, "1.3 P Köpa in",
]
records = { "1.1" = ["budget"], "1.2" = ["öppningsprotokoll", "anbud"], "1.3" = ["anbud", "öppningsprotokoll"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit an ended process: its record types that no live process names."""
    view = subject.view
    live = {
        reading
        for record in view.plan.record_types
        if subject.live(record.process)
        for reading in readings(record.name)
    }
    for process in view.plan.processes:
        if not process.ended or subject.live(process.code):
            continue
        lost = [record for record in view.records.get(process.code, ()) if not live & set(readings(record.name))]
        if lost:
            yield Hit(
                where=(process.code, *process.successors),
                says={
                    "where": process.code,
                    "names": ", ".join(f'"{record.name}"' for record in lost),
                    "successors": ", ".join(process.successors) or "som inte anges",
                },
                evidence=tuple(subject.iri(record) for record in lost),
            )


RULE = define(HEADER, check, __file__)
