"""KG340: an ended process whose rules do not tell going from closed cases, as those of its successor do."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-gap"
severity = "info"
message.sv = """\
{where} {title} upphörde {ended} utan regel för det som då pågick; {successor} skiljer på pågående och \
avslutade"""
message.en = """\
{where} {title} ended on {ended} with no rule for what was going on then; {successor} tells going from closed"""
fix.sv = "Säg vad som händer med ärenden som pågick när processen upphörde."
fix.en = "Say what becomes of cases that were going on when the process ended."
since = "0.1.0"
source = "Praxis: en process som upphör lämnar pågående ärenden efter sig"
explanation.sv = """\
Ärenden som pågick den dag processen upphörde behandlas annorlunda i den som tog över, men handlingarna från \
dem i den gamla har bara en regel."""
explanation.en = """\
Cases that were going on when the process ended are treated otherwise in the one that took over, but their \
records in the old one have a single rule."""
example = """
units = [
  "1 VO Styra", "1.1 P Planera", { unit = "1.2 P Köpa in", ended = 2020-12-11, successors = ["1.3"] },
  { unit = "1.3 P Handla", added = 2020-12-11 },
]
[[rules]]
process = "1.1"
action = "preserve"
[[rules]]
process = "1.2"
action = "stay"
[[rules]]
process = "1.3"
action = "preserve"
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende" }]
[[rules]]
process = "1.3"
action = "stay"
otherwise = true
"""
mended = """
units = [
  "1 VO Styra", "1.1 P Planera", { unit = "1.2 P Köpa in", ended = 2020-12-11, successors = ["1.3"] },
  { unit = "1.3 P Handla", added = 2020-12-11 },
]
[[rules]]
process = "1.1"
action = "preserve"
[[rules]]
process = "1.2"
action = "stay"
[[rules]]
process = "1.3"
action = "stay"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Ended processes with rules but no condition on the status, where a successor's rules have one."""
    view = subject.view
    for process in view.plan.processes:
        rules = view.rules.get(process.code, ())
        telling = [code for code in process.successors if _tells(subject, code)]
        if process.ended and rules and telling and not _tells(subject, process.code):
            yield Hit(
                where=(process.code,),
                says={
                    "where": process.code,
                    "title": process.title,
                    "ended": str(process.ended),
                    "successor": ", ".join(telling),
                },
                evidence=tuple(subject.iri(rule) for rule in rules),
            )


def _tells(subject: Subject, code: str) -> bool:
    return any(each.about == "status" for rule in subject.view.rules.get(code, ()) for each in rule.conditions)


RULE = define(HEADER, check, __file__)
