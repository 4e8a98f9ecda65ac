"""Questions that a routine must answer, and routines still to be made: what a text itself leaves open."""

from __future__ import annotations

import re

from kg.grammar import verbs
from kg.grammar.subjects import words


def find(sentence: str) -> str | None:
    """The duty that a sentence leaves open, as a verb with its object; None where it leaves none."""
    text = sentence.strip().rstrip("?").strip()
    if re.match(rf"(?:{words('routines')})\s", text, re.IGNORECASE):
        return f"ta fram {text[:1].lower()}{text[1:]}"
    asked = re.match(rf"(?:{words('questions')})\s(?:som\s)?", text, re.IGNORECASE)
    return _asked(text[asked.end() :]) if asked and sentence.strip().endswith("?") else None


def _asked(text: str) -> str:
    """ "tar emot uppdraget" → "ta emot uppdraget"; "lämnas uppdraget över" → "lämna uppdraget över"."""
    first, _, rest = text.partition(" ")
    held = re.match(r"ansvarar\sför\satt\s(.+)", text)
    if held:
        inner = re.match(r"(?P<patient>.+?)\s(?P<verb>[a-zåäö]+s)\b(?P<rest>.*)", held[1])
        return f"{verbs.active(inner['verb'])} {inner['patient']}{inner['rest']}" if inner else f"se till att {held[1]}"
    verb = verbs.active(first) if first.endswith("s") else verbs.of_present(first)
    rest = re.sub(r"^(?:man|ni|vi|du)\s", "", rest)
    return verbs.agreeing(f"{verb or first} {re.split(r' och (?:hur|när|var|vem) ', rest)[0]}")
