"""A plan with a row a record type: what its row says decides, and how long is told with what it runs from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.offices import office

from kg import assets
from kg.importing import Wanted
from kg.model.answer import PlanAnswer
from kg.service import KnowledgeGraph
from kg.settings import Settings

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """Two plans of offices, imported and built."""
    folder = tmp_path_factory.mktemp("rows")
    data = folder / "data"
    for name in ("statutes", "organisations", "lexicon"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).symlink_to(assets.data() / name)
    made = KnowledgeGraph(Settings(data=data, store=folder / "store"))
    for name in ("grundskola", "socialtjanst"):
        made.import_plan(office.write(office.load(name), "xlsx", folder), Wanted())
    made.build()
    with made:
        yield made


def _answer(kg: KnowledgeGraph, plan: str, text: str, **facts: str) -> PlanAnswer:
    return kg.resolve(kg.question(text, [plan], facts=dict(facts)), TODAY).answers[0]


def test_plan_answers_after_import(kg: KnowledgeGraph) -> None:
    found = _answer(kg, "grundskola", "ansökan om skolplats")
    assert (found.status, found.action) == ("resolved", "destroy")
    assert found.retention is not None
    assert found.retention.period == "P2Y"


def test_period_from_the_end_of_the_year_ends_on_the_first_of_january(kg: KnowledgeGraph) -> None:
    found = _answer(kg, "socialtjanst", "loggar från verksamhetssystem", date="2019-05-03")
    assert found.retention is not None
    assert found.retention.earliest == date(2025, 1, 1)
    assert "kalenderårets utgång 2020-01-01 + 5 år = 2025-01-01" in found.steps[-1].does


def test_remark_on_one_row_sends_no_other_row_away(kg: KnowledgeGraph) -> None:
    found = _answer(kg, "grundskola", "ansökan om skolplats")
    assert found.owner is not None
    assert found.owner.code == "3.1.1"


def test_rules_of_other_rows_are_not_told(kg: KnowledgeGraph) -> None:
    found = _answer(kg, "grundskola", "beslut om skolplacering")
    assert found.status == "needs-facts"
    assert not any("skolskjuts" in step.does for step in found.steps)


def test_unstated_start_of_a_period_is_told_to_be_unstated(kg: KnowledgeGraph) -> None:
    assert "planen säger inte från när" in _answer(kg, "grundskola", "ansökan om skolplats").steps[-1].does


def test_delivery_is_no_disposal(kg: KnowledgeGraph) -> None:
    found = _answer(kg, "grundskola", "pedagogisk utredning")
    assert found.action == "preserve"
    assert found.steps[-1].does == "Levereras till arkivet efter 5 år."


def test_title_of_a_process_asks_which_of_its_rows_is_meant(kg: KnowledgeGraph) -> None:
    found = _answer(kg, "grundskola", "samråda med elever")
    assert found.status == "ambiguous"
    assert found.missing_facts[0].values == ("protokoll elevråd/klassråd", "minnesanteckningar (matråd)")


def test_silence_of_a_row_is_no_rule(kg: KnowledgeGraph) -> None:
    assert _answer(kg, "socialtjanst", "kölista till familjerådgivning").status == "no-rule"
