"""KG629: a sentence that a page break cuts in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject

HEADER = r'''
kind = "truncated-text"
severity = "info"
needs_text = true
message.sv = "Meningar delas av sidbyten: {names}"
message.en = "Sentences are cut by page breaks: {names}"
fix.sv = "Kontrollera mot originalet att inget fallit bort, och för ihop meningarna."
fix.en = "Check against the original that nothing was lost, and join the sentences."
since = "0.1.0"
source = "Praxis: hel text"
explanation.sv = """\
Mellan två stycken som hör till samma mening står tomma rader eller sidmärken. Där kan text ha fallit bort."""
explanation.en = """\
Between two pieces of one sentence stand empty lines or marks of a page. Text may have been lost there."""
example = """
sections = ["s1 Samverkan"]
text = { s1 = ["Samverkan", "", "Mötet ska vara en lösning för alla i det", "", "som rör skydd och stöd."] }
"""
mended = """
sections = ["s1 Samverkan"]
text = { s1 = ["Samverkan", "", "Mötet ska vara en lösning för alla i det som rör skydd och stöd."] }
"""
'''


_FEWEST = 5
_OPEN = re.compile(r"[^\W\d_]$")
_LISTED = re.compile(r"^\s*(?:[-*•–|#\d]|\[)")


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all handbook passages that end without a stop and go on with a small letter after a break."""
    sections = {section.id for section in subject.view.plan.sections}
    blocks = [
        block for block in subject.blocks if len(block.passage.text.split()) >= _FEWEST and block.code in sections
    ]
    found = [
        (first.code, first.passage.lines[-1], second.passage.lines[0])
        for first, second in pairwise(blocks)
        if first.code == second.code
        and _OPEN.search(first.passage.text.rstrip())
        and second.passage.text.lstrip()[:1].islower()
        and not _LISTED.match(first.passage.text)
        and not _LISTED.match(second.passage.text)
    ]
    if found:
        yield Hit(
            where=tuple(dict.fromkeys(code for code, _, _ in found)),
            lines=tuple(n for _, last, first in found for n in (last, first)),
            says={"names": ", ".join(f"rad {last} → {first} ({code})" for code, last, first in found)},
        )


RULE = define(HEADER, check, __file__)
