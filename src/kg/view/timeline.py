"""When acts apply: a bar an act on a line of years, open where it still applies, dashed where nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.view import svg
from kg.view.svg import Key, Markup

_LABEL, _LINE, _ROW, _HEAD = 330.0, 720.0, 26.0, 26.0
_BAR = 12.0


@dataclass(frozen=True, slots=True)
class Span:
    """An act with the days from and until which it applies."""

    key: str
    name: str
    start: date | None
    until: date | None
    known: bool
    """False where nobody knows whether it still applies."""
    holds: bool | None


Href = Callable[[str], str | None]


def draw(
    spans: Sequence[Span],
    on: date,
    href: Href,
    *,
    title: str,
    description: str,
    legend: Sequence[Key] = (),
    standalone: bool = False,
) -> str:
    """The picture; a line marks the day asked about."""
    known = [day for span in spans for day in (span.start, span.until) if day]
    first = min([*(day.year for day in known), on.year - 1])
    last = max([*(day.year for day in known), on.year]) + 2
    step = 1 if last - first < 14 else 5 if last - first < 40 else 10
    first = (first - 1) // step * step
    high = _HEAD + len(spans) * _ROW

    def at(day: date) -> float:
        return _LABEL + (day.year + day.timetuple().tm_yday / 366 - first) / (last - first) * _LINE

    parts = [*_years(first, last, step, high, at)]
    for number, span in enumerate(spans):
        parts.append(_row(span, _HEAD + number * _ROW, first, last, at, href(span.key)))
    now = svg.tag("path", class_="now", d=f"M{at(on):.1f},{_HEAD - 6:.1f} V{high:.1f}")
    day = svg.tag("text", on.isoformat(), class_="small end", x=at(on) + 30, y=8)
    size = (_LABEL + _LINE + 34, high + 4)
    return svg.picture("timeline", title, description, size, *parts, now, day, legend=legend, standalone=standalone)


def _years(first: int, last: int, step: int, high: float, at: Callable[[date], float]) -> list[Markup]:
    lines = []
    for year in range(first, last - 2 - step // 3, step):
        x = at(date(year, 1, 1))
        lines.append(svg.tag("path", class_="grid", d=f"M{x:.1f},{_HEAD - 6:.1f} V{high:.1f}"))
        lines.append(svg.tag("text", str(year), class_="small muted mid", x=x, y=8))
    return lines


def _row(span: Span, top: float, first: int, last: int, at: Callable[[date], float], href: str | None) -> Markup:
    y = top + _ROW / 2
    name = svg.tag("text", svg.fitted(span.name, _LABEL - 16, 12), class_="small end", x=_LABEL - 12, y=y)
    start = at(span.start or date(first, 1, 1))
    end = at(span.until) if span.until else _LABEL + _LINE
    kind = "span" if span.known and (span.start or span.until) else "span unknown"
    hue = "hue3" if span.holds else "hue7" if span.holds is False else "hue5"
    bar = svg.tag("rect", class_=kind, x=start, y=y - _BAR / 2, width=max(end - start, 2.0), height=_BAR, rx=2)
    tip = None
    if not span.start and kind == "span":  # notched where its beginning is unknown
        tip = svg.tag("path", class_="cross", d=f"M{start + 4:.1f},{y - 8:.1f} v16 M{start + 8:.1f},{y - 8:.1f} v16")
    elif not span.until and span.known:
        tip = svg.tag("path", class_="band", d=f"M{end:.1f},{y - 9:.1f} l10,9 l-10,9 Z")
    said = f"{span.name}: {span.start or '?'} – {span.until or ('' if span.known else '?')}"
    return svg.tag("g", svg.link(href, name, bar, *([tip] if tip else []), title=said), class_=hue, data_id=span.key)
