"""KG633: two live processes say in the same words that a thing is theirs as well."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "info"
needs_text = true
message.sv = "{codes} säger med samma ord att det hör dit: \"{record}\""
message.en = "{codes} say in the same words that it belongs there: \"{record}\""
fix.sv = "Låt en av dem äga det, och hänvisa dit från den andra."
fix.en = "Let one of them own it, and refer to it from the other."
since = "0.1.0"
source = "Praxis: varje sak har en ägare; data/lexicon/lint.toml, [more_covered]"
explanation.sv = """\
Meningen lägger till något till vad processen omfattar, och den står i flera. Var saken hör hemma går inte att \
säga."""
explanation.en = """\
The sentence adds something to what the process covers, and it stands in several. Where the thing belongs \
cannot be said."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Gäller även för utrangering av maskiner."], "1.2" = ["Gäller även för utrangering av maskiner."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Gäller även för utrangering av maskiner."], "1.2" = ["Gäller även för byte av bostad."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Sentences that add to what a unit covers, and stand alike in several live units."""
    adding = re.compile("|".join(lexicon.load("lint")["more_covered"]["claims"]), re.IGNORECASE)
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for sentence in subject.sentences:
        if adding.match(sentence.text) and subject.live(sentence.code):
            places[words.fold(sentence.text).rstrip(" .")].setdefault(sentence.code, sentence.line)
    for said, codes in places.items():
        if len(codes) > 1:
            yield Hit(where=tuple(codes), lines=tuple(codes.values()), record=said, says={"codes": ", ".join(codes)})


RULE = define(HEADER, check, __file__)
