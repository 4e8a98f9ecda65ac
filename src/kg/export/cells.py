"""Text cells that stay text: what a spreadsheet would take for a formula, a number or a day is left as written."""

from __future__ import annotations

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds."""


def guarded(text: str) -> str:
    """A cell of a CSV file for people: an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def fitting(text: str) -> str:
    """A cell no longer than a spreadsheet holds; what is cut off ends in an ellipsis."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
