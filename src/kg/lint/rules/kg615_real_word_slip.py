"""KG615: a word that exists, where another name of the plan has the one that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint import owners, spelling
from kg.lint.rule import Edit, Hit, define
from kg.lint.subject import Subject
from kg.model.plan import RecordType
from kg.text import words

HEADER = r'''
kind = "typo"
severity = "warning"
message.sv = "\"{record}\" i {where} är troligen \"{right}\", som i {where2}"
message.en = "\"{record}\" in {where} is probably \"{right}\", as in {where2}"
fix.sv = "Skriv \"{right}\"."
fix.en = "Write \"{right}\"."
since = "0.1.0"
source = "Språkgranskning; data/lexicon/words.toml, [nouns]"
explanation.sv = """\
Namnet skiljer sig med en bokstav från ett annat i planen. Ordet finns, men det är inget substantiv som kan stå \
där, medan det andra är det."""
explanation.en = """\
The name is a letter away from another in the plan. The word exists, but is no noun that can stand there, while \
the other is."""
example = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["synpunkter från brukar", "synpunkter från brukare"], "1.2" = ["beställning"] }
"""
mended = """
units = ["1 VO Styra", "1.1 P Planera", "1.2 P Köpa in"]
records = { "1.1" = ["svar från brukare", "synpunkter från brukare"], "1.2" = ["beställning"] }
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """Names a slip apart of which one has a noun of the lexicon where the other has a word that is none."""
    for one, other in owners.slips(subject):
        wrong, right = (one, other) if _odd(one.name, other.name) else (other, one)
        if _odd(wrong.name, right.name):
            yield _hit(subject, wrong, right)


def _odd(name: str, other: str) -> bool:
    """Whether the word in which the name differs is known, but no noun, and the other's is one."""
    pairs = [(a, b) for a, b in zip(words.fold(name).split(), words.fold(other).split(), strict=False) if a != b]
    if len(pairs) != 1 or len(name.split()) != len(other.split()):
        return False
    odd, right = pairs[0]
    return spelling.known(odd) and not words.known(odd) and words.known(right)


def _hit(subject: Subject, wrong: RecordType, right: RecordType) -> Hit:
    return Hit(
        where=(wrong.process,),
        record=wrong.name,
        says={"where": wrong.process, "right": right.name, "where2": right.process},
        evidence=(subject.iri(wrong),),
        edit=Edit(
            kind="record_type", key=f"{wrong.process}/{wrong.name}", field="name", read=wrong.name, right=right.name
        ),
    )


RULE = define(HEADER, check, __file__)
