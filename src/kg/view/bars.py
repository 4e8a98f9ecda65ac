"""Numbers as bars under each other: a name, a bar as long as its number, and the number."""

from __future__ import annotations

from collections.abc import Sequence

from kg.view import svg
from kg.view.svg import Markup

_LABEL, _LINE, _ROW, _BAR = 300.0, 560.0, 28.0, 16.0


def draw(
    bars: Sequence[tuple[str, float, str | None]], *, title: str, description: str, standalone: bool = False
) -> str:
    """The picture: a name, a number and an address a bar; what is below nothing goes to the left of the line."""
    numbers = [number for _, number, _ in bars]
    least, most = min([*numbers, 0.0]), max([*numbers, 0.0])
    unit = _LINE / ((most - least) or 1.0)
    zero = _LABEL - least * unit
    high = len(bars) * _ROW
    parts = [_bar(bar, at * _ROW, zero, unit) for at, bar in enumerate(bars)]
    line = svg.tag("path", class_="grid", d=f"M{zero:.1f},0 V{high:.1f}")
    size = (_LABEL + _LINE + 80, high)
    return svg.picture("bars", title, description, size, *parts, line, standalone=standalone)


def _bar(bar: tuple[str, float, str | None], top: float, zero: float, unit: float) -> Markup:
    name, number, href = bar
    y, wide = top + _ROW / 2, abs(number) * unit
    told = f"{number:g}"
    label = svg.tag("text", svg.fitted(name, _LABEL - 20), class_="end", x=_LABEL - 12, y=y)
    left = zero if number >= 0 else zero - wide
    rect = svg.tag("rect", class_="band", x=left, y=y - _BAR / 2, width=max(wide, 1.0), height=_BAR, rx=2)
    count = svg.tag("text", told, class_="small muted", x=left + wide + 8, y=y)
    return svg.tag("g", svg.link(href, label, rect, count, title=f"{name}: {told}"), class_="hue1")
