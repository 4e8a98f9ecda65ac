"""KG702: a document that is named with two dates."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import dated
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "date-conflict"
severity = "error"
needs_text = true
message.sv = "Samma dokument har två datum: \"{first}\" och \"{second}\""
message.en = "One document has two dates: \"{first}\" and \"{second}\""
fix.sv = "Kontrollera dokumentets verkliga datum, och ange det på båda ställena."
fix.en = "Check the document's real date, and give it in both places."
since = "0.1.0"
source = "Praxis: ett dokument har ett datum; två utgåvor skiljs åt med ord"
explanation.sv = """\
Ett dokument nämns flera gånger med samma ord framför datumet, men datumen skiljer. Det ena är fel, eller så \
finns två utgåvor som inte hålls isär."""
explanation.en = """\
A document is named several times with the same words before its date, and the dates differ. One is wrong, or \
there are two editions that are not told apart."""
example = """
sections = ["s1 Rutiner", "s2 Arkiv"]
[text]
"s1" = ["Rutiner", "", "Sortera enligt rutinen för akter, social 2008-02-21."]
"s2" = ["Arkiv", "", "Enligt rutinen för akter, social 2008-02-01 ska de sorteras."]
"""
mended = """
sections = ["s1 Rutiner", "s2 Arkiv"]
[text]
"s1" = ["Rutiner", "", "Sortera enligt rutinen för akter, social 2008-02-01."]
"s2" = ["Arkiv", "", "Enligt rutinen för akter, social 2008-02-01 ska de sorteras."]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Names of documents that end alike before different dates."""
    for first, second in dated.pairs(subject):
        if first.day != second.day:
            yield Hit(
                where=tuple(dict.fromkeys(code for code in (first.code, second.code) if code)),
                lines=(first.line, second.line),
                record=first.ending,
                says={"first": f"{first.ending} {first.day}", "second": f"{second.ending} {second.day}"},
            )


RULE = define(HEADER, check, __file__)
