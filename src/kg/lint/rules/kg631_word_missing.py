"""KG631: a word that must have another after it has none: "gånger per och", "skolan och sker"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.grammar import verbs
from kg.lint import clauses
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "truncated-text"
severity = "warning"
needs_text = true
message.sv = "Ett ord saknas i {where}: \"{record}\""
message.en = "A word is missing in {where}: \"{record}\""
fix.sv = "Skriv dit det ord som fallit bort."
fix.en = "Put in the word that was lost."
since = "0.1.0"
source = "Språkgranskning; data/lexicon/lint.toml, [missing]"
explanation.sv = """\
Efter "per", "varje" eller "innebär att" måste något följa, och "och" kan inte stå före satsens första verb. \
Vad meningen skulle säga får läsaren gissa."""
explanation.en = """\
After "per", "each" or "means that" something must follow, and "and" cannot stand before the first verb of a \
clause. What the sentence was to say the reader must guess."""
example = """
sections = ["s1 Möten"]
text = { s1 = ["Möten", "", "Det innebär att erfarenheter av larm och brand mm."] }
"""
mended = """
sections = ["s1 Möten"]
text = { s1 = ["Möten", "", "Det innebär att erfarenheter av larm och brand delas."] }
"""
'''


_JOINED = re.compile(r"\b(?:och|samt) (?P<verb>[^\W\d_]+)")
_OPEN = re.compile(r"\b(?:innebär|medför|betyder) att (?P<rest>[^.;:]+)\.?$")
_VERBAL = re.compile(r"\s(?!för\b|efter\b|under\b|över\b)\w+(?:r|s|de|te)\b")
"""What may be a verb that no list has."""
_FEWEST = 4
"""Words after "means that" from which a verb is missed among them."""


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences with one of these: a small word alone, no verb in a subordinate clause, "and" before the first verb."""
    alone = re.compile("|".join(lexicon.load("lint")["missing"]["phrases"]))
    for sentence in subject.sentences:
        match = alone.search(sentence.text) or _subordinate(sentence.text) or _joined(sentence.text)
        if match:
            at = max(0, sentence.text.rfind(" ", 0, max(0, match.start() - 12)) + 1)
            yield Hit(
                where=(sentence.code,) if sentence.code else (),
                lines=(sentence.line_at(match.start()),),
                record=sentence.text[at : at + 60].rsplit(" ", 1)[0],
                says={"where": sentence.code or "inledningen"},
            )


def _subordinate(text: str) -> re.Match[str] | None:
    match = _OPEN.search(text)
    rest = clauses.told(match["rest"]) if match else []
    lacks = len(rest) >= _FEWEST and not any(map(clauses.finite, rest)) and not any(map(verbs.infinitive, rest))
    return match if lacks else None


def _joined(text: str) -> re.Match[str] | None:
    """The first "and" right before a verb, where none stands before it and another one follows."""
    match = _JOINED.search(text) if text[:1].isupper() else None
    before = text[: match.start()] if match else ""
    if match is None or not clauses.finite(match["verb"]) or _VERBAL.search(before) or not clauses.verbless(before):
        return None
    return match if any(map(clauses.finite, clauses.told(text[match.end() :]))) else None


RULE = define(HEADER, check, __file__)
