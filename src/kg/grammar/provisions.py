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
    """One place; numbers as strings, as sections may carry a letter ("3 a"), several joined by commas ("1, 3")."""

    chapter: str | None = None
    section: str | None = None
    paragraph: str | None = None
    item: str | None = None
    sentence: str | None = None
    article: str | None = None


_AND = r"(?:\s?,\s?(?:och|samt|eller)\s|\s?[,&]\s?|\s(?:och/eller|och|samt|eller|respektive|resp\.|o\.)\s)"
_SIGN = r"(?:§{1,2}|paragraf(?:erna|en)?\b)"
_NUMBER = r"\d{1,3}(?:\s?(?!p\s?\.|p\s\d)(?!i\s(?!(?:och|samt|eller|kap)\b)[^\W\d])[a-z](?![a-zåäö]))?"
"""With its letter; an i before another word is no letter but a preposition ("paragraf 1 i lagen")."""
_TO = r"(?:--|[-–—]|t\.?\s?o\.?\s?m\.?(?=\s)|till(?:\soch\smed)?(?=\s))"
_RANGE = rf"{_NUMBER}(?:(?:\s?§)?\s?{_TO}\s?{_NUMBER})?"
_FREE = r"(?<![\d:/.\w-])(?<!\d\s[-–])(?<!\bs\.\s)(?<!\bref\.\s)(?<!\bnr\s)"
"""Where a number may begin: not inside a longer one ("2014:5 kap.", "2019-04-08 §"), nor where it is that of a page."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    counted = "|".join(map(re.escape, lexicon.load("citations")["counted"]))
    each = rf"{_RANGE}(?!\s?(?:{counted}))"
    numbers = rf"{_RANGE}(?:{_AND}{each}){{0,60}}"
    chapter = rf"{_FREE}(?P<chapter>{_NUMBER})(?::[ae])?\s?[kK]ap(?:itlet|itel)?\b\.?"
    letter = r"(?:[a-hj-z]|i(?=\si\s|\s?[,.;)]|$))"
    letters = rf"{letter}(?:(?:{_AND}|\s?[-–]\s?){letter}\b(?![.\w]))*"
    article = rf"\d{{1,3}}[a-z]?(?:(?:\(\d{{1,2}}\))+|(?:\.\d{{1,2}})*)(?:[\s.(]?{letters}\b(?!\.\w)\)?)?"
    word = r"\b[aA]rt(?:ikel|iklarna|iklar|ikeln|\.|(?=\s\d))"
    tail = _tail(counted)
    shapes = (
        rf"{chapter}\s?,?\s?(?P<sections>{numbers})\s?{_SIGN}{tail}",
        rf"\b[kK]ap(?:itel)?\.?\s?(?P<chapter>{_NUMBER})\s?,?\s?(?:{_SIGN}\s?(?P<sections>{numbers})|(?P<before>{numbers})\s?{_SIGN}){tail}",
        rf"(?<![\d:/.-])(?P<chapter>\d{{1,2}}):(?P<sections>\d{{1,2}}(?:\s?[a-z](?![a-zåäö]))?(?:\s?[-–]\s?\d{{1,2}}(?![\d:]))?)(?![\d:]){tail}",
        rf"{_FREE}(?P<sections>{numbers})\s?{_SIGN}{tail}",
        rf"{_SIGN}\s?(?P<sections>{numbers})(?!\d|/\d){tail}",
        rf"{_FREE}(?P<chapters>{_RANGE}(?:{_AND}{_RANGE}){{0,60}})(?::[ae])?\s?[kK]ap(?:itlet|itlen|itel)?\b\.?",
        rf"\b[kK]ap(?:itel|itlen|\.|(?=\s\d))\s?(?P<chapters>{_RANGE}(?:{_AND}{_RANGE}){{0,60}})(?![/\d.:])",
        rf"{word}\s?(?P<articles>{article}(?:(?:{_AND}|\s?[-–]\s?){article}){{0,60}}){tail}",
    )
    return tuple(re.compile(shape) for shape in shapes)


def _tail(counted: str) -> str:
    """Paragraph, sentence and item of the last section: "första stycket 2 och tredje stycket", "2 st. 1 men."."""
    order = "|".join(lexicon.load("citations")["ordinals"])
    many = _many()
    item = rf"\d{{1,2}}(?:\s?[a-hj-n](?!\w))?+(?![\w:/]|[-–.]\d)(?!\s?(?:[a-z]\s?)?(?:§|{counted}))"
    item = rf"(?:\d{{1,2}}\s?[-–]\s?)?{item}"
    items = rf"{item}(?:{_AND}{item}){{0,60}}"
    lettered = rf"(?:[a-h]\)(?:{_AND}[a-h]\))*|(?:led\s)?[a-h](?=\s[A-ZÅÄÖ]|\si\s|[.,;]))"
    parts = (
        rf"(?:{many}\s?(?:stycke(?:t|na)?|st\b\.?))",
        rf"(?:{many}\s?(?:mening(?:en|arna)?|men\b\.?))",
        rf"(?:(?:punkt(?:en|erna)?|p\.?)\s?(?:{items}|[a-h]\b)|{many}\s?(?:punkt(?:en|erna)|p\b\.?))",
        r"(?:\d{1,2}\s?mom\b\.?)",
        lettered,
        rf"(?:(?<!,\s)(?<!och\s)(?<!samt\s)(?<!eller\s){items}(?!{_AND}{_NUMBER}\s?§§)(?=[\s.,;:)–]|$))",
    )
    return rf"(?P<tail>(?:(?:\s|,\s|{_AND}(?=(?:{order})\s))(?:{'|'.join(parts)}))*)"


def find(text: str) -> list[Match[tuple[Provision, ...]]]:
    """Places in the text, in order, none inside another; a place that names several sections is one match."""
    found: list[Match[tuple[Provision, ...]]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if not any(match.start() < taken.end and taken.start < match.end() for taken in found):
                found.append(Match(match.start(), match.end(), tuple(_read(match))))
    return sorted(found, key=lambda m: m.start)


def _read(match: re.Match[str]) -> Iterator[Provision]:
    part = match.groupdict()
    if part.get("articles"):
        *others, last = _articles(part["articles"])
        letter = re.search(r"stycket\s(?:led\s|punkt\s)?([a-z])\b", part["tail"])
        yield from (Provision(article=article) for article in others)
        yield Provision(article=f"{last} {letter[1]}" if letter else last)
    elif part.get("chapters"):
        yield from (Provision(chapter=chapter) for chapter in expand(part["chapters"]))
    else:
        chapter = _plain(part.get("chapter"))
        *others, last = expand(part.get("sections") or part["before"])
        yield from (Provision(chapter=chapter, section=section) for section in others)
        yield replace(_within(part["tail"]), chapter=chapter, section=last)


def _within(tail: str) -> Provision:
    """What the tail of a section says; items of a second paragraph are not told apart from those of the first."""
    rest, paragraphs = _taken(tail, r"stycke(?:t|na)?|st")
    rest, sentences = _taken(rest, r"mening(?:en|arna)?|men")
    found = re.findall(r"\d{1,2}(?:\s?[a-hj-n]\b|\s?[-–]\s?\d{1,2})?(?!\s?mom)|\b[a-h]\b", rest)
    items = ", ".join(item for written in found for item in expand(written))
    return Provision(paragraph=paragraphs, sentence=sentences, item=items or None)


def _taken(tail: str, noun: str) -> tuple[str, str | None]:
    """The tail without what is said with the noun ("första och andra stycket"), and the numbers of that."""
    ordinals = lexicon.load("citations")["ordinals"]
    said = list(re.finditer(rf"{_many()}\s?(?:{noun})\b\.?", tail))
    words = [word for part in said for word in re.findall(rf"{'|'.join(ordinals)}|\d+", part[0])]
    for part in reversed(said):
        tail = tail[: part.start()] + tail[part.end() :]
    return tail, ", ".join(str(ordinals.get(word, word)) for word in words) or None


def _many() -> str:
    order = "|".join(lexicon.load("citations")["ordinals"])
    return rf"(?:(?:{order}|\d{{1,2}})(?:{_AND}(?:{order}|\d{{1,2}}))*)"


def _articles(numbers: str) -> list[str]:
    """ "6.1 e och 9.2(g)" → 6.1 e, 9.2 g; "12-14" → 12, 13, 14."""
    plain = re.sub(r"\((\d+)\)", r".\1", numbers)
    plain = re.sub(r"(\d)[\s.(]?([a-z])\)?(?![a-zåäö])", r"\1 \2", plain)
    out: list[str] = []
    for article in expand(plain):
        lettered = re.fullmatch(r"([a-z])(?:\s?[-–]\s?([a-z]))?", article)
        before = out[-1].rpartition(" ") if out else ("", "", "")
        out += [f"{before[0]} {article}"] if lettered and before[0] else [article]
    return out


def _plain(number: str | None) -> str | None:
    return re.sub(r"(\d)\s?([a-z])", r"\1 \2", number.strip(" §")) if number else None


def expand(numbers: str) -> list[str]:
    """ "5-6" → 5, 6; "3 a-3 c" → 3 a, 3 b, 3 c; "1-2 a" → 1, 2, 2 a; "1, 3 och 5" → 1, 3, 5."""
    out: list[str] = []
    for piece in re.split(_AND, re.sub(r"\still\soch\smed\s", "-", numbers.strip())):
        ends = [_plain(end) or "" for end in re.split(rf"(?:\s?§)?\s?{_TO}\s?", piece) if end.strip()]
        out += _between(*ends) if len(ends) == 2 else ends
    return out


def _between(first: str, last: str) -> list[str]:
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) < 200:
        return [str(number) for number in range(int(first), int(last) + 1)]
    head, letter = first.partition(" ")[::2]
    tail, until = last.partition(" ")[::2]
    if not until and len(letter) == len(tail) == 1 and letter < tail:
        tail, until = head, tail
    if head == tail and len(letter) == len(until) == 1 and letter < until:
        return [f"{head} {chr(code)}" for code in range(ord(letter), ord(until) + 1)]
    if head.isdigit() and tail.isdigit() and not letter and len(until) == 1 and 0 <= int(tail) - int(head) < 200:
        whole = [str(number) for number in range(int(head), int(tail) + 1)]
        return [*whole, *(f"{tail} {chr(code)}" for code in range(ord("a"), ord(until) + 1))]
    return [first, last]
