"""One question to a handbook or guideline with all that is known of it, and the parts that every reply is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.answer import facts as fact_keys
from kg.answer import law
from kg.answer.case import Case
from kg.answer.intent import Intent
from kg.answer.law import Register
from kg.answer.meant import Found
from kg.answer.told import place
from kg.catalogue import PlanView
from kg.grammar import provisions
from kg.grammar.when import When
from kg.graph import iris
from kg.model.answer import FactValue, LegalRef, Match, MissingFact, Owner, PlanAnswer, Status, Step
from kg.model.fact import Fact, Span
from kg.model.law import Citation
from kg.text import lexicon, words

_NUMBER = re.compile(r"(?:[A-ZÅÄÖ-]+FS\s)?\d{4}[:/]\d+")
_PLACE = re.compile(
    r"(?:(?P<chapter>\d+(?:\s[a-z])?) kap\.)?(?: ?(?P<section>\d+(?:\s[a-z])?) §)?(?: (?P<paragraph>\d+) st)?", re.ASCII
)
"""A place with at most one section, as facts write it; the grammar of provisions takes the rest apart."""
_NOWHERE = Span(document="", first=0, last=0, sha256="")


@dataclass(frozen=True)
class Inquiry:
    """A question with what it asks for, what it states, and the day it is asked about."""

    view: PlanView
    text: str
    wanted: Intent
    facts: Mapping[str, FactValue]
    on: date | None
    today: date
    others: Sequence[When] = ()
    """Days that the question names beside the events it dates."""
    statutes: Register = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day asked about, or today."""
        return self.on or self.today

    @property
    def at(self) -> date | None:
        """The day on which something is asked to be somewhere; None where the question names none."""
        named = next((time.first for time in self.others), None)
        return self.on or named or (self.today if self.wanted.any("now") else None)

    def case(self, record: str) -> Case:
        """The facts made ready for deciding."""
        return Case(self.facts, record, self.text, {})

    def step(self, fact: Fact, sv: str, en: str) -> Step:
        """A step that rests on a fact."""
        return Step(does=sv, does_en=en, fact=self.view.iri(fact), source=place(fact.span))  # type: ignore[attr-defined]

    def title(self, section: str | None) -> str:
        """The title of a section; empty where there is none."""
        return next((each.title for each in self.view.plan.sections if each.id == section), "")

    def owner(self, name: str | None) -> Owner | None:
        """The unit or role of this name; None where nobody is named."""
        if not name:
            return None
        folded = words.fold(name)
        for body in self.view.organisations:
            if folded in map(words.fold, (body.name, *body.aliases)):
                kind = "role" if body.kind == "role" else "unit"
                return Owner(code=None, name=name, kind=kind, iri=iris.organisation(body.id))
        return Owner(
            code=None, name=name, kind="role" if is_person(name) else "unit", iri=iris.body(self.view.slug, name)
        )

    def legal(self, cited: Sequence[str]) -> tuple[LegalRef, ...]:
        """Legal bases as facts write them, each with its act's status on the day."""
        return tuple(law.status(_citation(text), self.statutes, self.day) for text in dict.fromkeys(cited))

    def missing(
        self, key: str, values: Sequence[str] = (), leads: Mapping[str, str] | None = None, about: str = ""
    ) -> MissingFact:
        """The question for a fact."""
        told = fact_keys.keys()[key]
        detail = f" ({about})" if about else ""
        return MissingFact(
            fact=key,
            question=f"{told.question}{detail}",
            question_en=f"{told.question_en}{detail}",
            values=tuple(values) or told.values,
            leads_to=dict(leads or {}),
        )

    def reply(self, found: Found | None, status: Status, **more: object) -> PlanAnswer:
        """An answer that rests on what was found; `record` names it where nothing was."""
        told: dict[str, Any] = {"record": found.topic.name if found else self.text, "owner": None, **more}
        match = found.match if found else Match(kind="words", score=0.0, on="title")
        return PlanAnswer(plan=self.view.slug, match=match, status=status, **told)


def _citation(text: str) -> Citation:
    """A legal basis as facts write it ("SoL 2001:453 12 kap. 1 § 2 st"), taken apart again."""
    number = _NUMBER.search(text)
    chapter, sections, paragraph = _place(text[number.end() if number else len(text) :].strip())
    return Citation(
        text=text,
        law=text[: number.start() if number else len(text)].strip() or text,
        sfs=number[0] if number else None,
        chapter=chapter,
        sections=sections,
        paragraph=paragraph,
        span=_NOWHERE,
    )


def _place(text: str) -> tuple[str | None, tuple[str, ...], str | None]:
    """Chapter, sections and paragraph of a place."""
    if plain := _PLACE.fullmatch(text):
        return plain["chapter"], (plain["section"],) if plain["section"] else (), plain["paragraph"]
    found = provisions.find(text)
    parts = found[0].value if found else ()
    chapter, paragraph = (parts[0].chapter, parts[-1].paragraph) if parts else (None, None)
    return chapter, tuple(part.section for part in parts if part.section), paragraph


def is_person(name: str) -> bool:
    """Whether a name is that of people who act, not of a body ("enhetschef för IFO")."""
    persons = lexicon.load("roles")["persons"]
    last = [word for word in words.fold(name).split() if any(person in word for person in persons)]
    return bool(last)
