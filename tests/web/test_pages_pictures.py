"""The pictures: well formed, the same for the same facts, nothing lost, and whole with one node or many."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest

from kg.errors import UsageError
from kg.model.listing import Branch, Tree
from kg.view import bundle, ego, icicle, layout, legend, matrix, paint, png, sankey, svg, timeline
from kg.view import tree as trees
from kg.view.bundle import Tie
from kg.view.ego import Neighbour
from kg.view.matrix import Count, Group

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Tillhandahålla hjälpmedelsförsörjningsadministrationssystem <b>&"
SAID = {"title": "Bild & <titel>", "description": "Beskrivning"}


def branch(code: str, *children: Branch, records: int = 3) -> Branch:
    return Branch(plan="p", code=code, level="P", title=LONG, iri=f"x:{code}", records=records, children=children)


def tree(count: int) -> Tree:
    areas = max(1, min(9, count // 10))
    each = max(1, count // areas)
    top = tuple(branch(f"{a}", *(branch(f"{a}.{n}") for n in range(1, each + 1))) for a in range(1, areas + 1))
    return Tree(plan="p", title="Plan", children=top)


def draw_icicle(count: int, *, standalone: bool = True) -> str:
    return icicle.draw(tree(count), {"1.1": 2}, lambda code: f"/{code}", standalone=standalone, **SAID)  # type: ignore[arg-type]


def draw_ego(count: int) -> str:
    many = [Neighbour(f"1.{n}", LONG, "vad", f"/{n}", "finns inte" if n % 3 == 0 else None) for n in range(count)]
    return ego.draw(Neighbour("2", LONG), many, many[:1], heads=("In", "Ut"), standalone=True, **SAID)  # type: ignore[arg-type]


def draw_sankey(count: int) -> str:
    flows = {(f"{n % 9}", f"till {n % 7} {LONG}"): n % 5 + 1 for n in range(count)}
    names = {name: name for pair in flows for name in pair}
    return sankey.draw(flows, names=names, hues=["0"], href=lambda _: None, standalone=True, **SAID)  # type: ignore[arg-type]


def draw_matrix(count: int) -> str:
    groups = [Group(f"1.{n}", LONG, n // 10) for n in range(min(count, 80))]
    counts = {
        (a.code, b.code): Count(n % 4 + 1, n % 7 == 0)
        for n, (a, b) in enumerate(zip(groups, groups[::-1], strict=True))
    }
    return matrix.draw(groups, counts, lambda a, b: f"/{a}/{b}", standalone=True, **SAID)  # type: ignore[arg-type]


def draw_timeline(count: int) -> str:
    spans = [
        timeline.Span(f"{n}", LONG, date(1950 + n % 70, 1, 1) if n % 5 else None, None, bool(n % 4), None)
        for n in range(count)
    ]
    return timeline.draw(spans, date(2024, 1, 1), lambda _: "/x", standalone=True, **SAID)  # type: ignore[arg-type]


def draw_tree(count: int) -> str:
    return trees.draw(tree(count), {"1.1": 2}, {"1": "upphörd"}, lambda code: f"/{code}", standalone=True, **SAID)  # type: ignore[arg-type]


def draw_bundle(count: int) -> str:
    roots = tree(count).children
    codes = [child.code for area in roots for child in area.children]
    kinds = ("good", "bad", "outside")
    ties = [
        Tie(code, None if n % 5 == 4 else codes[-n], kinds[n % 3], f"{code} &<b>")  # type: ignore[arg-type]
        for n, code in enumerate(codes)
    ]
    return bundle.draw(roots, ties, lambda code: f"/{code}", standalone=True, **SAID)  # type: ignore[arg-type]


PICTURES = [draw_icicle, draw_ego, draw_sankey, draw_matrix, draw_timeline, draw_tree, draw_bundle]


@pytest.mark.parametrize("draw", PICTURES)
@pytest.mark.parametrize("count", [1, 2, 40])
def test_picture_is_well_formed_named_and_the_same_again(draw: Callable[[int], str], count: int) -> None:
    drawn = draw(count)
    root = ElementTree.fromstring(drawn)
    assert root.find(f"{SVG}title").text == "Bild & <titel>"  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").text == "Beskrivning"  # type: ignore[union-attr]
    assert drawn == draw(count)


@pytest.mark.parametrize("draw", PICTURES)
def test_nothing_in_a_picture_stops_the_keyboard(draw: Callable[[int], str]) -> None:
    links = ElementTree.fromstring(draw(40)).iter(f"{SVG}a")
    assert all(link.get("tabindex") == "-1" for link in links)


@pytest.mark.parametrize("draw", PICTURES)
def test_picture_in_a_page_has_no_style_of_its_own(draw: Callable[[int], str]) -> None:
    assert 'style="' not in draw(3)


def test_icicle_has_every_unit_and_marks_those_with_findings() -> None:
    drawn = draw_icicle(200, standalone=False)
    assert drawn.count("<a ") == sum(1 + len(area.children) for area in tree(200).children)
    assert drawn.count("bad-fill") == 2  # the unit, and the area that it is in


def test_what_is_wrong_is_told_by_more_than_its_colour() -> None:
    assert "finns inte" in draw_ego(1)
    assert 'class="edge bad"' in draw_ego(1)
    assert 'class="cross"' in draw_matrix(8)


def test_streams_are_as_thick_as_their_sum() -> None:
    flows = {("a", "x"): 3, ("a", "y"): 1, ("b", "x"): 2}
    left, right, streams = layout.sankey(flows, 100, 10)
    assert [bar.name for bar in left] == ["a", "b"]
    assert [bar.name for bar in right] == ["x", "y"]
    for bar in left:
        assert sum(s.thick for s in streams if s.source == bar.name) == pytest.approx(bar.high)


def test_ten_times_the_nodes_take_not_much_more_than_ten_times_the_work() -> None:
    def work(count: int) -> float:
        took = []
        for _ in range(3):
            begun = time.thread_time()
            draw_icicle(count)
            took.append(time.thread_time() - begun)
        return min(took)

    work(50)
    assert work(5000) < 40 * work(500)


@pytest.mark.parametrize("text", ["", "i", LONG, "mmmm" * 40, "två ord och ett jättelångtordsominteärgårattbryta"])
def test_text_is_cut_to_its_place(text: str) -> None:
    assert svg.width(svg.fitted(text, 90)) <= 90
    rows = svg.lines(text, 90, 2)
    assert len(rows) <= 2
    assert all(svg.width(row) <= 90 for row in rows)


def test_curves_go_by_what_both_ends_are_under() -> None:
    area = branch("1", branch("1.1", branch("1.1.1"), branch("1.1.2")), branch("1.2"))
    near = bundle.draw((area,), [Tie("1.1.1", "1.1.2", "good", "")], lambda _: None, **SAID)  # type: ignore[arg-type]
    far = bundle.draw((area,), [Tie("1.1.1", "1.2", "good", "")], lambda _: None, **SAID)  # type: ignore[arg-type]
    curves = [re.search(r'class="tie" d="([^"]+)"', drawn)[1].count("C") for drawn in (near, far)]  # type: ignore[index]
    assert curves == [2, 3]  # by the group; by the group and the area


def test_ring_of_too_many_units_shows_their_groups_and_keeps_every_tie() -> None:
    roots = tuple(branch(str(a), *(branch(f"{a}.{n}") for n in range(1, 200))) for a in (1, 2))
    ties = [Tie("1.5", "2.7", "bad", "x"), Tie("1.6", "1.9", "good", "y"), Tie("2.1", None, "outside", "z")]
    cut, moved = bundle.gathered(roots, ties)
    assert [root.children for root in cut] == [(), ()]
    assert moved == [Tie("1", "2", "bad", "x"), Tie("1", "1", "good", "y"), Tie("2", None, "outside", "z")]
    assert bundle.gathered(roots[:1], ties[1:2]) == (roots[:1], ties[1:2])


def test_ends_of_ties_differ_in_shape() -> None:
    ring = draw_bundle(40)
    assert ring.count('class="wrong-mark"') >= 1
    assert ring.count('class="tip"') >= 1
    assert ring.count('class="open"') >= 1


def test_file_has_its_title_in_sight_and_every_line_of_its_legend() -> None:
    key = [("notch", "har anmärkningar"), ("gone", "gäller inte")]
    drawn = icicle.draw(tree(1), {}, lambda _: None, legend=key, standalone=True, **SAID)  # type: ignore[arg-type]
    texts = ["".join(text.itertext()) for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")]
    assert texts[0] == "Bild & <titel>"
    assert texts[-2:] == ["har anmärkningar", "gäller inte"]


def test_every_mark_of_a_legend_can_be_drawn() -> None:
    for name in legend._MARKS:
        assert ElementTree.fromstring(legend.mark(name)).get("aria-hidden") == "true"


@pytest.mark.parametrize("draw", PICTURES)
def test_style_of_a_file_needs_no_variables_and_covers_every_class(draw: Callable[[int], str]) -> None:
    drawn = draw(8)
    assert "var(" not in drawn
    for name in {one for names in re.findall(r' class="([^"]+)"', drawn) for one in names.split()}:
        known = f".{name} " in paint.page() or f".{name}." in paint.page()
        assert known or name in {"icicle", "ego", "sankey", "matrix", "timeline", "tree", "bundle", "row-title"}, name


def test_file_is_dark_on_a_dark_screen_and_light_on_paper() -> None:
    light, _, dark = draw_icicle(3).partition("@media screen and (prefers-color-scheme: dark)")
    assert ".ground { fill: #fff" in light
    assert ".ground { fill: #1c2024" in dark


def test_later_rule_of_the_style_still_wins_over_a_hue() -> None:
    style = paint.file('<svg class="picture"><g class="hue1"><rect class="box bad-box"/></g></svg>')
    hue, bad = style.index(".hue1 .box {"), style.index(".picture .bad-box {")
    assert hue < bad
    assert ".picture .hue1 .box" not in style


def test_png_shows_text_and_both_themes_without_any_font_of_the_machine() -> None:
    drawn = draw_ego(2)
    light, dark = png.render(drawn, "light", 1.0), png.render(drawn, "dark", 1.0)
    assert light.startswith(b"\x89PNG")
    assert light != dark
    assert light == png.render(drawn, "light", 1.0)
    wordless = re.sub(r"<text[^>]*>.*?</text>", "", drawn)
    assert png.render(wordless, "light", 1.0) != light


def test_png_of_a_giant_is_refused_in_one_line() -> None:
    drawn = svg.picture("tree", "T", "B", (20_000.0, 20_000.0), standalone=True)
    with pytest.raises(UsageError, match="too large for PNG"):
        png.render(drawn)
