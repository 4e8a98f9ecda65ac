"""Sentences that state nothing in force here: examples, history, what is planned, the routines of others."""

from __future__ import annotations

import re
from functools import cache

from kg.text import lexicon


def example(paragraph: str) -> bool:
    """Whether a paragraph tells an example: "Exempel: Kim söker …"; what it lays down stands elsewhere."""
    return re.match(rf"\s*(?:{_words('examples')})(?:\s\d+)?\s?[:–—-]\s?\S", paragraph, re.IGNORECASE) is not None


def found(sentence: str) -> bool:
    """Whether a sentence tells of the past, of what is only planned or under review, or of what others do."""
    past = re.search(rf"\b(?:{_words('past')})\b", sentence, re.IGNORECASE)
    if past and re.search(rf"\b(?:{_words('was')})\b", sentence):
        return True
    if re.search(rf"\b(?:{_words('planned')})\b", sentence, re.IGNORECASE):
        return True
    others = re.search(rf"\b(?:{_words('elsewhere')})\b", sentence, re.IGNORECASE)
    return others is not None and re.search(rf"\b(?:{_words('apart')})\b", sentence, re.IGNORECASE) is not None


@cache
def _words(name: str) -> str:
    listed = sorted(lexicon.load("unstated")["words"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)
