"""KG632: sentences of running text without a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lint import clauses
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "truncated-text"
severity = "info"
needs_text = true
message.sv = "Meningar utan verb: {names}"
message.en = "Sentences without a verb: {names}"
fix.sv = "Skriv hela meningar."
fix.en = "Write whole sentences."
since = "0.1.0"
source = "Språkgranskning; data/lexicon/lint.toml, [presents]"
explanation.sv = "Utan verb säger meningen inte om något är så, ska vara så eller bara kan vara det."
explanation.en = """\
Without a verb a sentence does not say whether something is so, is to be so, or only may be."""
example = """
sections = ["s1 Bostadsbolag"]
text = { s1 = ["Bostadsbolag", "", "Samråd om parkering samt hyresgäster med garage."] }
"""
mended = """
sections = ["s1 Bostadsbolag"]
text = { s1 = ["Bostadsbolag", "", "Samråd sker om parkering samt hyresgäster med garage."] }
"""
'''


_FEWEST = 4
_ASIDE = re.compile(r"^\W*[-–•*\d⁰¹²³⁴-⁹]|\bse\b|:|^(?:Exempel|Bilaga|Dock)\b|^[a-zåäö]")
"""What is no running text: items of lists, footnotes, references, what goes on from the line before."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all such sentences of sections, and of the descriptions of processes before their examples."""
    found: list[tuple[str, str, int]] = []
    lead = re.compile(lexicon.load("lint")["more_covered"]["examples"], re.IGNORECASE)
    passage, listing = None, False
    for sentence in subject.sentences:
        listing = (listing and sentence.passage is passage) or bool(lead.search(sentence.text))
        passage = sentence.passage
        text = sentence.text
        whole = text.endswith(".") and len(text.split()) >= _FEWEST and not listing and bool(sentence.code)
        if whole and not _ASIDE.search(text) and clauses.verbless(text):
            found.append((sentence.code, text, sentence.line))
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for code, _, _ in found)),
            lines=tuple(dict.fromkeys(line for _, _, line in found)),
            says={"names": "; ".join(f'"{text[:_SHOWN].strip()}" ({code})' for code, text, _ in found)},
        )


_SHOWN = 60


RULE = define(HEADER, check, __file__)
