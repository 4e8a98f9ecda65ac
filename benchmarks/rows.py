"""One line of the table of a benchmark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    seconds: float
    limit: float | None = None
    """What the time must stay under, in seconds."""
    runs: int = 1
