"""KG731: a document that does not say when it was decided, or from when it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon

HEADER = r'''
kind = "other"
severity = "info"
needs_text = true
message.sv = "Dokumentet säger inte när eller av vem det är beslutat, eller från när det gäller"
message.en = "The document does not say when or by whom it was decided, or from when it holds"
fix.sv = "Ange beslut, datum och ansvarig på första sidan."
fix.en = "Give decision, date and who answers for it on the first page."
since = "0.1.0"
source = "Praxis för styrande dokument: beslut, giltighet och ansvarig; data/lexicon/lint.toml, [dated]"
explanation.sv = """\
Utan datum går det inte att säga vilken lag som gällde när dokumentet skrevs, om det fortfarande gäller, eller \
vilken av två utgåvor som är den senare."""
explanation.en = """\
Without a date one cannot say which law was in force when the document was written, whether it still holds, or \
which of two editions is the later."""
example = """
sections = ["s1 Handbok för akter", "s2 Arkivering"]
text = { s1 = ["Handbok för akter"], s2 = ["Arkivering", "", "Akter bevaras."] }
"""
mended = """
sections = ["s1 Handbok för akter", "s2 Arkivering"]
text = { s1 = ["Handbok för akter", "Beslutad av nämnden 2020-02-02"], s2 = ["Arkivering", "", "Akter bevaras."] }
"""
'''


_FIRST = 40
"""Lines at the head of a document in which a reader looks for its date."""


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for a handbook or the like whose first lines have no word of decision or validity beside a date."""
    if not subject.view.plan.sections or not subject.lines:
        return
    head = " ".join(line for n, line in subject.numbered if n <= _FIRST)
    if _governing().search(head) and not _dated().search(head):
        first = subject.numbered[0][0]
        yield Hit(where=(), lines=(first,))


@cache
def _governing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('lint')['dated']['kinds'])})\b", re.IGNORECASE)


@cache
def _dated() -> re.Pattern[str]:
    cues = "|".join(lexicon.load("lint")["dated"]["words"])
    return re.compile(rf"\b(?:{cues})\b[^.]{{0,60}}?(?:19|20)\d\d", re.IGNORECASE)


RULE = define(HEADER, check, __file__)
