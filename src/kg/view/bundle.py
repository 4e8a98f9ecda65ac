"""What refers to what: units on a ring, and references as curves drawn together where they share their way (Holten)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import Literal

from kg.model.listing import Branch
from kg.view import curves, svg
from kg.view.svg import Key, Markup

MOST = 250
"""Units on the ring; of a larger structure the groups are shown, or the areas."""

_SEAT, _IDLE, _BREAK, _ROUND = 15.0, 0.4, 2.0, 230.0
_LABEL, _MARGIN, _STUB, _TENSION, _LINES = 236.0, 14.0, 34.0, 0.86, 6

Kind = Literal["good", "bad", "outside"]
Href = Callable[[str], str | None]
"""The address of a unit, by its code."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A reference: from a unit, to a unit of the plan or to none, and what is said of it in words."""

    source: str
    target: str | None
    kind: Kind
    said: str


@dataclass(frozen=True, slots=True)
class _Seat:
    """A unit's place on the ring, in degrees clockwise from the top, and what it hangs under, the nearest first."""

    unit: Branch
    angle: float
    hue: int
    above: tuple[str, ...]
    tied: bool


@dataclass(frozen=True, slots=True)
class _Ring:
    seats: Mapping[str, _Seat]
    radius: float
    hubs: Mapping[str, tuple[float, float]]
    """Where curves to what is under a unit are drawn together."""


def draw(
    roots: Sequence[Branch],
    ties: Sequence[Tie],
    href: Href,
    *,
    title: str,
    description: str,
    legend: Sequence[Key] = (),
    standalone: bool = False,
) -> str:
    """The picture; units that nothing ties are dots without a name, and of more than `MOST` the groups are shown."""
    roots, ties = gathered(roots, ties)
    ring = _ring(roots, {end for tie in ties for end in (tie.source, tie.target) if end})
    same: dict[tuple[str, str | None, Kind], list[str]] = defaultdict(list)
    for tie in ties:
        if tie.source in ring.seats and (tie.target is None or tie.target in ring.seats):
            same[tie.source, tie.target, tie.kind].append(tie.said)
    order = {"good": 0, "outside": 1, "bad": 2}
    parts = [*_arcs(roots, ring)]
    parts += [_tie(ring, *key, said) for key, said in sorted(same.items(), key=lambda one: order[one[0][2]])]
    parts += [_seat(ring, seat, href(seat.unit.code)) for seat in ring.seats.values()]
    half = ring.radius + _MARGIN + max((_needs(seat.unit) for seat in ring.seats.values() if seat.tied), default=0.0)
    centred = svg.tag("g", *parts, transform=f"translate({half:.1f} {half:.1f})")
    size = (2 * half, 2 * half)
    return svg.picture("bundle", title, description, size, centred, legend=legend, standalone=standalone)


def gathered(roots: Sequence[Branch], ties: Sequence[Tie]) -> tuple[Sequence[Branch], Sequence[Tie]]:
    """Structure and ties as they are, or where too many units would stand on the ring with the lowest level left out
    until they are few enough; a tie then leads between what is left."""
    tied = {end for tie in ties for end in (tie.source, tie.target) if end}
    deep = _depth(roots)
    while deep > 0 and sum(1 for _ in _seated(roots, tied)) > MOST:
        deep -= 1
        over: dict[str, str] = {}
        roots = tuple(_cut(root, deep, over) for root in roots)
        ties = [
            Tie(over.get(t.source, t.source), t.target and over.get(t.target, t.target), t.kind, t.said) for t in ties
        ]
        tied = {over.get(end, end) for end in tied}
    return roots, ties


def _depth(branches: Sequence[Branch]) -> int:
    return max((1 + _depth(branch.children) if branch.children else 0 for branch in branches), default=0)


def _cut(branch: Branch, deep: int, over: dict[str, str]) -> Branch:
    """A branch with so many levels under it; `over` is told which units are now part of which."""
    if deep:
        return branch.model_copy(update={"children": tuple(_cut(child, deep - 1, over) for child in branch.children)})
    below = list(branch.children)
    while below:
        unit = below.pop()
        over[unit.code] = branch.code
        below += unit.children
    return branch.model_copy(update={"children": ()})


def _seated(
    branches: Sequence[Branch], tied: set[str], above: tuple[str, ...] = ()
) -> Iterator[tuple[Branch, tuple[str, ...]]]:
    """Units that stand on the ring, with what is above them: those with nothing under them, and those that are tied."""
    for branch in branches:
        inner = (branch.code, *above)
        if not branch.children or branch.code in tied:
            yield branch, inner if branch.children else above
        yield from _seated(branch.children, tied, inner)


def _ring(roots: Sequence[Branch], tied: set[str]) -> _Ring:
    at = 0.0
    found: list[tuple[Branch, tuple[str, ...], int, float]] = []
    for hue, root in enumerate(roots):
        for unit, above in _seated([root], tied):
            wide = 1.0 if unit.code in tied else _IDLE
            found.append((unit, above, hue, at + wide / 2))
            at += wide
        at += _BREAK
    whole = max(at, 1.0)
    radius = max(_ROUND, whole * _SEAT / (2 * pi))
    seats = {
        unit.code: _Seat(unit, middle / whole * 360, hue, above, unit.code in tied)
        for unit, above, hue, middle in found
    }
    under: dict[str, list[float]] = defaultdict(list)
    depth: dict[str, int] = {}
    for seat in seats.values():
        for number, code in enumerate(reversed(seat.above)):
            under[code].append(seat.angle)
            depth[code] = number
    deepest = max(depth.values(), default=0) + 2
    hubs = {
        code: _point(sum(angles) / len(angles), radius * (0.25 + 0.75 * (depth[code] + 1) / deepest))
        for code, angles in under.items()
    }
    return _Ring(seats, radius, hubs)


def _point(angle: float, radius: float) -> tuple[float, float]:
    turned = radians(angle - 90)
    return radius * cos(turned), radius * sin(turned)


def _arcs(roots: Sequence[Branch], ring: _Ring) -> Iterator[Markup]:
    """A coloured arc along each area."""
    for number, root in enumerate(roots):
        angles = [seat.angle for seat in ring.seats.values() if seat.hue == number]
        if angles:
            wide = min(360 * _SEAT / (2 * pi * ring.radius) * 0.4, 170)
            d = curves.arc(_point(angles[0] - wide, ring.radius + 6), _point(angles[-1] + wide, ring.radius + 6),
                           ring.radius + 6, angles[-1] - angles[0] + 2 * wide > 180)  # fmt: skip
            arc = svg.tag("path", svg.tag("title", f"{root.code} {root.title}"), class_="arc", d=d)
            yield svg.tag("g", arc, class_=_hue(number))


def _hue(number: int) -> str:
    return f"hue{number % svg.HUES + 1}"


def _tie(ring: _Ring, source: str, target: str | None, kind: Kind, said: Sequence[str]) -> Markup:
    start = ring.seats[source]
    told = "\n".join([*said[:_LINES], *(["…"] if len(said) > _LINES else [])])
    first = _point(start.angle, ring.radius)
    if target is None:
        points = [first, _point(start.angle, ring.radius - _STUB)]
    elif target == source:
        points = [
            first,
            _point(start.angle - 9, ring.radius * 0.84),
            _point(start.angle + 9, ring.radius * 0.84),
            first,
        ]
    else:
        points = [first, *_way(ring, start, ring.seats[target]), _point(ring.seats[target].angle, ring.radius)]
    wide = 1.4 + min(len(said) - 1, 8) * 0.4
    kept = {"good": "tie", "bad": "tie bad", "outside": "tie loose"}[kind]
    line = svg.tag(
        "path", class_=kept, d=curves.bundled(points, _TENSION), stroke_width=wide if len(said) > 1 else None
    )
    return svg.tag(
        "g", svg.tag("title", told), line, _tip(ring, points[-1], target, kind),
        class_=_hue(start.hue), data_from=source, data_to=target,
    )  # fmt: skip


def _way(ring: _Ring, start: _Seat, end: _Seat) -> list[tuple[float, float]]:
    """Hubs from one seat to another, by the lowest that both are under; where there is none, by the middle."""
    shared = next((code for code in start.above if code in end.above), None)
    up = start.above[: start.above.index(shared)] if shared else start.above
    down = end.above[: end.above.index(shared)] if shared else end.above
    return [*(ring.hubs[c] for c in up), ring.hubs[shared] if shared else (0.0, 0.0),
            *(ring.hubs[c] for c in reversed(down))]  # fmt: skip


def _tip(ring: _Ring, at: tuple[float, float], target: str | None, kind: Kind) -> Markup:
    """The end of a tie by its shape: an arrow head, a cross where it does not hold, a ring where it leaves the plan."""
    x, y = at
    if kind == "bad":
        return svg.tag("path", class_="wrong-mark", d=f"M{x - 4:.1f},{y - 4:.1f} l8,8 m0,-8 l-8,8")
    if target is None:
        return svg.tag("circle", class_="open", cx=x, cy=y, r=3.5)
    angle = ring.seats[target].angle
    left, right = _point(angle - 230 / ring.radius, ring.radius - 8), _point(angle + 230 / ring.radius, ring.radius - 8)
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in (at, left, right))
    return svg.tag("polygon", class_="tip", points=points)


def _needs(unit: Branch) -> float:
    """How much room a unit's name takes, or as much as there is."""
    return min(svg.width(f"{unit.code}  {svg.calm(unit.title)}", 12) + 8, _LABEL)


def _seat(ring: _Ring, seat: _Seat, href: str | None) -> Markup:
    unit = seat.unit
    x, y = _point(seat.angle, ring.radius + 6)
    said = f"{unit.code} {unit.title}"
    if not seat.tied:
        dot = svg.tag("circle", class_="quiet", cx=x, cy=y, r=2.2)
        return svg.tag("g", svg.link(href, dot, title=said), data_id=unit.code)
    x, y = _point(seat.angle, ring.radius + _MARGIN)
    left = seat.angle > 180
    turned = seat.angle + (90 if left else -90)
    code = svg.tag("tspan", unit.code, class_="code") if unit.level else None
    room = _LABEL - 8 - (svg.width(unit.code, 12) + 5 if code else 0)
    name = svg.fitted(svg.calm(unit.title), room, 12)
    text = svg.tag(
        "text", code, f" {name}" if code else name, class_=f"small{' end' if left else ''}",
        x=x, y=y, transform=f"rotate({turned:.1f} {x:.1f} {y:.1f})",
    )  # fmt: skip
    return svg.tag("g", svg.link(href, text, title=said), class_=_hue(seat.hue), data_id=unit.code)
