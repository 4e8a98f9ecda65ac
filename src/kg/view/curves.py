"""Curves as SVG paths: arcs, and lines that are drawn together."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]


def arc(start: Point, end: Point, radius: float, large: bool) -> str:
    """A part of a circle, clockwise; `large` is whether it is more than half of it."""
    return f"M{_p(start)} A{radius:.1f},{radius:.1f} 0 {int(large)} 1 {_p(end)}"


def bundled(points: Sequence[Point], tension: float) -> str:
    """A path along control points that nearly touches them at tension 1 and is straight at 0.

    Holten's hierarchical edge bundles (IEEE TVCG 12:5, 2006): the points are drawn towards the straight line, and a
    uniform cubic B-spline laid along them, written here as Bézier curves.
    """
    last = len(points) - 1
    (x0, y0), (xn, yn) = points[0], points[-1]
    drawn = [
        (
            tension * x + (1 - tension) * (x0 + (xn - x0) * number / last),
            tension * y + (1 - tension) * (y0 + (yn - y0) * number / last),
        )
        for number, (x, y) in enumerate(points)
    ]
    if last < 2:
        return f"M{_p(drawn[0])} L{_p(drawn[1])}"
    knots = [drawn[0], *drawn, drawn[-1]]
    path = [f"M{_p(drawn[0])} L{_p(_mix(drawn[0], drawn[1], 5 / 6))}"]
    for a, b, c in zip(knots[1:], knots[2:], knots[3:], strict=False):
        path.append(f"C{_p(_mix(a, b, 2 / 3))} {_p(_mix(a, b, 1 / 3))} {_p(_third(a, b, c))}")
    return " ".join(path) + f" L{_p(drawn[-1])}"


def _mix(a: Point, b: Point, share: float) -> Point:
    return a[0] * share + b[0] * (1 - share), a[1] * share + b[1] * (1 - share)


def _third(a: Point, b: Point, c: Point) -> Point:
    return (a[0] + 4 * b[0] + c[0]) / 6, (a[1] + 4 * b[1] + c[1]) / 6


def _p(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
