"""What a grammar finds: a value and where it stands in the text it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A value read from text[start:end]."""

    start: int
    end: int
    value: T
