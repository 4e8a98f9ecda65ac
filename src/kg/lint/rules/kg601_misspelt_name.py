"""KG601: a misspelt word in a title or in the name of a record type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.lint import spelling
from kg.lint.rule import Edit, Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "typo"
severity = "warning"
message.sv = "{what} \"{name}\" ({where}) är troligen \"{mended}\""
message.en = "{what_en} \"{name}\" ({where}) is probably \"{mended}\""
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "hunspell-sv, Svenska ordlistan; data/lexicon/lint.toml, [spelling]"
explanation.sv = """\
Ett ord som ingen ordlista har, men som är en bokstav från ett som finns. I ett namn gör det att handlingen inte \
hittas. Sammansättningar, namn och förkortningar är inga fel; ord som inget går att säga om hoppas över."""
explanation.en = """\
A word that no dictionary has, a letter away from one that exists. In a name it keeps the record from being \
found. Compounds, names and abbreviations are no errors; words nothing can be said of are passed over."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["blankett för registering"], "1.2" = ["beställning"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["blankett för registrering"], "1.2" = ["beställning"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Words of titles and record types that the dictionary can mend."""
    plan = subject.view.plan
    units = [(p.code, p.title, p, ("Titeln", "The title"), ("process", p.code, "title")) for p in plan.processes]
    records = [
        (r.process, r.name, r, ("Handlingstypen", "The record type"), ("record_type", f"{r.process}/{r.name}", "name"))
        for r in plan.record_types
    ]
    named = [*units, *records]
    told = " ".join([*(name for _, name, *_ in named), *(term for p in plan.processes for term in p.terms)])
    vocabulary = Counter(words.fold(word) for word, _ in spelling.of_text(told))
    for code, name, fact, what, (kind, key, field) in named:
        for word, at in spelling.of_text(name):
            right = spelling.mended(word, vocabulary)
            if right is not None:
                mended = name[:at] + spelling.cased(right, word) + name[at + len(word) :]
                yield Hit(
                    where=(code,),
                    record=name,
                    says={
                        "right": right,
                        "mended": mended,
                        "what": what[0],
                        "what_en": what[1],
                        "name": name,
                        "where": code,
                    },
                    evidence=(subject.iri(fact),),
                    edit=Edit(kind=kind, key=key, field=field, read=name, right=mended),
                )


RULE = define(HEADER, check, __file__)
