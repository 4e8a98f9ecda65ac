"""How long records are kept, by whom, and what follows."""

from __future__ import annotations

from typing import Annotated, Literal

from kg.model.disposition import Condition
from kg.model.fact import Fact, Rdf, Span, Strings


class RetentionRule(Fact):
    """A retention period or a step of a custody chain."""

    process: Annotated[str | None, Rdf("kg:process")] = None
    """Code of the process, where the rule is that of a row of a plan."""
    record: Annotated[str | None, Rdf("kg:recordName", lang="sv")]
    conditions: Annotated[tuple[Condition, ...], Rdf("kg:condition")] = ()
    action: Annotated[Literal["preserve", "destroy", "store", "transfer", "weed"] | None, Rdf("kg:action")]
    """`weed` takes out what need not be archived; None where the text only says which law or plan tells the period."""
    modality: Annotated[Literal["must", "may", "must-not", "need-not"] | None, Rdf("kg:modality")] = None
    """`must-not` holds disposal back as long as the conditions are met."""
    layer: Annotated[Literal["law", "regulation", "local"] | None, Rdf("kg:layer")] = None
    """Whether a law, an agency's regulation or the body's own routine says so."""
    period: Annotated[str | None, Rdf("kg:period")] = None
    """ISO 8601 duration: P5Y, P1Y, P30D."""
    counted_from: Annotated[str | None, Rdf("kg:countedFrom", lang="sv")] = None
    """The event from which the period runs, in the words of the text."""
    event: Annotated[Literal["last_entry", "closed", "ceased", "decision_date", "arisen"] | None, Rdf("kg:event")] = (
        None
    )
    """The same event as a fact that a question may state; `arisen` is the day the duty to destroy arose."""
    finish_by: Annotated[str | None, Rdf("kg:finishBy")] = None
    """By when disposal must be done, counted from the day the duty arose: an ISO 8601 duration, or "calendar-year+1"
    for the last day of the calendar year after the one in which it arose."""
    holder: Annotated[str | None, Rdf("kg:holderName", lang="sv")] = None
    next: Annotated[str | None, Rdf("kg:nextHolderName", lang="sv")] = None
    """Who holds the records after."""
    legal: Annotated[Strings, Rdf("kg:legalBasis", lang="sv")] = ()
    section: Annotated[str | None, Rdf("kg:section")] = None
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]
