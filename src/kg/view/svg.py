"""SVG written in plain Python: elements, text that fits its box, and one style for every picture; same in, same out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from html import escape

from kg.view import paint
from kg.view.paint import HUES as HUES

_NARROW, _WIDE = frozenset("iljItfr.,:;'|!()[] -"), frozenset("mwMW@%–—")
_ELLIPSIS = "…"
Key = tuple[str, str]
"""A line of a legend: the name of a mark in `kg.view.legend`, and what it stands for."""


class Markup(str):
    """Text that is markup already, and is not escaped again."""


def tag(name: str, *inside: str | None, **said: object) -> Markup:
    """An element; what is inside is escaped unless it is `Markup`, and what is None is left out.

    An attribute is named as in SVG with `_` for `-`; one that is a word of Python gets a `_` at its end.
    """
    attributes = "".join(f' {_named(key)}="{_value(value)}"' for key, value in said.items() if value is not None)
    body = "".join(part if isinstance(part, Markup) else escape(part, quote=False) for part in inside if part)
    return Markup(f"<{name}{attributes}>{body}</{name}>" if body else f"<{name}{attributes}/>")


def joined(parts: Iterable[str]) -> Markup:
    """Elements one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part, quote=False) for part in parts))


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return escape(value) if isinstance(value, str) else str(value)


class _Units(dict[str, float]):
    """How wide each letter is, for a size of 1, reckoned when it is first met."""

    def __missing__(self, c: str) -> float:
        self[c] = 0.34 if c in _NARROW else 0.92 if c in _WIDE else 0.7 if c.isupper() else 0.565
        return self[c]


_UNITS = _Units()


def width(text: str, size: float = 13) -> float:
    """About how wide a text is, in the unit of its size; rather too wide than too narrow for most typefaces."""
    return sum(map(_UNITS.__getitem__, text)) * size


def fitted(text: str, most: float, size: float = 13) -> str:
    """The text, cut with an ellipsis where it is wider than its place."""
    if width(text, size) <= most:
        return text
    kept = text
    while kept and width(kept + _ELLIPSIS, size) > most:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS if kept else ""


def lines(text: str, most: float, count: int, size: float = 13) -> list[str]:
    """The text in at most so many lines of a width, broken between words; what is left over is cut."""
    made: list[str] = []
    words = text.split()
    while words and len(made) < count:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= most and len(made) < count:
            line = f"{line} {words.pop(0)}"
        made.append(line)
    if made:
        last = " ".join([made[-1], *words])
        made[-1] = fitted(last, most, size)
    return [fitted(line, most, size) for line in made]


def calm(title: str) -> str:
    """A title that its plan writes in capitals throughout, in small letters, as it is read more easily in a picture."""
    code, space, rest = title.partition(" ")
    if title.isupper() and " " in title:
        return f"{code}{space}{rest.capitalize()}" if code[:1].isdecimal() else title.capitalize()
    return title


def link(href: str | None, *inside: str, title: str | None = None) -> Markup:
    """A group that leads somewhere; no stop for the keyboard, as the table beside a picture has the same links."""
    told = tag("title", title) if title else None
    if href is None:
        return tag("g", told, *inside)
    return tag("a", told, *inside, href=href, tabindex=-1)


def curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """A path from one point to another that leaves and arrives level."""
    middle = (x1 + x2) / 2
    points = [_value(float(n)) for n in (x1, y1, middle, y1, middle, y2, x2, y2)]
    return "M{},{} C{},{} {},{} {},{}".format(*points)


def picture(
    name: str,
    title: str,
    description: str,
    size: tuple[float, float],
    *inside: str,
    legend: Sequence[Key] = (),
    standalone: bool = False,
) -> str:
    """A whole picture with its title and description.

    `standalone` brings along, as a file must, its style, its title in sight and its legend; a page has its own.
    """
    drawn = joined(inside)
    if standalone:
        from kg.view import legend as legends

        drawn, size = legends.framed(title, drawn, size, legend)
    wide, high = (_value(float(n)) for n in size)
    about = (tag("title", title, id=f"{name}-title"), tag("desc", description, id=f"{name}-desc"))
    element = partial(
        tag, "svg", xmlns="http://www.w3.org/2000/svg", class_=f"picture {name}", viewBox=f"0 0 {wide} {high}",
        width=wide, height=high, role="group", aria_labelledby=f"{name}-title {name}-desc",
    )  # fmt: skip
    if not standalone:
        return element(*about, drawn)
    ground = tag("rect", class_="ground", width=wide, height=high)
    style = tag("style", Markup(paint.file(f' class="picture {name}"{ground}{drawn}')))
    return Markup(f'<?xml version="1.0" encoding="UTF-8"?>\n{element(*about, style, ground, drawn)}\n')


def style() -> str:
    """The style that a page with pictures links."""
    return paint.page()
