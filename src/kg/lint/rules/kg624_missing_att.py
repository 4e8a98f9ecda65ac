"""KG624: an infinitive without its "att"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "typo"
severity = "info"
needs_text = true
message.sv = "\"{record}\" i {where} saknar \"att\": \"{right}\""
message.en = "\"{record}\" in {where} lacks \"att\": \"{right}\""
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "Språkriktighetsboken: infinitivmärket"
explanation.sv = "Ett ord har fallit bort mellan verbet och det som ska göras."
explanation.en = "A word has been lost between the verb and what is to be done."
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Processen omfattar tillgodose önskemål från verksamheten."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Processen omfattar att tillgodose önskemål från verksamheten."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Places of the text where a verb that says what a unit covers, or "är", has an infinitive right after it."""
    for block in subject.blocks:
        for match in _bare().finditer(block.passage.text):
            yield Hit(
                where=(block.code,) if block.code else (),
                lines=(block.passage.line_at(match.start()),),
                record=match[0],
                says={"where": block.code or "inledningen", "right": f"{match[1]} att {match[2]}"},
            )


@cache
def _bare() -> re.Pattern[str]:
    table = lexicon.load("lint")
    verbs = "|".join(sorted({*words.titling(), *table["infinitives"]["words"]}))
    return re.compile(
        rf"\b({'|'.join(table['describing']['words'])}|syftet med \w+ är) ({verbs})\b(?!s)", re.IGNORECASE
    )


RULE = define(HEADER, check, __file__)
