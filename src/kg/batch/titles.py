"""The title of a row as people write it, made into words that a plan has: years, short forms, noise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.batch.vocabulary import Vocabulary
from kg.model.answer import FactValue
from kg.text import lexicon, words

_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(rf"(?<![\d-])({_YEAR}|\d\d)\s?[-–/]\s?({_YEAR}|\d\d)(?![\d-])")
_OPEN = re.compile(rf"(?<![\d-])({_YEAR})\s?[-–](?=\s|$)")
_SHORT_YEAR = re.compile(r"(?<=\s)(?:[-–’']\s?)(\d\d)(?=[\s,.;)]|$)|(?<=\s)(\d\d)(?=$)")
_NUMBERED_MONTH = re.compile(rf"(?<![\d/-])(\d{{1,2}})/({_YEAR}|\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[.:’'-]+[^\W\d_]+)*[.]?-?")
_DAYS = (
    (re.compile(rf"({_YEAR}-\d\d-\d\d)[ T]\d\d:\d\d.*"), "{0}"),
    (re.compile(rf"({_YEAR})(\d\d)(\d\d)"), "{0}-{1}-{2}"),
    (re.compile(rf"({_YEAR})[./](\d\d)[./](\d\d)"), "{0}-{1}-{2}"),
    (re.compile(rf"({_YEAR})\s?[-–/]\s?({_YEAR})"), "{0}/{1}"),
)
"""Other ways to write days, in which no day could be a month."""
_CENTURY = 40
"""Two digits below it are of this century."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says: the words to search for, and the facts that its writing states."""

    text: str
    """With years and short forms written out, for reading facts."""
    record: str
    """Without what names no record."""
    facts: Mapping[str, FactValue]
    left: int
    """Words that were written out by guess."""


def read(title: str, vocabulary: Vocabulary) -> Title:
    """Read a title by the words of a plan; never raises, an empty title gives empty words."""
    facts: dict[str, FactValue] = {}
    text = _years(f" {' '.join(title.replace('_', ' ').split())}", facts)
    bare = _noise_numbered().sub(" ", text)
    out = _Words(vocabulary)
    spelt = " ".join(out.each(bare).split())
    record = " ".join(_noise_alone().sub(" ", spelt).split()) or spelt
    return Title(spelt, record, facts, out.guessed)


def day(text: str) -> str:
    """A day, month or year of a column as ISO 8601, where it is written in another way that says the same."""
    for pattern, order in _DAYS:
        match = pattern.fullmatch(text)
        if match:
            return order.format(*match.groups())
    return text


def year(text: str) -> str:
    """The year of a column that gives a whole day, or a span of years."""
    match = re.fullmatch(rf"({_YEAR})(?:-\d\d(?:-\d\d)?)?(?:\s00:00(?::00)?)?|({_YEAR})[-–/]({_YEAR})", text)
    if not match:
        return text
    return match[1] or f"{match[2]}/{match[3]}"


def _years(text: str, facts: dict[str, FactValue]) -> str:
    """Years written out; a span of years is a fact, as no single year says it."""

    def spanned(match: re.Match[str]) -> str:
        first, last = _full(match[1]), _full(match[2])
        whole = len(match[1]) == 4 or len(match[2]) == 4 or match[0].count("-") + match[0].count("–") > 0
        if not whole or last <= first or last - first > 60 or (len(match[1]) == 2 and int(match[2]) < 13):
            return match[0]
        facts["date"] = facts["year"] = f"{first}/{last}"
        return " "

    def month(match: re.Match[str]) -> str:
        at, year = int(match[1]), _full(match[2])
        return f" {year}-{at:02d} " if 1 <= at <= 12 and (len(match[2]) == 4 or int(match[2]) > 12) else match[0]

    text = _months().sub(lambda m: _month_range(m, facts), text)
    text = _NUMBERED_MONTH.sub(month, text)
    text = _RANGE.sub(spanned, text)
    text = _OPEN.sub(" ", text)
    return _SHORT_YEAR.sub(lambda m: f" {_full(m[1] or m[2])}", text)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + (2000 if int(year) < _CENTURY else 1900)


def _month_range(match: re.Match[str], facts: dict[str, FactValue]) -> str:
    named = lexicon.load("when")["months"]
    first, last, year = (
        named[match["first"].casefold()],
        named[match["last"].casefold()],
        match["before"] or match["after"],
    )
    if first >= last:
        return match[0]
    if year:
        facts["date"], facts["year"] = f"{_full(year)}-{first:02d}/{_full(year)}-{last:02d}", _full(year)
    return " "


@cache
def _months() -> re.Pattern[str]:
    month = "|".join(sorted(lexicon.load("when")["months"], key=len, reverse=True))
    year = rf"(?:{_YEAR}|\d\d)"
    return re.compile(
        rf"(?:(?P<before>{_YEAR})\s)?\b(?P<first>{month})\.?\s?[-–]\s?(?P<last>{month})\b\.?(?:\s?[-–’']?(?P<after>{year})(?!\d))?",
        re.IGNORECASE,
    )


@cache
def _noise_numbered() -> re.Pattern[str]:
    every = "|".join(lexicon.load("inventory")["noise"]["numbered"])
    number = r"[\d./:-]*\d[\d./:-]*[a-z]?(?:\s?[-–]\s?\d+)?"
    return re.compile(
        rf"(?<=\s)(?:{every})\.?\s?{number}(?=[\s,.;)]|$)|(?<=\s)[A-ZÅÄÖ]-[A-ZÅÄÖ](?=\s|$)", re.IGNORECASE
    )


@cache
def _noise_alone() -> re.Pattern[str]:
    every = "|".join(lexicon.load("inventory")["noise"]["alone"])
    return re.compile(rf"(?<![\w-])(?:{every})(?![\w-])\.?|(?<!\S)[A-ZÅÄÖ](?!\S)|[(),;]", re.IGNORECASE)


class _Words:
    """The words of one title, written out one by one; a first part waits for what it is joined to."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.guessed = 0

    def each(self, text: str) -> str:
        out: list[str] = []
        at = 0
        waiting = ""
        for match in _WORD.finditer(text):
            between = text[at : match.start()]
            at = match.end()
            written = match[0]
            if waiting:
                joined = self._written(f"{waiting}.{written}") if not between.strip(" -/") else None
                out += [joined] if joined else [waiting_word(waiting), between, self._written(written) or written]
                waiting = ""
                continue
            out.append(between)
            if _is_first(written, text[at:]):
                waiting = written.rstrip(".-")
                continue
            out.append(self._written(written) or written)
        return "".join([*out, *([waiting_word(waiting)] if waiting else []), text[at:]])

    def _written(self, written: str) -> str | None:
        """The word in full; None where it stands as it is."""
        plain = written.casefold()
        short = plain.rstrip(".-")
        told = lexicon.load("inventory")
        if short in told["spoken"]:
            return str(told["spoken"][short])
        pieces = [piece for piece in re.split(r"[.-]+", short) if piece]
        marked = "." in written
        known = self._vocabulary.has(short) or words.known(short)
        if not marked and (known or (len(pieces) > 1 and pieces[0] not in told["first"])):
            return None
        if len(pieces) > 1 and "-" in written and pieces[0] not in told["first"]:
            head, _, rest = written.partition("-")
            return f"{head}-{self._written(rest) or rest}"
        for found in self._tries(pieces, marked):
            if found:
                self.guessed += 1
                return found
        return None

    def _tries(self, pieces: list[str], marked: bool) -> list[str | None]:
        told = lexicon.load("inventory")
        first, last = told["first"], told["last"]
        whole = "".join([*(first.get(p, p) for p in pieces[:-1]), pieces[-1]])
        ended = _with_ending(whole, last)
        vocabulary = self._vocabulary
        return [
            ended if ended and (vocabulary.has(ended) or words.known(ended)) else None,
            vocabulary.completed(pieces) if marked or len(pieces[-1]) > 4 else None,
            ended,
            first.get(whole, None) if len(pieces) == 1 and marked else None,
            _with_ending(whole, told["endings"]) if marked and len(whole) > 4 else None,
            whole if len(pieces) > 1 else None,
        ]


def waiting_word(short: str) -> str:
    """A first part that nothing follows, as the word by itself."""
    last = lexicon.load("inventory")["last"]
    return str(last.get(short.casefold(), short))


def _is_first(written: str, rest: str) -> bool:
    """Whether the word is a short first part with a word after it: "lev fakt", "Proj.direktiv" apart."""
    short = written.rstrip(".-").casefold()
    follows = re.match(r"[ -]?([a-zåäö][^\W\d_]+)", rest)
    return short in lexicon.load("inventory")["first"] and bool(follows) and not words.known(short)


def _with_ending(word: str, table: Mapping[str, str]) -> str | None:
    """The word with a short form at its end written out, the longest first."""
    for short in sorted(table, key=len, reverse=True):
        if word == short or (word.endswith(short) and len(word) > len(short) + 2):
            return word[: len(word) - len(short)] + table[short]
    return None
