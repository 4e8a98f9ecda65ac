"""Where a rule on keeping stands, in a law, a regulation or the local routine, and where two of these clash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.answer.case import Case, truth, values
from kg.model.answer import Layer
from kg.model.retention import RetentionRule

if TYPE_CHECKING:
    from kg.answer.retention import Ruling

LAYERS: tuple[Layer, ...] = ("law", "regulation", "local")
"""In the order in which they go before each other."""


def layer_of(rule: RetentionRule) -> Layer:
    """Where the rule stands; one that does not say is the local routine's."""
    return rule.layer or "local"


def forbids(rule: RetentionRule) -> bool:
    """Whether the rule says that records may not be destroyed, for as long as its condition lasts."""
    return rule.modality == "must-not"


def split(rules: Sequence[RetentionRule], case: Case) -> tuple[RetentionRule, ...]:
    """Two rules of one layer that preserve the same selection and draw it differently, where this record lies between.

    Selections by day of birth are meant whole: one of dag 5, 15, 25 and one of dag 5, 15 cannot both be right for 25.
    """
    drawn = [
        (rule, condition)
        for rule in rules
        for condition in rule.conditions
        if rule.action == "preserve" and condition.about == "birth_day" and condition.op == "in"
    ]
    for first, one in drawn:
        for second, other in drawn:
            overlap = set(values(one)) & set(values(other))
            apart = truth(one, case) is True and truth(other, case) is False
            if apart and overlap and layer_of(first) == layer_of(second):
                return (first, second)
    return ()


def clash(chosen: Ruling, rulings: Sequence[Ruling]) -> tuple[Layer, ...]:
    """Layers that cannot both be kept: another period, or a day outside the days that the law gives."""
    if chosen.rule.action != "destroy":
        return ()
    first, *rest = [r for r in rulings if r.rule.action == "destroy"]
    for other in rest:
        if other.rule.period and first.rule.period and other.rule.period != first.rule.period:
            return (first.layer, other.layer)
        day = other.arises
        if day and ((first.arises and day < first.arises) or (first.finish_by and day > first.finish_by)):
            return (first.layer, other.layer)
    return ()
