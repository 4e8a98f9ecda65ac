"""What a sentence counts up: "består av A, B och C", or the items of the list that it opens."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar import verbs
from kg.text import lexicon

_MOST_WORDS, _MOST = 8, 24
_LEAST, _LEAST_WEAK = 2, 3
"""Things from which on a sentence counts up; and after a verb that says much else too ("är", "finns")."""
_ASIDE = re.compile(r"\s*\([^()]*\)")
_JOINT = re.compile(r",\s+(?:(?:samt|och|eller)\s+)?|(?<!-)\s+(?:samt|och|eller)\s+")
_BY_LAST = re.compile(r",\s+(?:samt\s+)?|\s+samt\s+")
"""Where "samt" joins the last thing, an "och" stands within one."""
_CUT = re.compile(
    r"\s*:(?=\s|$)|\s*[;(]|\s+[–—-]\s+|\.\s*$"
    r"|\s(?:som|vilka|vilket|där|(?:på|i|för|av|till|från|hos)\s(?:den|det|de)|så\satt|för\satt|t\.?\s?ex\.?)\s"
)


def within(sentence: str) -> tuple[str, ...]:
    """The things that a sentence counts up after a verb that does so; empty where it counts up none.

    All of them have to be names of things: where one is a clause, or the words tell no list, nothing is told.
    """
    text = _ASIDE.sub("", re.sub(r"[*”“\"]", "", sentence)).strip()
    for pattern, least in _openers():
        for match in pattern.finditer(text):
            told = _pieces(text[match.end() :])
            kinds = least == _LEAST_WEAK and any(re.match(r"(?:en|ett)\s", each) for each in told)
            if len(told) >= least and not kinds and all(_names(each) for each in told):
                return tuple(told[:_MOST])
    return ()


def opens(sentence: str) -> bool:
    """Whether a sentence announces a list: it ends with a colon, or tells how many or that they follow."""
    text = sentence.strip()
    return text.endswith(":") or bool(_announces().search(text))


def item(text: str) -> str | None:
    """An item of a list in a few words: what stands before its colon, dash or aside; None where it says too little."""
    plain = re.sub(r"[*”“\"]", "", text).strip()
    found = plain if len(plain.split()) <= _MOST_WORDS - 2 and not re.search(r"[:(]", plain) else _CUT.split(plain)[0]
    found = found if len(found.split()) > 1 or re.match(r"[^:(]+[:(]", plain) else plain
    found = " ".join(found.split()[:_MOST_WORDS]).strip(" .,;:–-")
    if re.fullmatch(_words("after"), found, re.IGNORECASE):
        return None
    return _small(found) if re.search(r"\w{2}", found) and not plain.endswith("?") else None


def _pieces(rest: str) -> list[str]:
    text = rest.strip().rstrip(".").strip(" ,:")
    text = re.sub(rf"^(?:{_words('example')})+", "", text)
    by_last = " samt " in text
    if not by_last:
        text = re.split(r"\s(?:som|vilka|vilket|där)\s", text)[0]
    found = [_CUT.split(piece)[0].strip(" ,.:") for piece in (_BY_LAST if by_last else _JOINT).split(text)]
    found = [re.sub(rf"(?:^|\s)(?:{_words('after')})\.?$", "", piece) for piece in found]
    while found and re.match(rf"(?:{_words('before')})\s", found[0]):
        found = found[1:]
    return [_small(re.sub(rf"^(?:{_words('example')})+", "", piece)) for piece in found if piece]


def _names(piece: str) -> bool:
    """Whether a piece can name a thing: it has a word, is short, and no verb or joining word makes it a clause."""
    said = piece.split()
    if not re.search(r"[^\W\d]{2}", piece) or len(said) > _MOST_WORDS or piece.count("/") > 1 or "§" in piece:
        return False
    if re.search(rf"(?:^|\s)(?:{_words('clauses')})(?:\s|$)", piece, re.IGNORECASE):
        return False
    return not any(word.endswith("s") and verbs.office(verbs.active(word)) for word in said)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _words(name: str) -> str:
    return "|".join(lexicon.load("definitions")["lists"][name])


@cache
def _openers() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple(
        (re.compile(rf"\b(?:{_words(name)})\b", re.IGNORECASE), least)
        for name, least in (("verbs", _LEAST), ("weak", _LEAST_WEAK))
    )


@cache
def _announces() -> re.Pattern[str]:
    numbers = "|".join(lexicon.load("periods")["numbers"])
    return re.compile(
        rf"\b(?:{numbers}|\d{{1,2}}|{_words('announces')})\s(?:[\wåäö-]+\s){{0,2}}[\wåäö-]+\.$", re.IGNORECASE
    )
