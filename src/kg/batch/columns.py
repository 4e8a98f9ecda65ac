"""Which column of an inventory holds the title of a row, and which hold facts: as told, or by plain names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kg.answer import facts as fact_keys
from kg.errors import UsageError
from kg.extract import columns, profile
from kg.text import lexicon

RECORD, PLAN, BODY = "record", "plan", "body"
"""What a column may hold that is no fact of a rule; the body, only where records move with their bodies."""


def mapped(heads: Sequence[str], told: Mapping[str, str], moving: bool = False) -> dict[str, str]:
    """Facts to the columns that hold them; `told` gives facts by column and goes before what the names say.

    Raises UsageError for a column that is not there, a fact that is not known or given twice, and where no column holds
    the titles.
    """
    known = {RECORD, PLAN, *fact_keys.keys(), *([BODY] if moving else [])}
    found: dict[str, str] = {}
    for column, fact in told.items():
        if column not in heads:
            raise UsageError(f"no column {column!r}", hint=f"the columns are {', '.join(heads)}")
        if fact not in known:
            hint = f"known facts: {', '.join(sorted(known))}"
            raise UsageError(f"unknown fact {fact!r} for column {column!r}", hint=hint)
        if fact in found:
            raise UsageError(f"two columns for {fact!r}: {found[fact]} and {column}", hint="name one")
        found[fact] = column
    for head in heads:
        guessed = guess(head)
        if guessed and guessed in known and guessed not in found and head not in found.values():
            found[guessed] = head
    if RECORD not in found:
        named = (head for head in heads if head not in found.values() and _names_records(head))
        found[RECORD] = next(named, "")
    if not found[RECORD]:
        hint = f"write --map COLUMN=record; the columns are {', '.join(heads)}"
        raise UsageError("no column is plainly the title of the rows", hint=hint)
    return found


def guess(head: str) -> str | None:
    """The fact that a column holds by its plain name; None where the name does not tell."""
    folded = " ".join(head.casefold().split()).strip(" *:.")
    if folded in {RECORD, PLAN, BODY, *fact_keys.keys()}:
        return folded
    return next((fact for fact, pattern in _named() if pattern.fullmatch(folded)), None)


def _names_records(head: str) -> bool:
    return columns.column(0, head, profile.Profile()).kind == "record"


@cache
def _named() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((fact, re.compile("|".join(said))) for fact, said in lexicon.load("inventory")["columns"].items())
