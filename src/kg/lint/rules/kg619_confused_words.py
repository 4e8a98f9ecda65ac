"""KG619: words that are often taken for others, where only the other makes sense."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "typo"
severity = "info"
needs_text = true
message.sv = "\"{record}\" i {where} ska troligen vara \"{right}\""
message.en = "\"{record}\" in {where} should probably be \"{right}\""
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "data/lexicon/lint.toml, [[confused]]"
explanation.sv = """\
Orden finns båda, så ingen ordlista fångar felet, men i sammanhanget kan bara det andra vara menat. Ibland \
vänder felet på meningen."""
explanation.en = """\
Both words exist, so that no dictionary catches the error, but in the context only the other can be meant. At \
times the error turns the meaning about."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Samtycken gäller behandlingar som ännu en upphört."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Samtycken gäller behandlingar som ännu ej upphört."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Places of the text that one of the lexicon's patterns fits, those that read alike together."""
    text = words.fold("\n".join(line for _, line in subject.numbered))
    for pattern, right, reverses in _table():
        found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for block in subject.blocks if _literal(pattern.pattern) in text else ():
            for match in pattern.finditer(block.passage.text):
                place = (block.code, block.passage.line_at(match.start()), match.expand(right))
                found[words.fold(match[0])].append(place)
        for said, places in found.items():
            codes = tuple(dict.fromkeys(code for code, _, _ in places if code))
            yield Hit(
                where=codes,
                lines=tuple(dict.fromkeys(line for _, line, _ in places)),
                record=said,
                says={"where": ", ".join(codes) or "inledningen", "right": places[0][2].strip()},
                severity="warning" if reverses else None,
            )


@cache
def _literal(pattern: str) -> str:
    """The longest run of letters that whatever the pattern fits must have: most patterns fit nothing in most texts."""
    bare, before = pattern, ""
    while bare != before:
        before, bare = bare, re.sub(r"\([^()]*\)[?*+]?|\[[^\]]*\][?*+]?|\\.[?*+]?|.\{[^}]*\}|[a-zåäö][?*]", "|", bare)
    return max(re.findall(r"[a-zåäö]+", bare), key=len, default="")


@cache
def _table() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    entries = lexicon.load("lint")["confused"]
    return tuple((re.compile(e["pattern"], re.IGNORECASE), e["right"], e.get("reverses", False)) for e in entries)


RULE = define(HEADER, check, __file__)
