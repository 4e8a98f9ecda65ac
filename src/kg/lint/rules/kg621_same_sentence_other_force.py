"""KG621: the same sentence in two places, with another force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.grammar import sentences
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
message.sv = "Samma mening med olika styrka: {where} {first}, {where2} {second}"
message.en = "The same sentence with different force: {where} {first}, {where2} {second}"
fix.sv = "Använd en lydelse, eller säg varför de skiljer."
fix.en = "Use one wording, or say why they differ."
since = "0.1.0"
source = "Myndigheternas skrivregler: samma sak skrivs på samma sätt"
explanation.sv = """\
Två meningar är lika så när som på ord som \"bör\", \"vanligtvis\" eller \"inte\". Läsaren vet inte om \
skillnaden är menad."""
explanation.en = """\
Two sentences are alike but for words such as \"should\", \"usually\" or \"not\". The reader does not know \
whether the difference is meant."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[text]
"1.1" = ["Avtal om städning av alla lokaler behöver vanligtvis inte registreras."]
"1.2" = ["Avtal om städning av alla lokaler behöver inte registreras."]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[text]
"1.1" = ["Avtal om städning av alla lokaler behöver inte registreras."]
"1.2" = ["Avtal om städning av alla lokaler behöver inte registreras."]
"""
'''


_FEWEST = 6
"""Words that sentences share at least."""


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences of different units that are the same when words of force are left out, and not else."""
    force = frozenset(lexicon.load("lint")["force"]["words"])
    found: dict[tuple[str, ...], dict[tuple[str, ...], list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for block in subject.blocks:
        for start, end in sentences.split(block.passage.text):
            said = tuple(token.text for token in words.tokens(block.passage.text[start:end]))
            rest = tuple(word for word in said if word not in force)
            if len(rest) >= _FEWEST and block.code:
                found[rest][said].append((block.code, block.passage.line_at(start)))
    for forms in found.values():
        (first, places), *others = forms.items()
        for second, elsewhere in others:
            (where, line), (where2, line2) = places[0], elsewhere[0]
            if where != where2:
                yield Hit(
                    where=tuple(dict.fromkeys(code for code, _ in (*places, *elsewhere))),
                    lines=(line, line2),
                    record=" ".join(first)[:60],
                    says={
                        "where": where,
                        "where2": where2,
                        "first": _force(first, force),
                        "second": _force(second, force),
                    },
                )


def _force(said: tuple[str, ...], force: frozenset[str]) -> str:
    return f'"{" ".join(word for word in said if word in force)}"'


RULE = define(HEADER, check, __file__)
