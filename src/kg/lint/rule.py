"""One lint rule: what its header says of it, and the check that finds where a plan breaks it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import SourceError
from kg.lint.subject import Subject
from kg.model.finding import Finding, Kind, Severity

_STEM = re.compile(r"(kg\d{3})[-_](.+)", re.IGNORECASE)


class Words(BaseModel):
    """The same in Swedish and in English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sv: str
    en: str


class Edit(BaseModel):
    """A mechanical mend, as one entry of a plan's corrections.toml."""

    model_config = ConfigDict(frozen=True)

    kind: str
    """process, record_type, cross_reference or disposition_rule."""
    key: str
    """What a correction names the fact by: a code; "code/name"; "source>target"; "code#order"."""
    field: str
    read: str
    right: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a plan breaks a rule."""

    where: tuple[str, ...]
    """Codes of units, or ids of sections."""
    lines: tuple[int, ...] = ()
    """Lines of the source, where they are not those of the facts in `evidence`."""
    says: Mapping[str, str] = field(default_factory=dict)
    """What the braces of the rule's messages stand for."""
    record: str | None = None
    evidence: tuple[str, ...] = ()
    """IRIs of the facts it rests on."""
    edit: Edit | None = None
    severity: Severity | None = None
    """Where this place weighs otherwise than the rule's severity says."""
    corrected: bool = False
    """Whether the program has mended it already."""


class Found(Finding):
    """A finding of a lint rule, with what the faces and the baseline need beside."""

    corrected: bool = False
    """Whether only the document as read shows it: a correction has mended it already."""
    fix_en: str | None = None
    headings: tuple[str, ...] = ()
    """Titles of the sections in `where`, whose ids say nothing to a reader."""
    fingerprint: str = ""
    """The same for the same fault after lines have moved and units were renumbered."""
    edit: Edit | None = None


Check = Callable[[Subject], Iterable[Hit]]


class Rule(BaseModel):
    """A rule with its header; `check` yields the places where a plan breaks it."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    code: str
    name: str
    """Words of the file's name: "unresolved-target"."""
    kind: Kind
    severity: Severity
    certain: bool = True
    """False where it is a matter of judgement whether a hit is a fault."""
    default: bool = True
    """False where a rule would flood: it runs only when it is asked for by its code, or with all others."""
    needs_text: bool = False
    """Whether it reads the original document, and finds nothing where that is not at hand."""
    message: Words
    """What is printed of a hit; `{name}` is filled from `Hit.says`."""
    fix: Words | None = None
    since: str
    source: str
    """Where the rule comes from: a law, a guidance, a practice."""
    explanation: Words
    """What it finds, and why that matters."""
    example: str
    """A small plan that breaks this rule and no other, in the form of `kg.lint.sample`."""
    mended: str
    """The same plan without the fault."""
    check: Check
    where: str
    """File that holds the rule."""

    def selected(self, select: Iterable[str]) -> bool:
        """Whether a selection takes the rule: "KG203", a series "KG2", or ALL; without one, every default rule."""
        chosen = [one.upper() for one in select]
        if not chosen:
            return self.default
        if self.code in chosen or "ALL" in chosen:
            return True
        return self.default and any(self.code.startswith(one) for one in chosen)


def define(header: str, check: Check, path: Path | str) -> Rule:
    """A rule from its header in TOML; code and name are those of its file.

    Raises SourceError where the header is no TOML, or lacks something.
    """
    stem = _STEM.fullmatch(Path(path).stem)
    try:
        if stem is None:
            raise ValueError("the file is not called KG000-name")
        told = tomllib.loads(header)
        place = {"code": stem[1].upper(), "name": stem[2].replace("_", "-"), "where": str(path), "check": check}
        return Rule.model_validate(told | place)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        what = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise SourceError(f"the header is wrong ({what})", where=str(path), hint="mend the header") from error
    except ValueError as error:
        raise SourceError(f"the header is wrong ({error})", where=str(path), hint="mend the header") from error
