"""Rings of references: units that send records to each other until they are back where they began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

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
    import networkx as nx

    between: dict[tuple[str, str], list[CrossReference]] = {}
    for reference in redirects(references):
        if reference.target and reference.target != reference.source:
            between.setdefault((reference.source, reference.target), []).append(reference)
    graph: nx.DiGraph[str] = nx.DiGraph(list(between))
    for _, codes in zip(range(_MOST), nx.simple_cycles(graph, length_bound=_LONGEST), strict=False):
        start = codes.index(min(codes))
        steps = [*codes[start:], *codes[: start + 1]]
        edges = [between[step] for step in pairwise(steps)]
        yield _ring(edges)


def _ring(edges: list[list[CrossReference]]) -> Ring:
    for chosen in product(*(edge[:4] for edge in edges)):
        common = set(readings(chosen[0].subject or ""))
        for reference in chosen[1:]:
            common &= set(readings(reference.subject or ""))
        if common:
            return Ring(tuple(chosen), True)
    return Ring(tuple(edge[0] for edge in edges), False)
