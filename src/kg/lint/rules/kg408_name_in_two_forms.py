"""KG408: a record type in the singular here and in the plural there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject, place_order
from kg.model.plan import RecordType
from kg.text import words

HEADER = r'''
kind = "label-variant"
severity = "info"
message.sv = "Samma handlingstyp i olika form: {names}"
message.en = "The same record type in different forms: {names}"
fix.sv = "Skriv handlingstyper i en form, helst obestämd singular."
fix.en = "Write record types in one form, best the indefinite singular."
since = "0.1.0"
source = "Sydarkivera, handlingstyper: substantiv i obestämd form singular"
explanation.sv = """\
Formen skiftar mellan processerna, så att en lista över handlingstyper får samma sak flera gånger."""
explanation.en = """\
The form changes between processes, so that a list of record types has the same thing several times."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
records = { "1.1" = ["offert"], "1.2" = ["offerter"] }
references = [{ source = "1.1", subject = "offert", kind = "see", cited_level = "P", target = "1.2" }]
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in", "1.3 P Leda"]
records = { "1.1" = ["plan"], "1.2" = ["offert"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all names of one word that stand in several forms in live processes."""
    forms: dict[str, dict[str, list[RecordType]]] = defaultdict(lambda: defaultdict(list))
    for record in subject.view.plan.record_types:
        if record.name.isalpha() and subject.live(record.process):
            forms[words.stem(words.fold(record.name))][words.fold(record.name)].append(record)
    several = {stem: each for stem, each in forms.items() if len(each) > 1}
    if several:
        few = [
            r for each in several.values() for name in sorted(each, key=lambda n: -len(each[n]))[1:] for r in each[name]
        ]
        yield Hit(
            where=tuple(sorted({record.process for record in few}, key=place_order)),
            says={"names": ", ".join("/".join(sorted(each)) for each in several.values())},
            evidence=tuple(subject.iri(record) for record in few),
        )


RULE = define(HEADER, check, __file__)
