"""Which processes own a record on a day: lists, redirects followed, exclusions kept, what had ended left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.answer import facts, told
from kg.answer.context import Context, same
from kg.answer.search import Hit, Index
from kg.catalogue import PlanView
from kg.model.answer import FactValue, Match, NotOwner, Step
from kg.model.plan import CrossReference, Process

_MOST_STEPS = 8
"""References and successions followed at most from one record."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A process that may own the record, and how it was found."""

    code: str
    record: str
    match: Match
    steps: tuple[Step, ...] = ()
    within: tuple[str, ...] = ()
    """Of a group: the processes under it, one of which must be meant."""
    inherited: bool = False
    """Whether it owns the record only as successor, or predecessor, of the process that names it."""


@dataclass(frozen=True, slots=True)
class Ownership:
    """The owners found; none where the plan names none, with the steps that say why."""

    candidates: tuple[Candidate, ...]
    not_owner: tuple[NotOwner, ...] = ()
    steps: tuple[Step, ...] = ()
    record: str = ""
    suggestions: tuple[str, ...] = ()


def find(
    index: Index,
    context: Context,
    asked: str,
    known: Mapping[str, FactValue],
    on: date | None,
    today: date,
) -> Ownership:
    """Owners of the record that the words name, on the day asked for, the record's own day, or today.

    `asked` is the question without the words that state facts.
    """
    hits = index.find(asked)
    if not hits:
        return Ownership((), record=asked.strip(), suggestions=tuple(index.nearest(asked, 5)))
    said = f"{asked} {known.get('subject', '')}"
    chosen = context.choose(hits, said)
    walk = _Walk(context, said, on or _own_day(known, today))
    candidates = walk.owners(chosen)
    if not candidates and on is None and walk.day != today:
        # Nothing held on the record's own day: the structure of today takes care of what is left from then.
        walk = _Walk(context, said, today)
        candidates = walk.owners(chosen)
    owners = {candidate.code for candidate in candidates}
    return Ownership(
        tuple(candidates),
        tuple(other for code, other in walk.not_owner.items() if code not in owners),
        tuple(walk.steps) if not candidates else (),
        chosen[0].name,
    )


def _own_day(known: Mapping[str, FactValue], today: date) -> date:
    for key in ("date", "year"):
        if key in known:
            return min(facts.days(str(known[key])).last, today)
    return today


@dataclass
class _Walk:
    """From the names that were met to who owns the record on a day; what is learnt on the way is kept."""

    context: Context
    said: str
    day: date
    not_owner: dict[str, NotOwner] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    """Of a record that nobody owns."""

    @property
    def view(self) -> PlanView:
        return self.context.view

    def owners(self, hits: Sequence[Hit]) -> list[Candidate]:
        """Owners in the order of the plan, each once."""
        found: dict[str, Candidate] = {}
        every = [candidate for hit in hits for candidate in self._from(hit)]
        # What a process that holds names itself needs no successor of another one.
        for candidate in [c for c in every if not c.inherited] or every:
            found.setdefault(candidate.code, candidate)
        order = list(self.view.processes)
        return sorted(found.values(), key=lambda candidate: order.index(candidate.code))

    def _from(self, hit: Hit) -> list[Candidate]:
        steps = (told.found(self.view, hit),)
        sends = hit.fact if isinstance(hit.fact, CrossReference) else self._sent_away(hit)
        if sends is not None:
            return self._along(hit, sends, steps)
        return self._holding(hit.code, hit, steps, frozenset())

    def _sent_away(self, hit: Hit) -> CrossReference | None:
        """The reference by which a process sends away the very record that it lists."""
        # A record with a row of its own is sent away by that row alone, not by what another row says of its like.
        row = any(rule.applies_to == hit.name for rule in self.view.rules.get(hit.code, ()))
        for reference in self.view.references_from.get(hit.code, ()):
            if not reference.target or not reference.subject or reference.external:
                continue
            if row and reference.kind == "see":
                continue
            if reference.subject == hit.name if row else same(reference.subject, hit.name):
                return reference
        return None

    def _along(self, hit: Hit, reference: CrossReference, steps: tuple[Step, ...]) -> list[Candidate]:
        steps = (*steps, told.refers(self.view, reference))
        self.not_owner.setdefault(reference.source, told.sends_away(self.view, reference))
        if reference.external or reference.target is None or reference.target not in self.view.processes:
            self.steps += [*steps, told.leads_nowhere(self.view, reference)]
            return []
        return self._holding(reference.target, hit, steps, frozenset({reference.source}))

    def _holding(self, code: str, hit: Hit, steps: tuple[Step, ...], seen: frozenset[str]) -> list[Candidate]:
        """The candidate at a code on the day, what took over from it, or what came before it."""
        if code in seen or len(seen) > _MOST_STEPS:
            return []
        process = self.view.processes[code]
        if process.ended and process.ended <= self.day:
            return self._after(process, hit, steps, seen)
        if process.added and process.added > self.day:
            return self._before(process, hit, steps)
        children = [child.code for child in self.view.children.get(code, ()) if self.view.live(child.code, self.day)]
        if children and not self.view.rules.get(code):
            return [self._within(code, children, hit, steps)]
        return [Candidate(code, hit.name, hit.match, steps)]

    def _after(self, process: Process, hit: Hit, steps: tuple[Step, ...], seen: frozenset[str]) -> list[Candidate]:
        self.not_owner[process.code] = told.ended(process)
        steps = (*steps, told.succeeded(self.view, process))
        found = [
            replace(candidate, inherited=True)
            for successor in process.successors
            if successor in self.view.processes
            for candidate in self._holding(successor, hit, steps, seen | {process.code})
        ]
        self.steps += [] if found else steps
        return found

    def _before(self, process: Process, hit: Hit, steps: tuple[Step, ...]) -> list[Candidate]:
        self.not_owner[process.code] = told.added_later(process)
        earlier = [
            p for p in self.view.plan.processes if process.code in p.successors and self.view.live(p.code, self.day)
        ]
        steps = (*steps, told.preceded(self.view, process, earlier))
        self.steps += [] if earlier else steps
        return [Candidate(p.code, hit.name, hit.match, steps, inherited=True) for p in earlier]

    def _within(self, code: str, children: Sequence[str], hit: Hit, steps: tuple[Step, ...]) -> Candidate:
        """The process of a group that the words fit, else the group itself with its processes to choose from."""
        fitting = self.context.fitting(children, self.said) or self.context.fitting(children, hit.name)
        if len(fitting) == 1:
            return Candidate(fitting[0], hit.name, hit.match, (*steps, told.part_of(self.view, code, fitting[0])))
        return Candidate(code, hit.name, hit.match, (*steps, told.group(self.view, code)), tuple(children))
