from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from examples import of

from kg.errors import SourceError
from kg.lint import baseline, run
from kg.lint.rule import Found

DAY = date(2024, 1, 1)


@pytest.fixture(scope="module")
def found() -> list[Found]:
    return list(of(run.rule("KG201"), run.rule("KG201").example))


def left(tmp_path: Path, text: str, found: list[Found]) -> list[Found]:
    path = tmp_path / "lint.toml"
    path.write_text(text, encoding="utf-8")
    return baseline.load(path).left(found, DAY, ("exempel",), run.rules())


ENTRY = '[[accept]]\nrule = "KG201"\nplan = "exempel"\nwhere = ["1.1"]\nreason = "tas i nästa utgåva"\n'


def test_an_accepted_finding_is_not_shown(tmp_path: Path, found: list[Found]) -> None:
    assert left(tmp_path, ENTRY, found) == []


def test_an_accepted_finding_that_is_gone_is_a_finding_itself(tmp_path: Path) -> None:
    (stale,) = left(tmp_path, ENTRY, [])
    assert stale.rule == baseline.STALE
    assert "lint.toml" in stale.message


def test_an_acceptance_holds_on_its_last_day_and_not_after(tmp_path: Path, found: list[Found]) -> None:
    assert left(tmp_path, ENTRY + "until = 2024-01-01\n", found) == []
    rules = [finding.rule for finding in left(tmp_path, ENTRY + "until = 2023-12-31\n", found)]
    assert rules == ["KG201", baseline.EXPIRED]


def test_an_acceptance_of_other_plans_and_rules_is_let_be(tmp_path: Path) -> None:
    text = ENTRY.replace('"exempel"', '"annan"')
    assert left(tmp_path, text, []) == []


def test_the_written_baseline_accepts_what_it_was_written_for(tmp_path: Path, found: list[Found]) -> None:
    assert left(tmp_path, baseline.written(found, 'skäl med "citat"'), found) == []


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="reason"):
        left(tmp_path, '[[accept]]\nrule = "KG201"\nplan = "exempel"\n', [])


def test_a_fingerprint_survives_moved_lines_and_new_numbers(found: list[Found]) -> None:
    rule = run.rule("KG201")
    renumbered = rule.example.replace("1.1 P", "1.5 P").replace('source = "1.1"', 'source = "1.5"')
    moved = [finding for finding in of(rule, renumbered) if finding.rule == "KG201"]
    assert [finding.fingerprint for finding in moved] == [finding.fingerprint for finding in found]
    assert moved[0].where != found[0].where
