"""KG722: a sentence says that secrecy is no obstacle between units, where rules of the same text say that it may be."""

from __future__ import annotations

from collections.abc import Iterator

from kg.grammar import sentences
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "error"
needs_text = true
message.sv = "{where} säger att sekretess inte hindrar, men {where2} säger att den kan gälla: \"{record}\""
message.en = "{where} says that secrecy does not hinder, but {where2} says that it may apply: \"{record}\""
fix.sv = "Skriv när sekretess gäller mellan enheterna, och hänvisa dit."
fix.en = "Say when secrecy applies between the units, and refer there."
since = "0.1.0"
source = """\
Offentlighets- och sekretesslagen (2009:400) 8 kap. 2 §: sekretess gäller mellan självständiga verksamhetsgrenar"""
explanation.sv = """\
Ett ställe lovar fritt informationsutbyte, ett annat sätter en gräns för det. Den som bara läser det första kan \
lämna ut uppgifter som är hemliga."""
explanation.en = """\
One place promises free exchange of information, another sets a limit to it. Whoever reads the first alone may \
give out what is secret."""
example = """
sections = ["s1 Gränser", "s2 Sekretess"]
text = { s1 = ["Kommunikation mellan enheterna ska inte hindras av sekretessbestämmelserna."] }
[[secrecy_rules]]
rule = "sekretess mellan självständiga verksamhetsgrenar"
kind = "outer"
applies_to = ["självständig verksamhetsgren"]
section = "s2"
"""
mended = """
sections = ["s1 Gränser", "s2 Sekretess"]
text = { s1 = ["Kommunikation mellan enheterna kan hindras av sekretessbestämmelserna, se nedan."] }
[[secrecy_rules]]
rule = "sekretess mellan självständiga verksamhetsgrenar"
kind = "outer"
applies_to = ["självständig verksamhetsgren"]
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences that negate a hindrance by secrecy, in a text with rules on secrecy inside the organisation."""
    table = lexicon.load("lint")["secrecy_denied"]
    limits = [
        rule
        for rule in subject.view.plan.secrecy_rules
        if any(word in words.fold(" ".join([rule.rule, *rule.applies_to])) for word in table["inside"])
    ]
    if not limits:
        return
    sections = tuple(dict.fromkeys(rule.section for rule in limits if rule.section))
    for block in subject.blocks:
        for start, end in sentences.split(block.passage.text):
            told = words.fold(block.passage.text[start:end])
            if table["secrecy"] in told and any(phrase in told for phrase in table["denials"]):
                yield Hit(
                    where=tuple(dict.fromkeys(code for code in (block.code, *sections) if code)),
                    lines=(block.passage.line_at(start), *(rule.span.first for rule in limits)),
                    record=block.passage.text[start:end][:_SHOWN],
                    says={"where": block.code or "inledningen", "where2": ", ".join(sections)},
                    evidence=tuple(subject.iri(rule) for rule in limits),
                )


_SHOWN = 80


RULE = define(HEADER, check, __file__)
