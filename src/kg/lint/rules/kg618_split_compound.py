"""KG618: a compound written as two words in the name of a record type."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import spelling
from kg.lint.rule import Edit, Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "typo"
severity = "warning"
message.sv = "\"{record}\" i {where} är särskrivet: \"{right}\""
message.en = "\"{record}\" in {where} is a compound written apart: \"{right}\""
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "Svenska skrivregler, särskrivning"
explanation.sv = """\
Två substantiv i grundform efter varandra är på svenska nästan alltid en sammansättning. Isärskrivet hittas \
handlingen inte, och läses ibland som två."""
explanation.en = """\
Two nouns in their base form in a row are in Swedish nearly always a compound. Written apart the record is not \
found, and is sometimes read as two."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["fax försättsblad"], "1.2" = ["beställning"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["faxförsättsblad"], "1.2" = ["beställning"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Names of two small words, both nouns in their base form, that the dictionary takes as one."""
    for record in subject.view.plan.record_types:
        said = words.fold(record.name).split()
        if len(said) != 2 or not all(word.isalpha() for word in said) or not _base(said[0]):
            continue
        right = "".join(said)
        if words.stem(said[1]) != said[1] or not spelling.known(right):
            continue
        yield Hit(
            where=(record.process,),
            record=record.name,
            says={"where": record.process, "right": right},
            evidence=(subject.iri(record),),
            edit=Edit(
                kind="record_type",
                key=f"{record.process}/{record.name}",
                field="name",
                read=record.name,
                right=right,
            ),
        )


def _base(word: str) -> bool:
    """Whether a word is a noun in its base form, and no adjective."""
    told = lexicon.load("words")["adjectives"]["plain"]
    adjective = word in told or word.endswith(("ad", "t", "ig", "lig", "sk"))
    return words.stem(word) == word and spelling.known(word) and not adjective


RULE = define(HEADER, check, __file__)
