"""KG323: a rule holds only if another row has decided first."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "chain"
severity = "warning"
message.sv = "Regeln i {where} beror på utfallet i en annan rad: {record}"
message.en = "The rule of {where} depends on the outcome of another row: {record}"
fix.sv = "Hänvisa till den rad som gäller den begärda handlingen."
fix.en = "Refer to the row of the record asked for."
since = "0.1.0"
source = "Praxis: en regel ska gå att tillämpa på de uppgifter som finns i ärendet"
explanation.sv = """\
Villkoret frågar om en annan handling lånas ut eller överlämnas. Det går inte att avgöra utan att först avgöra \
den raden, och har den en lucka går det inte alls."""
explanation.en = """\
The condition asks whether another record is lent or handed over. It cannot be decided before that row is, and \
where that row has a gap not at all."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "condition", op = "is", value = "handlingen omfattas av utlån" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "condition", op = "is", value = "handlingen är signerad" }]
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
    """Rules with a condition that speaks of what other rules decide."""
    decided = frozenset(map(words.stem, lexicon.load("lint")["other_row"]["words"]))
    for rule in subject.view.plan.disposition_rules:
        for value in (v for c in rule.conditions if c.about == "condition" for v in values(c)):
            if decided & words.stems(value):
                yield Hit(
                    where=(rule.process,), record=value, says={"where": rule.process}, evidence=(subject.iri(rule),)
                )


RULE = define(HEADER, check, __file__)
