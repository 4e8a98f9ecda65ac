"""KG625: two sentences with no stop between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lint import spelling
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "typo"
severity = "info"
needs_text = true
message.sv = "Punkt saknas i {where}: {found}"
message.en = "A stop is missing in {where}: {found}"
fix.sv = "Sätt punkt."
fix.en = "Put a stop."
since = "0.1.0"
source = "Myndigheternas skrivregler, skiljetecken"
explanation.sv = """\
En mening börjar mitt i en annan. Något kan ha fallit bort, och gränsen mellan två uppgifter går förlorad."""
explanation.en = """\
A sentence begins in the middle of another. Something may have been lost, and the border between two statements \
is gone."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Den som läser uppgifter ska hitta i register Incidenter hanteras av chefen."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Den som läser uppgifter ska hitta i register. Incidenter hanteras av chefen."] }
"""
'''


_FEWEST = 3
"""Words that stand before the place, for it not to be a heading."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a unit, for all its places where a capital begins a clause of its own after a small letter."""
    held: dict[str, list[tuple[str, int]]] = {}
    plan = subject.view.plan
    titles = {words.fold(p.title) for p in plan.processes} | {words.fold(s.title) for s in plan.sections}
    for block in subject.blocks:
        for match in _runs_on().finditer(block.passage.text):
            before = words.fold(block.passage.text[: match.start("next")])
            headed = any(before.endswith(title) for title in titles)
            if not headed and len(before.split()) >= _FEWEST and not _name(match["next"].split()[0], before):
                held.setdefault(block.code, []).append((match[0], block.passage.line_at(match.start("next"))))
    for code, found in held.items():
        yield Hit(
            where=(code,) if code else (),
            lines=tuple(dict.fromkeys(line for _, line in found)),
            record="; ".join(text for text, _ in found),
            says={"where": code or "inledningen", "found": ", ".join(f'"{text}"' for text, _ in found)},
        )


def _name(word: str, before: str) -> bool:
    """Whether the capital is that of a name: the word is none in small letters, or a preposition stands before it."""
    last = before.split()[-1]
    return last in words.function() or last in words.opening() or not spelling.known(words.fold(word))


@cache
def _runs_on() -> re.Pattern[str]:
    table = lexicon.load("lint")["clauses"]
    starts, verbs = "|".join(table["starts"]), "|".join(table["verbs"])
    return re.compile(rf"[a-zåäö]{{2,}} (?P<next>(?:{starts})\b|[A-ZÅÄÖ][a-zåäö]{{4,}} (?:{verbs})\b)")


RULE = define(HEADER, check, __file__)
