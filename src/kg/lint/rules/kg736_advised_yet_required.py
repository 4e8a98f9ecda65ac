"""KG736: one thing is required in one place and only advised in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.grammar import sentences
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
certain = false
message.sv = "\"{record}\" krävs i {where} men är bara lämpligt i {where2}"
message.en = "\"{record}\" is required in {where} but only advised in {where2}"
fix.sv = "Skriv när det krävs och när det bara är lämpligt."
fix.en = "Say when it is required and when it is only advised."
since = "0.1.0"
source = "Praxis: en skyldighet har en styrka; data/lexicon/lint.toml, [advised]"
explanation.sv = """\
Läst på det ena stället får man inte gå vidare utan, läst på det andra får man det. Vad som skiljer fallen åt \
måste framgå."""
explanation.en = """\
Read in one place one may not go on without it, read in the other one may. What tells the cases apart must be \
said."""
example = """
sections = ["s1 Gränser", "s2 Samtycke"]
[text]
s1 = ["Gränser", "", "Vid tvekan ska samtycke inhämtas av handläggaren."]
s2 = ["Samtycke", "", "Även inom förvaltningen kan det vara lämpligt med samtycke."]
"""
mended = """
sections = ["s1 Gränser", "s2 Samtycke"]
[text]
s1 = ["Gränser", "", "Vid tvekan ska samtycke inhämtas av handläggaren."]
s2 = ["Samtycke", "", "Även inom förvaltningen inhämtas samtycke."]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each noun that a sentence only advises and one of another section requires."""
    said = [
        (block.code, block.passage.line_at(start), block.passage.text[start:end])
        for block in subject.blocks
        if block.code
        for start, end in sentences.split(block.passage.text)
    ]
    seen: set[str] = set()
    for where2, line2, text2 in said:
        advised = _advised().search(text2)
        noun = words.fold(advised["noun"]) if advised else ""
        if not noun or noun in seen:
            continue
        seen.add(noun)
        must = re.compile(rf"\b(?:{_must()}) (?:\w+ )?{re.escape(noun)} \w+s\b", re.IGNORECASE)
        for where, line, text in said:
            if where != where2 and must.search(text):
                yield Hit(
                    where=(where, where2), lines=(line, line2), record=noun, says={"where": where, "where2": where2}
                )
                break


@cache
def _advised() -> re.Pattern[str]:
    phrases = "|".join(lexicon.load("lint")["advised"]["phrases"])
    return re.compile(rf"\b(?:{phrases}) (?P<noun>[^\W\d_]{{5,}})", re.IGNORECASE)


def _must() -> str:
    return "|".join(lexicon.load("lint")["advised"]["must"])


RULE = define(HEADER, check, __file__)
