"""KG749: a text that says that there are no rules for a thing, and then gives some."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
message.sv = "{where} säger att det inte finns regler för {record}, men sedan: \"{rule}\""
message.en = "{where} says that there are no rules for {record}, but then: \"{rule}\""
fix.sv = "Skriv vad som är fritt och vad som är bestämt."
fix.en = "Say what is free and what is fixed."
since = "0.1.0"
source = "Praxis: en regel och dess undantag står ihop; data/lexicon/lint.toml, [no_rules]"
explanation.sv = """\
Den som bara läser det första gör som han vill; den som läser vidare finner vad som inte går för sig."""
explanation.en = """\
Whoever reads only the first does as he likes; whoever reads on finds what is not allowed."""
example = """
sections = ["s1 Fullmakt"]
[text]
s1 = [
  "Fullmakt",
  "",
  "Det finns inga krav på hur en fullmakt är skriven. Fullmakten får inte vara allmän.",
]
"""
mended = """
sections = ["s1 Fullmakt"]
[text]
s1 = [
  "Fullmakt",
  "",
  "Det finns inga krav på att en fullmakt är skriftlig. Den kan vara muntlig.",
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences that deny rules for a noun, and a later one of the same section that binds that noun."""
    table = lexicon.load("lint")["no_rules"]
    denied = re.compile("|".join(table["denials"]), re.IGNORECASE)
    binding = re.compile(rf"\b(?:{'|'.join(table['binding'])})\b", re.IGNORECASE)
    open_questions: dict[str, tuple[str, int]] = {}
    for sentence in subject.sentences:
        match = denied.search(sentence.text)
        if match and sentence.code in subject.headings:
            open_questions[sentence.code] = (words.stem(words.fold(match["thing"])), sentence.line)
            continue
        thing, line = open_questions.get(sentence.code, ("", 0))
        if thing and binding.search(sentence.text) and words.stem(words.split(sentence.text)[0]) == thing:
            yield Hit(
                where=(sentence.code,),
                lines=tuple(dict.fromkeys((line, sentence.line))),
                record=thing,
                says={"where": sentence.code, "rule": sentence.text[:_SHOWN].strip()},
            )
            del open_questions[sentence.code]


_SHOWN = 80


RULE = define(HEADER, check, __file__)
