"""The structure of a plan on one screen: each unit a band beside what is under it, marked where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.model.listing import Branch, Tree
from kg.view import layout, svg
from kg.view.layout import Cell
from kg.view.svg import Key, Markup

_WIDE = (132.0, 150.0, 138.0)
"""Of the columns beside a tree; a deeper level is as wide as the last."""
_WIDER = (190.0, 260.0, 330.0)
"""Of the columns of a file, where each unit has its name."""
_MARK, _TEXT, _HIGHEST, _ROW, _LEAST = 6.0, 12.0, 780.0, 16.0, 14.0

Href = Callable[[str], str | None]
"""The address of a unit, by its code."""


def draw(
    tree: Tree,
    wrong: Mapping[str, int],
    href: Href,
    *,
    title: str,
    description: str,
    legend: Sequence[Key] = (),
    standalone: bool = False,
) -> str:
    """The picture; `wrong` is how many findings each unit has by itself."""
    leaves = list(layout.leaves(tree.children))
    high = sum(map(_weigh, leaves)) * _LEAST if standalone else min(_HIGHEST, len(leaves) * _ROW)
    cells = layout.partition(tree.children, _weigh, max(high, 120.0))
    columns = _WIDER if standalone else _WIDE
    deep = max((cell.depth for cell in cells), default=0)
    marked = {cell.unit.code: _wrong_under(cell.unit, wrong) for cell in cells}
    lefts = [0.0]
    for depth in range(deep + 1):
        lefts.append(lefts[-1] + columns[min(depth, len(columns) - 1)])
    drawn = [_cell(cell, lefts[cell.depth], lefts[cell.depth + 1], marked[cell.unit.code], href) for cell in cells]
    return svg.picture(
        "icicle", title, description, (lefts[-1], max(high, 120.0)), *drawn, legend=legend, standalone=standalone
    )


def _weigh(branch: Branch) -> float:
    return 1 + min(branch.records, 24) / 6


def _wrong_under(branch: Branch, wrong: Mapping[str, int]) -> int:
    return wrong.get(branch.code, 0) + sum(_wrong_under(child, wrong) for child in branch.children)


def _cell(cell: Cell, left: float, right: float, wrong: int, href: Href) -> Markup:
    unit, wide = cell.unit, right - left
    high = max(cell.high - 1, 0.5)
    hue = f"hue{cell.first % svg.HUES + 1}"
    band = svg.tag("rect", class_=_FILL[min(cell.depth, 2)], x=left, y=cell.top, width=wide - 1, height=high)
    mark = _mark(left + wide - 1, cell.top, high) if wrong else None
    said = f"{unit.code} {unit.title}" + (f" ({wrong})" if wrong else "")
    gone = None if unit.live else "gone"
    return svg.tag(
        "g",
        svg.link(href(unit.code), band, *([mark] if mark else []), _label(cell, left, wide), title=said),
        class_=" ".join(filter(None, (hue, gone))),
        data_id=unit.code,
    )


_FILL = ("band", "soft", "softer")


def _mark(right: float, top: float, high: float) -> Markup:
    """A stripe at the right edge, notched so that it is told by its shape too."""
    low = top + high
    notch = right - _MARK - 4
    middle = top + high / 2
    points = f"{right:.1f},{top:.1f} {right:.1f},{low:.1f} {right - _MARK:.1f},{low:.1f} {notch:.1f},{middle:.1f} "
    return svg.tag("polygon", class_="bad-fill", points=points + f"{right - _MARK:.1f},{top:.1f}")


def _label(cell: Cell, left: float, wide: float) -> Markup:
    unit, room = cell.unit, wide - 22
    if cell.high < 12:
        return Markup("")
    size = 13.0 if cell.depth == 0 else _TEXT
    place = "small" if cell.depth else None
    kind = " ".join(filter(None, ("self-text" if cell.depth == 0 else None, place)))
    told = f"{unit.code} {svg.calm(unit.title)}"
    fits = max(int((cell.high - 4) / (size + 4)), 1)
    rows = svg.lines(told, room, min(fits, 5), size)
    first = cell.top + (cell.high / 2 if len(rows) == 1 and cell.high < 30 else (size + 4) / 2 + 4)
    return svg.joined(
        svg.tag("text", row, x=left + 7, y=first + number * (size + 4), class_=kind or None)
        for number, row in enumerate(rows)
    )
