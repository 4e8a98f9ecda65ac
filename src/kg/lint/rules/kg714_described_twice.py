"""KG714: one thing has two sections that say different things and do not refer to each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Forum
from kg.text import words

HEADER = r'''
kind = "contradiction"
severity = "error"
message.sv = "{record} beskrivs både i {where} och i {where2}, med olika uppgifter: {differ}"
message.en = "{record} is described both in {where} and in {where2}, with different particulars: {differ}"
fix.sv = "Slå ihop till ett avsnitt."
fix.en = "Merge into one section."
since = "0.1.0"
source = "Praxis: en sak på ett ställe"
explanation.sv = """\
Samma verksamhet har två avsnitt vars uppgifter om parter eller möten inte stämmer överens. Vilka som gäller går \
inte att säga."""
explanation.en = """\
The same activity has two sections whose particulars on parties or meetings do not agree. Which hold cannot be \
said."""
example = """
sections = ["s1 Barnahuset", "s2 Barnahuset Norr"]
[[fora]]
name = "Barnahuset"
parties = ["polis", "kommun"]
often = "två gånger per år"
convener = "chefen"
section = "s1"
[[fora]]
name = "Barnahuset Norr"
parties = ["socialtjänst", "polis", "åklagare"]
often = "vid behov"
convener = "chefen"
section = "s2"
"""
mended = """
sections = ["s1 Barnahuset", "s2 Närvården"]
[[fora]]
name = "Barnahuset"
parties = ["polis", "kommun"]
often = "två gånger per år"
convener = "chefen"
section = "s1"
[[fora]]
name = "Närvården"
parties = ["socialtjänst", "polis", "åklagare"]
often = "vid behov"
convener = "chefen"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Pairs of sections of which one's title begins with the other's, with fora that differ."""
    plan = subject.view.plan
    fora: dict[str, Forum] = {forum.section: forum for forum in reversed(plan.fora) if forum.section}
    for one, other in combinations(plan.sections, 2):
        first, second = words.fold(one.title), words.fold(other.title)
        named = second == first or second.startswith(f"{first} ") or first.startswith(f"{second} ")
        if not named or one.id not in fora or other.id not in fora or other.parent == one.id:
            continue
        differ = _different(fora[one.id], fora[other.id])
        if differ:
            yield Hit(
                where=(one.id, other.id),
                record=min(one.title, other.title, key=len),
                says={"where": one.id, "where2": other.id, "differ": "; ".join(differ)},
                evidence=(subject.iri(fora[one.id]), subject.iri(fora[other.id])),
            )


def _different(one: Forum, other: Forum) -> list[str]:
    pairs = [(", ".join(one.parties), ", ".join(other.parties)), (one.often or "", other.often or "")]
    return [
        f"{first} – {second}".replace("–", "mot") for first, second in pairs if first and second and first != second
    ]


RULE = define(HEADER, check, __file__)
