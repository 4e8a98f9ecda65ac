"""KG739: a notice that reaches an authority, and no unit or role in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "missing-recipient"
severity = "info"
needs_text = true
message.sv = "Vem som tar emot sägs inte: {names}"
message.en = "Who receives is not said: {names}"
fix.sv = "Ange den enhet eller roll som tar emot och går vidare."
fix.en = "Name the unit or role that receives and acts."
since = "0.1.0"
source = "Praxis: en underrättelse har en mottagare; data/lexicon/lint.toml, [notices]"
explanation.sv = """\
Meddelandet går till hela förvaltningen eller verksamheten. Vem som ska läsa det och göra något åt det sägs \
inte."""
explanation.en = """\
The notice goes to the whole administration or service. Who is to read it and act on it is not said."""
example = """
sections = ["s1 Varsel"]
text = { s1 = ["Varsel", "", "Sedan får kommunen ett varsel från arbetsgivaren."] }
"""
mended = """
sections = ["s1 Varsel"]
text = { s1 = ["Varsel", "", "Sedan får personalchefen ett varsel från arbetsgivaren."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all sentences of sections in which a body as a whole gets a notice, or is to make contact."""
    table = lexicon.load("lint")["notices"]
    bodies, notices, gets, acts = ("|".join(table[name]) for name in ("bodies", "notices", "gets", "acts"))
    body = re.compile(rf"\b(?:{bodies})\b", re.IGNORECASE)
    shape = re.compile(
        rf"\b(?:{gets}) (?P<a>{bodies}) (?:ett|en|den|detta|in)?\s?\w*(?:{notices})\w*"
        rf"|\b(?P<b>{bodies}) (?:{acts})\b"
        rf"|\w*(?:{notices})\w* (?:skickas|lämnas|sänds|går) (?:in )?till (?P<c>{bodies})\b",
        re.IGNORECASE,
    )
    found = [
        (match[0], sentence.code, sentence.line_at(match.start()))
        for sentence in subject.sentences
        if sentence.code in subject.headings and body.search(sentence.text)
        for match in shape.finditer(sentence.text)
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for _, code, _ in found)),
            lines=tuple(dict.fromkeys(line for _, _, line in found)),
            says={"names": "; ".join(dict.fromkeys(f'"{text}" ({code})' for text, code, _ in found))},
        )


RULE = define(HEADER, check, __file__)
