"""KG512: law that is spoken of without being named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "unknown-law"
severity = "info"
needs_text = true
message.sv = "Lag som åberopas utan att nämnas: {names}"
message.en = "Law that is invoked without being named: {names}"
fix.sv = "Nämn lagen och lagrummet."
fix.en = "Name the act and the provision."
since = "0.1.0"
source = """\
Praxis: en åberopad lag anges så att den går att slå upp; data/lexicon/lint.toml, [vague_law]"""
explanation.sv = "Läsaren kan inte slå upp vad texten vilar på, och inte se om det fortfarande gäller."
explanation.en = "The reader cannot look up what the text rests on, nor see whether it still holds."
example = """
sections = ["s1 Offentlighet"]
text = { s1 = ["Offentlighet", "", "Uppgiften lämnas ut med hänvisning till gällande lagparagraf."] }
"""
mended = """
sections = ["s1 Offentlighet"]
text = { s1 = ["Offentlighet", "", "Uppgiften lämnas ut med hänvisning till beslutet."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all phrases of the lexicon in the text."""
    vague = re.compile("|".join(lexicon.load("lint")["vague_law"]["phrases"]), re.IGNORECASE)
    found = [
        (match[0], block.code, block.passage.line_at(match.start()))
        for block in subject.blocks
        for match in vague.finditer(block.passage.text)
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for _, code, _ in found if code)),
            lines=tuple(dict.fromkeys(line for _, _, line in found)),
            says={"names": ", ".join(dict.fromkeys(f'"{text}" ({code or "inledningen"})' for text, code, _ in found))},
        )


RULE = define(HEADER, check, __file__)
