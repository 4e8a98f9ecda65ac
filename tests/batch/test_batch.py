"""An inventory through: an answer a row, a list for each recipient, what needs a person, and a sum that adds up."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from kg.batch import run
from kg.batch.judge import Terms
from kg.batch.source import opened
from kg.batch.summary import Summary
from kg.errors import FailedError, SourceError, UsageError
from kg.service import KnowledgeGraph

Write = Callable[..., Path]
PLAN = "vgr-regionservice"
DAY = date(2026, 1, 1)
HEADS = ("Nr", "Handling", "Enhet", "Datum")
ROWS = (
    ("1", "Protokoll styrelsen mars -17", "", ""),
    ("2", "lev.fakt. 2016", "", ""),
    ("3", "Plocklistor 2013", "Regionservice", "2021"),
    ("4", "Blå lådan", "", ""),
    ("5", "", "", "2017"),
    ("6", "årsredovisn. 2016", "AFF", "2016-02-31"),
    ("7", "Detaljbudget 2017", "", "2017-03-01", "för mycket"),
    ("8", "larmkoder", "", ""),
    ("9", "=1+1", "", ""),
    ("10", "Plocklista för hjälpmedel 4.1.3", "", "2017-03-01 00:00:00"),
)


def batch(kg: KnowledgeGraph, inventory: Path, out: Path, **more: Any) -> Summary:
    return kg.batch(inventory, out, [PLAN], today=DAY, **more)


def rows_of(out: Path) -> list[dict[str, Any]]:
    return pl.read_parquet(out / "rader.parquet").to_dicts()


def cells(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file for people."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def done(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output for the rows above."""
    folder = tmp_path_factory.mktemp("batch")
    path = folder / "in.csv"
    with path.open("w", encoding="latin-1", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADS, *ROWS])
    batch(kg, path, folder / "ut")
    return folder / "ut"


# Rows


def test_every_row_has_an_answer_in_its_place(done: Path) -> None:
    rows = rows_of(done)
    assert [row["Nr"] for row in rows] == [row[0] for row in ROWS]
    assert [row["kg_row"] for row in rows] == list(range(2, 12))
    statuses = [row["kg_status"] for row in rows]
    assert statuses[:9] == [
        "resolved", "resolved", "ambiguous", "not-found", "broken", "broken", "broken", "needs-facts", "not-found",
    ]  # fmt: skip


def test_settled_row_says_owner_action_recipient_and_why(done: Path) -> None:
    row = rows_of(done)[1]
    assert (row["kg_record"], row["kg_owner"], row["kg_action"]) == ("leverantörsfaktura", "2.4.3", "transfer")
    assert "styrelsen för logistik" in row["kg_recipient"]
    assert "nämns som handling i 2.4.3" in row["kg_reason"]
    assert row["kg_place"].startswith("001_cfa1ca4325d06f09.txt:")
    assert row["kg_missing"] is None


def test_row_that_needs_a_fact_says_which_and_asks(done: Path) -> None:
    row = rows_of(done)[7]
    assert (row["kg_missing"], row["kg_kind"]) == ("status", "person")
    assert row["kg_question"].startswith("Hur långt har ärendet kommit?")


def test_row_of_two_owners_asks_which_and_tells_of_no_action(done: Path) -> None:
    row = rows_of(done)[2]
    assert (row["kg_missing"], row["kg_owner"], row["kg_action"]) == ("process", "4.1.3 / 4.2.4", None)
    assert "4.1.3" in row["kg_question"]
    assert "4.2.4" in row["kg_question"]


def test_broken_row_says_what_is_wrong_and_the_rest_goes_on(done: Path) -> None:
    reasons = {row["Nr"]: row["kg_reason"] for row in rows_of(done) if row["kg_kind"] == "broken"}
    assert reasons["5"] == "raden har ingen titel"
    assert "2016-02-31" in reasons["6"]
    assert reasons["7"] == "raden har fler celler än rubrikraden, som har 4"


def test_answer_of_a_row_is_that_of_resolve(kg: KnowledgeGraph, done: Path) -> None:
    row = rows_of(done)[1]
    answer = kg.resolve(kg.question("leverantörsfaktura 2016", [PLAN]), DAY).answers[0]
    assert answer.owner
    assert (row["kg_owner"], row["kg_action"]) == (answer.owner.code, answer.action)
    assert row["kg_recipient"] == " / ".join(answer.recipients)


def test_csv_of_all_rows_says_the_same_and_runs_nothing(done: Path) -> None:
    rows = cells(done / "rader.csv")
    assert [row["kg_status"] for row in rows] == [row["kg_status"] for row in rows_of(done)]
    assert rows[8]["Handling"] == "'=1+1"


# Lists


def test_sum_of_the_lists_is_the_inventory(done: Path) -> None:
    summary = json.loads((done / "summary.json").read_text(encoding="utf-8"))
    listed = Counter(int(row["Rad"]) for each in summary["lists"] for row in cells(done / each["files"][1]))
    assert set(listed) == set(range(2, 12)), "every row is on a list"
    twice = {row for row, count in listed.items() if count > 1}
    by_rule = {row["kg_row"] for row in rows_of(done) if len(row["kg_lists"]) > 1}
    assert twice == by_rule
    assert summary["rows"] == len(ROWS) == sum(listed.values()) - summary["adds_up"]["copies"]
    assert sum(listed.values()) == summary["adds_up"]["entries"]


def test_row_on_two_lists_says_so_on_both(done: Path) -> None:
    for path in (done / "listor").glob("leverans*.csv"):
        row = next(row for row in cells(path) if row["Handling"] == "lev.fakt. 2016")
        assert row["Anmärkning"].startswith("Planen ger handlingen även till styrelsen för ")


def test_summary_for_people_adds_up_to_the_eye(done: Path) -> None:
    text = (done / "sammanfattning.txt").read_text(encoding="utf-8")
    numbers = [int(line.rsplit(None, 1)[1]) for line in text.splitlines() if line.startswith("  ")]
    *lists, entries, copies, rows = numbers
    assert sum(lists) == entries
    assert entries + copies == rows == len(ROWS)


def test_delivery_list_is_a_workbook_to_sign(done: Path) -> None:
    book = openpyxl.load_workbook(done / "listor" / "leverans-till-styrelsen-for-logistik.xlsx")
    cover, table = book["Försättsblad"], book["Handlingar"]
    words = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value is not None]
    assert words[0] == "Leverans till styrelsen för logistik"
    for said in ("Överlämnas av", "Tas emot av", "Underskrift", "Ort och datum", "Summa"):
        assert said in words
    assert any("001_cfa1ca4325d06f09.txt:" in word for word in words), "the rules that it rests on"
    assert all(cell.data_type == "s" for row in table.iter_rows(min_row=2) for cell in row if cell.value is not None)
    assert table.freeze_panes == "A2"
    assert table.max_row - 1 == sum("styrelsen för logistik" in row["kg_lists"] for row in rows_of(done))


def test_cell_that_looks_like_a_formula_stays_text(done: Path) -> None:
    book = openpyxl.load_workbook(done / "listor" / "rader-for-en-person-att-avgora.xlsx")
    cells = [cell for row in book["Handlingar"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1", "s")]


def test_copy_that_no_rule_gives_is_never_let_out() -> None:
    summary = Summary("a", (PLAN,), None, {}, 0.8, 3, (), 0, {"resolved": 3}, 1)
    with pytest.raises(FailedError, match="the lists hold 0 entries for 3 rows"):
        summary.checked(0)


# What comes in


@pytest.mark.parametrize("form", ["csv with tabs", "utf-16", "xlsx", "parquet"])
def test_form_of_the_inventory_does_not_matter(
    kg: KnowledgeGraph, done: Path, tmp_path: Path, inventory: Write, form: str
) -> None:
    whole = [row[:4] for row in ROWS]
    if form == "csv with tabs":
        path = inventory(HEADS, *whole, delimiter="\t", name="a.txt")
    elif form == "utf-16":
        path = inventory(HEADS, *whole, encoding="utf-16")
    elif form == "xlsx":
        path = tmp_path / "in.xlsx"
        book = openpyxl.Workbook()
        for row in (HEADS, *whole):
            book.active.append([cell if cell[:1] != "=" else f"'{cell}" for cell in row])
        book.save(path)
    else:
        path = tmp_path / "in.parquet"
        pl.DataFrame(whole, schema=list(HEADS), orient="row").write_parquet(path)
    batch(kg, path, tmp_path / "ut")
    kept = ["Nr", "kg_status", "kg_owner", "kg_lists", "kg_record"]
    ours, those = rows_of(tmp_path / "ut"), rows_of(done)
    same = [0, 1, 2, 3, 4, 5, 7, 9]  # the others are broken or escaped in one form alone
    assert [[ours[n][k] for k in kept] for n in same] == [[those[n][k] for k in kept] for n in same]


def test_quote_that_is_never_closed_breaks_its_row_alone(kg: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('Nr;Handling\n1;"lev.fakt. 2016\n2;Momsrapport 2013\n3;"rad ett\nMomsrapport 2014"\n', "utf-8")
    batch(kg, path, tmp_path / "ut")
    assert [(r["kg_row"], r["kg_status"]) for r in rows_of(tmp_path / "ut")][:2] == [(2, "broken"), (3, "resolved")]
    assert rows_of(tmp_path / "ut")[0]["kg_reason"] == "ett citattecken stängs aldrig"


def test_columns_are_found_by_their_names_or_told(kg: KnowledgeGraph, tmp_path: Path, inventory: Write) -> None:
    path = inventory(("Löpnr", "Vad", "Var"), ("1", "lev.fakt. 2016", "AFF"))
    with pytest.raises(UsageError, match="no column is plainly the title of the rows"):
        batch(kg, path, tmp_path / "ut")
    summary = batch(kg, path, tmp_path / "ut", mapping={"Vad": "record", "Var": "unit"})
    assert summary.mapping == {"record": "Vad", "unit": "Var"}


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"Sak": "record"}, "no column 'Sak'"),
        ({"Handling": "titel"}, "unknown fact 'titel' for column 'Handling'"),
        ({"Nr": "record", "Handling": "record"}, "two columns for 'record'"),
    ],
)
def test_wrong_map_is_refused_in_one_line(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write, mapping: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        batch(kg, inventory(HEADS, *ROWS), tmp_path / "ut", mapping=mapping)
    assert not (tmp_path / "ut").exists()


def test_file_that_is_no_inventory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\n\n")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 not so")
    for name, said in (("a.csv", "empty"), ("b.parquet", "broken"), ("c.csv", "no such file")):
        with pytest.raises(SourceError, match=said):
            opened(tmp_path / name)


def test_folder_of_something_else_is_never_written_over(kg: KnowledgeGraph, tmp_path: Path, inventory: Write) -> None:
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut" / "viktigt.txt").write_text("kvar", "utf-8")
    with pytest.raises(UsageError, match="is no output of kg batch"):
        batch(kg, inventory(HEADS, *ROWS), tmp_path / "ut")
    assert [path.name for path in (tmp_path / "ut").iterdir()] == ["viktigt.txt"]


def test_inventory_without_rows_gives_an_output_that_says_so(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write
) -> None:
    summary = batch(kg, inventory(HEADS), tmp_path / "ut")
    assert (summary.rows, summary.lists) == (0, ())


# Stopped and gone on


class Stopped(Exception):
    """As if the run had been killed."""


def test_stopped_run_goes_on_where_it_was_and_gives_the_same(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write
) -> None:
    path = inventory(HEADS, *(row[:4] for row in ROWS * 5))
    views, titles = [kg.catalogue.plans[PLAN]], {PLAN: PLAN}
    terms = Terms((PLAN,), None, DAY, run.LEAST)
    told: list[int] = []

    def stop(done: int, total: int | None) -> None:
        told.append(done)
        if done == 20:
            raise Stopped

    whole = run.Wanted(path, tmp_path / "whole", terms, frame=10)
    run.run(whole, kg._resolver, views, titles, lambda done, total: None)
    broken = run.Wanted(path, tmp_path / "ut", terms, frame=10)
    with pytest.raises(Stopped):
        run.run(broken, kg._resolver, views, titles, stop)
    assert not (tmp_path / "ut").exists()
    again = run.Wanted(path, tmp_path / "ut", terms, frame=10, resume=True)
    run.run(again, kg._resolver, views, titles, lambda done, total: told.append(done))
    assert told == [10, 20, 30, 40, 50]
    assert (tmp_path / "ut" / "rader.csv").read_bytes() == (tmp_path / "whole" / "rader.csv").read_bytes()
    assert not (tmp_path / "ut.part").exists()


def test_run_is_not_gone_on_with_where_the_question_is_another(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write
) -> None:
    path = inventory(HEADS, *ROWS)

    def stop(done: int, total: int | None) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        batch(kg, path, tmp_path / "ut", progress=stop)
    with pytest.raises(UsageError, match="what was begun had another threshold"):
        batch(kg, path, tmp_path / "ut", least=0.5, resume=True)


# In a terminal


def test_command_prints_the_summary_and_no_bar_where_nobody_looks(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE", str(kg.settings.store))
    path = inventory(HEADS, *ROWS)
    command = [sys.executable, "-m", "kg", "batch", str(path), "-o", str(tmp_path / "ut"), "--plan", PLAN, "--json",
               "--map", "Handling=record"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == len(ROWS)
    assert done.stderr == f"wrote {tmp_path / 'ut'}\n"
