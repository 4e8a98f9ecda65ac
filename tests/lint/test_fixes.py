from __future__ import annotations

from pathlib import Path

import pytest
from examples import MENDING, corrected, found, of

from kg.extract import corrections
from kg.lint import fixes, run, sample


@pytest.mark.parametrize("code", MENDING)
def test_applying_a_fix_removes_the_finding_and_adds_none(code: str, tmp_path: Path) -> None:
    rule = run.rule(code)
    folder = tmp_path / sample.SLUG
    folder.mkdir()
    before = of(rule, rule.example)
    (fix,) = fixes.offered(before, tmp_path)
    assert fix.diff.startswith("--- a/corrections.toml\n+++ b/corrections.toml\n")
    fix.write()
    given = sample.read(rule.example)
    laid = corrections.load(folder / "corrections.toml")
    assert all(erratum.reason.startswith(rule.code) for erratum in laid.error)
    mended = corrections.effective(given.plan, laid, {}, "corrections.toml")
    after = found(sample.Sample(mended, given.source, given.lines, given.organisations, given.statutes), rule.code)
    gone = {finding.fingerprint for finding in before if finding.edit} - {finding.fingerprint for finding in after}
    assert gone == {finding.fingerprint for finding in before if finding.edit}
    assert {finding.rule for finding in after} <= {finding.rule for finding in before}


def test_a_fix_is_offered_once(tmp_path: Path) -> None:
    folder = tmp_path / sample.SLUG
    folder.mkdir()
    rule = run.rule("KG202")
    (fix,) = fixes.offered(of(rule, rule.example), tmp_path)
    fix.write()
    (again,) = fixes.offered(of(rule, rule.example), tmp_path)
    assert again.diff == ""


def test_what_a_correction_mended_is_marked_and_not_offered_again(tmp_path: Path) -> None:
    rule = run.rule("KG202")
    given, right = sample.read(rule.example), sample.read(rule.mended)
    (finding,) = corrected(given, right, rule.code)
    assert finding.corrected
    assert fixes.offered([finding], tmp_path) == ()
