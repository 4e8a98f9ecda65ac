"""Two made-up plans in the two layouts, as documents that the grammars were not made for: they must read as well."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any

import pytest

from kg import assets
from kg.extract import facts, legal, registry
from kg.model.plan import Plan
from kg.read import plaintext

FOLDER = Path(__file__).parents[1] / "layouts"
Read = tuple[Plan, dict[str, Any]]


@pytest.fixture(scope="module", params=["tabbed", "running"])
def read(request: pytest.FixtureRequest) -> Read:
    """A plan as it is read, and as it should be."""
    document = plaintext.read(FOLDER / f"{request.param}.txt")
    laws = legal.laws(document, legal.names(registry.statutes(assets.data() / "statutes")))
    plan, unread = facts.plan(request.param, document, laws, {})
    assert not unread
    return plan, json.loads((FOLDER / f"{request.param}.expected.json").read_text(encoding="utf-8"))


def _f1(got: Iterable[Hashable], expected: Iterable[Hashable]) -> float:
    mine, right = Counter(got), Counter(expected)
    return 2 * (mine & right).total() / (mine.total() + right.total())


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def test_every_unit_is_read(read: Read) -> None:
    plan, expected = read
    assert [(p.code, p.level, p.title, p.parent, _day(p.added), _day(p.ended)) for p in plan.processes] == [
        (p["code"], p["level"], p["title"], p["parent"], p.get("added"), p.get("ended")) for p in expected["processes"]
    ]


def _day(value: object) -> str | None:
    return str(value) if value else None


def test_record_types_are_read(read: Read) -> None:
    plan, expected = read
    got = [(r.process, _folded(r.name)) for r in plan.record_types]
    assert _f1(got, [(r["process"], _folded(r["name"])) for r in expected["record_types"]]) >= 0.97


def test_cross_references_are_read(read: Read) -> None:
    plan, expected = read
    wanted = [r for r in expected["cross_references"] if not r.get("optional")]
    got = [(r.source, r.target, r.external) for r in plan.cross_references]
    assert _f1(got, [(r["source"], r["target"], bool(r["external"])) for r in wanted]) >= 0.95
    subjects = [(r.source, r.target, _folded(r.subject)) for r in plan.cross_references if r.subject]
    assert (
        _f1(subjects, [(r["source"], r["target"], _folded(r["subject"])) for r in wanted if r["kind"] != "exclude"])
        >= 0.90
    )


def test_rules_are_read(read: Read) -> None:
    plan, expected = read
    got = [_rule(r.process, r.order, r.model_dump(mode="json")) for r in plan.disposition_rules]
    right = [
        _rule(each["process"], order, rule)
        for each in expected["disposition_rules"]
        for order, rule in enumerate(each["rules"], start=1)
    ]
    assert _f1(got, right) >= 0.90


def _rule(process: str, order: int, rule: dict[str, Any]) -> Hashable:
    conditions = sorted(
        (c["about"], c["op"], str(c.get("at")), str(c["value"]) if c["about"] in {"unit", "year"} else "")
        for c in rule["conditions"]
    )
    return (process, order, rule["action"], tuple(rule["recipients"]), bool(rule["otherwise"]), tuple(conditions))


def test_every_fact_stands_where_it_says(read: Read) -> None:
    plan, _ = read
    lines = plaintext.read(FOLDER / plan.document).lines
    for record in plan.record_types:
        passage = _folded(" ".join(lines[record.span.first - 1 : record.span.last]))
        assert record.name.split()[0].split("-")[0].casefold()[:4] in passage.replace("- ", "")
