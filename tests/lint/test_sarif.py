from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from examples import found, of
from faults import FAULTS, clean
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log  # made from the schema

from kg.lint import report, run, sample
from kg.lint.rule import Rule
from kg.lint.sample import Sample
from kg.model.fact import Fact
from kg.model.plan import Plan

SHIFT = 7


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_log_of_every_rule_is_valid_sarif(lang: report.Language) -> None:
    findings = [finding for rule in run.rules() for finding in of(rule, rule.example)]
    written = report.write(findings, "sarif", lang)
    Log.model_validate_json(written)
    results = json.loads(written)["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {finding.rule for finding in findings}


def test_a_log_of_nothing_is_valid_sarif() -> None:
    Log.model_validate_json(report.write([], "sarif"))


def test_a_log_with_a_field_the_standard_lacks_is_not_valid() -> None:
    log = json.loads(report.write(of(run.rule("KG201"), run.rule("KG201").example), "sarif"))
    log["runs"][0]["results"][0]["severity"] = "error"
    with pytest.raises(ValidationError, match="severity"):
        Log.model_validate(log)


def _prints(given: Sample, code: str) -> list[str]:
    return sorted(finding.fingerprint for finding in found(given, only=code))


def _moved(plan: Plan, lines: int, codes: Mapping[str, str]) -> Plan:
    """The plan with its units renumbered and its lines further down."""

    def moved(fact: Fact) -> Fact:
        span = fact.span.model_copy(update={"first": fact.span.first + lines, "last": fact.span.last + lines})  # type: ignore[attr-defined]
        more: dict[str, Any] = {"span": span}
        for name in ("code", "parent", "process", "source", "target", "cited_by"):
            value = getattr(fact, name, None)
            if isinstance(value, str):
                more[name] = codes.get(value, value)
        if hasattr(fact, "successors"):
            more["successors"] = tuple(codes.get(code, code) for code in fact.successors)
        return fact.model_copy(update=more)

    lists = {name: tuple(map(moved, value)) for name, value in plan if isinstance(value, tuple) and name != "parties"}
    return plan.model_copy(update=lists)


@pytest.mark.parametrize("rule", run.rules(), ids=lambda rule: rule.code)
def test_fingerprints_survive_lines_that_move(rule: Rule) -> None:
    given = sample.read(rule.example)
    down = tuple([""] * SHIFT) + given.lines if given.lines else ()
    damage = tuple(d.model_copy(update={"first": d.first + SHIFT, "last": d.last + SHIFT}) for d in given.damage)
    moved = replace(given, plan=_moved(given.plan, SHIFT, {}), lines=down, damage=damage)
    assert _prints(moved, rule.code) == _prints(given, rule.code) != []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_fingerprints_survive_a_renumbering(fault: Any) -> None:
    import random

    code, given = FAULTS[fault], clean()
    broken = replace(given, plan=fault(given.plan, random.Random(1)))
    codes = {process.code: "ABC"[int(process.code[0]) - 1] + process.code[1:] for process in broken.plan.processes}
    renumbered = replace(broken, plan=_moved(broken.plan, 0, codes))
    assert _prints(renumbered, code) == _prints(broken, code) != []
