"""Bodies and units, and the names they go by."""

from __future__ import annotations

from kg.model.fact import Fact, Span, Strings


class Party(Fact):
    """An organisation or unit that a document introduces with a short form."""

    name: str
    """Full name as in the text."""
    short: str
    """Short form, used in conditions and recipients: "AFF"."""
    span: Span


class Organisation(Fact):
    """A public body or unit of data/organisations/: the names that people use for it."""

    id: str
    name: str
    kind: str
    """body, board, unit or role."""
    aliases: Strings = ()
    part_of: str | None = None
    plans: Strings = ()
    """Slugs of the plans it has to do with."""
