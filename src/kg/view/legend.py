"""What the marks of a picture stand for, and the frame of a picture that is a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.view import svg
from kg.view.svg import Key, Markup

_WIDE, _HIGH = 28.0, 14.0
_PAD, _LINE, _GAP, _LEAST = 24.0, 22.0, 22.0, 360.0
_TITLE = 17.0


def _path(class_: str, d: str) -> Markup:
    return svg.tag("path", class_=class_, d=d)


def _bar(class_: str, wide: float = 26.0) -> Markup:
    return svg.tag("rect", class_=class_, x=1, y=2, width=wide, height=10, rx=1)


def _hued(*parts: Markup, hue: int = 1) -> Markup:
    return svg.tag("g", *parts, class_=f"hue{hue}")


def _square(class_: str, *more: Markup, **said: object) -> Markup:
    return _hued(svg.tag("rect", class_=class_, x=7, y=0, width=14, height=14, **said), *more)


_MARKS: Mapping[str, Markup] = {
    "height": _hued(_bar("band", 12), svg.tag("rect", class_="soft", x=14, y=2, width=13, height=10)),
    "notch": _hued(_bar("soft"), svg.tag("polygon", class_="bad-fill", points="27,2 27,12 21,12 17,7 21,2")),
    "gone": svg.tag("g", _hued(_bar("soft")), _path("strike", "M3,7 H25"), class_="gone"),
    "leads": _hued(_path("tie", "M1,12 C12,12 12,4 21,4"), _path("tip", "M27,4 L20,1 L20,7 Z")),
    "bad-leads": svg.joined(
        [_path("tie bad", "M1,12 C12,12 12,4 21,4"), _path("wrong-mark", "M20,1 l6,6 m0,-6 l-6,6")]
    ),
    "bad-edge": svg.joined([_path("edge bad", "M1,7 H21"), _path("bad-fill", "M27,7 L20,4 L20,10 Z")]),
    "outside": svg.joined([_path("tie loose", "M1,7 H20"), svg.tag("circle", class_="open", cx=23, cy=7, r=3)]),
    "loose": svg.tag("rect", class_="box loose", x=2, y=1, width=24, height=12, rx=3),
    "some": _square("band", fill_opacity=0.25),
    "many": _square("band", fill_opacity=0.6),
    "crossed": _square("bad-fill", _path("cross", "M10,3 l8,8 m0,-8 l-8,8")),
    "thick": _hued(_path("flow wide", "M1,7 H27"), hue=2),
    "ended-end": svg.joined([_bar("end-band gone-end", 12), _path("wrong-mark", "M17,3 l8,8 m0,-8 l-8,8")]),
    "holds": _hued(_bar("span", 17), _path("band", "M18,0 l8,7 l-8,7 Z"), hue=3),
    "over": _hued(_bar("span"), hue=7),
    "unknown": _hued(_bar("span unknown"), hue=5),
    "early": _hued(_bar("span"), _path("cross", "M4,0 V14 M8,0 V14"), hue=7),
    "bead": svg.joined([_hued(_path("arc", "M1,7 H27")), svg.tag("circle", class_="quiet", cx=14, cy=7, r=2.2)]),
    "struck": svg.tag("text", "abc", class_="small struck mid", x=14, y=7.5),
    "day": _path("now", "M14,0 V14"),
    "long": _hued(_bar("bar", 20)),
    "flag": _path("bad-fill", "M14,1 L21,13 L7,13 Z"),
}
"""How each mark looks, in a field of 28 by 14."""


def mark(name: str) -> str:
    """A mark as a small picture of its own, for the legend of a page; whoever cannot see it has the words."""
    size = f"0 0 {_WIDE:.0f} {_HIGH:.0f}"
    return svg.tag(
        "svg", _MARKS[name], class_="picture sign", viewBox=size, width=_WIDE, height=_HIGH, aria_hidden="true"
    )


def framed(
    title: str, drawn: Markup, size: tuple[float, float], legend: Sequence[Key]
) -> tuple[Markup, tuple[float, float]]:
    """A picture between its title and its legend, and how large that is."""
    wide = max(size[0], _LEAST)
    heads = svg.lines(title, wide, 3, _TITLE)
    top = _PAD + len(heads) * 24 + 6
    parts = [
        svg.tag("text", row, class_="heading", x=_PAD, y=_PAD + 8 + 24 * number) for number, row in enumerate(heads)
    ]
    parts.append(svg.tag("g", drawn, transform=f"translate({_PAD:.0f} {top:.0f})"))
    bottom = top + size[1] + 20
    rows = 0
    for left, row, (name, words) in _laid(legend, wide):
        y = bottom + row * _LINE
        sign = svg.tag("g", _MARKS[name], transform=f"translate({_PAD + left:.0f} {y:.0f})")
        parts += [sign, svg.tag("text", words, class_="small muted", x=_PAD + left + _WIDE + 8, y=y + 7.5)]
        rows = row + 1
    return svg.joined(parts), (wide + 2 * _PAD, bottom + rows * _LINE + _PAD - 12)


def _laid(legend: Sequence[Key], wide: float) -> Iterator[tuple[float, int, Key]]:
    """Where each line of a legend begins, and in which row, so that none is wider than the picture."""
    left, row = 0.0, 0
    for key in legend:
        room = _WIDE + 8 + svg.width(key[1], 12)
        if left and left + room > wide:
            left, row = 0.0, row + 1
        yield left, row, key
        left += room + _GAP
