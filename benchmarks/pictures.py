"""How fast pictures are drawn, beside a plain dump of the same facts and the start of a layout by networkx."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import date

import networkx as nx

from kg.model.listing import Branch, Tree
from kg.view import bundle, icicle, matrix, png, sankey, timeline, tree
from kg.view.bundle import Tie
from kg.view.matrix import Count, Group

SAID = {"title": "Bild", "description": "Beskrivning"}
LIMITS = {800: 0.1, 5000: 1.0}
"""Seconds that a picture of so many nodes may take."""


def main() -> None:
    """Measure and print; exit 1 where a limit is passed."""
    lines = ["| picture | nodes | time | limit | × json.dumps | SVG |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    passed = False
    for count, limit in LIMITS.items():
        structure, ties = made(count)
        dump = best(lambda s=structure: json.dumps(s.model_dump(mode="json")))[0]
        lines.append(f"| the facts as JSON | {count} | {said(dump)} | | 1.0 | |")
        for name, draw in pictures(structure, ties).items():
            seconds, drawn = best(draw)
            over = seconds > limit
            passed |= over
            told = f"{said(limit)}{' **passed**' if over else ''}"
            size = f"{len(drawn) / 1000:,.0f} kB"
            lines.append(f"| {name} | {count} | {said(seconds)} | {told} | {seconds / dump:.1f} | {size} |")
        lines += compared(structure, ties, count, dump)
    print("\n".join(lines))
    if passed:
        raise SystemExit(1)


def compared(structure: Tree, ties: Sequence[Tie], count: int, dump: float) -> list[str]:
    """The ring as PNG, and what networkx does before its layout by distances places a node; it draws nothing."""
    drawn = pictures(structure, ties)["bundle"]()
    rows = [("bundle as PNG", best(lambda: png.render(drawn), 1)[0])]
    if count <= 800:
        network = nx.Graph([(tie.source, tie.target) for tie in ties if tie.target])
        paths = best(lambda: dict(nx.all_pairs_shortest_path_length(network)), 1)[0]
        rows.append(("networkx: the paths that Kamada–Kawai needs first", paths))
    return [f"| {name} | {count} | {said(seconds)} | | {seconds / dump:.1f} | |" for name, seconds in rows]


def made(count: int) -> tuple[Tree, list[Tie]]:
    """A structure of so many units in nine areas, and two references for every three units, one in fourteen wrong."""
    each = count // 9
    areas, codes = [], []
    for a in range(1, 10):
        groups = []
        for g in range(1, each // 10 + 1):
            under = tuple(unit(f"{a}.{g}.{n}") for n in range(1, 10))
            codes += [child.code for child in under]
            groups.append(unit(f"{a}.{g}", *under))
        areas.append(unit(str(a), *groups))
    ties = [
        Tie(codes[n], codes[(n * 7919) % len(codes)], "bad" if n % 14 == 0 else "good", codes[n])
        for n in range(0, len(codes), 3)
        for _ in range(2)
    ]
    return Tree(plan="p", title="Plan", children=tuple(areas)), ties


def unit(code: str, *children: Branch) -> Branch:
    title = "Tillhandahålla hjälpmedelsförsörjning"
    return Branch(
        plan="p", code=code, level="P", title=title, iri=f"https://example.org/{code}", records=4, children=children
    )


def pictures(structure: Tree, ties: Sequence[Tie]) -> dict[str, Callable[[], str]]:
    """Each picture of the structure or its references, drawn as a file."""
    groups = [Group(g.code, g.title, n) for n, area in enumerate(structure.children) for g in area.children]
    pairs = {(group(t.source), group(t.target or "")): Count(2, int(t.kind == "bad")) for t in ties}
    flows = {(t.source[:1], f"mottagare {t.target or ''}"[:13]): 3 for t in ties}
    names = {name: name for pair in flows for name in pair}
    spans = [timeline.Span(t.source, t.source, date(1990 + n % 30, 1, 1), None, True, True) for n, t in enumerate(ties)]
    return {
        "tree": lambda: tree.draw(structure, {}, {}, lambda code: f"/{code}", standalone=True, **SAID),
        "icicle": lambda: icicle.draw(structure, {}, lambda code: f"/{code}", standalone=True, **SAID),
        "bundle": lambda: bundle.draw(structure.children, ties, lambda code: f"/{code}", standalone=True, **SAID),
        "matrix": lambda: matrix.draw(groups, pairs, lambda a, b: f"/{a}/{b}", standalone=True, **SAID),
        "flow": lambda: sankey.draw(
            flows, names=names, hues=list("123456789"), href=lambda _: None, standalone=True, **SAID
        ),
        "timeline": lambda: timeline.draw(spans, date(2024, 1, 1), lambda _: None, standalone=True, **SAID),
    }


def group(code: str) -> str:
    return code.rpartition(".")[0]


def best(work: Callable[[], object], runs: int = 5) -> tuple[float, str]:
    """The least seconds of several runs, and what the work made."""
    times, result = [], ""
    for _ in range(runs):
        begun = time.process_time()
        made = work()
        times.append(time.process_time() - begun)
        result = made if isinstance(made, str) else ""
    return min(times), result


def said(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


if __name__ == "__main__":
    main()
