"""What every fact shares: it is frozen, refuses unknown fields, and knows the place it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer


@dataclass(frozen=True, slots=True)
class Rdf:
    """How a field stands in the graph: a CURIE of ontology/, with a language tag or a datatype where it has one.

    Plain strings on purpose: this floor knows no RDF library; `kg.graph.mapping` reads the notes.
    """

    curie: str
    lang: str | None = None
    datatype: str | None = None
    ordered: bool = False


class Fact(BaseModel):
    """A frozen value; two facts with equal fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Span(Fact):
    """The place of a fact in its source, with a hash by which the passage is recognised again."""

    document: str
    """File name of the source document."""
    first: int
    """First line, counted from 1."""
    last: int
    """Last line, counted from 1; equal to `first` for one line."""
    page: int | None = None
    """Page, where the format has pages; counted from 1."""
    cell: str | None = None
    """Cell, where the format has cells: "B7", or "Sheet!B7"."""
    sha256: str
    """SHA-256 (hex) of the passage: its lines as they stand, joined by a line feed, in UTF-8."""

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line."""
        return (self.first, self.last)


class Placed(Protocol):
    """A fact that knows where it was read."""

    @property
    def span(self) -> Span:
        """Its place in the source."""


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Strings = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
"""A sequence of strings; order is that of the source."""

IsoDate = Annotated[date, PlainSerializer(lambda day: day.isoformat(), return_type=str, when_used="json")]
"""A calendar day, YYYY-MM-DD; no time, no zone."""

Level = Literal["VO", "PG", "P"]
"""Business area (verksamhetsområde), process group (processgrupp), process."""
