"""KG606: a piece of text that ends on a word after which something must follow."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "truncated-text"
severity = "warning"
needs_text = true
message.sv = "Texten i {where} slutar på \"{record}\", så något har fallit bort"
message.en = "The text of {where} ends on \"{record}\", so something was lost"
fix.sv = "Hämta resten av texten från originalet."
fix.en = "Fetch the rest of the text from the original."
since = "0.1.0"
source = "Praxis: hel text; data/lexicon/dispositions.toml, [cut]"
explanation.sv = "En mening kan inte sluta på en preposition eller ett bindeord."
explanation.en = "No sentence can end on a preposition or a conjunction."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Exempel på handlingar: underlag samt koder vid"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Exempel på handlingar: underlag samt koder vid service."] }
"""
'''


_FEWEST = 4
"""Words that a piece has at least to be a text."""


def check(subject: Subject) -> Iterator[Hit]:
    """Pieces of the text whose last word is one of the lexicon's; where a piece goes on in the next, none."""
    ends = frozenset(lexicon.load("dispositions")["cut"]["words"])
    blocks = subject.blocks
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        said = words.fold(block.passage.text).split()
        goes_on = following is not None and following.code == block.code and following.passage.text[:1].islower()
        if len(said) >= _FEWEST and said[-1] in ends and not goes_on and not _ruled(subject, block.passage.lines[-1]):
            yield Hit(
                where=(block.code,) if block.code else (),
                lines=(block.passage.lines[-1],),
                record=" ".join(said[-3:]),
                says={"where": block.code or "inledningen"},
            )


def _ruled(subject: Subject, line: int) -> bool:
    """Whether a rule read there is known to be cut off, which KG305 tells."""
    rules = subject.view.plan.disposition_rules
    return any(rule.truncated and rule.span.first <= line <= rule.span.last for rule in rules)


RULE = define(HEADER, check, __file__)
