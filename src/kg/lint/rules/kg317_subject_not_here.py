"""KG317: a rule is about something that the process does not speak of, and the rest of its records are left out."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import told_by
from kg.text import words

HEADER = r'''
kind = "disposition-gap"
severity = "warning"
message.sv = "Regeln i {where} gäller {record}, som processen inte nämner; den nämner {names}"
message.en = "The rule of {where} is about {record}, which the process does not name; it names {names}"
fix.sv = "Skriv regeln så att den gäller de handlingar som processen nämner."
fix.en = "Word the rule so that it covers the records that the process names."
since = "0.1.0"
source = "Praxis: en regel gäller processens egna handlingar"
explanation.sv = """\
Regeln pekar ut ett slags handlingar som varken titeln, beskrivningen eller exemplen nämner. Vad som gäller de \
handlingar som faktiskt nämns är oklart."""
explanation.en = """\
The rule picks out a kind of records that neither title, description nor examples name. What holds for the \
records that are named is unclear."""
example = """
units = ["1 VO Styra", { unit = "1.1 P Besvara remisser", terms = ["remisser", "enkäter"] }, "1.2 P Köpa in"]
records = { "1.1" = ["remiss", "enkät"], "1.2" = ["beställning"] }
rules = [
  { process = "1.1", action = "preserve", conditions = [{ about = "subject", op = "is", value = "yttranden" }] },
  { process = "1.1", action = "destroy", otherwise = true },
  { process = "1.2", action = "preserve" },
]
"""
mended = """
units = ["1 VO Styra", { unit = "1.1 P Besvara remisser", terms = ["remisser", "enkäter"] }, "1.2 P Köpa in"]
records = { "1.1" = ["remiss", "enkät"], "1.2" = ["beställning"] }
rules = [
  { process = "1.1", action = "preserve", conditions = [{ about = "subject", op = "is", value = "remisser" }] },
  { process = "1.1", action = "destroy", otherwise = true },
  { process = "1.2", action = "preserve" },
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Rules with a condition on the subject of which no word, in any derived form, is a word of the process."""
    view = subject.view
    for code, rules in view.rules.items():
        process = view.processes.get(code)
        if process is None or not process.terms:
            continue
        own = {words.root(stem) for stem in told_by(process)}
        own |= {words.root(stem) for r in view.records.get(code, ()) for stem in words.stems(r.name)}
        for rule in rules:
            for value in (v for c in rule.conditions if c.about == "subject" for v in values(c)):
                if words.stems(value) and not {words.root(stem) for stem in words.stems(value)} & own:
                    yield Hit(
                        where=(code,),
                        record=value,
                        says={
                            "where": code,
                            "names": ", ".join(r.name for r in view.records.get(code, ())) or process.title,
                        },
                        evidence=(subject.iri(rule),),
                    )


RULE = define(HEADER, check, __file__)
