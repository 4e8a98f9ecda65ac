"""KG722: a sentence says that secrecy is no obstacle between units, where rules of the same text say that it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.finding import Severity
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "error"
needs_text = true
message.sv = "{where} säger att {claim}, men {where2} sätter en gräns som gäller: \"{record}\""
message.en = "{where} says that {claim_en}, but {where2} sets a limit that holds: \"{record}\""
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
    for sentence in subject.sentences:
        told = words.fold(sentence.text)
        claim = next((each for each in _CLAIMS if any(phrase in told for phrase in table[each])), None)
        if claim and table["secrecy"] in told:
            said, said_en, severity = _CLAIMS[claim]
            yield Hit(
                where=tuple(dict.fromkeys(code for code in (sentence.code, *sections) if code)),
                lines=(sentence.line, *(rule.span.first for rule in limits)),
                record=sentence.text[:_SHOWN],
                says={
                    "where": sentence.code or "inledningen",
                    "where2": ", ".join(sections),
                    "claim": said,
                    "claim_en": said_en,
                },
                evidence=tuple(subject.iri(rule) for rule in limits),
                severity=severity,
            )


_CLAIMS: Mapping[str, tuple[str, str, Severity]] = {
    "denials": ("sekretess inte hindrar", "secrecy does not hinder", "error"),
    "inner": ("bara inre sekretess gäller", "only inner secrecy holds", "warning"),
}
"""What a sentence may say, by the list of the lexicon that tells it."""
_SHOWN = 80


RULE = define(HEADER, check, __file__)
