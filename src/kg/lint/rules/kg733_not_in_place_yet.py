"""KG733: an arrangement that the text says is not there yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "other"
severity = "info"
needs_text = true
message.sv = "Ännu inte på plats enligt texten: {names}"
message.en = "Not in place yet, as the text says: {names}"
fix.sv = "Ange vad som gäller till dess, och när det ska vara klart."
fix.en = "Say what holds until then, and when it is to be ready."
since = "0.1.0"
source = "Praxis: ett styrande dokument säger vad som gäller; data/lexicon/lint.toml, [not_yet]"
explanation.sv = """\
Något beskrivs som på väg. Vad som gäller under tiden sägs inte, och ingen ser när beskrivningen blivit gammal."""
explanation.en = """\
Something is said to be on its way. What holds meanwhile is not said, and nobody sees when the text is outdated."""
example = """
sections = ["s1 Samverkan"]
text = { s1 = ["Samverkan", "", "Samverkan mellan förvaltningarna är under uppbyggnad."] }
"""
mended = """
sections = ["s1 Samverkan"]
text = { s1 = ["Samverkan", "", "Samverkan mellan förvaltningarna sker varje månad."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all such places of the text."""
    found = [
        (match[0], block.code, block.passage.line_at(match.start()))
        for block in subject.blocks
        for match in _cues().finditer(block.passage.text)
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for _, code, _ in found if code)),
            lines=tuple(sorted({line for _, _, line in found})),
            says={"names": ", ".join(f'"{said}" ({code})' for said, code, _ in found)},
        )


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('lint')['not_yet']['phrases'])})\b", re.IGNORECASE)


RULE = define(HEADER, check, __file__)
