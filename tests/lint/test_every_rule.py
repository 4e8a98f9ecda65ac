from __future__ import annotations

import re
from pathlib import Path

import pytest
from examples import MENDING, of

from kg import assets
from kg.lint import explaining
from kg.lint import run as lint
from kg.lint.rule import Rule

EVERY = pytest.mark.parametrize("rule", lint.rules(), ids=lambda rule: rule.code)


@EVERY
def test_the_example_raises_exactly_its_rule(rule: Rule) -> None:
    assert {finding.rule for finding in of(rule, rule.example)} == {rule.code}


@EVERY
def test_the_mended_example_raises_nothing(rule: Rule) -> None:
    assert [(finding.rule, finding.message) for finding in of(rule, rule.mended)] == []


@EVERY
def test_the_finding_of_the_example_says_all_that_its_message_promises(rule: Rule) -> None:
    for finding in of(rule, rule.example):
        assert finding.plan == "exempel"
        told = f"{finding.message} {finding.message_en} {finding.fix or ''} {finding.fix_en or ''}"
        assert not re.search(r"–|\{|\}", told), told
        assert finding.fingerprint


@EVERY
def test_a_mechanical_fix_is_offered_where_it_is_tried_out_too(rule: Rule) -> None:
    assert any(finding.edit for finding in of(rule, rule.example)) == (rule.code in MENDING)


def test_the_code_of_a_rule_stands_for_its_series() -> None:
    codes = [rule.code for rule in lint.rules()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"KG[1-7]\d\d", code) for code in codes)


@EVERY
def test_a_rule_is_explained_in_both_languages(rule: Rule) -> None:
    for lang in ("sv", "en"):
        told = lint.explain(rule.code, lang)
        assert rule.code in told
        assert getattr(rule.explanation, lang) in told.replace("\n", " ")


@EVERY
def test_a_rule_is_one_file_named_after_it(rule: Rule) -> None:
    path = Path(rule.where)
    assert path.stem.upper().replace("_", "-") == f"{rule.code}-{rule.name}".upper()


def test_the_list_of_rules_is_up_to_date() -> None:
    listed = (assets.queries() / "lint" / "README.md").read_text(encoding="utf-8")
    assert listed == explaining.index(lint.rules())


def test_there_are_rules_enough() -> None:
    assert len(lint.rules()) >= 45
