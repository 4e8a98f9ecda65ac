"""KG715: one kind of matter in two places, under different conditions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.lint.rule import Hit, define
from kg.lint.subject import Subject
from kg.lint.wording import readings
from kg.model.handbook import Assignment

HEADER = r'''
kind = "disposition-overlap"
severity = "warning"
message.sv = "{names} står både i {where} ({first}) och i {where2} ({second})"
message.en = "{names} stand both in {where} ({first}) and in {where2} ({second})"
fix.sv = "Ange vad som avgör var ärendet hör hemma."
fix.en = "Say what decides where the matter belongs."
since = "0.1.0"
source = "Praxis: en gränsdragning ska gå att tillämpa"
explanation.sv = """\
Samma insats räknas upp under två rubriker med olika målgrupp, ålder eller lag. Vilken som gäller för en viss \
person sägs inte."""
explanation.en = """\
The same measure is listed under two headings with a different target group, age or law. Which holds for a \
certain person is not said."""
example = """
sections = ["s1 Missbruk", "s2 Övriga"]
[[assignments]]
matter = "jourlägenhet"
target_group = "personer med missbruk"
age_from = 22
handled_by = "IFO"
carried_out_by = "IFO"
section = "s1"
[[assignments]]
matter = "jourlägenhet"
handled_by = "IFO"
carried_out_by = "IFO"
section = "s2"
"""
mended = """
sections = ["s1 Missbruk", "s2 Övriga"]
[[assignments]]
matter = "jourlägenhet"
target_group = "personer med missbruk"
age_from = 22
handled_by = "IFO"
carried_out_by = "IFO"
section = "s1"
[[assignments]]
matter = "rådgivning"
handled_by = "IFO"
carried_out_by = "IFO"
section = "s2"
"""
'''


def check(subject: Subject) -> Iterator[Hit]:
    """One hit for each pair of sections that share matters, or examples of them, under other conditions."""
    known: dict[frozenset[str], list[tuple[str, Assignment]]] = defaultdict(list)
    parents = {section.id: section.parent for section in subject.view.plan.sections}
    for each in subject.view.plan.assignments:
        for name in dict.fromkeys((each.matter, *getattr(each, "examples", ()))):
            for reading in readings(name.partition("/")[0])[:1]:
                known[reading].append((name, each))
    pairs: dict[tuple[str, str, bool], list[tuple[str, Assignment, Assignment]]] = defaultdict(list)
    for group in known.values():
        for (first_name, first), (_, other) in combinations(group, 2):
            within = first.section in (other.section, parents.get(other.section or ""))
            if not within and _terms(first) != _terms(other) and not _by_age(first, other):
                apart = _by_law(first, other)
                pairs[first.section or "", other.section or "", apart].append((first_name, first, other))
    for (where, where2, apart), shared in pairs.items():
        _, first, other = shared[0]
        yield Hit(
            where=(where, where2),
            record=", ".join(dict.fromkeys(name for name, _, _ in shared)),
            says={
                "names": ", ".join(dict.fromkeys(f'"{name}"' for name, _, _ in shared)),
                "where": where,
                "where2": where2,
                "first": _said(first),
                "second": _said(other),
            },
            evidence=tuple(dict.fromkeys(subject.iri(fact) for _, a, b in shared for fact in (a, b))),
            severity="info" if apart else None,
        )


def _by_age(one: Assignment, other: Assignment) -> bool:
    """Whether nobody is of the ages of both."""
    return any(a.age_to is not None and a.age_to < (b.age_from or 0) for a, b in ((one, other), (other, one)))


def _by_law(one: Assignment, other: Assignment) -> bool:
    """Whether each rests on a law that the other does not: what decides is the law that is applied for."""
    laws = [set((each.law or "").replace(",", " ").split()) for each in (one, other)]
    return all(laws) and not laws[0] & laws[1]


def _terms(each: Assignment) -> tuple[object, ...]:
    return (each.target_group, each.age_from, each.age_to, each.law, each.handled_by)


def _said(each: Assignment) -> str:
    ages = [f"från {each.age_from} år" if each.age_from else "", f"till {each.age_to} år" if each.age_to else ""]
    return ", ".join(part for part in (each.target_group, each.law, *ages, each.handled_by) if part) or "utan villkor"


RULE = define(HEADER, check, __file__)
