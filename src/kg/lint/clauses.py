"""Whether the words of a sentence hold a verb, as far as the forms of the words tell."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.grammar import subjects, verbs
from kg.text import lexicon

_WORD = re.compile(r"[^\W\d_][\w:-]*")
_FORM = re.compile(r"\w{2,}(?:er(?:ar|as|ade|at|ades|ats)|(?<!n)as)|\w{3,}(?:ades|ats)")
"""Endings that in running text are those of verbs: "representerar", "träffas", "lånas"."""


_RELATIVE = re.compile(r"(?<=\w) (?P<joint>som|där|vilka|vilket|vilken)\b(?P<rest>[^,.;:]*)")
_AFTER_A_NOUN = re.compile(
    r"\b[^\W\d_]{3,}(?:en|et|an|na) (?!(?:för|efter|över|under|eller|per|inför|utanför|hos)\b)[a-zåäö]{2,}[rs]\b"
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
    """Whether no word of the main clause is a finite verb, nor the first an imperative."""
    main = _RELATIVE.sub(_kept, text)
    if _AFTER_A_NOUN.search(main):
        return False
    words = told(main)
    return not (words and verbs.imperative(words[0])) and not any(map(finite, words))


def _kept(clause: re.Match[str]) -> str:
    """What a relative clause leaves of itself: nothing, unless it has a verb too many, which is the main clause's.

    After "som" stands a verb, be it without its auxiliary ("som inkommit").
    """
    rest = told(clause["rest"])
    verbs_in = [finite(word) or (at == 0 and clause["joint"] != "där") for at, word in enumerate(rest)]
    return " " if sum(verbs_in) <= 1 and not _AFTER_A_NOUN.search(clause["rest"]) else clause[0]


@cache
def _presents() -> frozenset[str]:
    return frozenset(lexicon.load("lint")["presents"]["words"])
