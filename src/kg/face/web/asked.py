"""What a request to the API may say: each parameter with its form, so that the description of the API is whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from kg.answer import facts
from kg.model.answer import FactValue

_YEAR = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
_DAY = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)"
)
_SOME_DAY = f"(?:{_DAY}|{_MONTH}|{_YEAR})"
_SAID = r"[^\s\x00-\x1f][^\x00-\x1f]*"
_FORMS: Mapping[str, str] = {
    "text": _SAID,
    "date": _SOME_DAY,
    "int": "[0-9]{1,4}",
    "bool": "(?:ja|nej|true|false|yes|no|1|0|sant|falskt)",
}
"""How the value of a fact is written, by its type; a date may also be an interval, whose order no pattern can hold."""


def _strictly_a_day(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(_DAY, value, re.ASCII):
        raise ValueError("write YYYY-MM-DD")
    return value


def _whole_number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{1,9}", value, re.ASCII):
        raise ValueError("write a whole number")
    return value


def _yes_or_no(value: object) -> object:
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("write true or false")
    return value


def _sound(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("half a surrogate pair is no text") from None
    return value


Day = Annotated[date, BeforeValidator(_strictly_a_day), WithJsonSchema({"type": "string", "format": "date"})]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=1000)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Text = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S"), BeforeValidator(_sound)]
Slug = Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Code = Annotated[str, Field(min_length=1, max_length=200)]


class Asked(BaseModel):
    """Parameters of a request; one that is not named here is an error."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Page(Asked):
    """Which part of a list."""

    limit: Count = 100
    """How many at most."""
    after: Annotated[str | None, Field(max_length=1000)] = None
    """Where to go on: the `next` of the part before. It stays valid when the graph changes."""


class OfPlans(Page):
    """A list of what plans hold."""

    plan: Annotated[tuple[Slug, ...], Field(max_length=50)] = ()
    """Slugs of plans; all where none is given."""


class OnDay(Asked):
    """What depends on a day."""

    on: Day | None = None
    """The day asked about; today where none is given."""


@cache
def _pairs() -> str:
    """The form of KEY=VALUE: each known key with values of its type."""
    keys: dict[str, list[str]] = {}
    for key in facts.keys().values():
        keys.setdefault(key.type, []).append(key.name)
    return "|".join(f"(?:{'|'.join(sorted(names))})={_FORMS[kind]}" for kind, names in sorted(keys.items()))


def _a_pair(value: str) -> str:
    key, _, said = value.partition("=")
    known = facts.keys()
    if key not in known:
        raise ValueError(f"unknown fact; known facts: {', '.join(sorted(known))}")
    if known[key].type == "date":
        _some_days(said)
    elif not re.fullmatch(_pairs(), value):
        raise ValueError("write KEY=VALUE, with a value of the key's type")
    return value


def _some_days(value: str) -> str:
    if not re.fullmatch(f"{_SOME_DAY}(?:/{_SOME_DAY})?", value):
        raise ValueError("write YYYY-MM-DD, YYYY-MM or YYYY, or two of them with a slash between")
    facts.days(value)
    return value


def _pair_schema(schema: dict[str, Any]) -> None:
    schema["pattern"] = f"^(?:{_pairs()})$"


Pair = Annotated[str, Field(max_length=500, json_schema_extra=_pair_schema), AfterValidator(_a_pair)]
Days = Annotated[str, Field(json_schema_extra={"pattern": f"^{_SOME_DAY}$"}), AfterValidator(_some_days)]


class ResolveQuery(OnDay):
    """A question as a query string."""

    text: Text
    """The record, or the question as a person puts it."""
    plan: Annotated[tuple[Slug, ...], Field(max_length=50)] = ()
    """Slugs of plans; all where none is given."""
    fact: Annotated[tuple[Pair, ...], Field(max_length=50)] = ()
    """Facts, each KEY=VALUE."""


@cache
def facts_model() -> type[BaseModel]:
    """The facts that a question may state, each in its type, as the body of a request."""
    forms: Mapping[str, Any] = {
        "text": Annotated[str, Field(max_length=300, pattern=f"^{_SAID}$"), BeforeValidator(_sound)],
        "date": Days,
        "int": Annotated[int, Field(ge=0, le=9999)] | Annotated[str, Field(pattern="^[0-9]{1,4}$")],
        "bool": bool | Literal["ja", "nej", "true", "false", "yes", "no"],
    }
    fields: dict[str, Any] = {
        key.name: (forms[key.type] | None, Field(default=None, description=key.question_en))
        for key in facts.keys().values()
    }
    made: type[BaseModel] = create_model("Facts", __config__=ConfigDict(extra="forbid", strict=True), **fields)
    return made


class Question(OnDay):
    """A question; `question_model` adds the facts that it may state."""

    text: Text
    """The record, or the question as a person puts it."""
    plans: Annotated[tuple[Slug, ...], Field(max_length=50)] = ()
    """Slugs of plans; all where none is given."""


@cache
def question_model() -> type[Question]:
    """A question as the body of a request."""
    known: Any = (facts_model() | None, Field(default=None, description="What is known of the record."))
    return create_model("Asked", __base__=Question, facts=known)


def facts_of(question: Question) -> dict[str, FactValue]:
    """The facts that the body of a request states."""
    given: BaseModel | None = getattr(question, "facts", None)
    return {} if given is None else given.model_dump(exclude_none=True)


def facts_of_pairs(pairs: Sequence[str]) -> dict[str, FactValue]:
    """The facts of a query string; a later one wins."""
    return {key: value for key, _, value in (pair.partition("=") for pair in pairs)}
