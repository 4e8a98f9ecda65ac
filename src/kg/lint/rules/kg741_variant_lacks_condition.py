"""KG741: a variant of something is described without the condition that the other always has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations

from kg.lint.rule import Hit, define
from kg.lint.subject import Sentence, Subject
from kg.text import lexicon

HEADER = r'''
kind = "disposition-gap"
severity = "info"
needs_text = true
message.sv = """\
{where} säger att {record} alltid krävs för {title}; för {title2} ({where2}) sägs inget om det"""
message.en = """\
{where} says that {record} is always required for {title}; of {title2} ({where2}) nothing is said"""
fix.sv = "Säg om villkoret gäller även här."
fix.en = "Say whether the condition holds here as well."
since = "0.1.0"
source = """\
Praxis: det som liknar varandra regleras lika, eller skillnaden sägs; data/lexicon/lint.toml, [required]"""
explanation.sv = "Läsaren vet inte om villkoret är bortglömt eller inte gäller."
explanation.en = "The reader does not know whether the condition was forgotten or does not hold."
example = """
sections = ["s1 Samordnad individuell plan (SIP)", "s2 Intern SIP"]
[text]
s1 = ["Samordnad individuell plan (SIP)", "", "Brukaren måste alltid ge sitt samtycke till en SIP."]
s2 = ["Intern SIP", "", "Intern SIP används när insatser behöver samordnas."]
"""
mended = """
sections = ["s1 Samordnad individuell plan (SIP)", "s2 Intern SIP"]
[text]
s1 = ["Samordnad individuell plan (SIP)", "", "Brukaren måste alltid ge sitt samtycke till en SIP."]
s2 = ["Intern SIP", "", "Intern SIP används efter brukarens samtycke."]
"""
'''


_NAME = re.compile(r"\b[A-ZÅÄÖ]{3,}\b")
"""What both titles have: a name in capitals."""


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of sections with one name in their titles: what sentences of force require in one and the other lacks."""
    table = lexicon.load("lint")["required"]
    things = re.compile(rf"\b\w*(?:{'|'.join(table['things'])})\w*", re.IGNORECASE)
    force = re.compile(rf"\b(?:{'|'.join(table['force'])})\b", re.IGNORECASE)
    texts: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in subject.sentences:
        texts[sentence.code].append(sentence)
    for one, other in permutations(subject.view.plan.sections, 2):
        shared = set(_NAME.findall(one.title)) & set(_NAME.findall(other.title))
        if not shared or len(texts[other.id]) < 2:
            continue
        told = " ".join(sentence.text for sentence in texts[other.id])
        for sentence in texts[one.id]:
            thing = things.search(sentence.text) if force.search(sentence.text) else None
            if thing and thing[0].casefold()[:6] not in told.casefold():
                yield Hit(
                    where=(one.id, other.id),
                    lines=tuple(dict.fromkeys((sentence.line, *(each.line for each in texts[other.id])))),
                    record=thing[0],
                    says={"where": one.id, "where2": other.id, "title": one.title, "title2": other.title},
                    evidence=(subject.iri(one), subject.iri(other)),
                )
                break


RULE = define(HEADER, check, __file__)
