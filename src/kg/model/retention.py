"""How long records are kept, by whom, and what follows."""

from __future__ import annotations

from typing import Annotated, Literal

from kg.model.disposition import Condition
from kg.model.fact import Fact, Rdf, Span, Strings


class RetentionRule(Fact):
    """A retention period or a step of a custody chain."""

    record: Annotated[str | None, Rdf("kg:recordName", lang="sv")]
    conditions: Annotated[tuple[Condition, ...], Rdf("kg:condition")] = ()
    action: Annotated[Literal["preserve", "destroy", "store", "transfer"] | None, Rdf("kg:action")]
    period: Annotated[str | None, Rdf("kg:period")] = None
    """ISO 8601 duration: P5Y, P1Y, P30D."""
    counted_from: Annotated[str | None, Rdf("kg:countedFrom", lang="sv")] = None
    """The event from which the period runs, in the words of the text."""
    finish_by: Annotated[str | None, Rdf("kg:finishBy")] = None
    """By when disposal must be done, counted from the day the duty arose."""
    holder: Annotated[str | None, Rdf("kg:holderName", lang="sv")] = None
    next: Annotated[str | None, Rdf("kg:nextHolderName", lang="sv")] = None
    """Who holds the records after."""
    legal: Annotated[Strings, Rdf("kg:legalBasis", lang="sv")] = ()
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]
