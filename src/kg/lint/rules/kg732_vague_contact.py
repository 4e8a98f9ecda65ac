"""KG732: the reader is sent to "the respective" or "the current" somebody, and who that is is not said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "ambiguous-recipient"
severity = "info"
needs_text = true
message.sv = "Läsaren skickas till någon som inte pekas ut: {names}"
message.en = "The reader is sent to somebody who is not named: {names}"
fix.sv = "Skriv vilka de är, eller var det står."
fix.en = "Write who they are, or where that is said."
since = "0.1.0"
source = "Praxis: en mottagare ska gå att hitta; data/lexicon/lint.toml, [vague_contacts]"
explanation.sv = """\
Den som ska lämna något vidare vet att det finns en rätt mottagare, men inte vem den är i det egna fallet."""
explanation.en = """\
Whoever is to hand something on knows that there is a right recipient, but not who that is in the own case."""
example = """
sections = ["s1 Arkivering"]
text = { s1 = ["Arkivering", "", "Kontoret tar kontakt med respektive kontaktperson."] }
"""
mended = """
sections = ["s1 Arkivering"]
text = { s1 = ["Arkivering", "", "Kontoret tar kontakt med arkivarien på stadsarkivet."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all such recipients of a handbook, and those who take part without being told apart."""
    sections = {section.id for section in subject.view.plan.sections}
    found = [
        (match["who"] or match["part"], block.code, block.passage.line_at(match.start()))
        for block in subject.blocks
        if block.code in sections
        for match in _sent().finditer(block.passage.text)
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for _, code, _ in found)),
            lines=tuple(sorted({line for _, _, line in found})),
            says={"names": ", ".join(dict.fromkeys(f'"{who}" ({code})' for who, code, _ in found))},
        )


@cache
def _sent() -> re.Pattern[str]:
    table = lexicon.load("lint")["vague_contacts"]
    vague, kinds, parts = ("|".join(table[name]) for name in ("words", "kinds", "parts"))
    return re.compile(
        rf"\b(?:till|med|hos|av) (?P<who>(?:{vague}) \w*(?:{kinds}))\b|\b(?P<part>{parts})\b", re.IGNORECASE
    )


RULE = define(HEADER, check, __file__)
