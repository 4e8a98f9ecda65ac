"""Where a cross-reference does not hold: what it cites is not there, has ended, or is called something else."""

from __future__ import annotations

from datetime import date
from typing import Literal

from kg.graph import iris
from kg.model.listing import ReferenceRow

Deviation = Literal["missing", "ended", "title", "codeless"]
"""`codeless` is a reference that names no unit at all: the plan does not say where to go."""


def deviation(row: ReferenceRow, day: date) -> Deviation | None:
    """Why a reference does not hold on a day; None where it does."""
    if row.external:
        return None
    if row.target is None:
        return "codeless"
    if not row.found:
        return "missing"
    if row.target_ended and row.target_ended <= day:
        return "ended"
    if row.cited_title and row.target_title and iris.fold(row.cited_title) != iris.fold(row.target_title):
        return "title"
    return None
