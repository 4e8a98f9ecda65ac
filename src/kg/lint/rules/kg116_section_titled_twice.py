"""KG116: two sections under one and the same heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject, place_order
from kg.text import words

HEADER = r'''
kind = "structure"
severity = "info"
message.sv = "{where} har samma rubrik, \"{record}\""
message.en = "{where} have the same heading, \"{record}\""
fix.sv = "Ge avsnitten var sin rubrik, eller för ihop dem."
fix.en = "Give each section a heading of its own, or put them together."
since = "0.1.0"
source = "Praxis: en rubrik pekar ut ett avsnitt"
explanation.sv = """\
Den som hänvisar till rubriken, eller söker den i innehållsförteckningen, vet inte vilket avsnitt som menas."""
explanation.en = """\
Whoever refers to the heading, or looks it up in the table of contents, does not know which section is meant."""
example = """
sections = ["s1 Skolan", "s2 Biblioteket", "s3 Skolan"]
"""
mended = """
sections = ["s1 Skolan", "s2 Biblioteket", "s3 Skolan i det enskilda fallet"]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each heading that several sections have."""
    known: dict[str, list[str]] = defaultdict(list)
    for section in subject.view.plan.sections:
        known[words.fold(section.title)].append(section.id)
    for ids in known.values():
        if len(ids) > 1:
            same = [section for section in subject.view.plan.sections if section.id in ids]
            yield Hit(
                where=tuple(sorted(ids, key=place_order)),
                record=same[0].title,
                says={"where": ", ".join(ids)},
                evidence=tuple(subject.iri(section) for section in same),
            )


RULE = define(HEADER, check, __file__)
