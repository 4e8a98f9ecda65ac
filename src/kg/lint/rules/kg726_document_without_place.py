"""KG726: a document that is pointed at without date, number or place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.grammar import sentences
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "unresolved-target"
severity = "info"
needs_text = true
message.sv = "Dokument som åberopas utan datum, nummer eller plats: {names}"
message.en = "Documents relied on without date, number or place: {names}"
fix.sv = "Ange titel, datum och var dokumentet finns."
fix.en = "Give title, date and where the document is."
since = "0.1.0"
source = "Praxis: en hänvisning ska gå att följa"
explanation.sv = "Den som vill läsa vad texten vilar på vet inte vilket dokument eller vilken utgåva som avses."
explanation.en = """\
Whoever wants to read what the text rests on does not know which document or which edition is meant."""
example = """
sections = ["s1 Samverkan"]
text = { s1 = ["Samverkan", "", "Ansvaret regleras i samverkansavtalet."] }
"""
mended = """
sections = ["s1 Samverkan"]
text = { s1 = ["Samverkan", "", "Ansvaret regleras i samverkansavtalet av 2019-03-01."] }
"""
'''


_PLACED = re.compile(r"\d{4}|https?:|\bdnr\b|»|\bfinns på\b|[”\"*]", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all documents that follow a word of reliance, in sentences with no date, number or place."""
    found: list[tuple[str, str, int]] = []
    for block in subject.blocks:
        for start, end in sentences.split(block.passage.text):
            text = block.passage.text[start:end]
            match = None if _PLACED.search(text) else _cited().search(text)
            if match and block.code:
                found.append((match["name"], block.code, block.passage.line_at(start + match.start("name"))))
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for _, code, _ in found)),
            lines=tuple(sorted({line for _, _, line in found})),
            says={"names": ", ".join(dict.fromkeys(f'"{name}" ({code})' for name, code, _ in found))},
        )


@cache
def _cited() -> re.Pattern[str]:
    table = lexicon.load("lint")["documents"]
    cues, nouns = "|".join(table["cues"]), "|".join(table["nouns"])
    return re.compile(rf"\b(?:{cues}) (?P<name>(?:[\w-]+ (?:och )?){{0,3}}?\w*(?:{nouns}))\b", re.IGNORECASE)


RULE = define(HEADER, check, __file__)
