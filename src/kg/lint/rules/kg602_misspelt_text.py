"""KG602: a misspelt word in the running text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.lint import spelling
from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import words

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
text = { "1.1" = ["Handlingar som inkomit till enheten."] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
text = { "1.1" = ["Handlingar som inkommit till enheten."] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a misspelt word, with every unit it stands in; words of names are KG601's."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for block in subject.blocks:
        for word, at in spelling.of_text(block.passage.text):
            places[word].append((block.code, block.passage.line_at(at)))
    vocabulary = Counter(words.fold(word) for word, found in places.items() for _ in found)
    plan = subject.view.plan
    named = {word for p in plan.processes for word, _ in spelling.of_text(words.fold(p.title))}
    named |= {word for r in plan.record_types for word, _ in spelling.of_text(words.fold(r.name))}
    for word, found in places.items():
        right = None if words.fold(word) in named else spelling.mended(word, vocabulary)
        if right is not None:
            codes = tuple(dict.fromkeys(code for code, _ in found if code))
            yield Hit(
                where=codes,
                lines=tuple(dict.fromkeys(line for _, line in found)),
                record=word,
                says={"right": spelling.cased(right, word), "where": ", ".join(codes)},
            )


RULE = define(HEADER, check, __file__)
