"""How many findings each unit has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.lint.rule import Found


def by_unit(found: Iterable[Found] | None) -> Mapping[str, int]:
    """How many findings name each unit or section first; what only informs or is a matter of judgement is left out."""
    serious = (
        each for each in found or () if each.severity == "error" or (each.severity == "warning" and each.certain)
    )
    return Counter(each.where[0] for each in serious if each.where)
