"""Groups of people by age: those that follow each other in one area, and those of two areas that meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.lint.rule import Hit
from kg.lint.subject import Subject
from kg.model.handbook import Assignment

_OLDEST = 120
_MOST = 5
"""Years that a gap or an overlap has at most: more is a division by something else than age."""


@dataclass(frozen=True, slots=True)
class Group:
    """Matters of one area, in one section, for people of certain ages."""

    area: str
    start: int
    to: int
    assignments: tuple[Assignment, ...]


def groups(assignments: Iterable[Assignment]) -> Iterator[Group]:
    """The groups that the text bounds by age, a section at a time; what it leaves open is from 0, or for life."""
    found: dict[tuple[str, int, int, str], list[Assignment]] = {}
    for each in assignments:
        if each.handled_by and each.section and (each.age_from, each.age_to) != (None, None):
            key = (each.handled_by, each.age_from or 0, each.age_to or _OLDEST, "" if each.inferred else each.section)
            found.setdefault(key, []).append(each)
    for (area, start, to, _), several in found.items():
        yield Group(area, start, to, tuple(several))


def pairs(assignments: Iterable[Assignment], *, within: bool) -> Iterator[tuple[Group, Group]]:
    """A group that ends with an age and one that begins with another, of the same area or of two."""
    every = list(groups(assignments))
    seen = set()
    for younger in (group for group in every if group.to < _OLDEST):
        for older in (group for group in every if group.start > 0):
            key = (younger.area, younger.to, older.area, older.start)
            near = abs(older.start - younger.to) <= _MOST and older.start > younger.start and older.to > younger.to
            if near and (younger.area == older.area) == within and key not in seen:
                seen.add(key)
                yield younger, older


def hit(subject: Subject, younger: Group, older: Group, years: range) -> Hit:
    """The place where the two meet badly, with the years that it is about."""
    first, second = younger.assignments[0], older.assignments[0]
    said = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}".replace("–", "-")
    return Hit(
        where=tuple(dict.fromkeys(each.section for each in (first, second) if each.section)),
        record=said,
        says={
            "ages": said,
            "area": younger.area,
            "first": f"{first.target_group or first.matter} ({younger.area})",
            "second": f"{second.target_group or second.matter} ({older.area})",
            "where": first.section or "",
            "where2": second.section or "",
        },
        evidence=tuple(subject.iri(each) for group in (younger, older) for each in group.assignments),
    )
