"""What one sentence tells of keeping records, as far as it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.disposition import Condition

Action = Literal["preserve", "destroy", "store", "transfer", "weed"]

BEFORE = "de"
"""The record of a rule that speaks of those just named: "De får inte gallras"."""

Modality = Literal["must", "may", "must-not", "need-not"]


@dataclass(frozen=True, slots=True)
class Keeping:
    """One rule, as far as its sentence tells."""

    record: str | None
    action: Action | None
    modality: Modality = "must"
    period: str | None = None
    counted_from: str | None = None
    event: str | None = None
    finish_by: str | None = None
    holder: str | None = None
    next: str | None = None
    conditions: tuple[Condition, ...] = ()
    plans: tuple[str, ...] = ()
    """Documents that tell the period, where the text itself does not."""
