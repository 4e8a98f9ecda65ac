"""KG746: a thing said to be for certain parties, and used with others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
message.sv = "{where} säger att {record} är för {parties}, men i {where2} används den med andra"
message.en = "{where} says that {record} is for {parties}, but in {where2} it is used with others"
fix.sv = "Säg vilka som kan vara med, eller använd ett annat namn."
fix.en = "Say who may take part, or use another name."
since = "0.1.0"
source = "Praxis: ett ord betyder en sak"
explanation.sv = """\
Är de andra med på samma villkor är bestämningen för snäv; är de det inte har två olika saker samma namn."""
explanation.en = """\
If the others take part on the same terms, the definition is too narrow; if not, two different things have one \
name."""
example = """
sections = ["s1 Samordnad individuell plan (SIP)", "s2 Kassan"]
[text]
s1 = [
  "Samordnad individuell plan (SIP)",
  "",
  "SIP är för den som behöver insatser från både socialtjänsten och sjukvården.",
]
s2 = ["Kassan", "", "Handläggaren träffar kassan inom ramen för SIP."]
"""
mended = """
sections = ["s1 Samordnad individuell plan (SIP)", "s2 Kassan"]
[text]
s1 = [
  "Samordnad individuell plan (SIP)",
  "",
  "SIP är för den som behöver insatser från både socialtjänsten och sjukvården.",
]
s2 = ["Kassan", "", "Handläggaren träffar kassan inom ramen för samordningen."]
"""
'''


_FOR = re.compile(r"\bfrån båd[ae] (?P<one>[\w-]+) och (?P<other>(?:[\w-]+ och )?[\w-]+)")
_WITHIN = re.compile(r"\binom ramen för (?P<name>[A-ZÅÄÖ][\w-]*[A-ZÅÄÖ])")
_NAME = re.compile(r"\b[A-ZÅÄÖ][\w-]*[A-ZÅÄÖ]\b")


def check(subject: Subject) -> Iterator[Hit]:
    """Definitions by two parties, and sentences elsewhere within the thing defined that name neither in full."""
    defined: dict[str, tuple[str, int, tuple[str, str]]] = {}
    for sentence in subject.sentences:
        match = _FOR.search(sentence.text)
        for name in _NAME.findall(sentence.text) if match else ():
            defined[name] = (sentence.code, sentence.line, (match["one"], match["other"]) if match else ("", ""))
    uses: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for sentence in subject.sentences if defined else ():
        match = _WITHIN.search(sentence.text)
        if match and match["name"] in defined and defined[match["name"]][0] != sentence.code:
            parties = defined[match["name"]][2]
            if not all(party.casefold()[:7] in sentence.text.casefold() for party in parties):
                uses[match["name"]].append((sentence.code, sentence.line))
    for name, places in uses.items():
        code, line, parties = defined[name]
        yield Hit(
            where=tuple(dict.fromkeys((code, *(each for each, _ in places)))),
            lines=(line, *(n for _, n in places)),
            record=name,
            says={
                "where": code,
                "where2": ", ".join(dict.fromkeys(each for each, _ in places)),
                "parties": " och ".join(parties),
            },
        )


RULE = define(HEADER, check, __file__)
