"""A real browser, what it must never do on a page, and what axe finds there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kg.face.web.pages import files

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that other colours can break."""
WORDS = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
"""The rules that other words can break."""
_RUN = """([within, asked]) => document.querySelector(within)
    ? axe.run(within, asked).then(found => found.violations) : []"""
_STOPS = """() => Math.max(0, ...[...document.querySelectorAll('figure')].map(figure =>
    [...figure.querySelectorAll('a, button, input, [tabindex]')].filter(one => one.tabIndex >= 0).length))"""
_WIDER = """() => [document.documentElement.scrollWidth, [...document.querySelectorAll('main *')]
    .filter(one => !one.closest('.scroll, pre, svg, .unseen, .names, .cm-scroller'))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 120)).slice(0, 3)]"""


def missing(what: str) -> None:
    """Skip and say so; the build that must have a browser fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and this is the build that must have it")
    pytest.skip(f"NO BROWSER TESTS: {what} is missing")


@contextmanager
def chromium() -> Iterator[Any]:
    """Chromium of the machine, without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    if CHROMIUM is None:
        missing("chromium")
    if not files.island("enhance"):
        missing("the bundle of scripts (python run.py islands)")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, url: str, **kind: object) -> Iterator[tuple[Any, list[str]]]:
    """A page, and all that it does which it must not: fetch from elsewhere, write to the console."""
    context = browser.new_context(base_url=url, **kind)
    context.set_default_timeout(30_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((url, "blob:", "data:")) else wrong.append(asked.url))
    yield page, wrong
    context.close()


@contextmanager
def page_of(browser: Any, url: str, **kind: object) -> Iterator[Any]:
    """A page that must have done nothing wrong by its end."""
    with opened(browser, url, **kind) as (page, wrong):
        yield page
    assert not wrong, wrong


def axe(page: Any, options: object = RULES, within: str = "html") -> list[str]:
    """What axe finds wrong on a page as it is now, or in those of its elements that a selector names; one a line."""
    try:
        from axe_playwright_python.base import AXE_SCRIPT
    except ImportError:
        missing("axe-playwright-python")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = {"resultTypes": ["violations"], **options}  # type: ignore[dict-item]
    faults = page.evaluate(_RUN, [within, asked])
    return [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for fault in faults
        for node in fault["nodes"]
    ]


def wider_than_the_window(page: Any) -> tuple[int, list[str]]:
    """How wide the page is, in pixels, and what in it reaches beyond the window."""
    wide, what = page.evaluate(_WIDER)
    return wide, what


def stops_in_figures(page: Any) -> int:
    """How often the Tab key stops within a picture and what stands over and under it, at most."""
    return int(page.evaluate(_STOPS))


def tab_until(page: Any, selector: str, most: int = 40) -> int:
    """Press Tab until the focus is on an element; the number of presses."""
    for presses in range(most + 1):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return presses
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by {most} presses: {selector}")
