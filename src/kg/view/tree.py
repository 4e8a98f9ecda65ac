"""The structure of a plan as a tree: a row a unit, with how many record types it names and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.model.listing import Branch, Tree
from kg.view import svg
from kg.view.svg import Key, Markup

_ROW, _STEP, _NAME, _BAR, _FLAG = 22.0, 20.0, 610.0, 150.0, 70.0

Href = Callable[[str], str | None]
"""The address of a unit, by its code."""


@dataclass(frozen=True, slots=True)
class _Row:
    unit: Branch
    depth: int
    hue: int
    over: int
    """Number of the row that it hangs under; -1 for a root."""


def draw(
    tree: Tree,
    wrong: Mapping[str, int],
    notes: Mapping[str, str],
    href: Href,
    *,
    title: str,
    description: str,
    legend: Sequence[Key] = (),
    standalone: bool = False,
) -> str:
    """The picture; `wrong` is how many findings each unit has by itself, `notes` what is said after its title."""
    rows: list[_Row] = []
    for hue, root in enumerate(tree.children):
        _listed(root, 0, hue, -1, rows)
    most = max((row.unit.records for row in rows), default=0)
    name = min(max((_needs(row, notes) for row in rows), default=0.0), _NAME)
    parts = [*_lines(rows)]
    for number, row in enumerate(rows):
        code = row.unit.code
        parts.append(_row(row, number * _ROW, name, most, wrong.get(code, 0), notes.get(code), href(code)))
    size = (name + _BAR + (_FLAG if wrong else 0.0), max(len(rows), 1) * _ROW)
    return svg.picture("tree", title, description, size, *parts, legend=legend, standalone=standalone)


def _listed(unit: Branch, depth: int, hue: int, over: int, rows: list[_Row]) -> None:
    number = len(rows)
    rows.append(_Row(unit, depth, hue, over))
    for child in unit.children:
        _listed(child, depth + 1, hue, number, rows)


def _lines(rows: Sequence[_Row]) -> list[Markup]:
    """A line down from each unit to the last one under it, with a tick for each of them."""
    under: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        under.setdefault(row.over, []).append(number)
    drawn = []
    for over, below in under.items():
        if over >= 0:
            x = 7 + rows[over].depth * _STEP
            ticks = "".join(f" M{x:.0f},{(number + 0.5) * _ROW:.0f} h10" for number in below)
            d = f"M{x:.0f},{(over + 1) * _ROW - 4:.0f} V{(below[-1] + 0.5) * _ROW:.0f}{ticks}"
            drawn.append(svg.tag("path", class_="branch", d=d))
    return drawn


def _needs(row: _Row, notes: Mapping[str, str]) -> float:
    """How wide a row's name and note are together."""
    unit = row.unit
    note = notes.get(unit.code)
    told = svg.width(svg.calm(unit.title)) + (svg.width(unit.code) + 8 if unit.level else 0)
    return row.depth * _STEP + told + (svg.width(note, 12) + 12 if note else 0) + 4


def _row(row: _Row, top: float, edge: float, most: int, wrong: int, note: str | None, href: str | None) -> Markup:
    unit, left, y = row.unit, row.depth * _STEP, top + _ROW / 2
    code = svg.tag("tspan", f"{unit.code} ", class_="code") if unit.level else None
    room = edge - left - (svg.width(note, 12) + 12 if note else 0) - (svg.width(unit.code) + 8 if code else 0)
    name = svg.fitted(svg.calm(unit.title), room)
    kind = " ".join(filter(None, ("heavy" if row.depth == 0 else None, None if unit.live else "struck")))
    title = svg.tag("tspan", name, class_=kind or None)
    told = svg.tag("tspan", f"  {note}", class_="small muted") if note else None
    parts = [svg.tag("text", code, title, told, x=left, y=y)]
    if unit.records:
        long = max(unit.records / most * (_BAR - 30), 2.0)
        parts.append(svg.tag("rect", class_="bar", x=edge + 14, y=y - 6, width=long, height=12))
        parts.append(svg.tag("text", str(unit.records), class_="small", x=edge + 19 + long, y=y))
    if wrong:
        x = edge + _BAR + 14
        parts.append(svg.tag("path", class_="bad-fill", d=f"M{x:.0f},{y - 6:.1f} l7,12 h-14 Z"))
        parts.append(svg.tag("text", str(wrong), class_="small bad-text", x=x + 12, y=y))
    said = f"{unit.code} {unit.title}"
    return svg.tag("g", svg.link(href, *parts, title=said), class_=f"hue{row.hue % svg.HUES + 1}", data_id=unit.code)
