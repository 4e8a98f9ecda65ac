"""KG324: access or records go to no one in particular."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule
from kg.text import lexicon, words

HEADER = r'''
kind = "ambiguous-recipient"
severity = "warning"
message.sv = "\"{record}\" är ingen bestämd mottagare: {codes}"
message.en = "\"{record}\" is no recipient in particular: {codes}"
fix.sv = "Skriv vilka som avses, vem som beslutar, och hur handlingar på papper nås."
fix.en = "Say who is meant, who decides, and how records on paper are reached."
since = "0.1.0"
source = "Arkivlagen (1990:782) 9 §; data/lexicon/lint.toml, [vague_recipients]"
explanation.sv = """\
Mottagaren är ett allmänt ord. Vilka som avses, vilken organisation de hör till och vem som beslutar går inte \
att läsa ut."""
explanation.en = """\
The recipient is a general word. Who is meant, which organisation they belong to and who decides cannot be read."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "preserve" },
  { process = "1.1", action = "read-access", recipients = ["berörd personal"], recipient_logic = "single" },
  { process = "1.2", action = "preserve" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
rules = [
  { process = "1.1", action = "preserve" },
  { process = "1.1", action = "read-access", recipients = ["registratorn"], recipient_logic = "single" },
  { process = "1.2", action = "preserve" },
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each recipient whose name is made of general words alone."""
    vague = frozenset(map(words.stem, lexicon.load("lint")["vague_recipients"]["words"]))
    found: dict[str, list[DispositionRule]] = defaultdict(list)
    for rule in subject.view.plan.disposition_rules:
        for name in rule.recipients:
            if {words.stem(token.text) for token in words.tokens(words.fold(name))} <= vague:
                found[name].append(rule)
    for name, rules in found.items():
        codes = tuple(dict.fromkeys(rule.process for rule in rules))
        yield Hit(
            where=codes,
            record=name,
            says={"codes": ", ".join(codes)},
            evidence=tuple(subject.iri(rule) for rule in rules),
        )


RULE = define(HEADER, check, __file__)
