"""KG227: a word stands for the target of references, and no unit of the plan goes by it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.text import lexicon, words

HEADER = r'''
kind = "other"
severity = "warning"
message.sv = "\"{word}\" används som mål eller gräns, men ingen enhet är märkt så ({where})"
message.en = "\"{word}\" is used as a target or a limit, but no unit is marked so ({where})"
fix.sv = "Märk de processer som avses, eller förklara ordet."
fix.en = "Mark the processes that are meant, or explain the word."
since = "0.1.0"
source = "data/lexicon/lint.toml, [target_words]"
explanation.sv = """\
Texten hänvisar till ett slags processer, till exempel kärnprocesser, utan att planen säger vilka de är."""
explanation.en = """\
The text refers to a kind of processes, such as core processes, and the plan does not say which those are."""
example = """
units = ["1 VO Styra", { unit = "1.1 P Planera", terms = ["kärnverksamheten"] }, "1.2 P Köpa in"]
"""
mended = """
units = ["1 VO Styra", { unit = "1.1 P Planera", terms = ["kärnverksamheten"] }, "1.2 P Bedriva kärnverksamhet"]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit a word of the lexicon that descriptions or references use and no title has."""
    plan = subject.view.plan
    for group in lexicon.load("lint")["target_words"]:
        stems = frozenset(map(words.stem, group["words"]))
        if any(stems & words.stems(process.title) for process in plan.processes):
            continue
        told = {p.code: p for p in plan.processes if any(words.stem(words.fold(t)) in stems for t in p.terms)}
        pointing = [r for r in plan.cross_references if r.to and not r.external and stems & words.stems(r.to)]
        codes = [p.code for p in plan.processes if p.code in told or any(r.source == p.code for r in pointing)]
        outside = {r.source for r in plan.cross_references if r.external and r.to and stems & words.stems(r.to)}
        codes = [code for code in codes if code not in outside]
        if codes:
            yield Hit(
                where=tuple(codes),
                says={"word": group["words"][0], "where": ", ".join(codes)},
                evidence=tuple(subject.iri(fact) for fact in (*pointing, *(told[c] for c in codes if c in told))),
            )


RULE = define(HEADER, check, __file__)
