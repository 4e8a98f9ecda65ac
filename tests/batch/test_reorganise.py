"""A reorganisation: each row to the body that takes it over, nothing left out, nothing given twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kg.batch import event as events
from kg.errors import SourceError
from kg.service import KnowledgeGraph

Write = Callable[..., Path]
PLAN = "vgr-regionservice"
DAY = date(2026, 1, 1)
HEADS = ("Handling", "Nämnd")
EVENT = """
name = "Ny serviceorganisation"
date = 2020-12-11

[aliases]
"servicenämnden" = ["SN"]

[[change]]
from = "servicenämnden"
to = "nämnden för ekonomi"
processes = ["2"]

[[change]]
from = "servicenämnden"
to = "nämnden för inköp"
processes = ["2.5"]

[[change]]
from = "servicenämnden"
to = "nämnden för det övriga"

[[change]]
from = ["måltidsnämnden", "städnämnden"]
to = "nämnden för fastigheter"
"""
ROWS = (
    ("lev.fakt. 2016", "servicenämnden"),
    ("Förfrågn.underlag LOU 2016", "SN"),
    ("Plocklistor 2013", "Servicenämnden"),
    ("Blå lådan", "servicenämnden"),
    ("Blå lådan", "städnämnden"),
    ("Styrelseprotokoll 2015", "styrelsen för kollektivtrafik"),
    ("Styrelseprotokoll 2015", ""),
)


@pytest.fixture
def event(tmp_path: Path) -> Callable[[str], Path]:
    def writes(text: str) -> Path:
        path = tmp_path / "händelse.toml"
        path.write_text(text, "utf-8")
        return path

    return writes


def moved(kg: KnowledgeGraph, event: Path, inventory: Path, out: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    kg.reorganise(event, inventory, out, [PLAN], today=DAY)
    return pl.read_parquet(out / "rader.parquet").to_dicts(), json.loads((out / "proof.json").read_text("utf-8"))


def test_each_row_goes_to_the_body_that_takes_it_over(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write, event: Callable[[str], Path]
) -> None:
    rows, proof = moved(kg, event(EVENT), inventory(HEADS, *ROWS), tmp_path / "ut")
    assert [row["kg_lists"] for row in rows] == [
        ["nämnden för ekonomi"],  # by its process, under "2"
        ["nämnden för inköp"],  # by the change that names its process most closely
        ["nämnden för det övriga"],  # two owners, and both go to the same body
        ["person"],
        ["nämnden för fastigheter"],  # all of the body goes, so that the process need not be known
        ["stay"],
        ["person"],
    ]
    assert [row["kg_missing"] for row in rows] == [None, None, None, "process", None, None, "body"]
    assert (proof["holds"], proof["unassigned"], proof["twice"], proof["processes_left"]) == (False, 2, 0, [])


def test_proof_adds_up_and_holds_where_all_is_settled(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write, event: Callable[[str], Path]
) -> None:
    settled = [ROWS[n] for n in (0, 1, 2, 4, 5)]
    _, proof = moved(kg, event(EVENT), inventory(HEADS, *settled), tmp_path / "ut")
    assert proof["holds"]
    assert sum(count for _, count in proof["taken"]) + proof["stay"] == proof["rows"] == len(settled)
    assert "Ingenting är utan mottagare och ingenting är givet två gånger." in (
        tmp_path / "ut" / "bevis.txt"
    ).read_text("utf-8")


def test_process_that_no_change_names_stands_in_the_proof(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write, event: Callable[[str], Path]
) -> None:
    short = EVENT.replace('[[change]]\nfrom = "servicenämnden"\nto = "nämnden för det övriga"\n', "")
    rows, proof = moved(kg, event(short), inventory(HEADS, ROWS[0], ROWS[2]), tmp_path / "ut")
    left = {code for _, code in proof["processes_left"]}
    assert "4.1.3" in left
    assert not {code for code in left if code.startswith("2.")}
    assert rows[1]["kg_kind"] == "person"


def test_body_whose_records_the_plan_divides_follows_its_rules(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write, event: Callable[[str], Path]
) -> None:
    by_plan = 'name = "Delning"\ndate = 2020-12-11\n[[change]]\nfrom = "Regionservice"\n'
    rows, proof = moved(kg, event(by_plan), inventory(("Handling",), ["lev.fakt. 2016"]), tmp_path / "ut")
    assert len(rows[0]["kg_lists"]) == 2
    assert (proof["twice"], proof["holds"]) == (1, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "A"\ndate = 2020-01-01\n', "change: Field required"),
        (
            'name = "A"\ndate = 2020-01-01\nchange = [{from = "a", to = "b"}, {from = "a", to = "c"}]',
            "all of a is given twice",
        ),
        (
            'name = "A"\ndate = 2020-01-01\nchange = [{from = "a", to = "b", processes = "1"}, '
            '{from = "a", to = "c", processes = ["2", "1"]}]',
            "process 1 of a is given twice",
        ),
        ('name = "A"\ndate = 2020-01-01\nchange = [{from = "a", to = "b"}]\naliases = {c = "d"}', "other names for c"),
        ("name = ", "no valid TOML"),
    ],
)
def test_event_that_leaves_doubt_is_refused(event: Callable[[str], Path], text: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        events.load(event(text))


def test_command_tells_by_its_status_whether_the_proof_holds(
    kg: KnowledgeGraph, tmp_path: Path, inventory: Write, event: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE", str(kg.settings.store))
    path = inventory(HEADS, *ROWS)
    command = [sys.executable, "-m", "kg", "reorganise", str(event(EVENT)), str(path), "-o", str(tmp_path / "ut"),
               "--plan", PLAN]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1, done.stderr
    assert "Utan mottagare tills en person avgjort" in done.stdout
