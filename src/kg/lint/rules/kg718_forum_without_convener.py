"""KG718: meetings of which nobody is said to call them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "missing-recipient"
severity = "info"
message.sv = "Vem som kallar anges inte för {count} av {all} möten: {names}"
message.en = "Who calls is not said for {count} of {all} meetings: {names}"
fix.sv = "Ange sammankallande."
fix.en = "Name who calls."
since = "0.1.0"
source = "Praxis: ett möte utan sammankallande blir inte av"
explanation.sv = "Texten säger att möten hålls men inte vem som kallar till dem."
explanation.en = "The text says that meetings are held but not who calls them."
example = """
sections = ["s1 Samråd"]
fora = [{ name = "Samråd", often = "varje år", section = "s1" }]
"""
mended = """
sections = ["s1 Samråd"]
fora = [{ name = "Samråd", often = "varje år", convener = "chefen", section = "s1" }]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all meetings without a convener."""
    fora = subject.view.plan.fora
    found = [forum for forum in fora if forum.convener is None]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(forum.section for forum in found if forum.section)),
            says={"count": str(len(found)), "all": str(len(fora)), "names": ", ".join(forum.name for forum in found)},
            evidence=tuple(subject.iri(forum) for forum in found),
        )


RULE = define(HEADER, check, __file__)
