"""KG602: a misspelt word in the running text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.lint import spelling
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "typo"
severity = "info"
needs_text = true
message.sv = "\"{record}\" är troligen \"{right}\" ({where})"
message.en = "\"{record}\" is probably \"{right}\" ({where})"
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "hunspell-sv, Svenska ordlistan; data/lexicon/lint.toml, [spelling]"
explanation.sv = """\
Ett ord som ingen ordlista har, men som är en bokstav från ett som finns. Sammansättningar, namn och \
förkortningar är inga fel; ord som inget går att säga om hoppas över."""
explanation.en = """\
A word that no dictionary has, a letter away from one that exists. Compounds, names and abbreviations are no \
errors; words nothing can be said of are passed over."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Här finns handlingar som inkomit till enheten."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Här finns handlingar som inkommit till enheten."] }
"""
'''


_HYPHENED = re.compile(r"[A-ZÅÄÖ][a-zåäö]{3,}[A-ZÅÄÖ]{2,}(?=-)")
"""The first part of a hyphened word, which is looked at for the capitals inside it."""
_CAMEL = re.compile(r"[A-ZÅÄÖ]?[a-zåäö]{3,}[A-ZÅÄÖ]{2,}[a-zåäö]*")


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a misspelt word, with every unit it stands in; words of names are KG601's."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for block in subject.blocks:
        for word, at in spelling.of_text(block.passage.text):
            places[word].append((block.code, block.passage.line_at(at)))
        for match in _HYPHENED.finditer(block.passage.text):
            places[match[0]].append((block.code, block.passage.line_at(match.start())))
    vocabulary = Counter(words.fold(word) for word, found in places.items() for _ in found)
    plan = subject.view.plan
    names = [(p.title, p.span) for p in plan.processes] + [(r.name, r.span) for r in plan.record_types]
    named = {(word, n) for name, span in names for word, _ in spelling.of_text(words.fold(name)) for n in span.lines}
    for word, every in places.items():
        found = [place for place in every if (words.fold(word), place[1]) not in named]
        right = (spelling.mended(word, vocabulary) or _camel(word, places)) if found and not _told(word) else None
        if right is not None:
            codes = tuple(dict.fromkeys(code for code, _ in found if code))
            yield Hit(
                where=codes,
                lines=tuple(dict.fromkeys(line for _, line in found)),
                record=word,
                says={"right": spelling.cased(right, word), "where": ", ".join(codes)},
            )


def _told(word: str) -> bool:
    """Whether KG619 says of the word what it should be."""
    return _confused().fullmatch(word) is not None


@cache
def _confused() -> re.Pattern[str]:
    patterns = (f"(?:{entry['pattern']})" for entry in lexicon.load("lint")["confused"])
    return re.compile("|".join(patterns), re.IGNORECASE)


def _camel(word: str, places: Mapping[str, Sequence[object]]) -> str | None:
    """What a name with capitals inside should be: the one a slip away that stands in the text as often, or more."""
    from rapidfuzz.distance import OSA

    if not _CAMEL.fullmatch(word):
        return None
    others = (other for other in places if _CAMEL.fullmatch(other) and len(places[other]) >= len(places[word]))
    return next((o for o in others if len(o) > len(word) and OSA.distance(word, o, score_cutoff=1) == 1), None)


RULE = define(HEADER, check, __file__)
