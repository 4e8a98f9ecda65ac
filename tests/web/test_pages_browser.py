"""The pages in a real browser: accessibility, keyboard, narrow screens, paper, no scripts, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import CONTRAST, WORDS, axe, page_of, stops_in_figures, wider_than_the_window
from serving import Server
from test_pages import PAGES
from village import SLUG

SHOTS = Path(__file__).parents[2] / "screenshots"
"""Pictures of the pages for people to look at; git takes no notice of them."""
WRONG = f"/sparql?query={quote('SELECT ?code WHERE { ?unit kg: ; }')}"
CHART = f"/sparql?show=chart&query={quote('SELECT ?g (COUNT(*) AS ?n) WHERE { ?s a ?g } GROUP BY ?g')}"
STATES = [*(swedish for swedish, _ in PAGES), f"/?q=anbud&plan={SLUG}", "/?q=kvantdator", "/sparql", CHART]
ENGLISH = [*(english for _, english in PAGES), f"/en/?q=anbud&plan={SLUG}", "/en/sparql"]
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 720}


@pytest.fixture(scope="module")
def window(browser: Any, server: Server) -> Iterator[Any]:
    # Colours that are on their way to others are neither.
    with page_of(browser, server.url, viewport=WIDE, reduced_motion="reduce") as page:
        yield page


@pytest.fixture(scope="module", params=STATES)
def shown(window: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Every kind of page in turn, opened once for all that is asked of it."""
    window.set_viewport_size(WIDE)
    window.goto(request.param)
    if "sparql" in request.param:
        window.wait_for_selector(".cm-content")
    yield window
    window.emulate_media(color_scheme="light", forced_colors="none", media="screen")


def test_axe_finds_nothing(shown: Any) -> None:
    assert axe(shown) == []


@pytest.mark.parametrize("path", ENGLISH)
def test_axe_finds_nothing_in_english(window: Any, path: str) -> None:
    window.set_viewport_size(WIDE)
    window.goto(path)
    assert axe(window, WORDS) == []


def test_colours_can_be_told_apart_in_the_dark(shown: Any) -> None:
    shown.emulate_media(color_scheme="dark", forced_colors="none")
    assert axe(shown, CONTRAST) == []


def test_colours_of_the_reader_can_be_told_apart(shown: Any) -> None:
    # They take the place of the page's own, other than in its pictures.
    shown.emulate_media(color_scheme="light", forced_colors="active")
    assert axe(shown, CONTRAST, "figure") == []


def test_pictures_are_passed_with_few_stops(shown: Any) -> None:
    assert stops_in_figures(shown) <= 12


def test_skip_link_comes_first_and_focus_is_seen(shown: Any) -> None:
    # The first page begins in its field.
    begins = shown.evaluate("() => document.activeElement.id")
    shown.keyboard.press("Tab")
    assert begins == "q" or shown.evaluate("() => document.activeElement.classList.contains('skip')")
    assert shown.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_page_fits_a_narrow_screen(shown: Any) -> None:
    shown.set_viewport_size(NARROW)
    wide, beyond = wider_than_the_window(shown)
    assert (wide, beyond) == (320, [])


def test_wrong_query_fits_a_narrow_screen_and_pleases_axe(browser: Any, server: Server) -> None:
    page = browser.new_page(base_url=server.url, viewport=NARROW)  # its status is an error to the console
    page.goto(WRONG)
    page.wait_for_selector(".cm-lintRange-error")
    assert wider_than_the_window(page) == (320, [])
    assert axe(page) == []
    page.close()


def test_skip_link_goes_to_the_content(tab: Any) -> None:
    tab.goto("/struktur")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.id") == "main"


def test_paper_holds_the_answer_with_its_reasons_and_no_controls(tab: Any) -> None:
    tab.goto(f"/?q=anbud&plan={SLUG}&fact.status=avslutat")
    tab.emulate_media(media="print")
    assert tab.is_visible(".printed")
    assert tab.is_visible(".card .outcome")
    assert tab.is_visible(".why ol li >> nth=0")
    for control in (".ask-form", "nav", ".tools", ".skip", ".after"):
        assert not any(one.is_visible() for one in tab.query_selector_all(control)), control
    assert tab.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("tab", [{"java_script_enabled": False}], indirect=True, ids=["no-scripts"])
def test_records_are_placed_without_scripts(tab: Any) -> None:
    tab.goto("/")
    tab.fill("#q", "anbud")
    tab.press("#q", "Enter")
    tab.click(".question .choice >> nth=1")
    assert "arkivnämnden" in tab.inner_text(".outcome")


@pytest.mark.parametrize("tab", [{"java_script_enabled": False}], indirect=True, ids=["no-scripts"])
def test_plans_are_read_without_scripts(tab: Any) -> None:
    tab.goto("/")
    tab.click("nav >> text=Struktur")
    tab.click(".plans a >> nth=0")
    tab.click(".tree .name a >> nth=1")
    assert tab.inner_text("h1").startswith("1.1")
    tab.click("nav >> text=Korsreferenser")
    tab.select_option("#only", "bad")
    tab.click(".filters button")
    assert "2.9" in tab.inner_text("table")


@pytest.mark.parametrize("tab", [{"java_script_enabled": False}], indirect=True, ids=["no-scripts"])
def test_graph_is_queried_without_scripts(tab: Any) -> None:
    tab.goto("/sparql")
    tab.fill("#query", "SELECT ?code ?n WHERE { ?unit skos:notation ?code BIND(1 AS ?n) } ORDER BY ?code LIMIT 3")
    tab.click(".run button")
    assert "1.1" in tab.inner_text("#result table")
    tab.click("#way-chart")
    assert tab.is_visible("#result svg.bars")
    with tab.expect_download() as got:
        tab.click("figcaption a")
    assert got.value.suggested_filename == "sparql.svg"
    tab.goto("/fragor/Q01-owner-of-record")
    tab.fill("#p-record", "anbud")
    tab.click(".filters button")
    assert "anbud" in tab.inner_text("#result table")


@pytest.mark.parametrize("tab", [{"forced_colors": "active"}], indirect=True, ids=["forced-colours"])
def test_forced_colours_keep_the_pictures(tab: Any) -> None:
    tab.goto("/korsreferenser")
    assert tab.evaluate("() => getComputedStyle(document.querySelector('.picture .code')).fill") != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("tab", [{"reduced_motion": "reduce"}], indirect=True, ids=["reduced"])
@pytest.mark.parametrize("path", ["/", "/floden"])
def test_nothing_moves_where_that_is_asked(tab: Any, path: str) -> None:
    tab.goto(path)
    moving = tab.evaluate(
        "() => [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    )
    assert moving == 0


@pytest.mark.parametrize(("wide", "scheme"), [(320, "dark"), (1440, "light")])
def test_pages_are_pictured(browser: Any, server: Server, wide: int, scheme: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    paths = ("/?q=arrendeavtal", f"/struktur?plan={SLUG}", f"/process/{SLUG}/1.3", "/floden", "/granska", CHART)
    with page_of(browser, server.url, viewport={"width": wide, "height": 900}, color_scheme=scheme) as page:
        for path in paths:
            page.goto(path)
            name = re.sub(r"\W+", "-", path.partition("&")[0]).strip("-")
            shot = page.screenshot(path=SHOTS / f"{name}-{wide}-{scheme}.png", full_page=True)
            assert len(shot) > 5_000
