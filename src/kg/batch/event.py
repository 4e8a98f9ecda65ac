"""A reorganisation as an org:ChangeEvent in TOML: which bodies become which, and who takes over each process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kg.catalogue import PlanView
from kg.errors import SourceError
from kg.extract import corrections
from kg.text import words

_Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]
_CLOSED = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Change(BaseModel):
    """What becomes of the records of some bodies: all of them, or those of some processes."""

    model_config = _CLOSED

    bodies: Annotated[_Names, Field(alias="from", min_length=1)]
    """org:originalOrganization."""
    to: str | None = None
    """org:resultingOrganization; None where the rules of the plan say who receives each record."""
    processes: Annotated[_Names, Field(min_length=1)] | None = None
    """Codes, each with all that is beneath it; None for what no other change of the body takes."""


class Event(BaseModel):
    """An org:ChangeEvent."""

    model_config = _CLOSED

    name: str
    date: date
    changes: Annotated[tuple[Change, ...], Field(alias="change", min_length=1)]
    aliases: Mapping[str, _Names] = {}
    """Other names of bodies, as inventories write them."""

    @cached_property
    def bodies(self) -> Mapping[str, str]:
        """Folded names, other names too, to the bodies that the event changes."""
        own = dict.fromkeys(body for change in self.changes for body in change.bodies)
        also = {other: body for body, others in self.aliases.items() if body in own for other in others}
        return {words.fold(name): body for name, body in {**also, **{body: body for body in own}}.items()}

    def takes(self, body: str, code: str | None) -> Change | None:
        """The change that takes the records of a process of a body: the one that names the process most closely.

        `code` is None where the process is not known; then only a change that takes all of the body will do.
        """
        own = [change for change in self.changes if body in change.bodies]
        if code is None:
            return own[0] if len(own) == 1 and own[0].processes is None else None
        near = [(len(named), change) for change in own for named in change.processes or () if is_within(code, named)]
        if near:
            return max(near, key=lambda pair: pair[0])[1]
        return next((change for change in own if change.processes is None), None)

    def left(self, views: Iterable[PlanView]) -> list[tuple[str, str]]:
        """Bodies with the processes that no change takes: units without units beneath, held on the day of the event."""
        found = []
        for view in views:
            ends = [p for p in view.plan.processes if p.code not in view.children and view.live(p.code, self.date)]
            found += [(body, p.code) for body in dict.fromkeys(self.bodies.values()) for p in ends
                      if self.takes(body, p.code) is None]  # fmt: skip
        return found


def load(path: Path) -> Event:
    """Read an event.

    Raises SourceError where the file is no TOML, says what an event cannot, or gives the same records to two bodies.
    """
    try:
        event = Event.model_validate(corrections.toml(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        hint = 'write name, date and [[change]] with from = ["…"] and to = "…"'
        raise SourceError(f"{field}: {first['msg']}", where=str(path), hint=hint) from error
    twice = _twice(event.changes)
    if twice:
        body, code = twice[0]
        what = f"process {code} of {body}" if code else f"all of {body}"
        raise SourceError(f"{what} is given twice", where=str(path), hint="leave it in one change")
    stray = next((body for body in event.aliases if body not in event.bodies.values()), None)
    if stray is not None:
        raise SourceError(f"other names for {stray}, which no change speaks of", where=str(path), hint="mend the name")
    return event


def is_within(code: str, above: str) -> bool:
    """Whether a unit is another one or beneath it, by their codes."""
    return code == above or code.startswith(f"{above}.")


def _twice(changes: Sequence[Change]) -> list[tuple[str, str | None]]:
    """Bodies with a process, or with all that is left, that several changes name."""
    named: Counter[tuple[str, str | None]] = Counter()
    for change in changes:
        named.update((body, code) for body in change.bodies for code in change.processes or (None,))
    return [pair for pair, count in named.items() if count > 1]
