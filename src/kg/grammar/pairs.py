"""Two or more record types that one name joins: "krav och räkningar"; names that belong together stay whole."""

from __future__ import annotations

import re
from functools import cache

from kg.text import lexicon

_LISTED = re.compile(r"(?:[\wåäöÅÄÖ-]+,\s)*[\wåäöÅÄÖ-]+,?\s(?:och|samt)\s[\wåäöÅÄÖ-]+\Z")


def parted(name: str) -> list[str]:
    """The record types that a name joins, or the name alone where that is not sure.

    Sure are bare nouns, with no word before or behind that they may share, of which at least one is known to be a
    record: "situationsplan och ritning". "Avtal och överenskommelser med skolor", "hälso- och sjukvård", "mål och
    budget" and "faktura, leverantör" stay whole.
    """
    if not _LISTED.match(name):
        return _alike(name)
    words = [word for word in re.split(r",?\s(?:och|samt)\s|,\s", name) if word]
    if any(word.endswith("-") or not re.search(r"[^\W\d_]{3}", word) or _whole().search(word) for word in words):
        return [name]
    known = sum(bool(_record().search(word)) for word in words)
    # two nouns with "och" are two things; a list of more may be one thing with its parts
    return words if known >= max(1, len(words) - 1) and not _shares(words) else [name]


def _alike(name: str) -> list[str]:
    """ "Yttrande från polis och yttrande från skola": the same noun twice, each with words of its own."""
    left, joint, right = name.partition(" och ") if " och " in name else name.partition(" samt ")
    first, second = left.split(), right.split()
    same = joint and len(first) > 1 < len(second) and first[0].casefold() == second[0].casefold()
    return [left, right] if same and _record().search(first[0]) and not re.search(r"[,;:(]", name) else [name]


def _shares(words: list[str]) -> bool:
    """Whether a first word is no noun, but a quality of what follows: "inkomna och utgående brev"."""
    return any(_quality().search(word) for word in words[:-1])


@cache
def _record() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(lexicon.load('records')['nouns'])})\Z", re.IGNORECASE)


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(lexicon.load('records')['whole'])})\Z", re.IGNORECASE)


@cache
def _quality() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(lexicon.load('records')['qualities'])})\Z", re.IGNORECASE)
