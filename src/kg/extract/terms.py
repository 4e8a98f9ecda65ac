"""The distinct content words of a description, by which a process is found; no sentence is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.text import words

_WORD = re.compile(r"[^\W\d_][\w/-]*[^\W\d_]")


def of(texts: Iterable[str]) -> tuple[str, ...]:
    """Content words in alphabetical order, lower-cased unless abbreviations, each once."""
    found = {word if word.isupper() else word.casefold() for text in texts for word in _WORD.findall(text)}
    return tuple(sorted(word for word in found if len(word) > 1 and words.stems(word)))
