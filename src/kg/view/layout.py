"""Where things stand in a picture: partitions, stacked bands and columns, as numbers without any drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model.listing import Branch


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit in a partition: how deep, from where, how high, and under which of the first level."""

    unit: Branch
    depth: int
    top: float
    high: float
    first: int


Weigh = Callable[[Branch], float]


def partition(roots: Sequence[Branch], weigh: Weigh, high: float) -> list[Cell]:
    """Units as bands, each as high as its leaves together; the leaves share the height by weight."""
    total = sum(_weight(root, weigh) for root in roots) or 1.0
    cells: list[Cell] = []

    def place(unit: Branch, depth: int, top: float, first: int) -> float:
        share = _weight(unit, weigh) / total * high
        cells.append(Cell(unit, depth, top, share, first))
        at = top
        for child in unit.children:
            at += place(child, depth + 1, at, first)
        return share

    at = 0.0
    for number, root in enumerate(roots):
        at += place(root, 0, at, number)
    return cells


def _weight(unit: Branch, weigh: Weigh) -> float:
    return sum(_weight(child, weigh) for child in unit.children) if unit.children else weigh(unit)


def leaves(roots: Iterable[Branch]) -> Iterator[Branch]:
    """The units with nothing under them."""
    for root in roots:
        if root.children:
            yield from leaves(root.children)
        else:
            yield root


@dataclass(frozen=True, slots=True)
class Bar:
    """One end of a flow: where its band begins, and how high it is."""

    name: str
    top: float
    high: float
    value: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A flow from one bar to another: the middles of both ends, and how thick it is."""

    source: str
    target: str
    value: int
    start: float
    end: float
    thick: float


Flows = Mapping[tuple[str, str], int]
"""How much goes from one name to another."""


def sankey(flows: Flows, high: float, gap: float, least: float = 2.0) -> tuple[list[Bar], list[Bar], list[Stream]]:
    """Bars of sources in the order of their first mention, bars of targets by size, and the streams between."""
    sources = list(dict.fromkeys(source for source, _ in flows))
    targets = sorted(dict.fromkeys(target for _, target in flows), key=lambda name: (-_sum(flows, 1)[name], name))
    room = high - gap * (max(len(sources), len(targets)) - 1)
    unit = max(room, 1.0) / (sum(flows.values()) or 1)
    left = _bars(sources, _sum(flows, 0), unit, gap, least)
    right = _bars(targets, _sum(flows, 1), unit, gap, least)
    from_, to = {bar.name: bar.top for bar in left}, {bar.name: bar.top for bar in right}
    streams = []
    for source in sources:
        for target in targets:
            if value := flows.get((source, target)):
                thick = max(value * unit, least / 2)
                streams.append(Stream(source, target, value, from_[source] + thick / 2, to[target] + thick / 2, thick))
                from_[source] += thick
                to[target] += thick
    return left, right, streams


def _sum(flows: Flows, end: int) -> Mapping[str, int]:
    total: dict[str, int] = defaultdict(int)
    for names, value in flows.items():
        total[names[end]] += value
    return total


def _bars(names: Sequence[str], values: Mapping[str, int], unit: float, gap: float, least: float) -> list[Bar]:
    bars, at = [], 0.0
    for name in names:
        high = max(values[name] * unit, least)
        bars.append(Bar(name, at, high, values[name]))
        at += high + gap
    return bars


def column(count: int, high: float, gap: float, room: float) -> list[float]:
    """Tops of so many boxes under each other, in the middle of the room."""
    whole = count * high + max(count - 1, 0) * gap
    first = max((room - whole) / 2, 0.0)
    return [first + number * (high + gap) for number in range(count)]
