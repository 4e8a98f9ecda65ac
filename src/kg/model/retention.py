"""How long records are kept, by whom, and what follows."""

from __future__ import annotations

from typing import Literal

from kg.model.disposition import Condition
from kg.model.fact import Fact, Span, Strings


class RetentionRule(Fact):
    """A retention period or a step of a custody chain."""

    record: str | None
    conditions: tuple[Condition, ...] = ()
    action: Literal["preserve", "destroy", "store", "transfer"] | None
    period: str | None = None
    """ISO 8601 duration: P5Y, P1Y, P30D."""
    counted_from: str | None = None
    """The event from which the period runs, in the words of the text."""
    finish_by: str | None = None
    """By when disposal must be done, counted from the day the duty arose."""
    holder: str | None = None
    next: str | None = None
    """Who holds the records after."""
    legal: Strings = ()
    span: Span
