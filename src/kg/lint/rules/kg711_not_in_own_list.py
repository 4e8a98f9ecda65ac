"""KG711: a provision is invoked that the document's own list of the law leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.law import Citation

HEADER = r'''
kind = "unresolved-target"
severity = "warning"
message.sv = "{places} åberopas i {where} men finns inte i uppräkningen i {where2}"
message.en = "{places} are invoked in {where} but are not in the list of {where2}"
fix.sv = "Komplettera uppräkningen."
fix.en = "Complete the list."
since = "0.1.0"
source = "Praxis: en uppräkning av tillämpliga lagrum ska vara fullständig"
explanation.sv = """\
Dokumentet räknar upp de paragrafer som gäller och åberopar sedan andra, som varken återges eller räknas upp."""
explanation.en = """\
The document lists the provisions that apply, and then invokes others that are neither quoted nor listed."""
example = """
sections = ["s1 Lagar", "s2 Arkiv"]
statutes = [{ number = "2001:453", kind = "act", title = "Socialtjänstlag", in_force_from = 2002-01-01 }]
[[citations]]
text = "11 kap. 5-6 §§"
law = "SoL"
sfs = "2001:453"
chapter = "11"
sections = ["5", "6"]
cited_by = "s1"
line = 1
[[citations]]
text = "12 kap. 1 §"
law = "SoL"
sfs = "2001:453"
chapter = "12"
sections = ["1"]
cited_by = "s1"
line = 1
[[citations]]
text = "7 kap. 3 § SoL (2001:453)"
law = "SoL"
sfs = "2001:453"
chapter = "7"
sections = ["3"]
cited_by = "s1"
line = 1
[[citations]]
text = "12 kap. 2 § SoL"
law = "SoL"
sfs = "2001:453"
chapter = "12"
sections = ["2"]
cited_by = "s2"
"""
mended = """
sections = ["s1 Lagar", "s2 Arkiv"]
statutes = [{ number = "2001:453", kind = "act", title = "Socialtjänstlag", in_force_from = 2002-01-01 }]
[[citations]]
text = "11 kap. 5-6 §§"
law = "SoL"
sfs = "2001:453"
chapter = "11"
sections = ["5", "6"]
cited_by = "s1"
line = 1
[[citations]]
text = "12 kap. 1-2 §§"
law = "SoL"
sfs = "2001:453"
chapter = "12"
sections = ["1", "2"]
cited_by = "s1"
line = 1
[[citations]]
text = "7 kap. 3 § SoL (2001:453)"
law = "SoL"
sfs = "2001:453"
chapter = "7"
sections = ["3"]
cited_by = "s1"
line = 1
[[citations]]
text = "12 kap. 2 § SoL"
law = "SoL"
sfs = "2001:453"
chapter = "12"
sections = ["2"]
cited_by = "s2"
"""
'''


_LIST = 4
"""Provisions on one line that make a list."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit an act: provisions invoked that the fullest line of provisions does not have."""
    acts: dict[str, list[Citation]] = defaultdict(list)
    for citation in subject.view.plan.citations:
        if citation.sfs and citation.chapter and citation.sections:
            acts[citation.sfs].append(citation)
    for cited in acts.values():
        lines: dict[int, list[Citation]] = defaultdict(list)
        for citation in cited:
            lines[citation.span.first].append(citation)
        best = max(lines, key=lambda line: len(_places(lines[line])))
        listed = _places(lines[best])
        rest = [citation for citation in cited if _places([citation]) - listed and citation.span.first != best]
        if len(listed) >= _LIST and rest:
            home = lines[best][0].cited_by or ""
            where = tuple(dict.fromkeys(citation.cited_by or "" for citation in rest))
            missing = sorted(_places(rest) - listed, key=_order)
            yield Hit(
                where=(*where, *((home,) if home not in where else ())),
                lines=(*dict.fromkeys(citation.span.first for citation in rest), best),
                record=cited[0].law,
                says={
                    "places": ", ".join(f"{chapter} kap. {section} §" for chapter, section in missing),
                    "where": ", ".join(where),
                    "where2": home,
                },
                evidence=tuple(subject.iri(citation) for citation in rest),
            )


def _order(place: tuple[str, str]) -> tuple[int, ...]:
    return tuple(int("".join(filter(str.isdecimal, part)) or 0) for part in place)


def _places(cited: list[Citation]) -> set[tuple[str, str]]:
    return {(citation.chapter or "", section) for citation in cited for section in citation.sections}


RULE = define(HEADER, check, __file__)
