"""Parts of lists that stay right when the graph changes between two of them: each goes on after a thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

T = TypeVar("T", bound=BaseModel)
_DIGITS = re.compile(r"\d+")


class Part(BaseModel, Generic[T]):
    """A part of a list."""

    items: list[T]
    total: int = Field(description="How many there are in all.")
    next: str | None = Field(default=None, description="Give it as `after` to go on; absent at the end.")


def natural(text: str) -> str:
    """A key by which numbers in a text sort as numbers: 2.9 before 2.10."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(12), text)


def part(things: Iterable[T], name: Callable[[T], str], limit: int, after: str | None) -> Part[T]:
    """The things whose names come after `after`, in natural order of their names, `limit` at most.

    A name identifies its thing and is the cursor, so a thing that has gone or come meanwhile shifts nothing.
    """
    named = sorted(((natural(name(thing)), thing) for thing in things), key=lambda pair: pair[0])
    start = natural(after) if after is not None else ""
    left = [thing for key, thing in named if key > start]
    shown = left[:limit]
    return Part(items=shown, total=len(named), next=name(shown[-1]) if len(left) > limit else None)
