"""KG314: one rule takes records by what they are, another by how they are kept, and the two do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.wording import outcome
from kg.lint import cases
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule
from kg.text import words

HEADER = r'''
kind = "disposition-overlap"
severity = "warning"
message.sv = "I {codes} faller {kind} som är {form} under två regler: \"{does}\" och \"{does2}\""
message.en = "In {codes} {kind} that are {form} fall under two rules: \"{does_en}\" and \"{does2_en}\""
fix.sv = "Skriv vilken regel som går före."
fix.en = "Say which rule goes first."
since = "0.1.0"
source = "Praxis: regler ska dela in handlingarna efter en grund i taget"
explanation.sv = """\
En regel pekar ut handlingar efter vad de är, en annan efter hur de förvaras eller registreras. En och samma \
handling kan vara båda, och reglerna leder till olika saker."""
explanation.en = """\
One rule picks out records by what they are, another by how they are kept or registered. One and the same record \
may be both, and the rules lead to different things."""
example = """
units = ["1 VO Styra", "1.1 P Hantera akter", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "destroy", applies_to = "kortakter" },
  { process = "1.1", action = "preserve", applies_to = "diarieförda handlingar" },
  { process = "1.1", action = "stay", otherwise = true }, { process = "1.2", action = "preserve" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Hantera akter", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "destroy", applies_to = "kortakter" },
  { process = "1.1", action = "preserve", applies_to = "storakter" },
  { process = "1.1", action = "stay", otherwise = true }, { process = "1.2", action = "preserve" },
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each pair of rules, one by kind and one by form, with all processes that have it."""
    found = []
    for code, rules in subject.view.rules.items():
        kinds = [rule for rule in rules if rule.applies_to and not _by_form(rule.applies_to) and not rule.otherwise]
        forms = [rule for rule in rules if rule.applies_to and _by_form(rule.applies_to) and not rule.otherwise]
        found += [
            ((one, other), code)
            for one, other in ((one, other) for one in kinds for other in forms)
            if (one.action, one.recipients) != (other.action, other.recipients)
        ]
    groups = cases.grouped(((_said(one, other), (code, one, other)) for (one, other), code in found))
    for said, each in groups.items():
        codes = [code for code, _, _ in each]
        yield Hit(
            where=tuple(codes),
            record=said[0],
            says=dict(zip(("kind", "form", "does", "does2", "does_en", "does2_en"), said, strict=True))
            | {"codes": ", ".join(codes)},
            evidence=tuple(subject.iri(rule) for _, one, other in each for rule in (one, other)),
        )


def _by_form(phrase: str) -> bool:
    """Whether a phrase is about records in general, of a certain form ("diarieförda handlingar")."""
    return words.head(phrase) in words.generic() and not words.is_generic(phrase)


def _said(one: DispositionRule, other: DispositionRule) -> tuple[str, ...]:
    pair = (one, other)
    return (
        one.applies_to or "",
        other.applies_to or "",
        *(outcome(rule, "sv") for rule in pair),
        *(outcome(rule, "en") for rule in pair),
    )


RULE = define(HEADER, check, __file__)
