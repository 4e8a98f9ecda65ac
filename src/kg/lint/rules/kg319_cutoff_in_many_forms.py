"""KG319: one cutoff written in several ways, which do not agree on the day itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import Condition, DispositionRule
from kg.text import lexicon

HEADER = r'''
kind = "date-conflict"
severity = "warning"
message.sv = "Brytdagen {day} skrivs på {many} sätt: {forms}"
message.en = "The cutoff {day} is written in {many} ways: {forms}"
fix.sv = "Skriv \"till och med\" dagen före och \"från och med\" dagen."
fix.en = "Write \"up to and including\" the day before and \"from\" the day."
since = "0.1.0"
source = "Språkrådet, Myndigheternas skrivregler: tidsgränser skrivs från och med, till och med"
explanation.sv = """\
Samma gräns uttrycks med olika dagar och olika ord. Formerna är nästan lika, men inte för det som hände på \
själva dagen."""
explanation.en = """\
The same border is put with different days and different words. The forms are nearly alike, but not for what \
happened on the day itself."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "before", value = "2018-01-01", at = 2018-01-01, of = "handling" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "date", op = "until", value = "2017-12-31", at = 2017-12-31, of = "handling" }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
[[rules]]
process = "1.3"
action = "preserve"
conditions = [{ about = "status", op = "is", value = "pågående", of = "ärende", at = 2017-12-31 }]
[[rules]]
process = "1.3"
action = "stay"
otherwise = true
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "preserve"
conditions = [{ about = "date", op = "until", value = "2017-12-31", at = 2017-12-31, of = "handling" }]
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
conditions = [{ about = "date", op = "until", value = "2017-12-31", at = 2017-12-31, of = "handling" }]
[[rules]]
process = "1.2"
action = "stay"
otherwise = true
"""
'''


_FEWEST = 3
"""Forms from which a border counts as written in many ways; two may be the two sides of it."""


_SHORT = 2
"""Words of a status; what is longer is a condition of its own, with a day in it."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each pair of days, the one after the other, that conditions name in three forms or more."""
    forms: dict[date, dict[str, list[DispositionRule]]] = defaultdict(lambda: defaultdict(list))
    days = {c.at for rule in subject.view.plan.disposition_rules for c in rule.conditions if c.at and not c.inferred}
    for rule in subject.view.plan.disposition_rules:
        for condition in rule.conditions:
            if condition.at and not condition.inferred:
                next_day = condition.at + timedelta(days=1)
                border = next_day if next_day in days else condition.at
                forms[border][_form(condition, condition.at)].append(rule)
    for border, found in forms.items():
        if len(found) < _FEWEST:
            continue
        usual = max(found.values(), key=len)
        firsts = [rule for rules in found.values() for rule in (rules[:1] if rules is usual else rules)]
        yield Hit(
            where=tuple(dict.fromkeys(rule.process for rule in firsts)),
            record=str(border),
            says={"day": str(border), "many": str(len(found)), "forms": ", ".join(f'"{form}"' for form in found)},
            evidence=tuple(subject.iri(rule) for rule in dict.fromkeys(firsts)),
        )


def _form(condition: Condition, day: date) -> str:
    """How a condition names its day: "före 2018-01-01", "pågående 2018-01-01"."""
    if len(str(condition.value).split()) > _SHORT or not isinstance(condition.value, str):
        return f"{condition.of or lexicon.load('wording')['about'][condition.about]['sv']} {day}"
    if condition.op in ("is", "is-not"):
        no = "" if condition.op == "is" else "inte "
        return f"{no}{condition.value} {day}" if condition.about != "date" else f"{no}{day}"
    return f"{lexicon.load('wording')['op'][condition.op]['sv']} {day}".removeprefix("är ")


RULE = define(HEADER, check, __file__)
