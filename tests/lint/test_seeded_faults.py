from __future__ import annotations

import random
from dataclasses import replace

import pytest
from examples import found
from faults import FAULTS, clean

SEED = 20201211
EACH = 3


def test_the_clean_plan_raises_nothing() -> None:
    assert [(finding.rule, finding.message) for finding in found(clean())] == []


@pytest.mark.long
def test_planted_faults_are_caught_by_the_right_rule() -> None:
    chance, missed = random.Random(SEED), []
    for fault, rule in FAULTS.items():
        for _ in range(EACH):
            given = clean()
            broken = replace(given, plan=fault(given.plan, chance))
            rules = {finding.rule for finding in found(broken)}
            if rule not in rules:
                missed.append((fault.__name__, rule, sorted(rules)))
    assert len(missed) <= 0.02 * EACH * len(FAULTS), missed
