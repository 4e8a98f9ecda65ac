"""KG230: what is sent away is a record type that another process lists by that very name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import readings, redirects
from kg.model.plan import RecordType

HEADER = r'''
kind = "wrong-target"
severity = "warning"
message.sv = """\
{where} skickar \"{record}\" till {where2} {title}, men det är {better} {better_title} som har handlingen i sin \
lista"""
message.en = """\
{where} sends \"{record}\" to {where2} {title}, but it is {better} {better_title} that lists the record"""
fix.sv = "Fråga den som äger planen vilken av dem som gäller."
fix.en = "Ask the owner of the plan which of them holds."
since = "0.1.0"
source = "Praxis: målet ska kännas vid det som skickas dit"
explanation.sv = """\
Målet nämner inte handlingen, men en annan process har den ordagrant bland sina exempel. Den som följer \
hänvisningen hamnar troligen fel."""
explanation.en = """\
The target does not mention the record, but another process has it word for word among its examples. Whoever \
follows the reference probably ends up wrongly."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Samverka med grannar", "1.3 P Förhandla"]
records = { "1.1" = ["plan"], "1.2" = ["avsiktsförklaring"], "1.3" = ["lokala samverkansavtal"] }
references = [{ source = "1.1", subject = "Lokala samverkansavtal", cited_level = "P", target = "1.2" }]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Samverka med grannar", "1.3 P Förhandla"]
records = { "1.1" = ["plan"], "1.2" = ["avsiktsförklaring"], "1.3" = ["lokala samverkansavtal"] }
references = [{ source = "1.1", subject = "Lokala samverkansavtal", cited_level = "P", target = "1.3" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Redirects of which every reading is a record type of one other live process and none of the target's."""
    view = subject.view
    holders: dict[frozenset[str], list[RecordType]] = {}
    for record in view.plan.record_types:
        for reading in readings(record.name):
            holders.setdefault(reading, []).append(record)
    for reference in redirects(view.plan.cross_references):
        target = view.processes.get(reference.target or "")
        sent = readings(reference.subject or "")
        if target is None or target.level != "P" or len(sent) != 1 or len(sent[0]) < _FEWEST:
            continue
        named = [record for record in holders.get(sent[0], ()) if subject.live(record.process)]
        codes = {record.process for record in named} - {reference.source}
        if len(codes) == 1 and target.code not in codes:
            (better,) = codes
            yield Hit(
                where=(reference.source, target.code, better),
                record=reference.subject,
                says={
                    "where": reference.source,
                    "where2": target.code,
                    "title": target.title,
                    "better": better,
                    "better_title": view.processes[better].title,
                },
                evidence=(subject.iri(reference), *(subject.iri(r) for r in named if r.process == better)),
            )


_FEWEST = 2
"""Words that a name has for two processes hardly to mean different things by it."""


RULE = define(HEADER, check, __file__)
