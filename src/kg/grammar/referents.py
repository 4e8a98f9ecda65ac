"""The records that a sentence sends elsewhere, in its own words."""

from __future__ import annotations

import re
from functools import cache

from kg.text import lexicon

_LONG = 8
"""Words before a capital letter from which on a run-on sentence is taken to begin there."""


def subject(text: str) -> str | None:
    """The records that a sentence speaks of, without what leads in and what follows."""
    text = " ".join(text.strip(" ,;:(–-•").split())
    parenthesis = text.rfind("(")
    text = text if parenthesis < 0 or ")" in text[parenthesis:] else text[:parenthesis].rpartition(",")[2]
    text = re.sub(rf"^(?:{any_of('openings')})\s", "", text)
    cut = re.search(
        rf"\s(?:{any_of('finite')})\b|\s(?:{any_of('verbs')})\s(?:{any_of('prepositions')}|och|samt)\b", text
    )
    text = text[: cut.start()] if cut else text
    text = re.sub(r"\s(?:som|vilka|och)$", "", text)
    return _last_sentence(text).strip(" ,;:") or None


def _last_sentence(text: str) -> str:
    """The last sentence where the stop before it is missing: after "2)", or from a capital after many small letters."""
    text = re.split(r"(?:^|\s)\d{1,2}\)\s", text)[-1]
    starts = [m.start() + 1 for m in re.finditer(r"(?<=[a-zåäö\")])\s(?=[A-ZÅÄÖ][a-zåäö]{3,})", text)]
    fitting = [start for start in starts if len(text[:start].split()) >= _LONG]
    return text[fitting[-1] :] if fitting else text


@cache
def any_of(name: str) -> str:
    """The words of a list of data/lexicon/references.toml, as alternatives of a pattern."""
    return "|".join(lexicon.load("references")[name])
