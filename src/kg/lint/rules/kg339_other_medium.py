"""KG339: rules for records on paper, and none for the same records when they are digital."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.answer.case import values
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

HEADER = r'''
kind = "disposition-gap"
severity = "info"
message.sv = """\
Regler finns bara för {record}; vad som gäller för dem som är digitala sägs inte ({codes})"""
message.en = """\
There are rules only for {record}; what holds for those that are digital is not said ({codes})"""
fix.sv = "Säg vad som gäller för handlingar i andra medier."
fix.en = "Say what holds for records in other media."
since = "0.1.0"
source = """\
Riksarkivets föreskrifter: samma regler gäller oavsett medium, om inte annat sägs; data/lexicon/lint.toml, \
[media]"""
explanation.sv = """\
Samma slags handling finns ofta både på papper och i ett system. En regel som bara gäller det ena lämnar det \
andra utan."""
explanation.en = """\
The same kind of record is often kept both on paper and in a system. A rule that is only about the one leaves \
the other without."""
example = """
units = ["1 VO Styra", "1.1 P Hantera anställning", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "destroy"
applies_to = "fysiska personalakter"
[[rules]]
process = "1.1"
action = "stay"
otherwise = true
[[rules]]
process = "1.2"
action = "preserve"
"""
mended = """
units = ["1 VO Styra", "1.1 P Hantera anställning", "1.2 P Köpa in"]
[[rules]]
process = "1.1"
action = "destroy"
applies_to = "personalakter"
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
    """One hit for each kind of records on paper that rules are about, where none is about digital ones."""
    table = lexicon.load("lint")["media"]
    paper, digital = tuple(table["paper"]), tuple(table["digital"])
    found: dict[str, list[str]] = defaultdict(list)
    facts: dict[str, list[str]] = defaultdict(list)
    for code, rules in subject.view.rules.items():
        if any(word.startswith(digital) for rule in rules for word in words.fold(rule.applies_to or "").split()):
            continue
        for rule in rules:
            if rule.applies_to and words.fold(rule.applies_to).startswith(paper):
                found[rule.applies_to].append(code)
                facts[rule.applies_to].append(subject.iri(rule))
    for retained in _retained(subject, paper, digital):
        found[retained.record or ""].append(retained.section or "")
        facts[retained.record or ""].append(subject.iri(retained))
    for name, codes in found.items():
        where = tuple(dict.fromkeys(codes))
        yield Hit(where=where, record=name, says={"codes": ", ".join(where)}, evidence=tuple(facts[name]))


def _retained(subject: Subject, paper: tuple[str, ...], digital: tuple[str, ...]) -> list[RetentionRule]:
    """Periods for records on paper, where the plan has none for digital ones."""
    timed = [rule for rule in subject.view.plan.retention_rules if rule.period and rule.record]
    if any(words.fold(value).startswith(digital) for rule in timed for value in _media(rule)):
        return []
    return [rule for rule in timed if any(words.fold(value).startswith(paper) for value in _media(rule))]


def _media(rule: RetentionRule) -> list[str]:
    return [value for each in rule.conditions if each.about == "medium" for value in values(each)]


RULE = define(HEADER, check, __file__)
