"""KG737: parties to an agreement or a meeting that are counted but not named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "other"
severity = "info"
needs_text = true
message.sv = "Parter som inte namnges: {names}"
message.en = "Parties that are not named: {names}"
fix.sv = "Räkna upp vilka som är med, och vem som är huvudman."
fix.en = "List who takes part, and who is the principal."
since = "0.1.0"
source = "Praxis: en samverkan har namngivna parter; data/lexicon/lint.toml, [vague_parties]"
explanation.sv = """\
Den som ska ta kontakt vet inte med vem, och vem som ansvarar för samverkan går inte att se."""
explanation.en = """\
Whoever is to make contact does not know with whom, and who answers for the collaboration cannot be seen."""
example = """
sections = ["s1 Jouren"]
text = { s1 = ["Jouren", "", "Avtal finns mellan ett antal kommuner i länet."] }
"""
mended = """
sections = ["s1 Jouren"]
text = { s1 = ["Jouren", "", "Avtal finns mellan Norrby och Söderby kommuner."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all phrases of a vague number and a kind of body in sections."""
    table = lexicon.load("lint")["vague_parties"]
    vague = re.compile(rf"\b(?:{'|'.join(table['words'])}) (?:{'|'.join(table['kinds'])})\b", re.IGNORECASE)
    found = [
        (match[0], sentence.code, sentence.line_at(match.start()))
        for sentence in subject.sentences
        if sentence.code in subject.headings and sentence.text.endswith(".")
        for match in vague.finditer(sentence.text)
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for _, code, _ in found)),
            lines=tuple(dict.fromkeys(line for _, _, line in found)),
            says={"names": ", ".join(dict.fromkeys(f'"{text}" ({code})' for text, code, _ in found))},
        )


RULE = define(HEADER, check, __file__)
