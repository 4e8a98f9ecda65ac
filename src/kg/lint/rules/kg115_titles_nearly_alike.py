"""KG115: two live units whose titles differ by a word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "structure"
severity = "info"
message.sv = "{where} \"{title}\" och {where2} \"{title2}\" heter nästan lika"
message.en = "{where} \"{title}\" and {where2} \"{title2}\" have nearly the same title"
fix.sv = "Låt titlarna säga vad som skiljer dem."
fix.en = "Let the titles say what tells them apart."
since = "0.1.0"
source = "qSKOS 'ol' (overlapping labels), med spelrum för ett ord"
explanation.sv = """\
Titlarna skiljer på ett enda ord. Den som registrerar väljer lätt fel, och beskrivningarna får bära hela \
gränsen."""
explanation.en = """\
The titles differ by a single word. Whoever registers easily chooses wrongly, and the descriptions must bear the \
whole border."""
example = """
units = [
  "1 VO Styra", "1.1 P Planera, förvalta och följa upp verksamheten",
  "1.2 P Planera, förvalta, utföra och följa upp verksamheten",
]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera, förvalta och följa upp verksamheten", "1.2 P Utföra verksamheten"]
"""
'''


_FEWEST = 4
"""Words that the titles share at least."""


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of titles of which one has all words of the other and one more."""
    live = [process for process in subject.view.plan.processes if subject.live(process.code)]
    said = {p.code: {t.text for t in words.tokens(p.title) if t.text not in words.function()} for p in live}
    by_word: dict[frozenset[str], list[int]] = {}
    for at, process in enumerate(live):
        every = frozenset(said[process.code])
        for less in (every, *(every - {word} for word in every)):
            if len(less) >= _FEWEST:
                by_word.setdefault(less, []).append(at)
    near = {pair for group in by_word.values() for pair in combinations(group, 2)}
    for one, other in sorted(near):
        first, second = live[one], live[other]
        if len(said[first.code] ^ said[second.code]) == 1:
            yield Hit(
                where=(first.code, second.code),
                says={"where": first.code, "title": first.title, "where2": second.code, "title2": second.title},
                evidence=(subject.iri(first), subject.iri(second)),
            )


RULE = define(HEADER, check, __file__)
