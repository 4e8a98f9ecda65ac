"""A change that is tried: what it touches, which findings come and go, and nothing on disk is another."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.compare.neighbours import LEFT, RIGHT

from kg.compare import trial
from kg.errors import UsageError
from kg.model.comparison import WhatIf
from kg.service import KnowledgeGraph


def kinds(found: WhatIf) -> Counter[str]:
    return Counter(one.kind for one in found.touched)


def said(found: WhatIf, kind: str) -> list[tuple[str, str]]:
    return [(one.code, one.text) for one in found.touched if one.kind == kind]


def rules(findings: Any) -> set[tuple[str, tuple[str, ...]]]:
    return {(each.rule, each.where) for each in findings}


def digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def test_end_touches_all_that_stands_in_the_unit_and_all_that_cites_it(graph: KnowledgeGraph) -> None:
    found = graph.what_if("end", "2.3.2", plan=LEFT, into=["2.3.1"])
    view = graph.catalogue.plans[LEFT]
    assert kinds(found)["record-type"] == len(view.records["2.3.2"])
    assert said(found, "unit") == [("2.3.2", "Följa upp avtal")]
    assert said(found, "reference-to") == [("2.3.1", "avtal hanteras i 2.3.2 Följa upp avtal")]
    assert all(one.lines and one.iri for one in found.touched)


def test_end_of_a_group_touches_the_units_under_it(graph: KnowledgeGraph) -> None:
    found = graph.what_if("end", "3.2", plan=LEFT)
    assert [code for code, _ in said(found, "unit")] == ["3.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4"]
    assert kinds(found)["rule"] == 1


def test_end_touches_rules_citations_and_reviewed_mappings(graph: KnowledgeGraph) -> None:
    assert kinds(graph.what_if("end", "2.2.1", plan=LEFT))["rule"] == 2
    assert said(graph.what_if("end", "2.4.2", plan=LEFT), "citation") == [("2.4.2", "arkivlagen (1990:782)")]
    assert said(graph.what_if("end", "2.2.3", plan=LEFT), "mapping") == [("2.2.3", f"narrowMatch {RIGHT} 3.2.3")]
    assert said(graph.what_if("end", "4.4", plan=RIGHT), "mapping") == [("4.4", f"exactMatch {LEFT} 4.4 (Not)")]


def test_end_adds_the_finding_that_a_reference_leads_to_what_has_ended(graph: KnowledgeGraph) -> None:
    found = graph.what_if("end", "2.3.2", plan=LEFT, into=["2.3.1"])
    assert ("KG204", ("2.3.1", "2.3.2")) in rules(found.added)


def test_end_without_a_successor_is_a_finding_and_with_one_it_is_none(graph: KnowledgeGraph) -> None:
    alone = rules(graph.what_if("end", "4.5", plan=LEFT).added)
    into = rules(graph.what_if("end", "4.5", plan=LEFT, into=["4.4"]).added)
    assert {rule for rule, where in alone - into if where == ("4.5",)}


def test_end_that_lies_ahead_is_judged_on_its_day(graph: KnowledgeGraph) -> None:
    day = date.today() + timedelta(days=400)
    found = graph.what_if("end", "2.3.2", plan=LEFT, into=["2.3.1"], on=day.isoformat())
    assert found.on == day
    assert ("KG204", ("2.3.1", "2.3.2")) in rules(found.added)


def test_new_title_touches_what_cites_the_old_one(graph: KnowledgeGraph) -> None:
    found = graph.what_if("rename", "2.3.2", plan=LEFT, title="Vårda ingångna avtal")
    assert kinds(found) == {"unit": 1, "reference-to": 1}
    assert ("KG202", ("2.3.1", "2.3.2")) in rules(found.added)


def test_title_that_is_the_same_changes_no_finding(graph: KnowledgeGraph) -> None:
    found = graph.what_if("rename", "2.3.2", plan=LEFT, title="Följa upp avtal")
    assert (found.added, found.removed) == ((), ())


def test_move_gives_the_next_number_and_leaves_references_behind(graph: KnowledgeGraph) -> None:
    found = graph.what_if("move", "2.3.2", plan=LEFT, under="2.4")
    assert found.new_codes == {"2.3.2": "2.4.5"}
    assert ("KG201", ("2.3.1",)) in rules(found.added)


def test_finding_about_a_moved_unit_among_others_is_the_same_finding(graph: KnowledgeGraph) -> None:
    twice = {finding.where for finding in graph.findings([LEFT], ["KG107"])}
    assert twice == {("1.2", "3.1.2")}
    found = graph.what_if("move", "1.2", plan=LEFT, under="4")
    assert {each.rule for each in (*found.added, *found.removed)}.isdisjoint({"KG107"})


def test_move_of_a_group_renumbers_all_under_it(graph: KnowledgeGraph) -> None:
    found = graph.what_if("move", "3.1", plan=LEFT, under="2")
    assert found.new_codes == {"3.1": "2.6", "3.1.1": "2.6.1", "3.1.2": "2.6.2"}


def test_nothing_on_disk_is_changed(graph: KnowledgeGraph) -> None:
    before = digest(graph.settings.data), digest(graph.settings.store)
    graph.what_if("end", "2.3.2", plan=LEFT, into=["2.3.1"])
    graph.what_if("move", "3.1", plan=LEFT, under="2")
    assert (digest(graph.settings.data), digest(graph.settings.store)) == before
    assert graph.catalogue.plans[LEFT].processes["2.3.2"].ended is None


def test_plan_is_the_one_that_has_all_the_codes(graph: KnowledgeGraph) -> None:
    assert graph.what_if("end", "4.5", into=["1.5"]).plan == LEFT
    with pytest.raises(UsageError, match=f"4 is in {LEFT}, {RIGHT}"):
        graph.what_if("end", "4")
    with pytest.raises(UsageError, match=r"9\.9 is in no plan"):
        graph.what_if("end", "9.9")


@pytest.mark.parametrize(
    ("change", "code", "asked", "why"),
    [
        ("end", "2.3.2", {"into": ["9.9"]}, "has no unit '9.9'"),
        ("end", "2.3.2", {"into": ["2.3.2"]}, "cannot go into itself"),
        ("end", "2.3.2", {"on": "i morgon"}, "i morgon"),
        ("rename", "2.3.2", {"title": " "}, "needs a title"),
        ("move", "2.3", {"under": "2.3.1"}, "cannot stand under itself"),
        ("move", "2.3.1", {"under": "2.3"}, "stands under 2.3 already"),
        ("move", "2.3.1", {}, "needs the unit to stand under"),
        ("burn", "2.3.1", {}, "no change is called 'burn'"),
    ],
)
def test_change_that_cannot_be_made_is_refused(
    graph: KnowledgeGraph, change: str, code: str, asked: dict[str, Any], why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        graph.what_if(change, code, plan=LEFT, **asked)


def test_what_is_told_names_the_change_and_says_that_nothing_was_made(graph: KnowledgeGraph) -> None:
    found = graph.what_if("end", "2.3.2", plan=LEFT, into=["2.3.1"], on="2030-01-31")
    swedish, english = trial.table(found, "sv"), trial.table(found, "en")
    assert swedish.startswith(f"[{LEFT}] 2.3.2 Följa upp avtal upphör 2030-01-31, går upp i 2.3.1\n")
    assert english.startswith(f"[{LEFT}] 2.3.2 Följa upp avtal ends 2030-01-31, goes into 2.3.1\n")
    assert swedish.endswith("Inget är ändrat.\n")
