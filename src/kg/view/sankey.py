"""Where records go: streams from business areas to those who receive them, each as thick as it has rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from kg.view import layout, svg
from kg.view.layout import Bar, Flows, Stream
from kg.view.svg import Key, Markup

_WIDE, _BAR, _LEFT, _RIGHT, _GAP = 1080.0, 12.0, 300.0, 720.0, 20.0

Href = Callable[[str], str | None]


def draw(
    flows: Flows,
    *,
    names: Mapping[str, str],
    hues: Sequence[str],
    href: Href,
    over: Collection[str] = (),
    title: str,
    description: str,
    legend: Sequence[Key] = (),
    standalone: bool = False,
) -> str:
    """The picture; `names` are the labels of both ends by their keys, `hues` the sources in the order of colours.

    `over` are ends to mark as no longer in force.
    """
    ends = max(len({s for s, _ in flows}), len({t for _, t in flows}), 1)
    high = max(ends * 54.0, 220.0)
    broken = any(len(svg.lines(svg.calm(name), _LEFT - 44, 2)) > 1 for name in names.values())
    left, right, streams = layout.sankey(flows, high, _GAP * 1.6 if broken else _GAP)
    hue = {source: f"hue{number % svg.HUES + 1}" for number, source in enumerate(hues)}
    whole = max(bar.top + bar.high for bar in (*left, *right)) if left else high
    parts = [_stream(stream, hue.get(stream.source, "hue1"), names) for stream in streams]
    parts += [_source(bar, names[bar.name], hue.get(bar.name, "hue1"), href(bar.name)) for bar in left]
    parts += [_target(bar, names[bar.name], href(bar.name)) for bar in right]
    parts += [_crossed(bar) for bar in right if bar.name in over]
    shifted = svg.tag("g", *parts, transform="translate(0 14)")
    return svg.picture("sankey", title, description, (_WIDE, whole + 28), shifted, legend=legend, standalone=standalone)


def _stream(stream: Stream, hue: str, names: Mapping[str, str]) -> Markup:
    d = svg.curve(_LEFT + _BAR, stream.start, _RIGHT, stream.end)
    said = f"{names[stream.source]} → {names[stream.target]}: {stream.value}"
    return svg.tag(
        "g", svg.tag("title", said), svg.tag("path", class_="flow", d=d, stroke_width=stream.thick),
        class_=hue, data_from=f"from {stream.source}", data_to=f"to {stream.target}",
    )  # fmt: skip


def _source(bar: Bar, name: str, hue: str, href: str | None) -> Markup:
    band = svg.tag("rect", class_="band", x=_LEFT, y=bar.top, width=_BAR, height=bar.high)
    return svg.tag(
        "g",
        svg.link(href, band, _label(bar, name, _LEFT - 10, "end"), title=name),
        class_=hue,
        data_id=f"from {bar.name}",
    )


def _target(bar: Bar, name: str, href: str | None) -> Markup:
    band = svg.tag("rect", class_="end-band", x=_RIGHT, y=bar.top, width=_BAR, height=bar.high)
    label = _label(bar, name, _RIGHT + _BAR + 10, None)
    return svg.tag("g", svg.link(href, band, label, title=name), data_id=f"to {bar.name}")


def _crossed(bar: Bar) -> Markup:
    """A red band with a cross over an end that is no longer in force."""
    x, y = _RIGHT + _BAR / 2, bar.top + bar.high / 2
    band = svg.tag("rect", class_="bad-fill", x=_RIGHT, y=bar.top, width=_BAR, height=bar.high)
    return svg.joined([band, svg.tag("path", class_="wrong-mark", d=f"M{x - 14:.1f},{y - 4:.1f} l8,8 m0,-8 l-8,8")])


def _label(bar: Bar, name: str, x: float, kind: str | None) -> Markup:
    count = f" · {bar.value}"
    room = (_LEFT - 14 if kind else _WIDE - _RIGHT - _BAR - 14) - svg.width(count)
    rows = svg.lines(svg.calm(name), room, 2)
    rows[-1] += count
    first = bar.top + bar.high / 2 - (len(rows) - 1) * 8
    return svg.joined(svg.tag("text", row, class_=kind, x=x, y=first + 16 * number) for number, row in enumerate(rows))
