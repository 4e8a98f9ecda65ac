"""Messy titles set apart: what is accepted is right nine times out of ten, and the certainty means what it says."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.batch import run
from kg.batch.judge import Judge, Terms
from kg.batch.verdict import Verdict
from kg.service import KnowledgeGraph

PLANS = ("vgr-regionservice", "alingsas-lss")
DAY = date(2026, 1, 1)


class Held(NamedTuple):
    """A title with who owns it, and the verdict on it."""

    title: str
    owner: str
    """Code of the process; "-" where the plan has none, "?" where the title does not tell."""
    verdict: Verdict

    @property
    def right(self) -> bool:
        return self.verdict.owner == self.owner


def is_held(title: str) -> bool:
    """Every other title by chance: the other half was looked at when the matcher was made, this one was not."""
    return hashlib.sha256(title.encode()).digest()[0] % 2 == 1


def judged(kg: KnowledgeGraph, plan: str) -> Iterator[Held]:
    judge = Judge(kg._resolver, Terms((plan,), None, DAY, run.LEAST))
    file = Path(__file__).parent / "titles" / f"{plan}.tsv"
    for line in file.read_text(encoding="utf-8").splitlines():
        title, owner = line.split("\t")
        if is_held(title):
            yield Held(title, owner, judge.verdict(title, {}))


@pytest.fixture(scope="module")
def held(kg: KnowledgeGraph) -> list[Held]:
    return [each for plan in PLANS for each in judged(kg, plan)]


def accepted(held: list[Held]) -> list[Held]:
    """Those whose owner is told as sure; whether a fact is missing for what happens then is another matter."""
    return [h for h in held if h.verdict.owner and "/" not in h.verdict.owner and h.verdict.confidence >= run.LEAST]


def test_held_titles_are_enough_to_measure_by(held: list[Held]) -> None:
    assert len(held) >= 180
    assert sum(h.owner in "-?" for h in held) >= 10, "some must have no answer, or declining could not be seen"


def test_accepted_titles_are_right_nine_times_out_of_ten(held: list[Held]) -> None:
    taken = accepted(held)
    wrong = [(h.title, h.owner, h.verdict.owner) for h in taken if not h.right]
    assert 1 - len(wrong) / len(taken) >= 0.90, wrong


def test_three_titles_of_four_are_accepted(held: list[Held]) -> None:
    answerable = [h for h in held if h.owner not in "-?"]
    assert len(accepted(answerable)) / len(answerable) >= 0.75


def test_declined_titles_stand_before_a_person_with_a_question(held: list[Held]) -> None:
    declined = [h.verdict for h in held if h.verdict.confidence < run.LEAST]
    assert declined
    assert all(v.kind == "person" and v.question for v in declined)


def test_certainty_is_about_the_share_that_is_right(held: list[Held]) -> None:
    """The reliability table: for each certainty how many, and how many of them are right."""
    bins: dict[float, list[bool]] = defaultdict(list)
    for h in held:
        if h.verdict.owner and "/" not in h.verdict.owner:
            bins[h.verdict.confidence].append(h.right)
    every = sum(map(len, bins.values()))
    table = [(said, len(found), sum(found) / len(found)) for said, found in sorted(bins.items())]
    apart = sum(count / every * abs(said - share) for said, count, share in table)
    assert apart <= 0.05, table
    large = [(said, count, share) for said, count, share in table if count >= 10]
    assert all(abs(said - share) <= 0.12 for said, _, share in large), table
