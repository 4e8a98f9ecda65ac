"""What happens to records: an action, who receives them, and the conditions under which."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from kg.model.fact import Fact, IsoDate, Span, Strings, _as_tuple

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

    about: About
    op: Operator
    """`until` includes the day, `before` and `after` leave it out."""
    value: Annotated[str | tuple[str, ...], BeforeValidator(_as_tuple)]
    """Words of the text in their normal form; a sequence under `in`."""
    at: IsoDate | None = None
    """The day that the condition speaks of."""
    of: str | None = None
    """What the condition is said of: "ärende", "möte", "anställning"."""
    inferred: bool = False
    """Whether the value rests on a reading that the text does not spell out ("äldre" without a day)."""


class DispositionRule(Fact):
    """One rule of a process's cell, in the order of the text."""

    process: str
    order: int
    """Place among the process's rules, from 1."""
    action: Action | None
    """None where the source is cut off before it says."""
    recipients: Strings = ()
    recipient_logic: RecipientLogic | None = None
    applies_to: str | None = None
    """The records that the rule names as its own, in the words of the text; None for all of the process."""
    conditions: tuple[Condition, ...] = ()
    otherwise: bool = False
    """Whether the rule takes what the rules before it left ("Övriga handlingar …")."""
    truncated: bool = False
    """Whether the source breaks off within the rule."""
    action_inferred: bool = False
    """Whether the action was carried over from the sentence before."""
    span: Span
