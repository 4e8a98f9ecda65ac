"""KG326: a recipient that no register knows, in a plan whose other recipients are registered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.disposition import DispositionRule
from kg.text import lexicon, words

HEADER = r'''
kind = "ambiguous-recipient"
severity = "info"
message.sv = "Mottagaren \"{record}\" i {codes} finns inte i registret över organisationer"
message.en = "The recipient \"{record}\" in {codes} is not in the register of organisations"
fix.sv = "Lägg in organet i data/organisations, eller rätta namnet."
fix.en = "Enter the body in data/organisations, or mend the name."
since = "0.1.0"
source = "Praxis: mottagaren ska finnas den dag handlingarna lämnas"
explanation.sv = """\
Planens övriga mottagare är kända organ. Ett namn som inte är känt kan vara felskrivet, eller ett organ som inte \
längre finns."""
explanation.en = """\
The plan's other recipients are known bodies. A name that is not known may be misspelt, or be a body that is no \
more."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
organisations = [{ id = "skog", name = "nämnden för skog", kind = "board", plans = ["exempel"] }]
rules = [
  { process = "1.1", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "1.2", action = "transfer", recipients = ["byggstyrelsen"], recipient_logic = "single" },
  { process = "1.3", action = "preserve" },
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
organisations = [{ id = "skog", name = "nämnden för skog", kind = "board", plans = ["exempel"] }]
rules = [
  { process = "1.1", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "1.2", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "1.3", action = "preserve" },
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Names of recipients that are neither registered nor a party of the plan, where another one is."""
    vague = frozenset(map(words.stem, lexicon.load("lint")["vague_recipients"]["words"]))
    known = {words.fold(text) for body in subject.view.organisations for text in (body.name, *body.aliases)}
    known |= {words.fold(text) for party in subject.view.plan.parties for text in (party.name, party.short)}
    naming: dict[str, list[DispositionRule]] = defaultdict(list)
    for rule in subject.view.plan.disposition_rules:
        for name in rule.recipients:
            naming[name].append(rule)
    if not any(words.fold(name) in known for name in naming):
        return
    for name, rules in naming.items():
        general = {words.stem(token.text) for token in words.tokens(words.fold(name))} <= vague
        if words.fold(name) not in known and not general:
            codes = tuple(dict.fromkeys(rule.process for rule in rules))
            yield Hit(
                where=codes,
                record=name,
                says={"codes": ", ".join(codes)},
                evidence=tuple(subject.iri(rule) for rule in rules),
            )


RULE = define(HEADER, check, __file__)
