"""KG202: a reference names its target by another title than the target has."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Edit, Hit, define
from kg.lint.subject import Subject
from kg.text import words

HEADER = r'''
kind = "title-mismatch"
severity = "warning"
message.sv = "{where} kallar {where2} \"{cited}\", men titeln är \"{title}\" ({likeness} % lika)"
message.en = "{where} calls {where2} \"{cited}\", but its title is \"{title}\" ({likeness} % alike)"
fix.sv = "Skriv titeln som den är: \"{title}\"."
fix.en = "Write the title as it is: \"{title}\"."
since = "0.1.0"
source = "Praxis: en kod och en titel ska peka åt samma håll; skiljer de sig är en av dem fel"
explanation.sv = """\
En hänvisning anger mål både med kod och med titel, och titeln är en annan än målets. Är de nästan lika är \
titeln fel återgiven; är de olika är kanske koden fel."""
explanation.en = """\
A reference names its target by code and by title, and the title is not the target's. Where they are nearly \
alike the title is misquoted; where they differ, the code may be wrong."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Samverka med andra"]
[[references]]
source = "1.1"
subject = "avtal"
cited_level = "P"
target = "1.2"
cited_title = "Samverkan med andra"
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Samverka med andra"]
[[references]]
source = "1.1"
subject = "avtal"
cited_level = "P"
target = "1.2"
cited_title = "Samverka med andra"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """References whose cited title is not their target's, whatever the case and a closing stop."""
    from rapidfuzz import fuzz

    for reference in subject.view.plan.cross_references:
        target = subject.view.processes.get(reference.target or "")
        cited = reference.cited_title
        if target is None or not cited or reference.external or _bare(cited) == _bare(target.title):
            continue
        likeness = round(fuzz.ratio(_bare(cited), _bare(target.title)))
        yield Hit(
            where=(reference.source, target.code),
            says={
                "where": reference.source,
                "where2": target.code,
                "cited": cited,
                "title": target.title,
                "likeness": str(likeness),
            },
            evidence=(subject.iri(reference),),
            edit=Edit(
                kind="cross_reference",
                key=f"{reference.source}>{target.code}",
                field="cited_title",
                read=cited,
                right=target.title,
            ),
        )


def _bare(title: str) -> str:
    return words.fold(title).strip(" .\"”'")


RULE = define(HEADER, check, __file__)
