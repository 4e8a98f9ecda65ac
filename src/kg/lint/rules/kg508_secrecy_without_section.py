"""KG508: secrecy is spoken of without the section that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "other"
severity = "warning"
message.sv = "Sekretess åberopas utan lagrum: {names} ({where})"
message.en = "Secrecy is relied on without its section of law: {names} ({where})"
fix.sv = "Ange kapitel och paragraf, och att prövning görs i varje fall."
fix.en = "Give chapter and section, and that each case is tried."
since = "0.1.0"
source = "OSL (2009:400) 6 kap. 3 §; HFD: ett avslag ska ange tillämpad bestämmelse"
explanation.sv = """\
Ett beslut att inte lämna ut ska säga vilken bestämmelse det stöds på. Den som följer texten vet inte vilken som \
gäller, eller hur den prövas."""
explanation.en = """\
A refusal must say which provision it rests on. Whoever follows the text does not know which holds, or how it is \
tried."""
example = """
sections = ["s1 Sekretess"]
[[secrecy_rules]]
rule = "sekretess gäller för alla anställda"
kind = "secrecy"
section = "s1"
"""
mended = """
sections = ["s1 Sekretess"]
[[secrecy_rules]]
rule = "sekretess gäller för alla anställda"
kind = "secrecy"
legal = ["OSL 2009:400 26 kap. 1 §"]
section = "s1"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all rules that say that secrecy holds and stand in sections where no such rule names the law."""
    secrecy = lexicon.load("lint")["secrecy_denied"]["secrecy"]
    rules = [r for r in subject.view.plan.secrecy_rules if r.kind == "secrecy" and secrecy in words.fold(r.rule)]
    based = {rule.section for rule in rules if rule.legal}
    found = [rule for rule in rules if rule.section not in based]
    if found:
        codes = tuple(dict.fromkeys(rule.section for rule in found if rule.section))
        yield Hit(
            where=codes,
            says={"names": "; ".join(f'"{rule.rule}"' for rule in found), "where": ", ".join(codes)},
            evidence=tuple(subject.iri(rule) for rule in found),
        )


RULE = define(HEADER, check, __file__)
