"""KG743: of several named together, one is said whom it is for, the others not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "other"
severity = "info"
needs_text = true
message.sv = "För vilka {record} är avsedda sägs inte, bara för den som står före ({where})"
message.en = "For whom {record} are meant is not said, only for the one before ({where})"
fix.sv = "Säg för var och en vilka den är till för."
fix.en = "Say of each whom it is for."
since = "0.1.0"
source = "Praxis: en uppräkning säger lika mycket om alla"
explanation.sv = "Den som söker rätt enhet får veta det för en av dem och måste gissa för de andra."
explanation.en = "Whoever seeks the right unit learns it of one of them and must guess of the others."
example = """
sections = ["s1 Boende"]
text = { s1 = ["Boende", "", "Den ges på Sjövik (för personer med demens) samt Strandvik, Klippvik och Uddvik."] }
"""
mended = """
sections = ["s1 Boende"]
text = { s1 = ["Boende", "", "Den ges på Sjövik (för personer med demens)."] }
"""
'''


_EXPLAINED = re.compile(
    r"[A-ZÅÄÖ][\w-]+ \(för [^)]+\)\s?,? ?(?:samt|och|,) (?:[a-zåäö]+ ){0,2}"
    r"(?P<rest>[A-ZÅÄÖ][\w-]+(?:(?:, | och | samt )[A-ZÅÄÖ][\w-]+)+)(?! \()"
)


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences with a name and a parenthesis that opens with "för", and names without one after it."""
    for sentence in subject.sentences:
        match = _EXPLAINED.search(sentence.text)
        if match:
            yield Hit(
                where=(sentence.code,) if sentence.code else (),
                lines=(sentence.line_at(match.start()),),
                record=match["rest"],
                says={"where": sentence.code or "inledningen"},
            )


RULE = define(HEADER, check, __file__)
