"""What scripts add to the pages, in a real browser and by the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import axe, stops_in_figures, tab_until
from village import SLUG

from kg.face.web.pages import files

PNG = b"\x89PNG\r\n\x1a\n"


def focused(tab: Any) -> str:
    return str(tab.evaluate("() => document.activeElement.id || document.activeElement.className"))


def test_answer_comes_while_one_types_and_stands_in_the_address(tab: Any) -> None:
    tab.goto("/")
    tab.keyboard.type("kravbrev")
    tab.wait_for_selector("#answer .card")
    assert "Kräva in böcker" in tab.inner_text("#answer")
    assert "q=kravbrev" in tab.url
    assert focused(tab) == "q"
    assert tab.inner_text("#said").strip().startswith("Svar")
    assert axe(tab) == []


def test_page_that_the_browser_has_already_keeps_its_scripts(tab: Any) -> None:
    for path in ("/", "/lagar", "/"):
        tab.goto(path)
    tab.fill("#q", "kravbrev")
    tab.wait_for_selector("#answer .card")


def test_last_words_decide_however_fast_one_types(tab: Any) -> None:
    tab.goto("/")
    for text in ("anbud", "arrendeavtal", "kravbrev"):
        tab.fill("#q", text)
        tab.wait_for_timeout(125)  # each question is on its way when the next one comes
    tab.wait_for_function("() => document.querySelector('#answer')?.textContent.includes('Kräva in böcker')")
    tab.wait_for_load_state("networkidle")
    assert "Kräva in böcker" in tab.inner_text("#answer")
    assert "q=kravbrev" in tab.url


def test_cleared_field_leaves_nothing_behind(tab: Any) -> None:
    tab.goto("/")
    tab.keyboard.type("kravbrev")
    tab.wait_for_selector("#answer .card")
    tab.fill("#q", "")
    tab.wait_for_selector("#answer .card", state="detached")
    assert "q=" not in tab.url


def test_names_of_records_are_chosen_with_the_arrow_keys(tab: Any) -> None:
    tab.goto("/")
    tab.keyboard.type("arren")
    tab.wait_for_selector("#q-names [role=option]")
    tab.keyboard.press("ArrowDown")
    active = tab.get_attribute("#q", "aria-activedescendant")
    assert tab.get_attribute(f"#{active}", "aria-selected") == "true"
    assert axe(tab) == []
    name = tab.inner_text(f"#{active}")
    tab.keyboard.press("Enter")
    assert tab.input_value("#q") == name
    assert tab.get_attribute("#q", "aria-expanded") == "false"


def test_registrar_is_done_in_twelve_presses_letters_included(tab: Any) -> None:
    tab.goto("/")
    word = "anbud"
    tab.keyboard.type(word)
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".question .choice:focus")
    presses = len(word) + 1 + tab_until(tab, ".choice[href*=avslutat]")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**fact.status=avslutat*")
    tab.wait_for_selector(".outcome")
    assert "arkivnämnden" in tab.inner_text(".outcome")
    assert presses + 1 <= 12


def test_way_back_leads_through_the_answers(tab: Any) -> None:
    tab.goto(f"/?q=anbud&plan={SLUG}")
    tab.click(".question .choice[href*=avslutat]")
    tab.wait_for_selector(".chip")
    tab.go_back()
    tab.wait_for_selector(".chip", state="detached")
    assert tab.is_visible(".question .choice >> nth=0")


def test_filter_acts_at_once_and_what_it_leaves_is_told(tab: Any) -> None:
    tab.goto("/korsreferenser")
    tab.select_option("#only", "bad")
    tab.wait_for_url("**only=bad*")
    assert "tecknade arrenden" not in tab.inner_text("main")
    tab.wait_for_function("() => document.querySelector('#said').textContent.trim() !== ''")


def test_query_is_completed_and_run_by_keyboard(tab: Any) -> None:
    tab.goto("/sparql")
    tab.wait_for_selector(".cm-content")
    tab_until(tab, ".cm-content")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("SELECT ?unit WHERE { ?unit a kg:Proc")
    tab.wait_for_selector("[role=option][aria-selected=true] >> text=kg:Process")
    assert axe(tab) == []
    tab.wait_for_timeout(100)  # the editor takes no choice that comes in the very moment of its offer
    tab.keyboard.press("Enter")
    assert "kg:Process" in tab.input_value("#query")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("#result table")
    assert "query=SELECT" in tab.url
    assert "rader" in tab.inner_text("#said")
    assert tab.get_attribute("#result .downloads a >> nth=0", "href")


def test_tab_leaves_the_editor(tab: Any) -> None:
    tab.goto("/sparql")
    tab.wait_for_selector(".cm-content")
    tab_until(tab, ".cm-content")
    tab.keyboard.press("Tab")
    assert tab.evaluate("() => document.activeElement.matches('.run button')")


def test_error_is_marked_at_its_place_in_the_editor(tab: Any) -> None:
    tab.goto("/sparql")
    tab.click(".cm-content")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("SELECT ?a\nWHERE { ?a nonsense ?b ")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(".cm-lintRange-error")
    assert tab.inner_text(".cm-lintRange-error") == "nonsense"
    assert "rad 2" in tab.inner_text("#query-bad")
    assert axe(tab) == []


def test_rows_are_shown_as_chart_and_graph_and_kept_in_the_address(tab: Any) -> None:
    tab.goto("/sparql?query=SELECT ?a ?b ?n WHERE { ?a kg:parent|skos:broader ?b BIND(1 AS ?n) } LIMIT 9")
    tab.wait_for_selector(".cm-content")
    for way, picture in (("chart", "svg.bars"), ("graph", "svg.ties")):
        tab.click(f"#way-{way}")
        tab.wait_for_selector(f"#result {picture}")
        assert f"show={way}" in tab.url
        assert focused(tab) == f"way-{way}"
        tab.wait_for_selector("#result .tools")
        assert axe(tab) == []
    assert "Upplåta mark" in tab.inner_html("#result svg")


def test_saved_question_answers_as_its_form_is_filled_in(tab: Any) -> None:
    tab.goto("/fragor/Q01-owner-of-record")
    tab.fill("#p-record", "anbud")
    tab.wait_for_url("**record=anbud*")
    assert "arrendeavtal" not in tab.inner_text("#result table")


@pytest.mark.parametrize(
    "path", ["/korsreferenser", "/floden", f"/struktur?plan={SLUG}", "/lagar", f"/process/{SLUG}/1.3"]
)
def test_picture_has_one_stop_for_its_links_and_the_arrow_keys_go_on(tab: Any, path: str) -> None:
    tab.goto(path)
    tab.wait_for_selector("figure .tools")
    assert tab.evaluate("() => document.querySelector('svg.picture').querySelectorAll('a[tabindex=\"0\"]').length") == 1
    assert stops_in_figures(tab) <= 10
    tab.focus("svg.picture a[tabindex='0']")
    before = tab.evaluate("() => document.activeElement.getAttribute('href')")
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
        tab.keyboard.press(key)
        if tab.evaluate("() => document.activeElement.getAttribute('href')") != before:
            break
    assert tab.evaluate("() => document.querySelectorAll('svg.picture a').length === 1") or (
        tab.evaluate("() => document.activeElement.getAttribute('href')") != before
    )


def test_picture_grows_and_shrinks_by_buttons_and_keys(tab: Any) -> None:
    tab.goto("/floden")
    wide = lambda: tab.evaluate("() => document.querySelector('svg.picture').getBoundingClientRect().width")  # noqa: E731
    tab.wait_for_selector(".tools")
    whole = wide()
    tab.click(".tools button[value='1']")
    assert wide() > whole * 1.2
    tab.keyboard.press("+")
    assert wide() > whole * 1.5
    tab.keyboard.press("0")
    assert wide() == whole
    assert tab.evaluate("() => document.querySelector('.tools button[value=\"-1\"]').ariaDisabled") == "true"


def test_picture_shows_what_holds_a_word_and_what_belongs_together(tab: Any) -> None:
    tab.goto("/floden")
    tab.fill(".tools input", "arkivnämnden")
    tab.wait_for_selector("svg.picture.dimmed .part.lit")
    assert "arkivnämnden" in tab.inner_html("svg.picture .part.lit >> nth=0")
    assert tab.inner_text(".tools output").startswith("Träffar: ")
    tab.fill(".tools input", "kvantdator")
    tab.wait_for_selector(".tools output:text-is('Träffar: 0')")
    box = tab.eval_on_selector("svg.picture [data-from]", "it => it.getBoundingClientRect().toJSON()")
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.wait_for_selector("svg.picture .part.lit", state="attached")  # a level stream has a box without height
    lit = "() => document.querySelectorAll('svg.picture .part.lit').length"
    assert 0 < tab.evaluate(lit) < tab.evaluate("() => document.querySelectorAll('svg.picture .part').length")


def test_picture_can_be_had_as_png(tab: Any) -> None:
    tab.goto("/sparql?query=SELECT ?a (1 AS ?n) WHERE { ?a a kg:Process } LIMIT 9&show=chart")
    with tab.expect_download() as got:
        tab.click("figcaption button")
    assert got.value.suggested_filename == "sparql.png"
    assert Path(got.value.path()).read_bytes().startswith(PNG)


def test_picture_that_the_server_makes_as_png_is_offered_once(tab: Any) -> None:
    tab.goto("/floden")
    tab.wait_for_selector("figure .tools")
    assert tab.query_selector_all("figcaption button") == []
    with tab.expect_download() as got:
        tab.click("figcaption a[href*='.png']")
    assert Path(got.value.path()).read_bytes().startswith(PNG)


def test_missing_bundle_leaves_the_pages_without_scripts_and_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert files.bundled(tmp_path) == {}
    assert len(caplog.records) == 1
    assert "hatch_build.py" in caplog.text
