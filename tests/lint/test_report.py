from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from examples import of

from kg.errors import UsageError
from kg.lint import report, run
from kg.lint.rule import Found


@pytest.fixture(scope="module")
def found() -> list[Found]:
    """Findings of three severities."""
    return [finding for code in ("KG201", "KG206", "KG210") for finding in of(run.rule(code), run.rule(code).example)]


def test_the_table_tells_rule_place_words_reason_and_what_to_do(found: list[Found]) -> None:
    told = report.write(found, "table", "sv").decode()
    assert "KG201 unresolved-target · fel · 1" in told
    assert "exempel 1.1 (rad 2)" in told
    assert '"avtal" till 1.9' in told
    assert "Varför:" in told
    assert "Gör: Rätta koden" in told
    assert "Granskning av exempel: 1 fel, 1 varning, 1 upplysning." in told


def test_notes_are_counted_where_they_would_hide_the_rest(found: list[Found]) -> None:
    note = next(finding for finding in found if finding.severity == "info")
    many = [finding for finding in found if finding is not note] + [note, note]
    told = report.write(many, "table", "sv").decode()
    assert "KG210 mixed-reference-forms · 2" in told
    assert note.message not in " ".join(told.split())
    assert note.message in " ".join(report.write(many, "table", "sv", every=True).decode().split())


def test_a_long_list_of_codes_is_cut_in_the_table_only(found: list[Found]) -> None:
    codes = ", ".join(f"1.{n}" for n in range(1, 13))
    long = found[0].model_copy(update={"message": f"Ingen regel i {codes} gäller"})
    assert "Ingen regel i 1.1, 1.2, 1.3 … (12) gäller" in report.write([long], "table", "sv").decode()
    assert codes in report.write([long], "json").decode()


def test_many_fixes_that_the_findings_tell_are_not_told_again(found: list[Found]) -> None:
    each = [
        found[0].model_copy(update={"message": f'"ord{n}" är troligen "rätt{n}"', "fix": f'Skriv "rätt{n}".'})
        for n in range(5)
    ]
    told = report.write(each, "table", "sv").decode()
    assert "Gör: Så som det står vid varje fynd." in told
    assert 'Skriv "rätt1".' not in told


def test_a_rule_of_two_severities_has_a_heading_for_each(found: list[Found]) -> None:
    both = [found[0], found[0].model_copy(update={"severity": "info"})]
    page = _Page()
    page.feed(report.write(both, "html", "sv").decode())
    assert len(page.ids) == len(set(page.ids))
    assert set(page.named) <= set(page.ids)


def test_nothing_found_is_said_in_the_language_asked_for() -> None:
    assert report.write([], "table", "en") == b"Nothing found.\n"


def test_json_has_the_fields_that_are_promised(found: list[Found]) -> None:
    rows = json.loads(report.write(found, "json"))
    promised = {"rule", "name", "kind", "severity", "certain", "plan", "where", "record", "lines", "message"}
    assert all(promised | {"message_en", "fix", "evidence"} <= row.keys() for row in rows)


def test_csv_has_a_row_for_each_finding(found: list[Found]) -> None:
    rows = list(csv.DictReader(io.StringIO(report.write(found, "csv").decode())))
    assert [row["rule"] for row in rows] == [finding.rule for finding in found]
    assert rows[0]["where"] == "1.1"


def test_sarif_names_every_rule_once_and_points_results_at_it(found: list[Found]) -> None:
    log = json.loads(report.write(found, "sarif", "en"))
    assert log["version"] == "2.1.0"
    (made,) = log["runs"]
    rules = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
    assert rules == list(dict.fromkeys(finding.rule for finding in found))
    for result, finding in zip(made["results"], found, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.rule
        assert result["level"] in {"error", "warning", "note"}
        assert result["partialFingerprints"] == {"kgFinding/v1": finding.fingerprint}
        assert result["message"]["text"] == finding.message_en


def test_junit_fails_the_cases_of_errors_and_warnings_only(found: list[Found]) -> None:
    root = ET.fromstring(report.write(found, "junit"))
    failed = [str(case.get("name")).split()[0] for case in root.iter("testcase") if case.find("failure") is not None]
    assert failed == ["KG201", "KG206"]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.named: list[str] = []
        self.heads = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        self.named += [str(told[name]) for name in ("aria-labelledby",) if told.get(name)]
        self.named += [str(told["href"])[1:] for _ in [0] if tag == "a"]
        self.heads += tag == "th" and told.get("scope") == "col"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_needs_nothing_else_and_can_be_walked(found: list[Found]) -> None:
    text = report.write(found, "html", "sv").decode()
    page = _Page()
    page.feed(text)
    assert page.open == []
    assert set(page.named) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert page.heads == 2 * len({finding.rule for finding in found})
    assert '<html lang="sv">' in text
    assert not re.search(r"<script|<link|src=|url\(", text)


def test_words_of_a_plan_cannot_become_markup() -> None:
    finding = of(run.rule("KG201"), run.rule("KG201").example)[0]
    sly = finding.model_copy(update={"message": "<b>\x00&", "where": ("<i>",)})
    assert "<b>" not in report.write([sly], "html").decode()
    assert ET.fromstring(report.write([sly], "junit")) is not None


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="choose table, json"):
        report.write([], "docx")
