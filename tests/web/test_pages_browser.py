"""The pages in a real browser: accessibility, keyboard, narrow screens, no scripts, nothing fetched from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import Server
from test_pages import BOTH, PAGES
from village import SLUG

SHOTS = Path(__file__).parents[2] / "screenshots"
"""Pictures of the pages for people to look at; git takes no notice of them."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and this is the build that must have it")
    pytest.skip(f"NO BROWSER TESTS: {what} is missing")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium of the machine, without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright")
    if CHROMIUM is None:
        _missing("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Any, server: Server, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page that fails its test where it fetches from elsewhere or writes an error to the console."""
    context = browser.new_context(base_url=server.url, **getattr(request, "param", {}))
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(server.url) else wrong.append(asked.url))
    yield page
    context.close()
    assert wrong == []


def _axe(page: Any) -> list[str]:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        _missing("axe-playwright-python")

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("path", BOTH)
def test_axe_finds_nothing(tab: Any, path: str) -> None:
    tab.goto(path)
    assert _axe(tab) == []


@pytest.mark.parametrize("path", [swedish for swedish, _ in PAGES])
@pytest.mark.parametrize("tab", [{"color_scheme": "dark"}], indirect=True, ids=["dark"])
def test_axe_finds_nothing_in_the_dark(tab: Any, path: str) -> None:
    tab.goto(path)
    assert _axe(tab) == []


@pytest.mark.parametrize("path", [swedish for swedish, _ in PAGES])
@pytest.mark.parametrize("tab", [{"viewport": {"width": 320, "height": 640}}], indirect=True, ids=["320"])
def test_page_fits_a_narrow_screen(tab: Any, path: str) -> None:
    tab.goto(path)
    wide = tab.evaluate(
        """() => [document.documentElement.scrollWidth, [...document.querySelectorAll('main *')]
            .filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.scroll, pre, svg, .unseen'))
            .map(e => e.outerHTML.slice(0, 120)).slice(0, 3)]"""
    )
    assert wide[0] <= 320, wide[1]


@pytest.mark.parametrize("path", [swedish for swedish, _ in PAGES])
def test_skip_link_comes_first_and_focus_is_seen(tab: Any, path: str) -> None:
    tab.goto(path)
    # The first page begins in its field.
    begins = tab.evaluate("() => document.activeElement.id")
    tab.keyboard.press("Tab")
    assert begins == "q" or tab.evaluate("() => document.activeElement.classList.contains('skip')")
    outline = tab.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_skip_link_goes_to_the_content(tab: Any) -> None:
    tab.goto("/struktur")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.id") == "main"


@pytest.mark.parametrize(
    "path", ["/korsreferenser", "/floden", f"/struktur?plan={SLUG}", "/lagar", f"/process/{SLUG}/1.3"]
)
def test_picture_is_passed_with_few_stops(tab: Any, path: str) -> None:
    tab.goto(path)
    stops = tab.evaluate(
        "() => [...document.querySelectorAll('figure')]"
        ".map(f => [...f.querySelectorAll('*')].filter(e => e.tabIndex >= 0).length)"
    )
    assert stops
    assert max(stops) <= 4  # the frame that scrolls, and three files


def test_registrar_answers_with_the_keyboard_alone(tab: Any) -> None:
    tab.goto("/")
    tab.keyboard.type("anbud")
    presses = 1
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/?q=anbud*")
    tab.wait_for_selector(".question .choice")
    while not tab.evaluate("() => document.activeElement.matches('.question .choice')"):
        tab.keyboard.press("Tab")
        presses += 1
        assert presses < 30
    tab.keyboard.press("Enter")
    tab.wait_for_url("**fact.status*")
    assert tab.locator(".outcome").first.inner_text()
    assert presses + 1 <= 24


@pytest.mark.parametrize("tab", [{"java_script_enabled": False}], indirect=True, ids=["no-scripts"])
def test_everything_works_without_scripts(tab: Any) -> None:
    tab.goto("/")
    tab.fill("#q", "anbud")
    tab.press("#q", "Enter")
    tab.click(".question .choice >> nth=1")
    assert "arkivnämnden" in tab.inner_text(".outcome")
    tab.click("nav >> text=Struktur")
    tab.click(".plans a >> nth=0")
    tab.click(".tree .name a >> nth=1")
    assert tab.inner_text("h1").startswith("1.1")
    tab.click("nav >> text=Korsreferenser")
    tab.select_option("#only", "bad")
    tab.click(".filters button")
    assert "2.9" in tab.inner_text("table")


def test_answer_comes_while_one_types(tab: Any) -> None:
    tab.goto("/")
    tab.type("#q", "kravbrev")
    tab.wait_for_selector("#answer .card")
    assert "Kräva in böcker" in tab.inner_text("#answer")
    assert "q=kravbrev" in tab.url
    assert tab.evaluate("() => document.activeElement.id") == "q"


@pytest.mark.parametrize("tab", [{"forced_colors": "active"}], indirect=True, ids=["forced-colours"])
def test_forced_colours_keep_the_pictures(tab: Any) -> None:
    tab.goto("/korsreferenser")
    assert tab.evaluate("() => getComputedStyle(document.querySelector('.picture .code')).fill") != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("tab", [{"reduced_motion": "reduce"}], indirect=True, ids=["reduced"])
def test_nothing_moves_where_that_is_asked(tab: Any) -> None:
    tab.goto("/")
    moving = tab.evaluate(
        "() => [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    )
    assert moving == 0


@pytest.mark.parametrize("wide", [320, 768, 1440])
@pytest.mark.parametrize(
    "path", ["/?q=arrendeavtal", f"/struktur?plan={SLUG}", f"/process/{SLUG}/1.3", "/floden", "/granska"]
)
def test_pages_are_pictured(browser: Any, server: Server, path: str, wide: int) -> None:
    SHOTS.mkdir(exist_ok=True)
    page = browser.new_page(base_url=server.url, viewport={"width": wide, "height": 900})
    page.goto(path)
    name = re.sub(r"\W+", "-", path).strip("-") or "start"
    shot = page.screenshot(path=SHOTS / f"{name}-{wide}.png", full_page=True)
    page.close()
    assert len(shot) > 5_000


def test_answer_that_comes_while_one_types_is_read_out(tab: Any) -> None:
    tab.goto("/")
    tab.type("#q", "kravbrev")
    tab.wait_for_selector("#answer .card")
    assert tab.inner_text("#said").strip().startswith("Svar")
