"""KG729: a meeting that is held in two ways at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Forum
from kg.text import lexicon

HEADER = r'''
kind = "date-conflict"
severity = "info"
needs_text = true
message.sv = "Hur ofta sägs på två sätt: {found} ({where})"
message.en = "How often is said in two ways: {found} ({where})"
fix.sv = "Ange en frekvens."
fix.en = "Give one frequency."
since = "0.1.0"
source = "Praxis: en mötesordning ska gå att planera efter"
explanation.sv = """\
Möten är både löpande och med bestämda mellanrum, eller avsnittet säger olika om möten som det inte skiljer åt; hur \
ofta de hålls går inte att säga."""
explanation.en = """\
Meetings are both continual and at set intervals, or the section says different things of meetings that it does not \
tell apart; how often they are held cannot be said."""
example = """
sections = ["s1 Möten"]
text = { s1 = ["Möten", "", "Kontinuerliga möten hålls med kostpersonalen en gång per termin."] }
"""
mended = """
sections = ["s1 Möten"]
text = { s1 = ["Möten", "", "Möten hålls med kostpersonalen en gång per termin."] }
"""
'''


_SET = re.compile(
    r"\b(?:en|två|tre|fyra|\d+) (?:gång|gånger|ggr)[ /]*(?:per|om|i)? ?\w+|\bvarje (?:vecka|månad)|\bvar \w+ vecka",
    re.I,
)


_UNTOLD = "inget sagt"


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences with a word for meetings that go on, and a number of times; meetings of one name that differ."""
    loose = re.compile(rf"\b(?:{'|'.join(lexicon.load('lint')['how_often']['loose'])})\b", re.IGNORECASE)
    for sentence in subject.sentences:
        first, second = loose.search(sentence.text), _SET.search(sentence.text)
        if first and second and sentence.code:
            yield _hit(sentence.code, (sentence.line,), [first[0], second[0]])
    alike: dict[tuple[str, str], list[Forum]] = defaultdict(list)
    for forum in subject.view.plan.fora:
        alike[forum.section or "", forum.name.partition(":")[0]].append(forum)
    for (code, _), fora in alike.items():
        one_name = len({forum.name for forum in fora}) == 1
        often = [forum.often or _UNTOLD for forum in fora if forum.often or one_name]
        if code and len(set(often)) > 1:
            lines = tuple(dict.fromkeys(forum.span.first for forum in fora))
            yield _hit(code, lines, often, tuple(subject.iri(forum) for forum in fora))


def _hit(code: str, lines: tuple[int, ...], often: list[str], evidence: tuple[str, ...] = ()) -> Hit:
    found = list(dict.fromkeys(often))
    return Hit(
        where=(code,),
        lines=lines,
        record=" ".join(found),
        says={"found": ", ".join(f'"{each}"' for each in found), "where": code},
        evidence=evidence,
    )


RULE = define(HEADER, check, __file__)
