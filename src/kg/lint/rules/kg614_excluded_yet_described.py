"""KG614: a process describes as its work what it says that it does not cover."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import listed
from kg.model.plan import CrossReference
from kg.text import lexicon, words

HEADER = r'''
kind = "contradiction"
severity = "warning"
needs_text = true
message.sv = "{where} beskriver \"{record}\" som sitt arbete men säger att det inte ingår"
message.en = "{where} describes \"{record}\" as its work but says that it does not cover it"
fix.sv = "Stryk det i beskrivningen, eller undantaget."
fix.en = "Strike it from the description, or the exclusion."
since = "0.1.0"
source = "XKOS exclusionNote: det som undantas får inte samtidigt ingå"
explanation.sv = "Beskrivningen och kommentaren säger emot varandra om vad processen omfattar."
explanation.en = "The description and the comment contradict each other about what the process covers."
example = """
units = ["1 VO Styra", "1.1 P Teckna avtal", "1.2 P Köpa in"]
text = { "1.1" = ["Processen omfattar upphandling av båtar.", "", "Avser inte upphandling, se 1.2."] }
[[references]]
source = "1.1"
subject = "upphandling"
kind = "exclude"
cited_level = "P"
target = "1.2"
line = 3
"""
mended = """
units = ["1 VO Styra", "1.1 P Teckna avtal", "1.2 P Köpa in"]
text = { "1.1" = ["Processen omfattar avtal om båtar.", "", "Avser inte upphandling, se 1.2."] }
[[references]]
source = "1.1"
subject = "upphandling"
kind = "exclude"
cited_level = "P"
target = "1.2"
line = 3
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Exclusions of which a reading stands in the unit's own description, in lines before the exclusion."""
    verbs = tuple(lexicon.load("lint")["describing"]["words"])
    for reference in subject.view.plan.cross_references:
        if not (reference.kind == "exclude" or reference.external) or not reference.subject:
            continue
        excluded = _excluded(reference)
        for block in subject.blocks:
            told = words.fold(block.passage.text)
            described = any(verb in told for verb in verbs)
            if block.code != reference.source or block.passage.lines[0] >= reference.span.first or not described:
                continue
            if any(reading <= words.stems(told) for reading in excluded):
                yield Hit(
                    where=(reference.source, *((reference.target,) if reference.target else ())),
                    lines=(block.passage.lines[0], *reference.span.lines),
                    record=reference.subject,
                    says={"where": reference.source},
                    evidence=(subject.iri(reference),),
                )
                break


def _excluded(reference: CrossReference) -> tuple[frozenset[str], ...]:
    """The things left out; of what belongs to a body outside, what its compounds are about: "upphandlingsprocessen"."""
    if not reference.external:
        return listed(reference.subject or "")
    tokens = words.tokens(reference.subject or "")
    parts = [words.analysis(token.text)[1] for token in tokens]
    process = words.stem("process")
    return tuple(frozenset(each[:-1]) for each in parts if len(each) > 1 and each[-1] == process)


RULE = define(HEADER, check, __file__)
