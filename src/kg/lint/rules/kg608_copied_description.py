"""KG608: a description that is another unit's, about what the other's title says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.grammar import sentences
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "error"
needs_text = true
message.sv = "Beskrivningen av {where} {title} är {where2}:s: \"{record}\" stämmer med {title2}, inte med titeln"
message.en = "The description of {where} {title} is that of {where2}: \"{record}\" fits {title2}, not the title"
fix.sv = "Skriv beskrivningen om det som titeln säger."
fix.en = "Describe what the title says."
since = "0.1.0"
source = "Praxis: titel och beskrivning ska säga samma sak"
explanation.sv = """\
Samma beskrivande mening står i två enheter med olika titlar, och den handlar om det som bara den ena heter. Den \
är troligen kopierad."""
explanation.en = """\
The same describing sentence stands in two units with unlike titles, and it is about what only one is called. It \
was probably copied."""
example = """
units = ["1 VO Styra", "1.1 P Följa upp båtar", "1.2 P Följa upp bilar"]
[text]
"1.1" = ["Processen omfattar analys och uppföljning av båtar."]
"1.2" = ["Processen omfattar analys och uppföljning av båtar."]
"""
mended = """
units = ["1 VO Styra", "1.1 P Följa upp båtar", "1.2 P Följa upp bilar"]
[text]
"1.1" = ["Processen omfattar analys och uppföljning av båtar."]
"1.2" = ["Processen omfattar analys och uppföljning av bilar."]
"""
'''


_FEWEST = 5
"""Words that a sentence has at least to be more than a turn of phrase."""


def check(subject: Subject) -> Iterator[Hit]:
    """Describing sentences that several units share, where the title of one fits and that of another does not."""
    verbs = tuple(lexicon.load("lint")["describing"]["words"])
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for block in subject.blocks:
        for start, end in sentences.split(block.passage.text):
            text = words.fold(block.passage.text[start:end])
            found = next((text.find(verb) for verb in verbs if verb in text), -1)
            if found >= 0 and len(text[found:].split()) >= _FEWEST and block.code in subject.view.processes:
                places[text[found:]].setdefault(block.code, block.passage.line_at(start))
    for text, codes in places.items():
        said = words.stems(text)
        fits = [code for code in codes if _matter(subject, code) & said]
        for code in codes:
            if code not in fits and fits and _matter(subject, code):
                yield Hit(
                    where=(code, fits[0]),
                    lines=(codes[code], codes[fits[0]]),
                    record=text[:60],
                    says={
                        "where": code,
                        "title": subject.view.processes[code].title,
                        "where2": fits[0],
                        "title2": subject.view.processes[fits[0]].title,
                    },
                )


def _matter(subject: Subject, code: str) -> frozenset[str]:
    """What a unit's title is about: its last words, not the verbs that it opens with."""
    said = [t.text for t in words.tokens(subject.view.processes[code].title) if t.text not in words.function()]
    return frozenset(words.stem(word) for word in said[-2:] if word not in words.titling())


RULE = define(HEADER, check, __file__)
