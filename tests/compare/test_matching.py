"""Which unit is which: proposed from what units are about; a number alone says nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest
from tests.compare import changed

from kg import assets
from kg.compare.compare import compare, turned
from kg.compare.match import proposed
from kg.extract import crosswalk, package
from kg.model.comparison import Crosswalk, Match, Reviewed
from kg.model.plan import Plan

LEFT, RIGHT = changed.made_up("hamnvik"), changed.made_up("skogslunda")
BY_HAND = {
    tuple(line.split())
    for lines in tomllib.loads((changed.PAIRS / "mapping.toml").read_text(encoding="utf-8")).values()
    for line in lines.strip().splitlines()
}
TRAPS = ("2.8.1", "2.8.2", "3.1")
"""Numbers that two real structures share, and that mean other things in each."""
COMPARED = """
from tests.compare.changed import made_up
from kg.compare.compare import compare
print(compare(made_up("hamnvik"), made_up("skogslunda"), "plans", None).model_dump_json())
"""


def pairs(found: Iterable[Match]) -> set[tuple[str, str]]:
    return {(match.subject, match.object) for match in found}


def assert_near(found: set[tuple[str, str]], wanted: Collection[tuple[str, ...]]) -> None:
    right = found & set(wanted)
    assert len(right) / len(found) >= 0.95, found - right
    assert len(right) / len(wanted) >= 0.90, set(wanted) - right


def reviewed(subject: str, object: str, **more: object) -> Reviewed:
    said = {"predicate": "exactMatch", "subject_label": "x", "object_label": "y", **more}
    return Reviewed.model_validate({"subject": subject, "object": object, **said})


@pytest.fixture(scope="module")
def real() -> tuple[Plan, Plan, Crosswalk]:
    """The two classification structures, and their mapping by hand."""
    plans = {folder.name: package.load(folder).effective for folder in package.folders(assets.data())}
    (known,), _ = crosswalk.load(assets.data(), plans.values())
    return plans[known.subject_plan], plans[known.object_plan], known


def test_proposals_are_what_a_person_found() -> None:
    assert_near(pairs(proposed(LEFT, RIGHT)), BY_HAND)


def test_proposals_are_the_same_from_either_side() -> None:
    back = {(match.object, match.subject) for match in proposed(RIGHT, LEFT)}
    assert_near(back, BY_HAND)


def test_proposals_for_the_real_structures_are_what_was_reviewed(real: tuple[Plan, Plan, Crosswalk]) -> None:
    left, right, by_hand = real
    wanted = {(each.subject, each.object) for each in by_hand.mapping if each.modifier is None}
    refused = {(each.subject, each.object) for each in by_hand.mapping if each.modifier == "Not"}
    found = proposed(left, right)
    assert_near(pairs(found), wanted)
    assert not pairs(found) & refused
    same = {(match.subject, match.object) for match in found if match.predicate in ("exactMatch", "closeMatch")}
    assert not same & {(code, code) for code in TRAPS}


def test_shared_number_with_another_meaning_is_told_as_such(real: tuple[Plan, Plan, Crosswalk]) -> None:
    left, right, by_hand = real
    for known in (by_hand, None):
        rows = compare(left, right, reviewed=known).rows
        for code in TRAPS:
            of_both = [row for row in rows if row.left and row.right and row.left.code == row.right.code == code]
            assert [row.status for row in of_both] == ["meaning-changed"], code


def test_numbers_alone_match_nothing() -> None:
    empty = {"record_types": (), "cross_references": (), "disposition_rules": (), "citations": ()}
    titles = iter(["Odla ros", "Mala mjöl", "Fiska gös", "Laga skor"])

    def bare(plan: Plan) -> Plan:
        units = tuple(unit.model_copy(update={"title": next(titles), "terms": ()}) for unit in plan.processes[:2])
        return plan.model_copy(update={"processes": units, **empty})

    assert proposed(bare(LEFT), bare(RIGHT)) == ()


def test_other_numbers_change_no_proposal() -> None:
    new = {unit.code: f"7{unit.code}" for unit in RIGHT.processes}
    moved = changed.renumbered(RIGHT, new)
    assert pairs(proposed(LEFT, moved)) == {(one, new[other]) for one, other in pairs(proposed(LEFT, RIGHT))}


def test_every_proposal_says_why() -> None:
    for match in proposed(LEFT, RIGHT):
        assert any(reason.score > 0 for reason in match.reasons), match
        assert all(reason.kind != "records" or not reason.score or reason.shared for reason in match.reasons), match


def test_refused_pair_is_not_proposed_again() -> None:
    assert ("4.3", "4.3") in pairs(proposed(LEFT, RIGHT))
    refused = (reviewed("4.3", "4.3", modifier="Not"),)
    assert ("4.3", "4.3") not in pairs(proposed(LEFT, RIGHT, reviewed=refused))


def test_unit_with_a_reviewed_equal_gets_no_other_equal() -> None:
    found = proposed(LEFT, RIGHT, reviewed=(reviewed("2.2.1", "4.3"),))
    taken = [match for match in found if match.subject == "2.2.1" or match.object == "4.3"]
    assert {match.predicate for match in taken} <= {"broadMatch", "narrowMatch"}


def test_turned_mapping_says_the_same_of_the_other_side(real: tuple[Plan, Plan, Crosswalk]) -> None:
    by_hand = real[2]
    back = turned(by_hand)
    assert (back.subject_plan, back.object_plan) == (by_hand.object_plan, by_hand.subject_plan)
    opposite = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}
    for one, other in zip(by_hand.mapping, back.mapping, strict=True):
        assert other.predicate == opposite.get(one.predicate, one.predicate)
    assert turned(back) == by_hand


def test_comparison_is_the_same_in_every_process() -> None:
    def told(seed: str) -> bytes:
        paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
        environ = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", COMPARED], env=environ, capture_output=True, check=True).stdout

    assert len({told(seed) for seed in "12"}) == 1
