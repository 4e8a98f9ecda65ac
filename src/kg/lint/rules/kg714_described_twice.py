"""KG714: one thing has two sections that say different things and do not refer to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Forum
from kg.text import lexicon, words

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
    """Pairs of sections of which one's title begins with the other's, with fora, or ways to meet, that differ."""
    plan = subject.view.plan
    fora: dict[str, Forum] = {forum.section: forum for forum in reversed(plan.fora) if forum.section}
    loose = subject.once(_by_agreement)
    for one, other in combinations(plan.sections, 2):
        first, second = words.fold(one.title), words.fold(other.title)
        named = second == first or second.startswith(f"{first} ") or first.startswith(f"{second} ")
        if not named or other.parent == one.id:
            continue
        pair = [fora[each.id] for each in (one, other) if each.id in fora]
        hit = Hit(
            where=(one.id, other.id),
            record=min(one.title, other.title, key=len),
            evidence=tuple(subject.iri(forum) for forum in pair),
        )
        if len(pair) > 1:
            differ = _different(*pair)
            if differ:
                yield replace(hit, says=_told(hit, differ))
            continue
        agreed = loose.get(other.id if pair and pair[0].section == one.id else one.id) if first == second else None
        if pair and agreed and pair[0].often:
            lines = tuple(sorted({pair[0].span.first, agreed[1]}))
            yield replace(hit, lines=lines, says=_told(hit, [f"{pair[0].often} mot {agreed[0]}"]), severity="info")


def _told(hit: Hit, differ: list[str]) -> Mapping[str, str]:
    return {"where": hit.where[0], "where2": hit.where[1], "differ": "; ".join(differ)}


def _by_agreement(subject: Subject) -> Mapping[str, tuple[str, int]]:
    """Sections that say that people meet when it is agreed or needed, with their words and line."""
    phrases = re.compile("|".join(lexicon.load("lint")["how_often"]["agreed"]), re.IGNORECASE)
    found: dict[str, tuple[str, int]] = {}
    for sentence in subject.sentences:
        match = phrases.search(sentence.text)
        if match:
            found.setdefault(sentence.code, (match[0], sentence.line_at(match.start())))
    return found


def _different(one: Forum, other: Forum) -> list[str]:
    pairs = [(", ".join(one.parties), ", ".join(other.parties)), (one.often or "", other.often or "")]
    return [
        f"{first} – {second}".replace("–", "mot") for first, second in pairs if first and second and first != second
    ]


RULE = define(HEADER, check, __file__)
