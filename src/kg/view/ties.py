"""What a query ties together: things in columns, each to the right of what leads to it, and a line for every tie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.view import layout, svg
from kg.view.svg import Markup

_BOX, _HIGH, _GAP, _BETWEEN, _ROUNDS = 230.0, 32.0, 8.0, 110.0, 4

Tie = tuple[str, str, str]
"""From what, to what, and what the tie says."""


def draw(
    ties: Sequence[Tie],
    names: Mapping[str, str],
    hrefs: Mapping[str, str | None],
    *,
    title: str,
    description: str,
    standalone: bool = False,
) -> str:
    """The picture; `names` and `hrefs` are what stands in each box and where it leads, by the keys of the ties."""
    columns = arranged(ties)
    deepest = max((len(column) for column in columns), default=1)
    room = deepest * (_HIGH + _GAP) - _GAP
    place: dict[str, tuple[float, float]] = {}
    for number, column in enumerate(columns):
        for key, top in zip(column, layout.column(len(column), _HIGH, _GAP, room), strict=True):
            place[key] = (number * (_BOX + _BETWEEN), top)
    parts = [_tie(tie, place, names) for tie in ties]
    parts += [_thing(key, *place[key], names[key], hrefs.get(key)) for column in columns for key in column]
    size = (max(len(columns), 1) * (_BOX + _BETWEEN) - _BETWEEN, room)
    return svg.picture("ties", title, description, size, *parts, standalone=standalone)


def arranged(ties: Sequence[Tie]) -> list[list[str]]:
    """Keys in columns: each to the right of what leads to it, rings cut where they close; near to their neighbours."""
    after: dict[str, list[str]] = defaultdict(list)
    keys = dict.fromkeys(key for tie in ties for key in tie[:2])
    for source, target, _ in ties:
        if source != target and not _leads(after, target, source):
            after[source].append(target)
    depth = dict.fromkeys(keys, 0)
    for _ in keys:
        deeper = {t: max(depth[t], depth[s] + 1) for s in keys for t in after[s] if depth[t] <= depth[s]}
        if not deeper:
            break
        depth |= deeper
    columns: list[list[str]] = [[key for key in keys if depth[key] == level] for level in sorted(set(depth.values()))]
    near: dict[str, list[str]] = defaultdict(list)
    for source, target, _ in ties:
        near[source].append(target)
        near[target].append(source)
    for _ in range(_ROUNDS):
        rank = {key: at / max(len(column), 1) for column in columns for at, key in enumerate(column)}
        for column in columns:
            column.sort(key=lambda key: sum(rank[one] for one in near[key]) / max(len(near[key]), 1))
    return columns


def _leads(after: Mapping[str, Sequence[str]], start: str, end: str) -> bool:
    seen, open_ = {start}, [start]
    while open_:
        for key in after.get(open_.pop(), ()):
            if key == end:
                return True
            if key not in seen:
                seen.add(key)
                open_.append(key)
    return start == end


def _tie(tie: Tie, place: Mapping[str, tuple[float, float]], names: Mapping[str, str]) -> Markup:
    (x1, y1), (x2, y2) = place[tie[0]], place[tie[1]]
    start, end = (x1 + _BOX, x2) if x1 < x2 else (x1, x2 + _BOX) if x1 > x2 else (x1 + _BOX, x2 + _BOX)
    d = svg.curve(start, y1 + _HIGH / 2, end, y2 + _HIGH / 2)
    said = " ".join(filter(None, (names[tie[0]], f"– {tie[2]} →" if tie[2] else "→", names[tie[1]])))
    path = svg.tag("path", class_="edge", d=d)
    return svg.tag("g", svg.tag("title", said), path, class_="tie", data_from=tie[0], data_to=tie[1])


def _thing(key: str, left: float, top: float, name: str, href: str | None) -> Markup:
    rect = svg.tag("rect", class_="box", x=left + 1, y=top + 1, width=_BOX - 2, height=_HIGH - 2, rx=5)
    text = svg.tag("text", svg.fitted(name, _BOX - 20), x=left + 10, y=top + _HIGH / 2)
    return svg.tag("g", svg.link(href, rect, text, title=name), class_="node hue1", data_id=key)
