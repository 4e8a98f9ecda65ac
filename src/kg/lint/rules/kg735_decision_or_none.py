"""KG735: a thing is said to need no decision, and elsewhere to rest on one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.grammar import sentences
from kg.lint.rule import Hit, define
from kg.lint.subject import Block, Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "warning"
needs_text = true
message.sv = "{where} säger att \"{record}\" inte kräver något beslut, men {what} ges efter beslut ({where2})"
message.en = "{where} says that \"{record}\" needs no decision, but {what} rests on one ({where2})"
fix.sv = "Skriv vad som kräver beslut och vad som inte gör det."
fix.en = "Say what needs a decision and what does not."
since = "0.1.0"
source = "Praxis: av texten ska framgå om en insats söks eller är öppen; data/lexicon/lint.toml, [decision]"
explanation.sv = """\
Ett ställe räknar saken till det som är öppet för alla, ett annat säger att den beviljas. Den som tar emot en \
fråga vet inte om det blir ett ärende."""
explanation.en = """\
One place counts the thing among what is open to all, another says that it is granted. Whoever receives a \
question does not know whether it becomes a case."""
example = """
sections = ["s1 Omsorg", "s2 Övriga insatser", "s3 Boendestöd"]
assignments = [{ matter = "boendestöd", section = "s2" }]
[text]
s1 = ["Omsorg", "", "Här finns verksamheter som inte kräver biståndsbeslut, tex träffpunkter och övriga insatser."]
s2 = ["Övriga insatser", "", "Med övriga insatser avses boendestöd."]
s3 = ["Boendestöd", "", "Med boendestöd avses bistånd enligt lag."]
"""
mended = """
sections = ["s1 Omsorg", "s2 Övriga insatser", "s3 Boendestöd"]
assignments = [{ matter = "boendestöd", section = "s2" }]
[text]
s1 = ["Omsorg", "", "Här finns verksamheter som inte kräver biståndsbeslut, tex träffpunkter."]
s2 = ["Övriga insatser", "", "Med övriga insatser avses boendestöd."]
s3 = ["Boendestöd", "", "Med boendestöd avses bistånd enligt lag."]
"""
'''


_ITEMS = re.compile(r"\s*(?:,|;|\boch\b|\bsamt\b|\beller\b|\bmm\b|\.$)\s*")


def check(subject: Subject) -> Iterator[Hit]:
    """Things listed behind words for "no decision" that are sections, or hold matters, of which another says one."""
    titled = {words.fold(section.title): section.id for section in subject.view.plan.sections}
    granted = dict(_granted(subject)) if titled else {}
    for block in subject.blocks if granted else ():
        for start, end in sentences.split(block.passage.text):
            free = _cues()["none"].search(block.passage.text[start:end])
            if free is None or not block.code:
                continue
            for item in _ITEMS.split(block.passage.text[start:end][free.end() :]):
                named = titled.get(words.fold(_cues()["lead"].sub("", item)))
                if named is None or named == block.code:
                    continue
                for what, where2 in _of(subject, named, titled, granted):
                    yield Hit(
                        where=tuple(dict.fromkeys([block.code, named, where2])),
                        lines=(block.passage.line_at(start), granted[where2]),
                        record=_cues()["lead"].sub("", item),
                        says={"where": block.code, "what": f'"{what}"', "where2": where2},
                    )


def _of(
    subject: Subject, named: str, titled: Mapping[str, str], granted: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """The section itself, and matters of it that have a section of their own, where those speak of decisions."""
    if named in granted:
        yield next(title for title, id in titled.items() if id == named), named
    for assignment in subject.view.plan.assignments:
        own = titled.get(words.fold(assignment.matter))
        if own and assignment.section == named and own in granted and own != named:
            yield assignment.matter, own


def _granted(subject: Subject) -> Iterator[tuple[str, int]]:
    """Sections with a sentence that speaks of a decision and of none without, and its line."""
    blocks: list[Block] = [block for block in subject.blocks if block.code]
    for block in reversed(blocks):
        for start, end in sentences.split(block.passage.text):
            sentence = block.passage.text[start:end]
            if _cues()["some"].search(sentence) and not _cues()["none"].search(sentence):
                yield block.code, block.passage.line_at(start)


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    told = lexicon.load("lint")["decision"]
    return {name: re.compile("|".join(told[name]), re.IGNORECASE) for name in ("none", "some", "lead")}


RULE = define(HEADER, check, __file__)
