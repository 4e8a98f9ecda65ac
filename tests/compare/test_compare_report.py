"""What a comparison and a change look like: for people, for programs, and as a mapping to review."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.compare import changed
from tests.compare.neighbours import LEFT, RIGHT, lay
from tests.forked import in_words, kg

from kg.compare import mapped, report
from kg.compare.said import said
from kg.errors import SourceError, UsageError
from kg.extract import crosswalk, package
from kg.graph import files
from kg.model.comparison import Comparison
from kg.service import KnowledgeGraph


@pytest.fixture(scope="module")
def found(graph: KnowledgeGraph) -> Comparison:
    return graph.compare(LEFT, RIGHT)


def lines(found: Comparison, format: str, lang: str = "sv") -> list[str]:
    return report.write(found, format, lang).decode().splitlines()  # type: ignore[arg-type]


def test_table_tells_what_differs_and_counts_the_rest(found: Comparison) -> None:
    told = lines(found, "table")
    text = "\n".join(told)
    assert re.search(r"^flyttad +2\.2\.3 Göra bokslut +⊃ 3\.2\.3 Bokföra och göra bokslut$", text, re.M)
    assert "granskad 0.90" in text
    assert "Skogslunda gör det tillsammans." in text
    assert sum(found.counts.values()) == len(found.rows)


def test_number_that_was_refused_says_what_the_reviewer_said(found: Comparison) -> None:
    (row,) = (row for row in found.rows if row.left and row.right and row.left.code == row.right.code == "4.4")
    assert (row.status, row.match) == ("meaning-changed", None)


def test_reviewed_pair_has_reasons_too(found: Comparison) -> None:
    (match,) = (row.match for row in found.rows if row.match and row.match.origin == "reviewed")
    assert {reason.kind for reason in match.reasons} >= {"title", "records"}
    assert match.mapping_date.isoformat() == "2024-05-06"  # type: ignore[union-attr]


def test_csv_has_a_line_for_every_row(found: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(report.write(found, "csv").decode())))
    assert len(rows) == len(found.rows)
    assert {row["status"] for row in rows} == set(found.counts)


def test_json_is_read_back_as_it_was(found: Comparison) -> None:
    assert Comparison.model_validate_json(report.write(found, "json")) == found


def test_sssom_has_every_match_and_what_was_refused(found: Comparison) -> None:
    told = [line for line in lines(found, "sssom-tsv") if not line.startswith("#")]
    rows = list(csv.DictReader(told, delimiter="\t"))
    assert len(rows) == len(list(mapped.matched(found))) + 1
    assert [row["object_id"] for row in rows if row["predicate_modifier"] == "Not"] == ["right:4.4"]
    assert {row["mapping_justification"] for row in rows} == {
        "semapv:ManualMappingCuration",
        "semapv:CompositeMatching",
    }
    assert all(row["comment"] for row in rows if row["mapping_justification"] == "semapv:CompositeMatching")


def test_turtle_is_rdf_that_ties_the_units(found: Comparison, tmp_path: Path) -> None:
    (tmp_path / "m.ttl").write_bytes(report.write(found, "ttl"))
    store = files.load(tmp_path / "m.ttl")
    (count,) = next(iter(store.oxigraph.query(  # type: ignore[union-attr, arg-type]
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT (COUNT(*) AS ?n) { GRAPH ?g "
        "{ ?a skos:exactMatch|skos:closeMatch|skos:broadMatch|skos:narrowMatch ?b } }"
    )))  # fmt: skip
    assert int(count.value) == len(list(mapped.matched(found)))


def test_draft_is_refused_until_its_proposals_have_been_reviewed(found: Comparison, tmp_path: Path) -> None:
    text = report.write(found, "toml").decode()
    plans = [changed.made_up(slug).model_copy(update={"slug": slug}) for slug in (LEFT, RIGHT)]
    with pytest.raises(SourceError, match="justification"):
        crosswalk.load(lay(tmp_path, text), plans)
    once = text.replace("semapv:CompositeMatching", "semapv:MappingReview")
    (read,), _ = crosswalk.load(lay(tmp_path, once), plans)
    assert len(read.mapping) == len(list(mapped.matched(found))) + len(found.refused)
    assert {(each.subject, each.object) for each in read.mapping if each.modifier} == {("4.4", "4.4")}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_page_is_whole_and_needs_nothing_else(found: Comparison, lang: str) -> None:
    page = report.write(found, "html", lang).decode()  # type: ignore[arg-type]
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)
            assert not {name for name, _ in attrs} & {"src", "onclick", "style"}
            assert tag != "script"

    Reader().feed(page)
    assert seen.count("tr") == len(found.rows) + 1
    assert f'<html lang="{lang}">' in page
    assert said(lang, "plans")["heading"] in page  # type: ignore[arg-type]


def test_both_languages_say_the_same_things() -> None:
    assert set(said("sv")) == set(said("en"))


def test_format_that_is_not_known_is_refused(found: Comparison) -> None:
    with pytest.raises(UsageError, match="no format is called 'pdf'"):
        report.write(found, "pdf")


def test_plan_without_units_is_not_compared(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="no such plan"):
        graph.compare(LEFT, "annan")


def test_command_line_compares_and_tries(graph: KnowledgeGraph, tmp_path: Path) -> None:
    environ = {"KG_DATA": str(graph.settings.data), "KG_STORE": str(graph.settings.store), "PATH": "", "KG_LANG": "sv"}

    def told(*args: str) -> subprocess.CompletedProcess[str]:
        return in_words(kg(args, environ))

    done = told("compare", LEFT, RIGHT, "--json")
    assert json.loads(done.stdout)["manner"] == "plans"
    second = package.facts_of(graph.settings.data / "plans" / LEFT)
    second = second.model_copy(update={"processes": second.processes[:-1]})
    (tmp_path / "facts.json").write_text(second.model_dump_json(), encoding="utf-8")
    done = told("compare", LEFT, str(tmp_path / "facts.json"))
    assert "borta enhet: 4.5 Leverera vatten och avlopp" in done.stdout
    done = told("what-if", "end", "2.3.2", "--into", "2.3.1", "--json")
    assert json.loads(done.stdout)["into"] == ["2.3.1"]
    done = told("what-if", "move", "2.3.2", "--under", "9")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: ")
    assert done.stderr.count("\n") == 1
