"""KG312: two rules with conditions hold in the same case and say different things."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.case import is_special
from kg.answer.wording import outcome
from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "disposition-overlap"
severity = "warning"
message.sv = "I {where} gäller både regel {first} ({does}) och regel {second} ({does2}) när {gap}"
message.en = "In {where} both rule {first} ({does_en}) and rule {second} ({does2_en}) hold when {gap_en}"
fix.sv = "Skriv vilken regel som går före, eller skilj villkoren åt."
fix.en = "Say which rule goes first, or part the conditions."
since = "0.1.0"
source = "Praxis: reglernas grenar ska vara skilda"
explanation.sv = """\
Villkoren har prövats mot alla kombinationer som reglerna skiljer mellan. I de fall som anges är två regler \
uppfyllda, och de leder till olika saker."""
explanation.en = """\
The conditions were tried against all combinations that the rules tell apart. In the cases given two rules hold, \
and they lead to different things."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "until", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.1"
action = "destroy"
conditions = [{ about = "date", op = "on-or-after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "before", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.1"
action = "destroy"
conditions = [{ about = "date", op = "on-or-after", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of rules of a process that hold together in some case; rules for records they name are KG315's."""
    for code in subject.view.rules:
        for (first, second), gaps in cases.clashing(subject, code).items():
            if is_special(first) or is_special(second):
                continue
            yield Hit(
                where=(code,),
                record=f"{first.order}/{second.order}",
                says={
                    "where": code,
                    "first": str(first.order),
                    "second": str(second.order),
                    "does": outcome(first, "sv"),
                    "does2": outcome(second, "sv"),
                    "does_en": outcome(first, "en"),
                    "does2_en": outcome(second, "en"),
                    "gap": gaps[0].said("sv") or "inget annat är sagt",
                    "gap_en": gaps[0].said("en") or "nothing else is said",
                },
                evidence=(subject.iri(first), subject.iri(second)),
            )


RULE = define(HEADER, check, __file__)
