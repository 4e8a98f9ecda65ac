"""Where the sentences of a text begin and end, with the abbreviations and numbers that end none."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.text import lexicon


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[tuple[int, int], ...]:
    """Sentences as offsets (start, end) into the text, in order, without the space around them.

    A line feed ends a sentence. A full stop ends one before space or a capital letter ("Upphörd.Om"), unless it
    belongs to an abbreviation ("fr.o.m.") or a short number ("2.7."); "m.m." ends one only before a capital letter.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _stop().finditer(text):
        if match["line"] is None and not _ends(text, match):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
    if first < last and re.search(r"\w", text[first:last]):
        found.append((first, last))
    elif found and first < last:
        found[-1] = (found[-1][0], last)


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(r"(?P<line>\n+)|[.!?]+[\"”’)]*(?=\s|$)|(?<=[a-zåäö]{2})\.(?=[A-ZÅÄÖ][a-zåäö])")


def _ends(text: str, stop: re.Match[str]) -> bool:
    if text[stop.start()] != ".":
        return True
    before, after = text[max(0, stop.start() - 16) : stop.start()], text[stop.end() :].lstrip(' "”\n-–•')
    if not after:
        return True
    if _inside().search(before) or re.search(r"(?:^|[^\w.-])(?:\d{1,2}(?:\.\d{1,2})*|[A-ZÅÄÖa-zåäö])$", before):
        return False
    return after[0].isupper() or (not _closing().search(before) and not after[0].islower())


@cache
def _inside() -> re.Pattern[str]:
    return _last(lexicon.load("abbreviations")["inside"]["words"])


@cache
def _closing() -> re.Pattern[str]:
    return _last(lexicon.load("abbreviations")["closing"]["words"])


def _last(words: list[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:^|[^\w.])(?:{alternatives})$", re.IGNORECASE)
