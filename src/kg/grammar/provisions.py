"""Places in an act: chapter, section, paragraph, item and sentence, as they are really written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.grammar.match import Match
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Provision:
    """One place; numbers as strings, as sections may carry a letter ("3 a")."""

    chapter: str | None = None
    section: str | None = None
    paragraph: str | None = None
    item: str | None = None
    sentence: str | None = None
    article: str | None = None


_NUMBER = r"\d{1,3}(?:\s?[a-z](?![a-zåäö]))?"
_RANGE = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?"
_LIST = rf"{_RANGE}(?:\s?(?:,|och|samt|eller|respektive|&)\s?{_RANGE}(?!\s?(?:[kK]ap|%|år|dag|mån)))*"
_CHAPTER = rf"(?P<chapter>{_NUMBER})\s?[kK]ap(?:itlet|itel)?\b\.?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = "|".join(lexicon.load("citations")["ordinals"])
    tail = (
        rf"(?:(?:\s|,\s?)(?:(?P<st>{words})\s(?:och\s(?:{words})\s)?stycke(?:t|na)?|(?P<stn>\d+)\s?(?:st\b\.?|stycket)))?"
        rf"(?:(?:\s|,\s?)(?:(?P<me>{words})\smening(?:en)?|(?P<men>\d+)\s?men\b\.?))?"
        rf"(?:(?:\s|,\s?)(?:(?:punkt(?:en|erna)?|p\.?)\s?(?P<item>\d{{1,2}}[a-z]?)\b|(?P<itemp>\d{{1,2}})\s?(?:p\b\.?|punkten)"
        rf"|(?P<itemb>\d{{1,2}})(?![\d:]|\s?(?:kap|§|[-–,]\s?\d|\s(?:och|eller|samt)\s\d|/)|\.\d)(?=[\s.,;)]|$)))?"
    )
    shapes = (
        rf"{_CHAPTER}\s?,?\s?(?P<sections>{_LIST})\s?§{{1,2}}{tail}",
        rf"[kK]ap(?:itel)?\.?\s?(?P<chapter>{_NUMBER})\s?,?\s?§{{1,2}}\s?(?P<sections>{_LIST}){tail}",
        rf"(?<![\d:/.-])(?P<chapter>\d{{1,2}}):(?P<sections>\d{{1,2}}(?:\s?[a-z](?![a-zåäö]))?)(?![\d:]){tail}",
        rf"(?<![\d:/-])(?P<sections>{_LIST})\s?§{{1,2}}{tail}",
        rf"§{{1,2}}\s?(?P<sections>{_LIST}){tail}",
        rf"(?P<chapters>{_NUMBER}(?:\s?[-–]\s?{_NUMBER})?(?:\s?(?:,|och|samt|eller)\s?{_NUMBER})*)\s?[kK]ap(?:itlet|itlen|itel)?\b\.?",
        r"\b[aA]rt(?:ikel|iklarna|ikeln|\.)\s?(?P<articles>\d{1,3}(?:\.\d{1,2})?(?:\s[a-z]\b)?(?:\s?(?:,|och|samt|eller|[-–])\s?\d{1,3}(?:\.\d{1,2})?(?:\s[a-z]\b)?)*)",
    )
    return tuple(re.compile(shape) for shape in shapes)


def find(text: str) -> list[Match[tuple[Provision, ...]]]:
    """Places in the text, in order, none inside another; a place that names several sections is one match."""
    found: list[Match[tuple[Provision, ...]]] = []
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append(Match(match.start(), match.end(), tuple(_read(match))))
    return sorted(found, key=lambda m: m.start)


def _read(match: re.Match[str]) -> Iterator[Provision]:
    part = match.groupdict()
    ordinals = lexicon.load("citations")["ordinals"]
    if part.get("articles"):
        for article in expand(part["articles"]):
            yield Provision(article=article)
        return
    if part.get("chapters"):
        for chapter in expand(part["chapters"]):
            yield Provision(chapter=chapter)
        return
    last = Provision(
        chapter=_plain(part.get("chapter")),
        paragraph=_ordinal(part.get("st"), ordinals) or part.get("stn"),
        sentence=_ordinal(part.get("me"), ordinals) or part.get("men"),
        item=part.get("item") or part.get("itemp") or part.get("itemb"),
    )
    sections = expand(part["sections"])
    for section in sections[:-1]:
        yield Provision(chapter=last.chapter, section=section)
    yield replace(last, section=sections[-1])


def _ordinal(word: str | None, ordinals: dict[str, int]) -> str | None:
    return str(ordinals[word]) if word else None


def _plain(number: str | None) -> str | None:
    return re.sub(r"(\d)\s?([a-z])", r"\1 \2", number.strip()) if number else None


def expand(numbers: str) -> list[str]:
    """ "5-6" → 5, 6; "3 a-3 c" → 3 a, 3 b, 3 c; "1, 3 och 5" → 1, 3, 5."""
    out: list[str] = []
    for piece in re.split(r"\s?(?:,|och|samt|eller|respektive|&)\s?", numbers.strip()):
        ends = [_plain(end) or "" for end in re.split(r"\s?[-–—]\s?", piece) if end.strip()]
        out += _between(*ends) if len(ends) == 2 else ends
    return out


def _between(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 200:
        return [str(number) for number in range(int(first), int(last) + 1)]
    head, letter = first.partition(" ")[::2]
    tail, until = last.partition(" ")[::2]
    if head == tail and len(letter) == len(until) == 1 and letter < until:
        return [f"{head} {chr(code)}" for code in range(ord(letter), ord(until) + 1)]
    return [first, last]
