"""Whether the words of a sentence hold a verb, as far as the forms of the words tell."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.grammar import subjects, verbs
from kg.text import lexicon

_WORD = re.compile(r"[^\W\d_][\w:-]*")
_FORM = re.compile(r"\w{2,}(?:er(?:ar|as|ade|at|ades|ats)|(?<!n)as)|\w{3,}(?:ades|ats)")
"""Endings that in running text are those of verbs: "representerar", "träffas", "lånas"."""


_AFTER_A_NOUN = re.compile(
    r"\b[^\W\d_]{3,}(?:en|et|an|na) (?!(?:för|efter|över|under|eller|per|inför|utanför|innanför|hos)\b)[a-zåäö]{2,}(?:r|s)\b"
)
"""A noun with its article, right before what must be its verb: "enhetschefen återkopplar"."""


@lru_cache(maxsize=16384)
def finite(word: str) -> bool:
    """Whether a word is the finite verb of a clause: "ska", "sker", "främjar", "träffas"."""
    low = word.casefold()
    return low in _presents() or bool(_FORM.fullmatch(low)) or subjects.finite(low)


def told(text: str) -> list[str]:
    """The words of a text, without numbers and marks."""
    return _WORD.findall(text)


def verbless(text: str) -> bool:
    """Whether no word of a text is a finite verb, nor the first an imperative."""
    if _AFTER_A_NOUN.search(text):
        return False
    words = told(text)
    return not (words and verbs.imperative(words[0])) and not any(map(finite, words))


@cache
def _presents() -> frozenset[str]:
    return frozenset(lexicon.load("lint")["presents"]["words"])
