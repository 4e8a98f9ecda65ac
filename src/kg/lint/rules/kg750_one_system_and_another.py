"""KG750: everything is to be in one system, and something is kept in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
message.sv = "{where} säger att allt ska finnas i {record}, men {where2} talar om {other}"
message.en = "{where} says that everything is to be in {record}, but {where2} speaks of {other}"
fix.sv = "Säg vilka uppgifter som finns i vilket system."
fix.en = "Say which data are in which system."
since = "0.1.0"
source = "Praxis: en uppgift har en plats; data/lexicon/lint.toml, [everything]"
explanation.sv = "Var dokumentationen finns, och vilket system som ska arkiveras, går inte att säga."
explanation.en = "Where the documentation is, and which system is to be archived, cannot be said."
example = """
sections = ["s1 Dokumentation", "s2 Plan"]
text = { s1 = ["Dokumentation", "", "All dokumentation ska skrivas i verksamhetssystemet."], s2 = ["Plan"] }
systems = [{ name = "verksamhetssystemet", section = "s1" }, { name = "Vitsippan", section = "s2" }]
"""
mended = """
sections = ["s1 Dokumentation", "s2 Plan"]
text = { s1 = ["Dokumentation", "", "Social dokumentation ska skrivas i verksamhetssystemet."], s2 = ["Plan"] }
systems = [{ name = "verksamhetssystemet", section = "s1" }, { name = "Vitsippan", section = "s2" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences that put all documentation in a system, in a plan that names another one elsewhere."""
    everything = re.compile("|".join(lexicon.load("lint")["everything"]["phrases"]), re.IGNORECASE)
    systems = subject.view.plan.systems
    for sentence in subject.sentences if len(systems) > 1 else ():
        match = everything.search(sentence.text)
        told = words.fold(sentence.text)
        named = next((each for each in systems if words.fold(each.name) in told), None) if match else None
        others = [each for each in systems if named and words.fold(each.name) not in told and each.section]
        if named and others:
            yield Hit(
                where=tuple(dict.fromkeys((sentence.code, *(each.section or "" for each in others)))),
                lines=(sentence.line, *dict.fromkeys(each.span.first for each in others)),
                record=named.name,
                says={
                    "where": sentence.code,
                    "where2": ", ".join(dict.fromkeys(each.section or "" for each in others)),
                    "other": ", ".join(dict.fromkeys(each.name for each in others)),
                },
                evidence=tuple(subject.iri(each) for each in (named, *others)),
            )


RULE = define(HEADER, check, __file__)
