"""Bodies and units, and the names they go by."""

from __future__ import annotations

from typing import Annotated

from kg.model.fact import Fact, Rdf, Span, Strings


class Party(Fact):
    """An organisation or unit that a document introduces with a short form."""

    name: Annotated[str, Rdf("skos:prefLabel", lang="sv")]
    """Full name as in the text."""
    short: Annotated[str, Rdf("skos:altLabel", lang="sv")]
    """Short form, used in conditions and recipients: "AFF"."""
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]


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
