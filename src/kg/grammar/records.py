"""Record types named as examples: where a list begins and ends, and what it names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.grammar import sentences
from kg.grammar.match import Match
from kg.text import lexicon

_ABBREVIATION = re.compile(r"\w*[A-ZÅÄÖ]\w*[A-ZÅÄÖ]|[A-ZÅÄÖ]{2}|[A-ZÅÄÖ](?:-|$)")
_QUOTES = '"“”'


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """A record type's name, and the phrase it was split from."""

    name: str
    phrase: str | None = None


def lists(text: str) -> list[tuple[int, int]]:
    """Lists of record types in a passage: start after the words that open it, and end."""
    opened = list(_opener().finditer(text))
    found = []
    for at, match in enumerate(opened):
        limit = opened[at + 1].start() if at + 1 < len(opened) else len(text)
        end = _end(text, match.end(), limit)
        if text[match.end() : end].strip(" .,"):
            found.append((match.end(), end))
    return found


def find(text: str) -> list[Match[RecordDraft]]:
    """All record types of all lists in a passage, in order."""
    return [
        Match(start + match.start, start + match.end, match.value)
        for start, end in lists(text)
        for match in names(text[start:end])
    ]


def names(listed: str) -> list[Match[RecordDraft]]:
    """The record types that a list names."""
    found: list[Match[RecordDraft]] = []
    for start, end in _items(listed):
        phrase = _cleaned(listed[start:end])
        if not phrase:
            continue
        parts = [_lowered(part) for part in _parts(phrase)]
        for part in parts:
            found.append(Match(start, end, RecordDraft(part, _lowered(phrase) if len(parts) > 1 else None)))
    return found


def _end(text: str, start: int, limit: int) -> int:
    """A list ends before the first sentence with a verb of its own."""
    for first, last in sentences.split(text[start:limit])[1:]:
        if _verb().search(text[start + first : start + last]):
            return start + first
    return limit


def _items(listed: str) -> Iterator[tuple[int, int]]:
    """Items between commas, semicolons and stops that stand outside parentheses and quotes."""
    whole = _pieces(listed, ";") if ";" in listed else [(0, len(listed))]
    for start, end in whole:
        for first, last in _stops(listed, start, end):
            yield from _owned_lists(listed, list(_commas(listed, first, last)))


def _stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in sentences.split(text[start:end]):
        yield start + first, start + last


def _pieces(text: str, mark: str) -> list[tuple[int, int]]:
    edges = [-1, *(at for at, c in enumerate(text) if c == mark and not _inside(text, at)), len(text)]
    return [(a + 1, b) for a, b in itertools.pairwise(edges)]


def _commas(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in re.finditer(r",", text[start:end]):
        comma = start + match.start()
        # "order-, uppdrags- och …" and "t.ex., x" go on after the comma.
        if _inside(text, comma) or text[comma - 1] in "-." or not text[comma + 1 : comma + 2].isspace():
            continue
        yield at, comma
        at = comma + 1
    yield at, end


def _inside(text: str, at: int) -> bool:
    """Whether a place is inside parentheses or between quotes that are closed."""
    before = text[:at]
    quotes = sum(before.count(q) for q in _QUOTES)
    closed = any(q in text[at:] for q in _QUOTES)
    return before.count("(") > before.count(")") or (quotes % 2 == 1 and closed)


def _owned_lists(text: str, items: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Items, with "handlingar rörande a, b och c" put together again."""
    at = 0
    while at < len(items):
        start, end = items[at]
        last = _owned_until(text, items, at)
        if last is not None:
            end, at = items[last][1], last
        yield start, end
        at += 1


def _owned_until(text: str, items: list[tuple[int, int]], at: int) -> int | None:
    if not _generic().match(text[slice(*items[at])]):
        return None
    for next_ in range(at + 1, len(items)):
        words = text[slice(*items[next_])].split()
        if len(words) == 1:
            continue
        joined = len(words) == 3 and words[1] == "och" and not words[0].endswith("-")
        return next_ if joined else None
    return None


def _cleaned(item: str) -> str:
    text = " ".join(item.split()).strip(" .,;:–•")
    text = re.sub(r"^-\s*|^(?:och|samt)\s", "", text)
    while True:
        shorter = _filler().sub("", text).rstrip(" ,;:.") if not text.endswith(")") else text
        if shorter == text:
            return text
        text = shorter


def _parts(phrase: str) -> list[str]:
    """The types in "x och y": two where each stands by itself, one where they share a head."""
    for joint in (" samt ", " och "):
        left, found, right = phrase.partition(joint)
        if not found or _inside(phrase, len(left)) or _same().match(right) or _such_as().search(left):
            continue
        if left.rstrip(",").endswith("-") or _hyphenated(left) or _paired(left, right):
            return _expanded(left, right) or [phrase]
        # "frågor samt rättelser under anbudstiden" share what comes after.
        if joint == " samt " and not _complement().search(left) and (_own(right) or " och " in right):
            return [phrase]
        if not _complement().search(left) or (_own(right) and not _ends_open(left)):
            return [left.strip(" ,"), *_parts(right)]
    return [phrase]


def _own(right: str) -> bool:
    """Whether what follows has a complement of its own, other than a relative clause."""
    found = _complement().search(right)
    return found is not None and found[0].strip() != "som" and found.end() < len(right)


def _ends_open(left: str) -> bool:
    return bool(re.search(rf"\s(?:{_any('complement')})$", left))


def _hyphenated(left: str) -> bool:
    """ "postöppnings och …": a first part whose hyphen was lost, told by the joint it ends in."""
    return " " not in left and bool(re.search(r"(?:ings|tions|ets|hets|skaps)$", left))


def _paired(left: str, right: str) -> bool:
    """ "mål och inriktningsdokument": a pair that names one record, without its hyphen."""
    return left.casefold() in lexicon.load("records")["pairs"] and " " not in right


def _expanded(left: str, right: str) -> list[str]:
    """ "arbets- och delegationsordningar" as two; nothing where they are one record, or the last part is not known."""
    firsts = [part.strip(" ,").removesuffix("-") for part in re.split(r"(?<=-),?\s", left)]
    if firsts[0].casefold() in lexicon.load("records")["pairs"] or " " in right.strip():
        return []
    tails = [t for t in lexicon.load("records")["tails"] if right.endswith(t) and right != t and t.endswith(_plural())]
    # A first part in -ning takes an s in a compound; where it has none, the two words are not of one kind.
    if not tails or any(" " in first or first.endswith("ning") for first in firsts):
        return []
    return [*(first + max(tails, key=len) for first in firsts), right]


def _lowered(name: str) -> str:
    """The name with a small first letter, unless its first word is an abbreviation."""
    first = name.split(" ", 1)[0]
    return name if _ABBREVIATION.match(first) else name[:1].lower() + name[1:]


def _plural() -> tuple[str, ...]:
    return tuple(lexicon.load("records")["plural"])


@cache
def _opener() -> re.Pattern[str]:
    return re.compile("|".join(lexicon.load("records")["openers"]))


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any('verbs')})(?![\w-])", re.IGNORECASE)


@cache
def _filler() -> re.Pattern[str]:
    return re.compile(rf"[\s,]+(?:{_any('fillers')})$")


@cache
def _complement() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_any('complement')})(?=\s|$)")


@cache
def _generic() -> re.Pattern[str]:
    words: Iterable[str] = lexicon.load("records")["generic"]
    return re.compile(rf"\s*(?:{'|'.join(words)})\s(?:{_any('complement')})\s\S+$", re.IGNORECASE)


@cache
def _same() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('same')})\b")


@cache
def _such_as() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('such_as')})(?=\s|$)")


@cache
def _any(name: str) -> str:
    return "|".join(lexicon.load("records")[name])
