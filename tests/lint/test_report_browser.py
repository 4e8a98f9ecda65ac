"""The report of lint as a page, in a real browser: axe finds nothing, in either language and theme."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from examples import of

from kg.lint import report, run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.mark.parametrize(("lang", "scheme"), [("sv", "light"), ("en", "dark")])
def test_axe_finds_nothing_in_the_report(browser: Any, lang: report.Language, scheme: str) -> None:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        _missing("axe-playwright-python")
    findings = [f for code in ("KG201", "KG206", "KG210", "KG401") for f in of(run.rule(code), run.rule(code).example)]
    page = browser.new_page(color_scheme=scheme)
    page.set_content(report.write(findings, "html", lang).decode())
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    page.close()
    assert [
        f"{fault['id']}: {node['html'][:160]}" for fault in found.response["violations"] for node in fault["nodes"]
    ] == []
