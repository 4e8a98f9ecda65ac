"""An act, regulation or agreement that records plans cite: what it is called when, and when it is in force."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import AliasChoices, Field, model_validator

from kg.model.fact import Fact, IsoDate, Strings

StatuteKind = Literal["act", "regulation", "agency", "eu", "agreement"]


class Period(Fact):
    """A period of days, both ends included; an end left out is open."""

    start: IsoDate | None = Field(default=None, validation_alias=AliasChoices("start", "from"))
    until: IsoDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.until and self.until < self.start:
            raise ValueError(f"until {self.until} is before from {self.start}")
        return self

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return not (self.start and day < self.start) and not (self.until and self.until < day)


class StatuteName(Period):
    """A name that means this statute in a period; another statute may own it before and after."""

    name: str
    """Definite form, lower case, as in running text: "socialtjänstlagen"."""
    abbreviation: str | None = None


class SectionMove(Period):
    """Where a place of a repealed statute is found now; the period is that of the wording, where one place held two."""

    cited: str = Field(validation_alias=AliasChoices("cited", "from"))
    """Place in this statute: "12 kap. 1 §", or a whole chapter."""
    to: Strings = ()
    """Places in successors, with number: "2025:400 16 kap. 1 §", or a chapter; empty where nothing corresponds."""
    start: IsoDate | None = None
    certain: bool = True
    note: str | None = None


class Statute(Fact):
    """One statute of data/statutes/."""

    number: str
    """As cited: "2001:453", "SOSFS 2006:5", "2016/679"."""
    kind: StatuteKind
    title: str
    """Full Swedish title, with its number where the title carries one."""
    names: tuple[StatuteName, ...] = ()
    in_force_from: IsoDate | None = None
    """First day it applies; None is unknown."""
    in_force_until: IsoDate | Literal["unknown"] | None = None
    """Last day it applied; None while in force; "unknown" where nobody has checked."""
    replaced_by: Strings = ()
    """Numbers of the statutes that took over."""
    base_act: str | None = None
    """Number of the statute that this one only amends."""
    certain: bool = True
    """False where a date or a successor rests on memory and should be checked before it is relied on."""
    checked: IsoDate | None = None
    """Day on which the status was last checked against a register."""
    section_map: tuple[SectionMove, ...] = ()
    note: str | None = None
    iri: str | None = None
    """IRI at lagen.nu; None for agreements, which have none."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if isinstance(self.in_force_until, date) and self.in_force_from and self.in_force_until < self.in_force_from:
            raise ValueError(f"in_force_until {self.in_force_until} is before in_force_from {self.in_force_from}")
        return self

    def in_force(self, day: date) -> bool | None:
        """Whether it applies on the day; None is unknown, which must never be shown as in force."""
        if self.in_force_from and day < self.in_force_from:
            return False
        if isinstance(self.in_force_until, date) and self.in_force_until < day:
            return False
        if self.in_force_from is None or self.in_force_until == "unknown":
            return None
        return True

    def called(self, day: date) -> tuple[StatuteName, ...]:
        """Names that mean this statute on the day."""
        return tuple(name for name in self.names if name.holds(day))
