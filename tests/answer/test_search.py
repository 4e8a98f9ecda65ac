"""The questions of search/*.md put to a made-up plan, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import rows

from kg.answer.search import Index
from kg.catalogue import PlanView
from kg.model.disposition import DispositionRule
from kg.model.fact import Span
from kg.model.plan import CrossReference, Plan, Process, RecordType
from kg.text import lexicon

FOLDER = Path(__file__).parent / "search"
SPAN = Span(document="plan.txt", first=1, last=1, sha256="0" * 64)


def _plan() -> Plan:
    cases = rows(FOLDER / "plan.md")
    terms = {case["process"]: tuple(case["terms"].split()) for case in cases if "terms" in case}
    titles = [(case["process"], case["title"]) for case in cases if "title" in case]
    return Plan(
        slug="plan",
        document="plan.txt",
        sha256="0" * 64,
        processes=tuple(
            Process(code=code, level="P", title=title, parent=code[0], terms=terms.get(code, ()), span=SPAN)
            for code, title in titles
        ),
        record_types=tuple(
            RecordType(process=case["process"], name=case["name"], span=SPAN) for case in cases if "name" in case
        ),
        cross_references=tuple(
            CrossReference(
                source=case["source"],
                subject=case["subject"],
                verb="hanteras i",
                kind="redirect",
                cited_level="P",
                target=case["target"],
                cited_title=None,
                span=SPAN,
            )
            for case in cases
            if "subject" in case
        ),
        disposition_rules=(
            DispositionRule(process="2.1", order=1, action="transfer", applies_to="fysiska personalakter", span=SPAN),
            DispositionRule(process="2.1", order=2, action="stay", applies_to="övriga handlingar", span=SPAN),
        ),
    )


INDEX = Index(PlanView(_plan()))


@pytest.mark.parametrize("case", rows(FOLDER / "found.md"), ids=lambda case: case["question"])
def test_question_finds_the_record_that_it_means(case: dict[str, str]) -> None:
    hits = INDEX.find(case["question"])
    best = [hit for hit in hits if hit.match.score == hits[0].match.score]
    assert best[0].name == case["found"]
    assert [hit.code for hit in best] == case["in"].split()
    assert best[0].match.kind == case["how"]


@pytest.mark.parametrize("case", rows(FOLDER / "nothing.md"), ids=lambda case: case["question"])
def test_nothing_near_enough_finds_nothing(case: dict[str, str]) -> None:
    assert INDEX.find(case["question"]) == []


@pytest.mark.parametrize("record", INDEX.view.plan.record_types, ids=lambda record: f"{record.process} {record.name}")
def test_every_name_is_found_by_itself_in_every_unit_that_has_it(record: RecordType) -> None:
    for question in (record.name, f"Vem äger {record.name} från 2019?", record.name.upper()):
        assert record.process in {hit.code for hit in INDEX.find(question)}


def test_hit_cites_the_fact_that_holds_the_name() -> None:
    (hit, *_) = INDEX.find("inköpspolicy")
    assert isinstance(hit.fact, CrossReference)
    assert (hit.match.on, hit.fact.target) == ("reference", "1.3")


def test_records_that_a_rule_names_are_found_but_not_records_in_general() -> None:
    (hit, *_) = INDEX.find("personalakten")
    assert isinstance(hit.fact, DispositionRule)
    assert hit.fact.order == 1
    assert INDEX.find("övriga handlingar") == []


def test_scores_fall_from_best_to_worst_between_nought_and_one() -> None:
    scores = [hit.match.score for hit in INDEX.find("avtal om anställning och leverantörsfakturor")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_same_words_score_one() -> None:
    assert INDEX.find("kassarapport")[0].match.score == 1.0


def test_suggestions_are_names_of_the_plan() -> None:
    names = {record.name for record in INDEX.view.plan.record_types}
    assert INDEX.find("hyresbidrag") == []
    assert "hyresavtal" in INDEX.nearest("hyresbidrag", 3)
    assert len(set(INDEX.nearest("hyresbidrag", 3)) & names) >= 2


def test_plan_without_names_finds_nothing() -> None:
    empty = Index(PlanView(Plan(slug="plan", document="plan.txt", sha256="0" * 64)))
    assert empty.find("faktura") == []
    assert empty.nearest("faktura", 3) == []


@given(st.text(max_size=200))
def test_any_text_is_searched(text: str) -> None:
    assert all(0 < hit.match.score <= 1 for hit in INDEX.find(text))


def test_lists_of_other_words_are_well_formed() -> None:
    for line in lexicon.load("synonyms")["narrower"].split("\n") + lexicon.load("english")["words"].split("\n"):
        if line.strip() and not line.startswith("#"):
            left, right = line.split(" = ")
            assert left.strip()
            assert all(phrase.strip() for phrase in right.split(","))
