"""A profile: what a person tells of a plan where the guess needs help (columns, numbering, marks, words)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator

from kg.errors import SourceError
from kg.extract import corrections
from kg.model.fact import Fact, Strings
from kg.text import lexicon

Word = Literal["preserve", "destroy", "transfer"]
_CANONICAL: Mapping[Word, str] = {"preserve": "bevaras", "destroy": "gallras", "transfer": "levereras"}


class Numbering(Fact):
    """How a plan writes its codes."""

    separator: str = "."
    """What stands between the numbers of a code: "-" for "2-3-1"."""
    ignored: str = ""
    """What stands before a code and is no part of it: "KS" for "KS 2.3.1"."""


class Profile(Fact):
    """All of a profile; an empty one changes nothing."""

    columns: Mapping[str, Strings] = Field(default_factory=dict)
    """By kind of column (record, fate, term …; "skip" for those to leave out) the heads that it has."""
    numbering: Numbering = Numbering()
    marks: Mapping[Literal["VO", "PG", "P"], Strings] = Field(default_factory=dict)
    """By level the words that mark it before a number."""
    words: Mapping[Word, Strings] = Field(default_factory=dict)
    """By action the plan's own words for it."""
    skip: Strings = ()
    """Names of sheets to leave out."""

    @field_validator("columns")
    @classmethod
    def _known(cls, columns: Mapping[str, Strings]) -> Mapping[str, Strings]:
        known = {*lexicon.load("columns")["kinds"], "skip"}
        odd = next((kind for kind in columns if kind not in known), None)
        if odd is not None:
            raise ValueError(f"no kind of column is called {odd!r}; known are {', '.join(sorted(known))}")
        return columns

    def kind(self, head: str) -> str | None:
        """The kind that the profile gives a head; None where it says nothing of it."""
        folded = _folded(head)
        return next((kind for kind, heads in self.columns.items() if folded in map(_folded, heads)), None)

    def code(self, text: str) -> str:
        """A text that may begin with a code, with the code written with full stops."""
        text = (
            re.sub(rf"^\s*{re.escape(self.numbering.ignored)}\s*(?=\d)", "", text) if self.numbering.ignored else text
        )
        if self.numbering.separator == ".":
            return text
        apart = re.escape(self.numbering.separator)
        return re.sub(rf"^(\s*\d+(?:(?:{apart}|\.)\d+)+)", lambda m: m[1].replace(self.numbering.separator, "."), text)

    def told(self, text: str) -> str:
        """A text with the plan's own words for what becomes of records as the common ones."""
        return self._words.sub(lambda match: self._meaning[match[0].casefold()], text) if self.words else text

    @cached_property
    def _meaning(self) -> dict[str, str]:
        return {word.casefold(): _CANONICAL[action] for action, words in self.words.items() for word in words}

    @cached_property
    def _words(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, sorted(self._meaning, key=len, reverse=True)))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def load(path: Path) -> Profile:
    """A profile from its TOML file.

    Raises SourceError where it is no TOML, or says what a profile cannot.
    """
    try:
        return Profile.model_validate(corrections.toml(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        hint = "a profile has columns, numbering, marks, words and skip"
        raise SourceError(f"{field}: {first['msg']}", where=str(path), hint=hint) from error


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" *:")
