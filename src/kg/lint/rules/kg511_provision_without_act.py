"""KG511: provisions cited without the act that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "unknown-law"
severity = "info"
message.sv = "Lagrum utan lag: {names}"
message.en = "Provisions without an act: {names}"
fix.sv = "Skriv lagens namn vid lagrummet."
fix.en = "Write the name of the act beside the provision."
since = "0.1.0"
source = "Praxis: ett lagrum anges med lag, kapitel och paragraf"
explanation.sv = "Vilken lag som avses måste läsaren gissa av det som står runt omkring."
explanation.en = "Which act is meant the reader must guess from what stands around it."
example = """
sections = ["s1 Behandling av uppgifter"]
citations = [{ text = "12 kap. 1 §", law = "SoL", sfs = "2001:453", chapter = "12", sections = ["1"], cited_by = "s1" }]
"""
mended = """
sections = ["s1 Behandling av uppgifter"]
"""
'''


_ALONE = re.compile(r"[\d\s§.,:–-]*(?:kap\.?|§§?|\b[a-z]\b|och|[\d\s§.,:–-])+", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all citations of a chapter that name no act, in sections where none is named."""
    named = {c.cited_by for c in subject.view.plan.citations if not _ALONE.fullmatch(c.text)}
    found = [
        citation
        for citation in subject.view.plan.citations
        if citation.chapter and _ALONE.fullmatch(citation.text) and citation.cited_by not in named
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(citation.cited_by for citation in found if citation.cited_by)),
            says={"names": ", ".join(f'"{citation.text}" ({citation.cited_by})' for citation in found)},
            evidence=tuple(subject.iri(citation) for citation in found),
        )


RULE = define(HEADER, check, __file__)
