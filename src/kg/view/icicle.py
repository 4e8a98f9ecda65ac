"""The structure of a plan on one screen: each unit a band beside what is under it, marked where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.model.listing import Branch, Tree
from kg.view import layout, svg
from kg.view.layout import Cell
from kg.view.svg import Markup

_WIDE = (132.0, 150.0, 138.0)
"""Of the columns; a deeper level is as wide as the last."""
_MARK, _TEXT, _HIGHEST, _ROW = 6.0, 12.0, 780.0, 16.0

Href = Callable[[str], str | None]
"""The address of a unit, by its code."""


def draw(
    tree: Tree, wrong: Mapping[str, int], href: Href, *, title: str, description: str, standalone: bool = False
) -> str:
    """The picture; `wrong` is how many findings each unit has by itself."""
    count = sum(1 for _ in layout.leaves(tree.children))
    high = max(min(_HIGHEST, count * _ROW), 120.0)
    cells = layout.partition(tree.children, lambda branch: 1 + min(branch.records, 24) / 6, high)
    deep = max((cell.depth for cell in cells), default=0)
    marked = {cell.unit.code: _wrong_under(cell.unit, wrong) for cell in cells}
    wide = _left(deep) + _wide(deep)
    drawn = [_cell(cell, marked[cell.unit.code], href) for cell in cells]
    return svg.picture("icicle", title, description, (wide, high), *drawn, standalone=standalone)


def _wide(depth: int) -> float:
    return _WIDE[min(depth, len(_WIDE) - 1)]


def _left(depth: int) -> float:
    return sum(_wide(level) for level in range(depth))


def _wrong_under(branch: Branch, wrong: Mapping[str, int]) -> int:
    return wrong.get(branch.code, 0) + sum(_wrong_under(child, wrong) for child in branch.children)


def _cell(cell: Cell, wrong: int, href: Href) -> Markup:
    unit, left, wide = cell.unit, _left(cell.depth), _wide(cell.depth)
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
