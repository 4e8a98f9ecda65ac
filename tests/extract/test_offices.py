"""Plans as offices write them, in the formats that they come in: what an archivist reads out, the program reads too."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from tests.offices import office
from tests.offices.measured import measured

from kg import assets
from kg.extract import compile
from kg.model.plan import Plan

NAMES = sorted(path.stem for path in office.FOLDER.glob("*.md") if path.stem != "README")
CASES = [(name, kind) for name in NAMES for kind in office.load(name).formats]
RUNNING = "run"
"""Text whose cells run together: a period behind "Bevaras" is of a column that nobody can tell."""


@cache
def read(name: str, kind: str) -> Plan:
    """An office's plan as the program reads it from a file of that kind; read once for all tests here."""
    with tempfile.TemporaryDirectory() as folder:
        return compile.document(office.write(office.load(name), kind, Path(folder)), name, assets.data()).plan


@pytest.mark.parametrize(("name", "kind"), CASES, ids=lambda part: part)
def test_plan_is_read_as_an_archivist_reads_it(name: str, kind: str) -> None:
    expected = office.load(name)
    found = measured(expected, read(name, kind))
    assert found.nodes == 1.0, found.differences
    assert found.records >= (0.95 if kind == RUNNING else 1.0), found.differences
    assert found.rules >= (0.6 if kind == RUNNING else 1.0), found.differences
    assert found.references == 1.0, found.differences


@pytest.mark.parametrize("name", [name for name, kind in CASES if kind == RUNNING])
def test_running_text_gives_no_rule_that_the_plan_does_not_have(name: str) -> None:
    expected = office.load(name)
    right = {(code, record): {(r.action, r.period) for r in rules} for code, record, rules, _ in expected.records}
    for rule in read(name, RUNNING).retention_rules:
        assert (rule.action, rule.period) in right[str(rule.process), str(rule.record)]
