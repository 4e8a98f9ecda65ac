"""KG738: matters whose unit is known only from the area that they stand under."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.model.handbook import Assignment

HEADER = r'''
kind = "missing-recipient"
severity = "info"
message.sv = "Vilken enhet som verkställer sägs bara för området, eller inte alls: {names}"
message.en = "Which unit carries out is said only of the area, or not at all: {names}"
fix.sv = "Ange verkställande enhet vid varje insats."
fix.en = "Name the unit that carries out at each measure."
since = "0.1.0"
source = "Dokumentets eget syfte: att definiera var ärenden verkställs"
explanation.sv = """\
För andra insatser namnger dokumentet enheten. För dessa får den som söker veta verksamhetsområdet men inte \
vart ärendet ska."""
explanation.en = """\
For other measures the document names the unit. For these whoever asks learns the business area, but not where \
the case is to go."""
example = """
sections = ["s1 Omsorg", "s2 Hemtjänst", "s3 Dagvård"]
assignments = [
  { matter = "insatser", handled_by = "omsorgen", carried_out_by = "omsorgen", section = "s1" },
  { matter = "hemtjänst", handled_by = "omsorgen", carried_out_by = "omsorgen", inferred = true, section = "s2" },
  { matter = "dagvård", handled_by = "omsorgen", carried_out_by = "enheten Norr", inferred = true, section = "s3" },
]
"""
mended = """
sections = ["s1 Omsorg", "s2 Hemtjänst", "s3 Dagvård"]
assignments = [
  { matter = "insatser", handled_by = "omsorgen", carried_out_by = "omsorgen", section = "s1" },
  { matter = "hemtjänst", handled_by = "omsorgen", carried_out_by = "enheten Hem", inferred = true, section = "s2" },
  { matter = "dagvård", handled_by = "omsorgen", carried_out_by = "enheten Norr", inferred = true, section = "s3" },
]
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for all matters taken from their area or without a unit, in a plan that names a unit for others."""
    every = [each for each in subject.view.plan.assignments if each.handled_by and not each.external]
    named = [each for each in every if each.carried_out_by and each.carried_out_by != each.handled_by]
    found = [each for each in every if _by_area(each)]
    firsts = {each.section: each for each in reversed(found)}
    if named and found:
        chosen = list(reversed(firsts.values()))
        yield Hit(
            where=tuple(each.section for each in chosen if each.section),
            says={"names": ", ".join(f"{each.matter} ({each.section})" for each in chosen)},
            evidence=tuple(subject.iri(each) for each in chosen),
        )


def _by_area(each: Assignment) -> bool:
    """Whether it is carried out by nobody that is named, or by the area that handles it."""
    return each.carried_out_by is None or (each.inferred and each.carried_out_by == each.handled_by)


RULE = define(HEADER, check, __file__)
