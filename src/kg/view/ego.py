"""What hangs on one unit: what refers to it on the left, what it refers to on the right, what it succeeds as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.view import layout, svg
from kg.view.svg import Key, Markup

_WIDE, _BOX, _HIGH, _GAP = 960.0, 270.0, 84.0, 12.0
_LEFT, _MIDDLE, _RIGHT = 0.0, (_WIDE - _BOX) / 2, _WIDE - _BOX
_TOP = 26.0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A unit, or something outside the plan, that a reference ties to the one in the middle."""

    name: str
    """Its code, or the words that point."""
    title: str | None = None
    about: str | None = None
    """What the reference is about."""
    href: str | None = None
    wrong: str | None = None
    """Why the reference does not hold, in a word or two."""
    loose: bool = False
    """Whether it is no unit of the plan."""
    hue: int = 0


def draw(
    self_: Neighbour,
    incoming: Sequence[Neighbour],
    outgoing: Sequence[Neighbour],
    *,
    title: str,
    description: str,
    legend: Sequence[Key] = (),
    heads: tuple[str, str],
    standalone: bool = False,
) -> str:
    """The picture; `heads` stand over the left and the right column."""
    rows = max(len(incoming), len(outgoing), 1)
    room = rows * _HIGH + (rows - 1) * _GAP
    middle = _TOP + (room - _HIGH) / 2
    arrow = svg.tag(
        "defs",
        svg.tag(
            "marker",
            svg.tag("path", class_="arrow", d="M0,0 L8,4 L0,8 Z"),
            id="tip", viewBox="0 0 8 8", refX=7, refY=4, markerWidth=9, markerHeight=9, orient="auto",
        ),
    )  # fmt: skip
    parts: list[Markup] = [arrow]
    drawn: list[Markup] = []
    for number, (top, n) in enumerate(zip(layout.column(len(incoming), _HIGH, _GAP, room), incoming, strict=True)):
        parts.append(_edge(_BOX, _TOP + top, _MIDDLE, middle, n, (f"in {number}", "self")))
        drawn.append(_box(n, _LEFT, _TOP + top, f"in {number}"))
    for number, (top, n) in enumerate(zip(layout.column(len(outgoing), _HIGH, _GAP, room), outgoing, strict=True)):
        parts.append(_edge(_MIDDLE + _BOX, middle, _RIGHT, _TOP + top, n, ("self", f"out {number}")))
        drawn.append(_box(n, _RIGHT, _TOP + top, f"out {number}"))
    parts += drawn
    parts.append(_box(self_, _MIDDLE, middle, "self"))
    parts += [_head(heads[0], _LEFT)] if incoming else []
    parts += [_head(heads[1], _RIGHT)] if outgoing else []
    shift, wide = (0.0 if incoming else _MIDDLE), (_WIDE if outgoing else _MIDDLE + _BOX)
    moved = svg.tag("g", *parts, transform=f"translate({-shift:.0f} 0)") if shift else svg.joined(parts)
    size = (wide - shift, _TOP + room + 2)
    return svg.picture("ego", title, description, size, moved, legend=legend, standalone=standalone)


def _head(text: str, left: float) -> Markup:
    return svg.tag("text", text, class_="small muted", x=left, y=8)


def _edge(x1: float, y1: float, x2: float, y2: float, neighbour: Neighbour, ends: tuple[str, str]) -> Markup:
    d = svg.curve(x1 + 1, y1 + _HIGH / 2, x2 - 2, y2 + _HIGH / 2)
    kind = "edge bad" if neighbour.wrong else "edge"
    return svg.tag("path", class_=kind, d=d, marker_end="url(#tip)", data_from=ends[0], data_to=ends[1])


def _box(told: Neighbour, left: float, top: float, key: str) -> Markup:
    middle = key == "self"
    kind = "self" if middle else "box bad-box" if told.wrong else "box loose" if told.loose else "box"
    rect = svg.tag("rect", class_=kind, x=left + 1, y=top + 1, width=_BOX - 2, height=_HIGH - 2, rx=5)
    ink = "self-text" if middle else None
    inner = _BOX - 24
    room = inner - (svg.width(told.wrong, 12) + 14 if told.wrong else 0)
    rows = [(row, ink) for row in svg.lines(told.title or "", inner, 2)]
    if told.about:
        rows.append((svg.fitted(told.about, inner, 12), "small muted"))
    y = top + _HIGH / 2 - 8.5 * len(rows)
    parts = [rect]
    first = svg.fitted(told.name, room)
    parts.append(svg.tag("text", first, class_=f"code {ink or ''}".strip(), x=left + 12, y=y))
    if told.wrong:
        parts.append(svg.tag("text", told.wrong, class_="small bad-text end", x=left + _BOX - 12, y=y))
    for number, (row, kind_of) in enumerate(rows):
        parts.append(svg.tag("text", row, class_=kind_of, x=left + 12, y=y + 17 * (number + 1)))
    said = " ".join(filter(None, (told.name, told.title, f"– {told.about}" if told.about else None)))
    return svg.tag("g", svg.link(told.href, *parts, title=said), class_=f"hue{told.hue % svg.HUES + 1}", data_id=key)
