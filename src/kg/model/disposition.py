"""What happens to records: an action, who receives them, and the conditions under which."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from kg.model.fact import Fact, IsoDate, Rdf, Span, Strings, _as_tuple

Action = Literal[
    "transfer",
    "transfer+incorporate",
    "stay",
    "lend",
    "read-access",
    "preserve",
    "destroy",
    "store",
    "none-occur",
]
RecipientLogic = Literal["single", "and", "or", "and/or"]
About = Literal[
    "unit",
    "status",
    "date",
    "year",
    "subject",
    "person",
    "medium",
    "provider",
    "birth_day",
    "case",
    "condition",
]
Operator = Literal["is", "in", "not", "before", "until", "after", "on-or-after"]


class Condition(Fact):
    """One condition of a rule; the conditions of a rule are a conjunction, a list under `in` an alternative."""

    about: Annotated[About, Rdf("kg:about")]
    op: Annotated[Operator, Rdf("kg:operator")]
    """`until` includes the day, `before` and `after` leave it out."""
    value: Annotated[str | tuple[str, ...], BeforeValidator(_as_tuple), Rdf("kg:value")]
    """Words of the text in their normal form; a sequence under `in`."""
    at: Annotated[IsoDate | None, Rdf("kg:at", datatype="xsd:date")] = None
    """The day that the condition speaks of."""
    of: Annotated[str | None, Rdf("kg:of", lang="sv")] = None
    """What the condition is said of: "ärende", "möte", "anställning"."""
    inferred: Annotated[bool, Rdf("kg:inferred", datatype="xsd:boolean")] = False
    """Whether the value rests on a reading that the text does not spell out ("äldre" without a day)."""


class DispositionRule(Fact):
    """One rule of a process's cell, in the order of the text."""

    process: Annotated[str, Rdf("kg:process")]
    order: Annotated[int, Rdf("kg:ruleOrder", datatype="xsd:integer")]
    """Place among the process's rules, from 1."""
    action: Annotated[Action | None, Rdf("kg:action")]
    """None where the source is cut off before it says."""
    recipients: Annotated[Strings, Rdf("kg:recipientName", lang="sv")] = ()
    recipient_logic: Annotated[RecipientLogic | None, Rdf("kg:recipientLogic")] = None
    applies_to: Annotated[str | None, Rdf("kg:appliesTo", lang="sv")] = None
    """The records that the rule names as its own, in the words of the text; None for all of the process."""
    conditions: Annotated[tuple[Condition, ...], Rdf("kg:condition")] = ()
    otherwise: Annotated[bool, Rdf("kg:otherwise", datatype="xsd:boolean")] = False
    """Whether the rule takes what the rules before it left ("Övriga handlingar …")."""
    truncated: Annotated[bool, Rdf("kg:truncated", datatype="xsd:boolean")] = False
    """Whether the source breaks off within the rule."""
    action_inferred: Annotated[bool, Rdf("kg:actionInferred", datatype="xsd:boolean")] = False
    """Whether the action was carried over from the sentence before."""
    span: Annotated[Span, Rdf("prov:wasDerivedFrom")]
