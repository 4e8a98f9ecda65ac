"""Rows of a reorganisation: the body that takes each over, and the proof that none is left out or given twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.batch import telling
from kg.batch.columns import BODY
from kg.batch.event import Event
from kg.batch.judge import Judge, Terms
from kg.batch.summary import Summary
from kg.batch.verdict import BROKEN, PERSON, Verdict
from kg.catalogue import PlanView
from kg.export.delivery import grouped
from kg.text import words

if TYPE_CHECKING:
    from kg.answer.resolve import Resolver


def judging(resolver: Resolver, terms: Terms) -> Judge:
    """Who gives the verdicts on rows: by the event, where there is one, else by the rules of the plan."""
    return Judge(resolver, terms) if terms.event is None else Moving(resolver, terms, terms.event)


class Moving(Judge):
    """Gives each row to the body that takes it over; who owns it and how long it is kept is as without the event."""

    def __init__(self, resolver: Resolver, terms: Terms, event: Event) -> None:
        super().__init__(resolver, terms)
        self._event = event

    def verdict(self, title: str | None, given: Mapping[str, str | None]) -> Verdict:
        """See `Judge.verdict`; the fact "body" is whose record it was."""
        found = super().verdict(title, {key: value for key, value in given.items() if key != BODY})
        if found.kind == "broken":
            return found
        body = self._body(given)
        if body is None:
            return self._left(found, "which-body", "body", of=" / ".join(dict.fromkeys(self._event.bodies.values())))
        if body not in self._event.bodies.values():
            return replace(found, lists=("stay",), kind="kept", action="stay", recipient=body, missing=None)
        return self._moved(found, body)

    def _body(self, given: Mapping[str, str | None]) -> str | None:
        """Whose record it was: as the row says, or the one body of the event where the inventory has no such column."""
        if BODY not in given:
            known = set(self._event.bodies.values())
            return known.pop() if len(known) == 1 else None
        written = " ".join((given[BODY] or "").split())
        return self._event.bodies.get(words.fold(written), written) or None

    def _moved(self, found: Verdict, body: str) -> Verdict:
        whole = self._event.takes(body, None)
        if whole is not None and whole.to is not None:
            return self._given(found, body, whole.to)
        if found.owner is None or "/" in found.owner or found.confidence < self.terms.least:
            return self._several(found, body) or self._left(found, "which-process", "process", of=body)
        change = self._event.takes(body, found.owner)
        if change is None:
            return self._left(found, "nobody-takes", "recipient", owner=found.owner, of=body)
        return self._given(found, body, change.to) if change.to is not None else found

    def _several(self, found: Verdict, body: str) -> Verdict | None:
        """The verdict where all owners that it could be go to the same body: then it need not be known which."""
        sure = found.owner is not None and found.confidence >= self.terms.least
        takers = [self._event.takes(body, code) for code in (found.owner or "").split(" / ")] if sure else []
        ends = {taker.to if taker else None for taker in takers}
        (end, *others) = ends or (None,)
        return self._given(found, body, end) if end is not None and not others else None

    def _given(self, found: Verdict, body: str, to: str) -> Verdict:
        why = telling.said("moves", self.terms.language, event=self._event.name, of=body, to=to)
        reason = " ".join(filter(None, (found.reason if found.owner else None, why)))
        return replace(found, status="resolved", lists=(to,), kind="delivery", action="transfer", recipient=to,
                       missing=None, question=None, reason=reason)  # fmt: skip

    def _left(self, found: Verdict, key: str, missing: str, **parts: str) -> Verdict:
        question = telling.said(key, self.terms.language, **parts)
        if missing == "process" and found.question:
            question = found.question
        return replace(found, lists=(PERSON,), kind="person", action=None, recipient=None, missing=missing,
                       question=question)  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """That an event leaves no record without a body and gives none to two, or what stands against it."""

    event: str
    date: str
    rows: int
    taken: tuple[tuple[str, int], ...]
    """Rows by the body that takes them over."""
    stay: int
    """Rows of bodies that the event does not change."""
    unassigned: int
    """Rows that a person must settle first, or that could not be read."""
    twice: int
    """Rows that two bodies receive; only where the event leaves it to the plan and its rule names both."""
    processes_left: tuple[tuple[str, str], ...]
    """Bodies with the processes that no change takes."""

    @property
    def holds(self) -> bool:
        """Whether nothing is unassigned and nothing given twice."""
        return not (self.unassigned or self.twice or self.processes_left)

    def as_json(self) -> bytes:
        """As JSON; names of the fields are fixed."""
        return (json.dumps({**asdict(self), "holds": self.holds}, ensure_ascii=False, indent=1) + "\n").encode()

    def readable(self, language: str) -> str:
        """As text for people."""
        rows = [(telling.said("taken-by", language, of=body), count) for body, count in self.taken]
        rows += [(telling.said("kept-stay", language), self.stay)] if self.stay else []
        rows += [(telling.said(key, language), count) for key, count in
                 (("unassigned", self.unassigned), ("twice", -self.twice), ("all-rows", self.rows))]  # fmt: skip
        width = max(len(label) for label, _ in rows)
        out = [telling.said("proof", language, of=self.event, date=self.date), ""]
        out += [f"  {label:<{width}} {grouped(count):>13}" for label, count in rows]
        out += ["", telling.said("proof-holds" if self.holds else "proof-fails", language)]
        left = Counter(body for body, _ in self.processes_left)
        for body in left:
            codes = ", ".join(code for of, code in self.processes_left if of == body)
            out.append(telling.said("processes-left", language, of=body, codes=codes))
        return "\n".join(out) + "\n"


def proof(event: Event, views: Iterable[PlanView], summary: Summary) -> Proof:
    """The proof of a run that is done."""
    by_kind: dict[str, Sequence[Any]] = {
        kind: [each for each in summary.lists if each.kind == kind] for kind in ("delivery", "kept", PERSON, BROKEN)
    }
    return Proof(
        event=event.name,
        date=event.date.isoformat(),
        rows=summary.rows,
        taken=tuple((each.name, each.rows) for each in by_kind["delivery"]),
        stay=sum(each.rows for each in by_kind["kept"]),
        unassigned=sum(each.rows for kind in (PERSON, BROKEN) for each in by_kind[kind]),
        twice=summary.copies,
        processes_left=tuple(event.left(views)),
    )
