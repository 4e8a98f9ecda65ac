"""KG408: a record type in the singular here and in the plural there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject, place_order
from kg.text import words

HEADER = r'''
kind = "label-variant"
severity = "info"
message.sv = "{few} av {all} handlingstyper står i {form}, de andra inte: {names}"
message.en = "{few} of {all} record types are in the {form}, the others are not: {names}"
fix.sv = "Skriv handlingstyper i en form, helst obestämd singular."
fix.en = "Write record types in one form, best the indefinite singular."
since = "0.1.0"
source = "Sydarkivera, handlingstyper: substantiv i obestämd form singular"
explanation.sv = """\
Formen skiftar mellan processerna, så att en lista över handlingstyper får samma sak flera gånger."""
explanation.en = """\
The form changes between processes, so that a list of record types has the same thing several times."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[records]
"1.1" = ["verksamhetsplan", "budget", "protokoll", "kallelse"]
"1.2" = ["offerter", "beställningar", "fakturor"]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
[records]
"1.1" = ["verksamhetsplan", "budget", "protokoll", "kallelse"]
"1.2" = ["offert", "beställning", "faktura"]
"""
'''


_FEWEST = 3
"""Names in the rarer form from which the form is no chance."""
_SHOWN = 12
_PLURAL = re.compile(r"\w{3,}(?:or|ar|er|ier|rar|ken|on|n)")


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all names of one word in the form that the plan uses less."""
    single = [r for r in subject.view.plan.record_types if r.name.isalpha() and subject.live(r.process)]
    plural = [r for r in single if _plural(words.fold(r.name))]
    few = min(plural, [record for record in single if record not in plural], key=len)
    names = list(dict.fromkeys(record.name for record in few))
    if len(few) >= _FEWEST:
        yield Hit(
            where=tuple(sorted({record.process for record in few}, key=place_order)),
            says={
                "names": ", ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]),
                "form": "plural" if few is plural else "singular",
                "few": str(len(few)),
                "all": str(len(single)),
            },
            evidence=tuple(subject.iri(record) for record in few),
        )


def _plural(name: str) -> bool:
    return bool(_PLURAL.fullmatch(name)) and len(words.stem(name)) < len(name)


RULE = define(HEADER, check, __file__)
