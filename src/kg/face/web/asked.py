"""What a request to the API may say: each parameter with its form, so that the description of the API is whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    create_model,
)

from kg.answer import facts
from kg.errors import UsageError
from kg.model.answer import FactValue

_YEAR = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
_DAY = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)"
)
_SOME_DAY = f"(?:{_DAY}|{_MONTH}|{_YEAR})"
_FORMS: Mapping[str, str] = {
    "date": _SOME_DAY,
    "year": "[1-9][0-9]{3}",
    "int": "[0-9]{1,4}",
    "bool": "(?:ja|nej|true|false|yes|no|1|0|sant|falskt)",
}
"""How the value of a fact is written, by its type, for the description; `kg.answer.facts` takes some forms more."""
_SIGN = r"[^\s\x00-\x20\x7f-\xa0\ufeff]"
"""A sign that every dialect of regular expressions takes for one: they differ in what they call white space."""
_SAID = rf"[\s\S]*{_SIGN}[\s\S]*"


def _strictly_a_day(value: object) -> object:
    if value is not None and not (isinstance(value, str) and re.fullmatch(_DAY, value)):
        raise ValueError("write YYYY-MM-DD")
    return value


def whole_number(value: object) -> object:
    """A whole number as a request may write it: digits alone."""
    if isinstance(value, str) and not re.fullmatch("[0-9]{1,9}", value):
        raise ValueError("write a whole number")
    # To JSON, 5.0 and 5 are one number.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _yes_or_no(value: object) -> object:
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("write true or false")
    return value


def _sound(value: object) -> object:
    try:
        if isinstance(value, str):
            value.encode()
    except UnicodeEncodeError:
        raise ValueError("half a surrogate pair is no text") from None
    return value


Day = Annotated[date, BeforeValidator(_strictly_a_day), WithJsonSchema({"type": "string", "format": "date"})]
Count = Annotated[int, Field(ge=1, le=1000), BeforeValidator(whole_number)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Text = Annotated[str, Field(min_length=1, max_length=2000, pattern=_SIGN), BeforeValidator(_sound)]
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
    return "|".join(f"(?:{'|'.join(sorted(names))})={_FORMS.get(kind, _SAID)}" for kind, names in sorted(keys.items()))


def _a_pair(value: str) -> str:
    key, equals, said = value.partition("=")
    if not equals:
        raise ValueError("write KEY=VALUE")
    _checked(key, said)
    return value


def _checked(key: str, value: FactValue) -> None:
    try:
        known = facts.checked({key: value})
    except UsageError as error:
        raise ValueError(str(error)) from error
    if facts.keys()[key].type == "year" and not re.match("[1-9][0-9]{3}", str(known[key])):
        raise ValueError("write YYYY")


def _pair_schema(schema: dict[str, Any]) -> None:
    schema["pattern"] = f"^(?:{_pairs()})$"


Pair = Annotated[
    str, Field(max_length=500, json_schema_extra=_pair_schema), BeforeValidator(_sound), AfterValidator(_a_pair)
]


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
    fields: dict[str, Any] = {
        key.name: (_form(key) | None, Field(default=None, description=key.question_en)) for key in facts.keys().values()
    }
    made: type[BaseModel] = create_model("Facts", __config__=ConfigDict(extra="forbid", strict=True), **fields)
    return made


def _form(key: facts.Key) -> Any:
    """The type of a fact's value in JSON."""

    def fits(value: Any) -> Any:
        _checked(key.name, value)
        return value

    said = AfterValidator(fits)
    if key.type == "bool":
        return bool | Literal["ja", "nej", "true", "false", "yes", "no"]
    pattern = {"pattern": f"^{_FORMS.get(key.type, _SAID)}$"}
    text = Annotated[str, Field(max_length=300, json_schema_extra=pattern), BeforeValidator(_sound), said]
    if key.type in ("int", "year"):
        least = 1000 if key.type == "year" else 0
        return Annotated[int, Field(ge=least, le=9999), BeforeValidator(whole_number), said] | text
    return text


def _stated(value: object) -> object:
    """The facts of a body, checked by `facts_model`, in the order in which they were given."""
    if value is None:
        return {}
    checked = facts_model().model_validate(value).model_dump(exclude_none=True)
    return {key: checked[key] for key in value if key in checked} if isinstance(value, dict) else value


def _stated_schema() -> dict[str, Any]:
    return {"anyOf": [facts_model().model_json_schema(), {"type": "null"}], "description": "What is known of it."}


class Question(OnDay):
    """A question as the body of a request."""

    text: Text
    """The record, or the question as a person puts it."""
    plans: Annotated[tuple[Slug, ...], Field(max_length=50)] = ()
    """Slugs of plans; all where none is given."""
    facts: Annotated[dict[str, FactValue], PlainValidator(_stated), WithJsonSchema(_stated_schema())] = {}


def facts_of_pairs(pairs: Sequence[str]) -> dict[str, FactValue]:
    """The facts of a query string; a later one wins."""
    return {key: value for key, _, value in (pair.partition("=") for pair in pairs)}
