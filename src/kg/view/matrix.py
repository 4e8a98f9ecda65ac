"""Which groups refer to which: a square a pair of groups, filled by how much, crossed out where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.view import svg
from kg.view.svg import Key, Markup

_CELL, _LABEL, _HEAD, _ASIDE, _CODE = 22.0, 300.0, 64.0, 10.0, 44.0

Href = Callable[[str, str], str | None]
"""The address of the references from one group to another."""


@dataclass(frozen=True, slots=True)
class Group:
    """A row and a column of the matrix."""

    code: str
    title: str
    area: int
    """Number of its area, which gives the hue."""


@dataclass(frozen=True, slots=True)
class Count:
    """References from one group to another, and how many of them are wrong."""

    all: int
    wrong: int


def draw(
    groups: Sequence[Group],
    counts: Mapping[tuple[str, str], Count],
    href: Href,
    *,
    title: str,
    description: str,
    beside: Sequence[Group] = (),
    legend: Sequence[Key] = (),
    standalone: bool = False,
) -> str:
    """The picture: rows refer, columns are referred to; `beside` are columns for what is no group of the plan."""
    at = {group.code: number for number, group in enumerate(groups)}
    side = len(groups) * _CELL
    reach = max((svg.width(group.title, 12) for group in beside), default=0.0)
    parts = [*_grid(len(groups)), *_areas(groups)]
    parts += [_row(group, at[group.code]) for group in groups] + [_head(group, at[group.code]) for group in groups]
    most = max((count.all for count in counts.values()), default=1)
    for (source, target), count in counts.items():
        if source in at and target in at:
            cell = _cell(at[source], at[target], count, most, href(source, target), f"{source} → {target}")
            parts.append(svg.tag("g", cell, class_="hue1", data_from=source, data_to=target))
    right = side + (_ASIDE + len(beside) * _CELL if beside else 0.0)
    parts += [_column(group, number, side, groups) for number, group in enumerate(beside)]
    for (source, target), count in counts.items():
        for number, group in enumerate(beside):
            if source in at and target == group.code:
                column = len(groups) + number + _ASIDE / _CELL
                cell = _cell(at[source], column, count, most, href(source, target), f"{source} → {group.title}")
                parts.append(svg.tag("g", cell, class_="hue1", data_from=source, data_to=target))
    lift = max(reach * _LEAN[1] - _HEAD + 16, 0.0)
    size = (_LABEL + right + reach * _LEAN[0] + 4, lift + _HEAD + side + 4)
    moved = svg.tag("g", *parts, transform=f"translate(0 {lift:.1f})") if lift else svg.joined(parts)
    return svg.picture("matrix", title, description, size, moved, legend=legend, standalone=standalone)


_LEAN = (0.5, 0.87)
"""How far a slanting word of length 1 reaches to the right, and up."""


def _column(group: Group, number: int, side: float, groups: Sequence[Group]) -> Markup:
    """A column beside the matrix, with its name above."""
    left = _LABEL + side + _ASIDE + number * _CELL
    lines = [f"M{left:.0f},{_HEAD:.0f} v{side:.0f}", f"M{left + _CELL:.0f},{_HEAD:.0f} v{side:.0f}"]
    lines += [f"M{left:.0f},{_HEAD + row * _CELL:.0f} h{_CELL:.0f}" for row in range(len(groups) + 1)]
    x, y = left + _CELL / 2, _HEAD - 8
    turned = f"rotate(-60 {x:.1f} {y:.1f})"
    text = svg.tag("text", group.title, class_="small muted", x=x, y=y, transform=turned)
    return svg.tag("g", svg.tag("path", class_="grid", d=" ".join(lines)), text, data_id=group.code)


def _grid(count: int) -> list[Markup]:
    side = count * _CELL
    lines = []
    for number in range(count + 1):
        at = number * _CELL
        lines.append(svg.tag("path", class_="grid", d=f"M{_LABEL:.0f},{_HEAD + at:.0f} h{side:.0f}"))
        lines.append(svg.tag("path", class_="grid", d=f"M{_LABEL + at:.0f},{_HEAD:.0f} v{side:.0f}"))
    return lines


def _areas(groups: Sequence[Group]) -> list[Markup]:
    """A frame round what an area refers to within itself."""
    frames = []
    for area in dict.fromkeys(group.area for group in groups):
        own = [number for number, group in enumerate(groups) if group.area == area]
        first, side = own[0] * _CELL, len(own) * _CELL
        rect = svg.tag("rect", class_="frame", x=_LABEL + first, y=_HEAD + first, width=side, height=side)
        frames.append(svg.tag("g", rect, class_=_hue(area)))
    return frames


def _hue(area: int) -> str:
    return f"hue{area % svg.HUES + 1}"


def _row(group: Group, number: int) -> Markup:
    y = _HEAD + number * _CELL + _CELL / 2
    code = svg.tag("text", group.code, class_="code end small", x=_LABEL - 8, y=y)
    room = _LABEL - _CODE - 20
    name = svg.fitted(svg.calm(group.title), room, 12)
    title = svg.tag("text", name, class_="small muted end row-title", x=_LABEL - _CODE, y=y)
    return svg.tag("g", svg.tag("title", f"{group.code} {group.title}"), title, code, data_id=group.code)


def _head(group: Group, number: int) -> Markup:
    x, y = _LABEL + number * _CELL + _CELL / 2, _HEAD - 8
    text = svg.tag("text", group.code, class_="code small", x=x, y=y, transform=f"rotate(-60 {x:.1f} {y:.1f})")
    return svg.tag("g", svg.tag("title", f"{group.code} {group.title}"), text, data_id=group.code)


def _cell(row: int, column: float, count: Count, most: int, href: str | None, said: str) -> Markup:
    x, y, inset = _LABEL + column * _CELL, _HEAD + row * _CELL, 2.0
    side = _CELL - 2 * inset
    strength = 0.25 + 0.35 * count.all / most
    kind = "bad-fill" if count.wrong else "band"
    rect = svg.tag(
        "rect", class_=kind, x=x + inset, y=y + inset, width=side, height=side,
        fill_opacity=None if count.wrong else f"{strength:.2f}",
    )  # fmt: skip
    inside = [rect]
    if count.wrong:
        inside.append(svg.tag("path", class_="cross", d=f"M{x + 5:.1f},{y + 5:.1f} l12,12 m0,-12 l-12,12"))
    elif count.all > 1:
        inside.append(svg.tag("text", str(count.all), class_="small mid", x=x + _CELL / 2, y=y + _CELL / 2 + 0.5))
    told = f"{said}: {count.all}" + (f" ({count.wrong})" if count.wrong else "")
    return svg.link(href, *inside, title=told)
