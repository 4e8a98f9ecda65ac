"""KG720: "Exempel:" with nothing after it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "truncated-text"
severity = "warning"
needs_text = true
message.sv = "\"{record}\" i {where} följs av ingenting; exemplet har fallit bort"
message.en = "\"{record}\" in {where} is followed by nothing; the example was lost"
fix.sv = "Lägg in exemplet."
fix.en = "Put the example in."
since = "0.1.0"
source = "Praxis: hel text"
explanation.sv = """\
Texten lovar ett exempel och går sedan vidare med något annat. En bild eller ett stycke har fallit bort."""
explanation.en = """\
The text promises an example and then goes on to something else. A picture or a paragraph was lost."""
example = """
sections = ["s1 Märkning"]
[text]
"s1" = [
  "Märk kartongen med år.",
  "",
  "Exempel:",
  "",
  "Akterna ska sedan förvaras hos enhetschefen i ett år innan de lämnas över till arkivet.",
]
"""
mended = """
sections = ["s1 Märkning"]
[text]
"s1" = [
  "Märk kartongen med år.",
  "",
  "Exempel:",
  "",
  "Akter 2005",
  "",
  "Akterna ska sedan förvaras hos enhetschefen i ett år.",
]
"""
'''


_SENTENCE = 10
"""Words from which a piece of text is a sentence and no example."""


def check(subject: Subject) -> Iterator[Hit]:
    """Pieces that are only the word and a colon, before a sentence or a heading."""
    blocks = subject.blocks
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if words.fold(block.passage.text) not in {"exempel:", "ex:", "t.ex.:"}:
            continue
        first = subject.lines[following.passage.lines[0] - 1] if following else ""
        if following is None or following.code != block.code or len(first.split()) >= _SENTENCE:
            yield Hit(
                where=(block.code,) if block.code else (),
                lines=(block.passage.lines[0],),
                record=block.passage.text,
                says={"where": block.code or "inledningen"},
            )


RULE = define(HEADER, check, __file__)
