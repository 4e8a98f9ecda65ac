"""Which groups refer to which: a square a pair of groups, filled by how much, crossed out where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.view import svg
from kg.view.svg import Markup

_CELL, _LABEL, _HEAD = 22.0, 290.0, 64.0

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
    standalone: bool = False,
) -> str:
    """The picture: rows refer, columns are referred to; those groups alone that do either."""
    at = {group.code: number for number, group in enumerate(groups)}
    side = len(groups) * _CELL
    parts = [*_grid(len(groups)), *_areas(groups)]
    parts += [_row(group, at[group.code]) for group in groups] + [_head(group, at[group.code]) for group in groups]
    most = max((count.all for count in counts.values()), default=1)
    for (source, target), count in counts.items():
        if source in at and target in at:
            cell = _cell(at[source], at[target], count, most, href(source, target), f"{source} → {target}")
            parts.append(svg.tag("g", cell, class_="hue1", data_from=source, data_to=target))
    size = (_LABEL + side + 4, _HEAD + side + 4)
    return svg.picture("matrix", title, description, size, *parts, standalone=standalone)


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
    room = _LABEL - 20 - svg.width(group.code, 13)
    name = svg.fitted(svg.calm(group.title), room, 12)
    title = svg.tag("text", name, class_="small muted end", x=_LABEL - 16 - svg.width(group.code, 12), y=y)
    return svg.tag("g", svg.tag("title", f"{group.code} {group.title}"), title, code, data_id=group.code)


def _head(group: Group, number: int) -> Markup:
    x, y = _LABEL + number * _CELL + _CELL / 2, _HEAD - 8
    text = svg.tag("text", group.code, class_="code small", x=x, y=y, transform=f"rotate(-60 {x:.1f} {y:.1f})")
    return svg.tag("g", svg.tag("title", f"{group.code} {group.title}"), text, data_id=group.code)


def _cell(row: int, column: int, count: Count, most: int, href: str | None, said: str) -> Markup:
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
