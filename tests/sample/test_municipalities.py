"""Made-up municipalities: the same for the same seed, read back as they were meant, and good to measure by."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.shared import once

from kg import assets
from kg.errors import UsageError
from kg.extract import package
from kg.importing import Wanted
from kg.sample import town
from kg.service import KnowledgeGraph
from kg.settings import Settings

SEED = 7
COUNT = 5
DAY = date(2026, 1, 1)
PLANTED = {"KG201", "KG202", "KG204", "KG503"}


def made(out: Path, seed: int = SEED, count: int = COUNT) -> Path:
    with KnowledgeGraph(Settings(data=assets.data(), store=out.parent / "none")) as kg:
        kg.sample(out, seed, count)
    return out


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five municipalities, and the store built from them beside."""

    def make(folder: Path) -> None:
        data = made(folder / "kommuner")
        with KnowledgeGraph(Settings(data=data, store=folder / "store")) as graph:
            graph.build()

    return once(tmp_path_factory, "sample", make) / "kommuner"


@pytest.fixture(scope="module")
def slugs(sample: Path) -> list[str]:
    told = json.loads((sample / "sample.json").read_text("utf-8"))
    return [each["slug"] for each in told["municipalities"]]


@pytest.fixture(scope="module")
def kg(sample: Path) -> Iterator[KnowledgeGraph]:
    """The graph of these municipalities alone."""
    with KnowledgeGraph(Settings(data=sample, store=sample.parent / "store")) as graph:
        yield graph


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_same_seed_gives_the_same_bytes_and_another_seed_others(sample: Path, tmp_path: Path) -> None:
    again, other = files(made(tmp_path / "igen")), files(made(tmp_path / "annan", seed=8))
    assert again == files(sample)
    assert other.keys() != again.keys()


def test_municipality_does_not_depend_on_how_many_are_made(sample: Path, tmp_path: Path) -> None:
    fewer, more = files(made(tmp_path / "två", count=2)), files(sample)
    assert {name: more[name] for name in fewer if name != "sample.json"} == {
        name: data for name, data in fewer.items() if name != "sample.json"
    }


def test_three_hundred_municipalities_are_all_different() -> None:
    towns = [town.made(SEED, number) for number in range(1, 301)]
    assert len({tuple((u.title, u.records) for u in each.units) for each in towns}) == 300
    assert len({each.slug for each in towns}) == 300
    assert all(len(each.processes) >= 12 for each in towns)


def test_document_is_read_as_it_was_meant(sample: Path, slugs: list[str], tmp_path: Path) -> None:
    with KnowledgeGraph(Settings(data=sample, store=tmp_path / "none")) as kg:
        for slug in slugs:
            right = package.facts_of(sample / "plans" / slug)
            kg.import_plan(sample / "documents" / f"{slug}.csv", Wanted(slug=slug, out=tmp_path / "lästa"))
            read = package.facts_of(tmp_path / "lästa" / slug)
            bare = {"terms": ()}
            assert [p.model_copy(update=bare) for p in read.processes] == list(right.processes)
            assert read.record_types == right.record_types
            assert read.disposition_rules == right.disposition_rules
            assert read.cross_references == right.cross_references
            assert [r.model_copy(update={"legal": ()}) for r in read.retention_rules] == [
                r.model_copy(update={"legal": ()}) for r in right.retention_rules
            ]
            assert [(c.sfs, c.cited_by, c.text) for c in read.citations] == [
                (c.sfs, c.cited_by, c.text) for c in right.citations
            ]


def test_planted_faults_are_found_and_no_others_of_their_kinds(
    kg: KnowledgeGraph, sample: Path, slugs: list[str]
) -> None:
    planted = {
        (slug, fault["rule"], fault["where"])
        for slug in slugs
        for fault in json.loads((sample / "answers" / f"{slug}-faults.json").read_text("utf-8"))
    }
    found = {(f.plan, f.rule, f.where[0]) for f in kg.findings(slugs) if f.rule in PLANTED}
    assert planted
    assert found == planted


def test_inventory_is_sorted_by_the_plan_as_its_answers_say(
    kg: KnowledgeGraph, sample: Path, slugs: list[str], tmp_path: Path
) -> None:
    right = accepted = 0
    for slug in slugs:
        kg.batch(sample / "inventories" / f"{slug}.csv", tmp_path / slug, [slug], today=DAY)
        rows = pl.read_parquet(tmp_path / slug / "rader.parquet").to_dicts()
        for row, answer in zip(rows, cells(sample / "answers" / f"{slug}.csv"), strict=True):
            if row["kg_kind"] in {"kept", "delivery"}:
                accepted += 1
                right += row["kg_owner"] == answer["owner"] and row["kg_action"] == answer["action"]
    assert accepted >= 0.6 * 60 * len(slugs)
    assert right >= 0.97 * accepted


def test_reform_moves_every_row_to_the_board_that_the_answers_name(
    kg: KnowledgeGraph, sample: Path, slugs: list[str], tmp_path: Path
) -> None:
    for slug in slugs:
        event, inventory = sample / "events" / f"{slug}.toml", sample / "inventories" / f"{slug}.csv"
        _, proof = kg.reorganise(event, inventory, tmp_path / slug, [slug], today=DAY)
        assert (proof.processes_left, proof.twice) == ((), 0)
        rows = pl.read_parquet(tmp_path / slug / "rader.parquet").to_dicts()
        for row, answer in zip(rows, cells(sample / "answers" / f"{slug}.csv"), strict=True):
            if row["kg_kind"] != "person":
                assert row["kg_recipient"] == answer["board_after"], row["Handling"]


def test_folder_of_something_else_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut" / "viktigt.txt").write_text("kvar", "utf-8")
    with pytest.raises(UsageError, match="is no sample"):
        made(tmp_path / "ut")
    with pytest.raises(UsageError, match="there is nothing to make"):
        made(tmp_path / "nytt", count=0)
