"""KG726: a document that is pointed at without date, number or place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

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


_PLACED = re.compile(r"\d{4}|https?:|\bdnr\b", re.IGNORECASE)


_SHOWN = 6
"""Words of a name that are shown."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all documents that are relied on, or said to be there, with neither date nor number."""
    found: list[tuple[str, str, int]] = []
    stems = _stems()
    for sentence in subject.sentences:
        told = any(stem in sentence.text for stem in stems)
        if told and sentence.code and not _PLACED.search(sentence.text):
            found += [
                (
                    " ".join((match["name"] or match["own"]).split()[-_SHOWN:]),
                    sentence.code,
                    sentence.line_at(match.start()),
                )
                for match in _cited().finditer(sentence.text)
            ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for _, code, _ in found)),
            lines=tuple(sorted({line for _, _, line in found})),
            says={"names": ", ".join(dict.fromkeys(f'"{name}" ({code})' for name, code, _ in found))},
        )


@cache
def _stems() -> tuple[str, ...]:
    """What every word for a document has in it, small or with a capital: a sentence without one need not be read."""
    told = lexicon.load("lint")["documents"]["stems"]
    return (*told, *(stem.capitalize() for stem in told if stem.islower()))


@cache
def _cited() -> re.Pattern[str]:
    """A document after a word of reliance, or at the head of a sentence that says that it is there."""
    table = lexicon.load("lint")["documents"]
    cues, nouns, there = ("|".join(table[name]) for name in ("cues", "nouns", "there"))
    return re.compile(
        rf"\b(?:{cues}) (?P<name>(?:[\w-]+ (?:och )?){{0,3}}?\w*(?:{nouns}))\b"
        rf"|^\W*(?P<own>(?:{there}))",
        re.IGNORECASE,
    )


RULE = define(HEADER, check, __file__)
