"""KG703: a document that is called by two titles."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import dated
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "title-mismatch"
severity = "warning"
needs_text = true
message.sv = "Dokumentet kallas \"{first}\" ({where}) och \"{second}\" ({where2})"
message.en = "The document is called \"{first}\" ({where}) and \"{second}\" ({where2})"
fix.sv = "Använd dokumentets rätta titel på båda ställena."
fix.en = "Use the document's right title in both places."
since = "0.1.0"
source = "Praxis: en titel ska gå att söka på"
explanation.sv = """\
Två nästan lika titlar slutar lika och följs av ett datum. Om det är en handling eller två går inte att säga."""
explanation.en = """\
Two nearly equal titles end alike and are followed by a date. Whether it is one document or two cannot be said."""
example = """
sections = ["s1 Rutiner", "s2 Arbetsrutin för akter (SoL) i gällande ordning, social 2008-02-01"]
text = { s1 = ["Rutiner", "", "Sortera enligt Arbetsrutiner för ordning i gällande ordning, social 2008-02-01."] }
"""
mended = """
sections = ["s1 Rutiner", "s2 Arbetsrutiner i gällande ordning, social 2008-02-01"]
text = { s1 = ["Rutiner", "", "Sortera enligt Arbetsrutiner i gällande ordning, social 2008-02-01."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Names of documents that end alike before a date and begin differently."""
    for first, second in dated.pairs(subject):
        if first.title and second.title and first.title != second.title:
            yield Hit(
                where=tuple(dict.fromkeys(code for code in (first.code, second.code) if code)),
                lines=(first.line, second.line),
                record=first.ending,
                says={
                    "first": first.title,
                    "second": second.title,
                    "where": first.code or "inledningen",
                    "where2": second.code or "inledningen",
                },
            )


RULE = define(HEADER, check, __file__)
