"""Hyphens of words that share a part: where one is missing or superfluous, or a blank stands on its wrong side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint import spelling
from kg.text import words

_JOINTS = r"(?:och|eller|samt)"
_STUCK = re.compile(rf"\b([^\W\d_]{{2,}})-({_JOINTS}) (?=[a-zåäö])")
"""No blank after the hyphen: "kort-och långtid"."""
_BROKEN = re.compile(rf"(?<![\w-])([A-ZÅÄÖ]{{2,}}|[eE])- (?!{_JOINTS}\b)([a-zåäö]{{3,}})")
"""A blank inside a word: "IT- komponenter"."""
_LACKING = re.compile(rf"(?<![\w-])([a-zåäö]{{4,}}s) ({_JOINTS}) ([a-zåäö]{{7,}})\b")
"""A first part with its joint, and no hyphen: "avdelnings eller enhetsnivå"."""
_UNJOINED = re.compile(rf"(?<![\w-])([A-ZÅÄÖa-zåäö]{{3,}}(?:ning|het|tion|skap))- ({_JOINTS}) ([a-zåäö]{{6,}})\b")
"""A first part that lacks its joint: "avstämning- och uppföljningsmall"."""
_WHOLE = re.compile(rf"(?<![\w-])([a-zåäö]{{4,}}a)- ({_JOINTS}) ([a-zåäö]{{4,}}a)\b")
"""An adjective with a hyphen: "interna- och regionala"."""


def slips(text: str) -> Iterator[tuple[str, str]]:
    """What stands in a line, and what should."""
    for match in _STUCK.finditer(text):
        yield match[0].strip(), f"{match[1]}- {match[2]}"
    for match in _BROKEN.finditer(text):
        yield match[0], f"{match[1]}-{match[2]}"
    for match in _LACKING.finditer(text):
        last = _last_part(match[3])
        if last and spelling.known(match[1] + last) and spelling.known(match[1][:-1]):
            yield match[0], f"{match[1]}- {match[2]} {match[3]}"
    for match in _UNJOINED.finditer(text):
        last = _last_part(match[3])
        if last and spelling.known(f"{words.fold(match[1])}s{last}"):
            yield match[0], f"{match[1]}s- {match[2]} {match[3]}"
    for match in _WHOLE.finditer(text):
        if spelling.known(match[1]) and len(words.analysis(match[3])[1]) < 2 and not _last_part(match[3]):
            yield match[0], f"{match[1]} {match[2]} {match[3]}"


def _last_part(word: str) -> str:
    """The last part of a compound as it stands there; empty where the word is none."""
    parts = words.analysis(word)[1]
    at = word.rfind(parts[-1][:4]) if len(parts) > 1 else -1
    if at > 0:
        return word[at:]
    joints = (at for at in range(4, len(word) - 3) if word[at - 1] == "s")
    return next((word[at:] for at in joints if spelling.known(word[at:]) and spelling.known(word[: at - 1])), "")
