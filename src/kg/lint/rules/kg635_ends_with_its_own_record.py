"""KG635: a rule that holds until a record is there which the process lists as its own."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import wholes
from kg.text import words

HEADER = r'''
kind = "contradiction"
severity = "info"
message.sv = """\
{where} räknar "{record}" till sina handlingar, men regeln gäller bara tills den finns ({until})"""
message.en = """\
{where} counts "{record}" among its records, but the rule holds only until it is there ({until})"""
fix.sv = "Säg vad som händer med den handling som avslutar ärendet."
fix.en = "Say what becomes of the record that ends the case."
since = "0.1.0"
source = "Praxis: en regel ska gå att tillämpa på varje handling den gäller"
explanation.sv = """\
Regeln gäller fram till dess att handlingen är upprättad eller beslutet fattat. Då är ärendet slut, och själva \
handlingen har aldrig omfattats."""
explanation.en = """\
The rule holds until the record is drawn up or the decision made. Then the case is over, and the record itself \
was never covered."""
example = """
units = ["1 VO Styra", "1.1 P Rekrytera", "1.2 P Köpa in"]
records = { "1.1" = ["anställningsavtal", "annons"], "1.2" = ["order", "offert"] }
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
conditions = [{ about = "status", op = "not", value = "anställningsavtalet upprättat", of = "rekrytering" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Rekrytera", "1.2 P Köpa in"]
records = { "1.1" = ["testresultat", "annons"], "1.2" = ["order", "offert"] }
[[rules]]
process = "1.1"
action = "transfer"
recipients = ["Vård AB"]
conditions = [{ about = "status", op = "is", value = "pågående", of = "rekrytering" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Conditions that hold until something is done, or while it is not, and records that the words of them name."""
    for rule in subject.view.plan.disposition_rules:
        untils = (each for each in rule.conditions if each.about in ("status", "condition") and each.op in _OPS)
        for said in (value for each in untils for value in values(each)):
            ends = words.stems(said)
            for record in subject.view.records.get(rule.process, ()):
                named = {stem for name in wholes(record.name) for stem in words.analysis(name)[1]}
                if len(named) > 1 and named <= ends:
                    yield Hit(
                        where=(rule.process,),
                        record=record.name,
                        says={"where": rule.process, "until": said},
                        evidence=(subject.iri(rule), subject.iri(record)),
                    )


_OPS = ("until", "not", "is-not", "in")
"""Operators of conditions that end when a thing is done."""


RULE = define(HEADER, check, __file__)
