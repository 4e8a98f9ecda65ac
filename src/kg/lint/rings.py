"""Rings of references: units that send records to each other until they are back where they began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

from kg.lint.subject import Subject
from kg.lint.wording import readings, redirects
from kg.model.plan import CrossReference

_LONGEST = 6
"""Steps of a ring at most; a longer one nobody walks."""
_MOST = 200
"""Rings told at most of one plan: where there are more, these are enough to begin with."""


@dataclass(frozen=True, slots=True)
class Ring:
    """References of which each leads to the source of the next, and the last to that of the first."""

    references: tuple[CrossReference, ...]
    shared: bool
    """Whether they are all about the same records."""


def of(subject: Subject) -> tuple[Ring, ...]:
    """The rings of a plan's references."""
    return tuple(found(subject.view.plan.cross_references))


def found(references: Iterable[CrossReference]) -> Iterator[Ring]:
    """The rings of a plan; of several references between two units, those about the same records go first."""
    between: dict[tuple[str, str], list[CrossReference]] = {}
    for reference in redirects(references):
        if reference.target and reference.target != reference.source:
            between.setdefault((reference.source, reference.target), []).append(reference)
    for codes in islice(_cycles(between), _MOST):
        yield _ring([between[step] for step in pairwise([*codes, codes[0]])])


def _cycles(edges: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """The cycles of a graph, each from its first code on, without passing any code twice.

    A path is only followed to where the way back to its start is still short enough: what leads nowhere costs nothing.
    """
    onward: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for source, target in edges:
        onward.setdefault(source, []).append(target)
        back.setdefault(target, []).append(source)
    for start in sorted(onward.keys() & back.keys()):
        home = _steps_home(start, back)
        paths = [[start]]
        while paths:
            path = paths.pop()
            for code in onward.get(path[-1], ()):
                if code == start:
                    yield path
                elif code not in path and len(path) + home.get(code, _LONGEST) <= _LONGEST:
                    paths.append([*path, code])


def _steps_home(start: str, back: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many steps lead from each code to the start, over codes after it alone; far ones are left out."""
    home = {start: 0}
    edge = [start]
    for steps in range(1, _LONGEST):
        edge = [code for each in edge for code in back.get(each, ()) if code > start and code not in home]
        home.update(dict.fromkeys(edge, steps))
    return home


def _ring(edges: list[list[CrossReference]]) -> Ring:
    for chosen in product(*(edge[:4] for edge in edges)):
        common = set(readings(chosen[0].subject or ""))
        for reference in chosen[1:]:
            common &= set(readings(reference.subject or ""))
        if common:
            return Ring(tuple(chosen), True)
    return Ring(tuple(edge[0] for edge in edges), False)
