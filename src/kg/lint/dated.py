"""Documents that a text names with a title and a date, and those that are probably one and the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.lint.subject import Subject
from kg.text import words

_DAY = re.compile(r"\s(?P<day>(?:19|20)\d\d-\d\d-\d\d)")
_REACH = 90
_BEFORE = re.compile(r"[^.*:;\"”]{12,90}$")
_ENDING = 3
"""Words before the date that must agree for two names to be of one document."""


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of a document."""

    code: str
    line: int
    title: str
    """A heading, what stands in quotation or emphasis, or from the last capital on; empty where there is none."""
    ending: str
    day: str


def pairs(subject: Subject) -> Iterator[tuple[Named, Named]]:
    """Mentions, two by two in the order of the text, that end alike before their dates."""
    by_ending: dict[str, list[Named]] = defaultdict(list)
    headings = {section.span.first for section in subject.view.plan.sections}
    for block in subject.blocks:
        text, last = block.passage.text, 0
        for match in _DAY.finditer(text):
            before = _BEFORE.search(text, max(last, match.start() - _REACH), match.start())
            last = match.end()
            if before is None:
                continue
            said = before[0].split()
            ending = words.fold(" ".join(said[-_ENDING:]))
            if ending.split()[-1] in words.function() | words.opening() | words.circumstantial():
                continue
            line = block.passage.line_at(match.start("day"))
            whole = line in headings or text[before.start() - 1 : before.start()] in {"*", '"', "”"}
            capitals = [at for at, word in enumerate(said[:-_ENDING]) if word[0].isupper() and (at or whole)]
            title = " ".join(said[capitals[0 if whole else -1] :]) if capitals else ""
            by_ending[ending].append(Named(block.code, line, title, ending, match["day"]))
    for named in by_ending.values():
        yield from combinations(named, 2)
