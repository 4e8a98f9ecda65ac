"""KG745: a remark after a list of provisions that may be about the last or about all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "other"
severity = "info"
needs_text = true
message.sv = """\
Om "{record}" gäller alla uppräknade lagrum eller bara det sista går inte att se ({where})"""
message.en = """\
Whether "{record}" is about all provisions listed or only the last cannot be seen ({where})"""
fix.sv = "Skriv en mening för varje lagrum med egna villkor."
fix.en = "Write a sentence for each provision with conditions of its own."
since = "0.1.0"
source = "Språkgranskning: en bestämning ska ha en tydlig räckvidd"
explanation.sv = "Läsaren vet inte vilka av bestämmelserna som gäller för vem."
explanation.en = "The reader does not know which of the provisions hold for whom."
example = """
sections = ["s1 Bestämmelser"]
text = { s1 = ["Bestämmelser", "", "Parklagen, 11 kap. 5 §, 12 kap. 1 §, 7 kap. 3 § gäller externa utförare."] }
"""
mended = """
sections = ["s1 Bestämmelser"]
[text]
s1 = [
  "Bestämmelser",
  "",
  "I parklagen gäller 11 kap. 5 § och 12 kap. 1 § alla. För externa utförare gäller 7 kap. 3 §.",
]
"""
'''


_REMARK = re.compile(
    r"§{1,2}\s?,[^.§]*(?:kap\.[^.§]*)?§{1,2}[^.§]*?(?P<said>\bgäller (?:inte |även |endast |bara )?\w+ ?\w+)"
)


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences with provisions one after the other, joined by commas alone, and "gäller" after the last."""
    for sentence in subject.sentences:
        match = _REMARK.search(sentence.text.replace(" kap. ", " kap "))
        if match:
            yield Hit(
                where=(sentence.code,) if sentence.code else (),
                lines=(sentence.line,),
                record=match["said"],
                says={"where": sentence.code or "inledningen"},
            )


RULE = define(HEADER, check, __file__)
