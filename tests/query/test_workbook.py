"""A plan taken out as a workbook, edited by another program, and read again: exactly the edit."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library import bokby
from tests.graph.test_graph_roundtrip import plans

from kg import assets
from kg.errors import SourceError
from kg.export import workbook as written
from kg.extract import compile, workbook
from kg.model.fact import Fact
from kg.model.plan import Plan
from kg.model.source import Unread
from kg.read import grid, spreadsheet

ABOUT = {"title": "Bokby biblioteks plan", "issuer": "Bokby"}
SLOWLY = [HealthCheck.too_slow, HealthCheck.data_too_large]


def _read(data: bytes) -> tuple[Plan, list[Unread]]:
    document = grid.document("bok.xlsx", "0" * 64, spreadsheet.read("bok.xlsx", data))
    assert workbook.marked(document)
    plan, _, unread = workbook.plan("bokby", document)
    return plan, unread


def _edited(data: bytes, edit: Callable[[Any], None]) -> tuple[Plan, list[Unread]]:
    """The plan of a workbook after another program has opened, changed and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return _read(out.getvalue())


def _sound(plan: Plan) -> Plan:
    """The plan with units of different codes, and facts that name these alone."""
    codes = [f"{n}.{n + 8}" for n, _ in enumerate(plan.processes, start=1)]
    units = [unit.model_copy(update={"code": c, "parent": None}) for c, unit in zip(codes, plan.processes, strict=True)]

    def moved(fact: Fact) -> Fact:
        named = {f: (codes or [None])[0] for f in ("process", "source") if getattr(fact, f, None) is not None}
        return fact.model_copy(update=named)

    lists = ("record_types", "cross_references", "disposition_rules", "retention_rules")
    own = {name: tuple(map(moved, getattr(plan, name))) if codes else () for name in lists}
    frame = {"slug": "bokby", "document": "bokby.txt", "sha256": "b" * 64}
    return plan.model_copy(update={**frame, "processes": tuple(units), **own})


@pytest.mark.parametrize("language", ["sv", "en"])
@given(plans())
@settings(max_examples=12, deadline=None, suppress_health_check=SLOWLY)
def test_workbook_loses_nothing_whatever_the_facts_say(language: Any, plan: Plan) -> None:
    plan = _sound(plan)
    assert _read(written.write(plan, ABOUT, language)) == (plan, [])


@given(plans(), st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=SLOWLY)
def test_edited_cell_is_all_that_changes(plan: Plan, data: Any) -> None:
    plan = _sound(plan)
    places = [
        (name, n, field)
        for name in (
            "processes",
            "record_types",
            "disposition_rules",
            "retention_rules",
            "citations",
            "fora",
            "systems",
        )
        for n, fact in enumerate(getattr(plan, name))
        for field in ("title", "name", "applies_to", "record", "text", "counted_from")
        if field in type(fact).model_fields
    ]
    if not places:
        return
    name, n, field = data.draw(st.sampled_from(places))
    told = data.draw(st.text("abcåäö ÅÄÖ:;.,/()1234-", min_size=1, max_size=20).map(str.strip).filter(bool))

    def edit(book: Any) -> None:
        labels = written.lexicon.load("workbook")
        sheet = book[labels["sheets"][name][0]]
        heads = [cell.value for cell in sheet[1]]
        row = next(
            r for r in sheet.iter_rows(min_row=2) if r[heads.index(labels["place"]["position"][0])].value == str(n + 1)
        )
        row[heads.index(labels["fields"][field][0])].value = told

    made, unread = _edited(written.write(plan, ABOUT), edit)
    facts = list(getattr(plan, name))
    facts[n] = facts[n].model_copy(update={field: told})
    assert (made, unread) == (plan.model_copy(update={name: tuple(facts)}), [])


def test_row_that_is_added_stands_after_the_one_above_it_with_its_cell_as_its_place() -> None:
    def edit(book: Any) -> None:
        sheet = book["Handlingstyper"]
        sheet.insert_rows(4)
        sheet["A4"], sheet["B4"] = "1.2", "hyreskontrakt"

    made, unread = _edited(written.write(bokby(), ABOUT), edit)
    new = [record for record in made.record_types if record.name == "hyreskontrakt"]
    assert [(r.process, r.span.document, r.span.cell) for r in new] == [("1.2", "bok.xlsx", "Handlingstyper!A4:B4")]
    assert [r for r in made.record_types if r not in new] == list(bokby().record_types)
    assert (made.record_types.index(new[0]), unread) == (2, [])


def test_row_that_is_deleted_is_gone_and_nothing_else() -> None:
    made, unread = _edited(written.write(bokby(), ABOUT), lambda book: book["Handlingstyper"].delete_rows(2))
    assert made == bokby().model_copy(update={"record_types": bokby().record_types[1:]})
    assert unread == []


@pytest.mark.parametrize(
    ("cell", "told", "message"),
    [
        ("Enheter!B3", "PX", "Enheter!A3: raden lästes inte: Nivå"),
        ("Enheter!A3", "1", "koden 1 står redan på en annan rad"),
        ("Handlingstyper!A2", "7.7", "Handlingstyper: ingen enhet har koden 7.7"),
        ("Regler!G4", "om avslutat", "är inget villkor"),
    ],
)
def test_row_that_cannot_be_read_is_told_and_the_rest_goes_on(cell: str, told: str, message: str) -> None:
    def edit(book: Any) -> None:
        sheet, _, at = cell.partition("!")
        book[sheet][at] = told

    made, unread = _edited(written.write(bokby(), ABOUT), edit)
    assert any(message in each.message for each in unread), [each.message for each in unread]
    assert made.cross_references


def test_workbook_is_not_laid_under_corrections_once_more(tmp_path: Path) -> None:
    (tmp_path / "plans" / "bokby").mkdir(parents=True)
    (tmp_path / "plans" / "bokby" / "corrections.toml").write_text("")
    file = tmp_path / "bokby.xlsx"
    file.write_bytes(written.write(bokby(), ABOUT))
    with pytest.raises(SourceError, match=r"put corrections\.toml away"):
        compile.document(file, "bokby", tmp_path)
    made = compile.document(file, "annan", assets.data())
    assert made.plan == bokby().model_copy(update={"slug": "annan"})
    assert (made.source.title, made.source.issuer) == ("Bokby biblioteks plan", "Bokby")
