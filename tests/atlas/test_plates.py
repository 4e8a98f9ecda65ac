"""The pictures of a plan: each has its words, its legend and its table, and says the same in all of them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from draw_tour import FOLDER, PICTURES, drawn
from town import DAY, SLUG, plan, views

import kg.atlas
from kg.atlas import references, sheet, structure
from kg.atlas.flow import BY, going, plans
from kg.atlas.plate import Addresses, Plate, Words
from kg.atlas.views import VIEWS, Asked, plate
from kg.errors import UsageError
from kg.model.plan import Plan
from kg.text import phrasebook

SVG = "{http://www.w3.org/2000/svg}"
CHECKOUT = Path(__file__).resolve().parents[2]
WORDS = Path(kg.atlas.__file__).parent / "words"


def made(view: str, lang: str = "sv", *, bad: bool = False, by: str = "recipient") -> Plate:
    asked = Asked(SLUG, "2.3.1" if view == "process" else None, by, bad)  # type: ignore[arg-type]
    return plate(views(), view, asked, DAY, Words(lang))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_the_readme_are_as_they_are_drawn_now(name: str) -> None:
    assert (FOLDER / f"{name}.svg").read_bytes() == drawn(name), "run python tests/atlas/draw_tour.py"


def test_readme_shows_pictures_that_are_there() -> None:
    shown = re.findall(r"tests/atlas/tour/([\w-]+)\.svg", (CHECKOUT / "README.md").read_text(encoding="utf-8"))
    assert shown
    assert set(shown) <= set(PICTURES)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_title_description_legend_and_table(view: str, lang: str) -> None:
    told = made(view, lang)
    root = ElementTree.fromstring(told.svg())
    assert root.find(f"{SVG}title").text == told.title  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").text == told.description  # type: ignore[union-attr]
    written = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert {words for _, words in told.legend} <= written
    assert told.rows
    assert {len(row) for row in told.rows} == {len(told.head)}


@pytest.mark.parametrize("view", VIEWS)
def test_same_facts_are_the_same_bytes(view: str) -> None:
    for format in sheet.FORMATS if view == "process" else ("svg", "html", "csv"):
        assert sheet.render(made(view), format) == sheet.render(made(view), format)


def test_every_reference_is_a_curve_and_a_row() -> None:
    told = made("bundle")
    ties = ElementTree.fromstring(told.svg()).findall(f".//{SVG}g[@data-from]/{SVG}title")
    said = "\n".join(tie.text or "" for tie in ties)
    for row in told.rows:
        assert f"{row[0]} → {row[3]} – {row[1]}" in said


def test_squares_of_the_matrix_count_every_reference_once() -> None:
    squares = re.findall(r"<title>\S+ → [^<]*?: (\d+)(?: \(\d+\))?</title>", made("matrix").svg())
    assert sum(map(int, squares)) == len(plan().cross_references)


def test_only_deviations_are_shown_where_that_is_asked() -> None:
    told = made("bundle", bad=True)
    why = {(row[0], row[3]): row[5] for row in told.rows}
    assert why == {
        ("1.3 Svara på remisser", "berörd process"): "Hänvisningen anger ingen kod: planen säger inte vart.",
        ("3.1.1 Pröva bygglov", "2.2.1 Hantera kundfakturor"): (
            "Planen skriver ”Fakturera kund”, men 2.2.1 heter ”Hantera kundfakturor”."
        ),
        ("3.2.2 Upplåta mark", "2.3.3 Direktupphandla"): "2.3.3 upphörde 2024-07-01.",
        ("4.2.1 Förskriva hjälpmedel", "4.9"): "Planen har ingen enhet med koden 4.9.",
        ("5.2 Driva kulturskola", "berörd process"): "Hänvisningen anger ingen kod: planen säger inte vart.",
    }
    assert told.svg().count("wrong-mark") - told.svg().count("wrong-mark {") == len(why) + 1  # one in the legend


def test_reference_to_a_unit_that_has_not_ended_yet_holds() -> None:
    found = references.crossings(views(), SLUG, date(2024, 6, 30), Words("sv"))
    assert "2.3.3" not in {one.row.target for one in found.chosen(bad=True)}


def test_choice_by_groups_takes_what_has_no_target_too() -> None:
    found = references.crossings(views(), SLUG, DAY, Words("sv"))
    assert [one.row.source for one in found.chosen(target=references.NO_CODE) if not one.row.target] == ["1.3", "5.2"]
    assert [one.row.source for one in found.chosen(target=references.OUTSIDE)] == ["3.2.1"]
    assert {one.row.source for one in found.chosen(source="2.3")} == {"2.3.1", "2.3.2", "2.3.3"}


@pytest.mark.parametrize("by", BY)
def test_streams_are_as_many_as_the_facts_they_are_made_of(by: str) -> None:
    told = made("flow", by=by)
    streams = re.findall(r"<title>[^<]+ → [^<]+: (\d+)</title>", told.svg())
    assert sum(map(int, streams)) == len(told.rows) == len(going(views(), SLUG, by, DAY, Words("sv")))  # type: ignore[arg-type]


def test_act_that_is_no_longer_in_force_is_marked_by_shape_and_word() -> None:
    told = made("flow", by="law")
    over = {row[1] for row in told.rows if "gäller inte längre" in str(row[1])}
    assert over == {
        "socialtjänstlagen 2001:453 (gäller inte längre)",
        "förvaltningslagen 1986:223 (gäller inte längre)",
    }
    assert ("ended-end", "gäller inte längre") in told.legend


def test_plan_without_a_kind_of_fact_is_not_offered_for_it() -> None:
    bare = replace(views(), catalogue=type(views().catalogue)({}))
    assert [plans(bare, by) for by in BY] == [[], [], [], []]
    with pytest.raises(UsageError, match="no plan has anything"):
        plate(bare, "flow", Asked(), DAY, Words("sv"))


def test_pruned_tree_keeps_what_stands_over_what_is_kept() -> None:
    tree = views().tree(SLUG, DAY)
    view = views().plan(SLUG)
    to_region = structure.pruned(view, tree, recipient="regionen")
    codes = set(re.findall(r'data-id="([\d.]+)"', structure.tree(to_region, {}, Words("sv")).svg()))
    senders = {rule.process for rule in plan().disposition_rules if "regionen" in rule.recipients}
    assert senders < codes
    assert codes == senders | {code[:n] for code in senders for n in (1, 3)}
    live = structure.tree(structure.pruned(view, tree, live=True), {}, Words("sv")).svg()
    assert "Direktupphandla" not in live


def test_changes_are_the_units_that_were_added_or_ended() -> None:
    assert [row[:5] for row in made("timeline").rows] == [
        ("2.3.1", "Upphandla", date(2024, 7, 1), None, ""),
        ("2.3.3", "Direktupphandla", None, date(2024, 7, 1), "2.3.1"),
        ("5.2", "Driva kulturskola", date(2024, 7, 1), None, ""),
    ]


def test_things_lead_where_the_addresses_say() -> None:
    to = Addresses(unit=lambda slug, code: f"/{slug}/{code}", law=lambda n: f"/l/{n}", pair=lambda a, b: f"/{a}-{b}")
    for view, href in (
        ("bundle", f"/{SLUG}/2.3.1"),
        ("matrix", "/1.3-?"),
        ("laws", "/l/1990:782"),
        ("tree", f"/{SLUG}/5"),
    ):
        drawn_ = plate(views(), view, Asked(SLUG), DAY, Words("sv"), to).svg(standalone=False)
        assert f'href="{href}"' in drawn_


@pytest.mark.parametrize(
    ("view", "asked", "message"),
    [
        ("globe", Asked(SLUG), "no view is called"),
        ("tree", Asked("ingenstans"), "no such plan"),
        ("process", Asked(SLUG), "shows one process"),
        ("process", Asked(SLUG, "9.9"), "no process 9.9"),
    ],
)
def test_wrong_use_is_said_in_one_line(view: str, asked: Asked, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        plate(views(), view, asked, DAY, Words("sv"))
    assert "\n" not in str(caught.value)


def test_table_as_csv_is_the_table_and_holds_no_formula() -> None:
    told = replace(made("process"), rows=(("=1+1", None, "x", "y", None, "z"),))
    read = list(csv.reader(io.StringIO(sheet.render(told, "csv").decode("utf-8-sig")), delimiter=";"))
    assert read == [list(told.head), ["'=1+1", "", "x", "y", "", "z"]]


@pytest.mark.parametrize("view", VIEWS)
def test_page_of_its_own_has_picture_legend_and_table_and_asks_for_nothing(view: str) -> None:
    told = made(view)
    page = sheet.page(told)
    assert page.startswith("<!DOCTYPE html>\n<html")
    assert 'lang="sv"' in page
    assert page.count("<tr>") == len(told.rows) + 1
    assert all(words in page for _, words in told.legend)
    assert not re.search(r"<script|<link|<img|@import|url\((?!#)|https?://(?!www\.w3\.org/2000/svg)", page)


def test_picture_of_a_large_plan_says_that_groups_are_shown() -> None:
    small = plan()
    more = [
        small.processes[7].model_copy(update={"code": f"2.2.{n}", "parent": "2.2", "title": "Ännu en"})
        for n in range(4, 300)
    ]
    large: Plan = small.model_copy(update={"processes": (*small.processes, *more)})
    view = replace(views().plan(SLUG), plan=large)
    told = plate(
        replace(views(), catalogue=type(views().catalogue)({SLUG: view})), "bundle", Asked(SLUG), DAY, Words("sv")
    )
    assert "räknat till gruppen" in told.description
    assert 'data-id="2.2.2"' not in told.svg()
    assert len(told.rows) == len(small.cross_references)


def test_both_languages_say_the_same_things_and_all_of_it_is_used() -> None:
    swedish, english = phrasebook.table(WORDS, "sv"), phrasebook.table(WORDS, "en")
    assert set(swedish) == set(english)
    for key, words in swedish.items():
        assert set(re.findall(r"\{(\w+)\}", words)) == set(re.findall(r"\{(\w+)\}", english[key])), key
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORDS.parent.glob("*.py"))
    begun = ("head.", "deviation.", "why.", "flow.", "period.", "matrix.", "bundle.", "tree.", "icicle.")
    names = {re.sub(r"\.(one|many)$", "", key) for key in swedish}
    assert {
        name for name in names if not re.search(f"['\"]{re.escape(name)}['\"]", text) and not name.startswith(begun)
    } == set()
    heads = {name.removeprefix("head.") for name in names if name.startswith("head.")}
    assert {head for head in heads if f'"{head}"' not in text} == set()
