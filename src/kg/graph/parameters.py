"""Parameters of a query: they enter where a VALUES block stands for them, as terms and never as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kg.errors import UsageError

_BLOCK = re.compile(r"(\bVALUES\s+[?$](\w+)\s*\{)[^{}]*\}", re.IGNORECASE)
_HINTS = {"iri": "write a whole IRI", "date": "write YYYY-MM-DD", "code": "write a code such as 2.5.4"}
_CODE = re.compile(r"\w+(?:[.:-]\w+)*\Z")


class Words(BaseModel):
    """The same in Swedish and in English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sv: str = ""
    en: str = ""


class Parameter(BaseModel):
    """One parameter; it stands in the query as `VALUES ?name { UNDEF }`, or with its default for UNDEF."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: Literal["code", "text", "date", "iri", "slug"] = "text"
    optional: bool = True
    default: str | None = None
    """The value that the file holds; None for UNDEF, which leaves the parameter open."""
    description: Words = Words()


def bind(query: str, declared: Sequence[Parameter], given: Mapping[str, str], *, slugs: Sequence[str]) -> str:
    """The query with the values given in place of its VALUES blocks, on the lines they stood on.

    `slugs` are those of the plans that the graph holds. A block that no header declares takes a text.
    Raises UsageError for a parameter that the query does not have, one that it must have, and a value that is not
    of its type.
    """
    places = {match[2] for match in _BLOCK.finditer(query)}
    known = {name: Parameter(name=name) for name in sorted(places)} | {p.name: p for p in declared}
    for name in given:
        if name not in known or name not in places:
            hint = f"it takes {', '.join(known)}" if known else "it takes none"
            raise UsageError(f"the query has no parameter {name!r}", hint=hint)
    for parameter in declared:
        if not parameter.optional and parameter.default is None and parameter.name not in given:
            raise UsageError(f"the query needs {parameter.name}", hint=f"write --param {parameter.name}=…")
    terms = {name: term(known[name], value, slugs) for name, value in given.items()}
    return _BLOCK.sub(lambda m: f"{m[1]} {terms[m[2]]} }}" if m[2] in terms else m[0], query)


def term(parameter: Parameter, value: str, slugs: Sequence[str]) -> str:
    """A value as a SPARQL term, escaped by the library that will read it.

    Raises UsageError where the value is not of the parameter's type.
    """
    import pyoxigraph as ox

    text = unicodedata.normalize("NFC", value)
    try:
        match parameter.type:
            case "iri":
                return str(ox.NamedNode(value))
            case "date":
                day = date.fromisoformat(text)
                return str(ox.Literal(day.isoformat(), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")))
            case "code":
                text = text.strip().rstrip(".")
                if not _CODE.match(text):
                    raise ValueError("no code")
            case "slug" if text not in slugs:
                hint = f"there is {', '.join(slugs) or 'none; run kg build'}"
                raise UsageError(f"no plan is called {text!r}", where=f"--param {parameter.name}", hint=hint)
        return str(ox.Literal(text))
    except (ValueError, UnicodeError) as error:
        hint = _HINTS.get(parameter.type, "write text in UTF-8")
        raise UsageError(f"{value!r} is no {parameter.type}", where=f"--param {parameter.name}", hint=hint) from error
