"""What a phrase names: one phrase for each of the things that its joining words, slashes and brackets hold together."""

from __future__ import annotations

import re

from kg.text import words

_JOIN = re.compile(r"\s*/\s*|\s*[,;]\s*(?:(?:och|eller|samt)\s+)?|\s+(?:och/eller|och|eller|samt|respektive)\s+")
_BRACKET = re.compile(r"\s*\(([^()]*)\)?")
_ELIDED = re.compile(r"(\w+)-(?=\s*(?:/|,|och\b|eller\b|samt\b)|\s+\w+-)")
_HANGING = re.compile(r"/\s*-(?=\w)")
_MOST = 12
"""Readings of one phrase at most."""


def readings(phrase: str) -> tuple[str, ...]:
    """The phrase, and each of the things that it joins, with what stands before the joined words.

    "kvittens för passerkort och nycklar" is also "kvittens för passerkort" and "kvittens för nycklar"; "journal
    (datajournal)" is also "journal"; "styrelse-/nämndprotokoll" is also "styrelseprotokoll".
    """
    whole = words.fold(phrase)
    plain = spelt_out(_BRACKET.sub(" ", whole)).strip()
    found = [whole.strip(" .,;"), plain, *_apart(plain)]
    return tuple(dict.fromkeys(reading for reading in found if reading))[:_MOST]


def _apart(plain: str) -> list[str]:
    pieces = [piece.strip() for piece in _JOIN.split(plain) if piece.strip()]
    if len(pieces) < 2:
        return []
    lead = pieces[0].split()
    opens = [at for at, word in enumerate(lead) if word in words.opening()]
    before = lead[: opens[-1] + 1] if opens else []
    tail = pieces[-1].split()
    closes = [at for at, word in enumerate(tail) if word in words.opening()]
    after = [] if before or not closes else tail[closes[0] :]
    each = [" ".join(lead), *(" ".join([*before, piece]) for piece in pieces[1:])]
    if not after:
        return each
    alone = [piece for piece in each if words.stem(piece) not in words.broad()]
    return [*alone, *(f"{piece} {' '.join(after)}" for piece in each[:-1])]


def spelt_out(text: str) -> str:
    """The text with shared parts of compounds put back: "risk- och konsekvensanalys", "utredning/-plan"."""
    text = _HANGING.sub("/-", text)
    text = re.sub(r"(\w+)/-(\w+)", _with_same_start, text)
    while (match := _ELIDED.search(text)) is not None:
        rest = text[match.end() :]
        comma = "," if re.match(r"\s+\w+-", rest) else ""
        text = text[: match.start()] + match[1] + _head_after(rest) + comma + rest
    return text


def _with_same_start(match: re.Match[str]) -> str:
    parts = words.analysis(match[1])[1]
    start = match[1][: match[1].rfind(parts[-1][:-1])] if len(parts) > 1 else match[1]
    return f"{match[1]}/{start}{match[2]}"


def _head_after(rest: str) -> str:
    """The last part, as it is written, of the next word that is no shortened one."""
    for match in re.finditer(r"[\w-]*\w\b(?!-)", rest):
        word = match[0]
        if "-" in word:
            return "-" + word.rsplit("-", 1)[1]
        if word not in words.function():
            last = words.analysis(word)[1][-1]
            at = word.rfind(last[:-1])
            return word[at:] if at > 0 else ""
    return ""
