"""A question to its answer: find, own, decide, keep, and tell why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kg.answer import explain, facts, owner, search, stated
from kg.answer.case import Case
from kg.answer.context import Context
from kg.answer.disposition import Decision, Rules, Verdict
from kg.answer.owner import Candidate, Ownership
from kg.catalogue import Catalogue, PlanView
from kg.errors import UsageError
from kg.model.answer import Answer, FactValue, MissingFact, PlanAnswer, Question, Status
from kg.text import words

if TYPE_CHECKING:
    from kg.answer.inventory import Inventory
    from kg.answer.law import Register
    from kg.answer.meant import Topics
    from kg.answer.sightings import Sightings

_BY_RANK: tuple[Status, ...] = (
    "resolved",
    "needs-facts",
    "conflict",
    "no-rule",
    "ambiguous",
    "wrong-premise",
    "not-in-document",
    "not-found",
)


_LATELY = 2048
"""Texts whose facts are kept."""


@dataclass(frozen=True)
class Prepared:
    """A plan made ready for questions: its index, its units and its rules compiled, each once."""

    view: PlanView
    names: Inventory | None = None
    """The names of the plan, where an earlier process has taken them apart."""

    @cached_property
    def index(self) -> search.Index:
        """The names to search."""
        return search.Index(self.view, self.names)

    @cached_property
    def context(self) -> Context:
        """The words that tell its processes apart."""
        return Context(self.view, self.index)

    @cached_property
    def topics(self) -> Topics:
        """What a handbook or guideline speaks of."""
        from kg.answer.meant import Topics

        return Topics(self.view)

    @cached_property
    def sightings(self) -> Sightings:
        """The sentences of a handbook or guideline."""
        from kg.answer.sightings import Sightings

        return Sightings(self.view)

    @cached_property
    def units(self) -> stated.Units:
        """Names of the units that conditions may speak of."""
        return stated.Units(unit_names(self.view))

    @cached_property
    def stated(self) -> Callable[[str, date], stated.Stated]:
        """The facts that a text states, as of a day; what was asked lately is kept."""
        return lru_cache(maxsize=_LATELY)(lambda text, today: stated.facts(text, self.units, today))

    def rules(self, code: str) -> Rules:
        """The compiled rules of a process."""
        if code not in self._rules:
            self._rules[code] = Rules(self.view, code)
        return self._rules[code]

    @cached_property
    def _rules(self) -> dict[str, Rules]:
        return {}


def unit_names(view: PlanView) -> dict[str, str]:
    """Folded names of units to the form that the plan's conditions use: the text's own short forms first."""
    names: dict[str, str] = {}
    for party in view.plan.parties:
        names[words.fold(party.name)] = names[words.fold(party.short)] = party.short
    for organisation in view.organisations:
        if organisation.kind in {"unit", "board"}:
            every = [organisation.name, *organisation.aliases]
            known = next((names[words.fold(n)] for n in every if words.fold(n) in names), None)
            for name in every:
                names.setdefault(words.fold(name), known or organisation.name)
    return names


class Resolver:
    """Answers questions over a catalogue; holds nothing that a question could change."""

    def __init__(
        self,
        catalogue: Catalogue,
        statutes: Register | None = None,
        names: Callable[[PlanView], Inventory | None] = lambda view: None,
    ) -> None:
        """Prepare each plan on its first question; `statutes` give legal bases their status.

        `names` gives those of a plan where they need not be taken apart again.
        """
        self._catalogue = catalogue
        self.statutes = statutes
        """What it tells the status of laws by."""
        self._names = names
        self._prepared: dict[str, Prepared] = {}

    def resolve(self, question: Question, today: date) -> Answer:
        """Answer the question as of its day, or of today.

        Raises UsageError for a plan or a fact that is not known, an empty question, or a malformed value.
        """
        if not question.text.strip():
            raise UsageError("the question is empty", hint="name a record, such as leverantörsfaktura")
        given = facts.checked(question.facts)
        answers: list[PlanAnswer] = []
        nearest: list[str] = []
        for slug in self._chosen(question.plans):
            found, near = self._in_plan(self._plan(slug), question, given, today)
            answers += found
            nearest += near
        status = _overall(answers)
        return Answer(
            question=question,
            status=status,
            answers=tuple(answers),
            suggestions=() if answers else tuple(dict.fromkeys(nearest)),
        )

    def _chosen(self, slugs: Sequence[str]) -> Sequence[str]:
        known = self._catalogue.plans
        unknown = [slug for slug in slugs if slug not in known]
        if unknown:
            raise UsageError(f"no such plan: {unknown[0]}", hint=f"known plans: {', '.join(known) or 'none'}")
        return tuple(dict.fromkeys(slugs)) or tuple(known)

    def prepared(self, slug: str) -> Prepared:
        """A plan made ready for questions.

        Raises UsageError for a plan that is not known.
        """
        return self._plan(*self._chosen((slug,)))

    def _plan(self, slug: str) -> Prepared:
        if slug not in self._prepared:
            view = self._catalogue.plans[slug]
            self._prepared[slug] = Prepared(view, self._names(view))
        return self._prepared[slug]

    def _in_plan(
        self, plan: Prepared, question: Question, given: Mapping[str, FactValue], today: date
    ) -> tuple[list[PlanAnswer], list[str]]:
        said = plan.stated(question.text, today)
        known = {**said.facts, **given}
        asked = stated.without(question.text, said.spans)
        if not plan.view.plan.processes:
            from kg.answer import prose

            told = prose.answer(
                plan.view,
                None,
                asked,
                question.text,
                known,
                question.on,
                today,
                topics=plan.topics,
                sightings=plan.sightings,
                statutes=self.statutes,
            )
            return told, [] if told else plan.topics.nearest(asked, 5)
        ownership = owner.find(plan.index, plan.context, asked, known, question.on, today)
        if not ownership.candidates:
            return ([explain.unowned(plan.view, ownership)] if ownership.steps else []), list(ownership.suggestions)
        cases = [self._case(plan, c, question, known) for c in ownership.candidates]
        decided = [(c, plan.rules(c.code).decide(case)) for c, case in zip(ownership.candidates, cases, strict=True)]
        answers = _answers(plan.view, ownership, decided, known)
        if plan.view.plan.retention_rules:
            from kg.answer import rows

            answers = [rows.kept(plan.view, answer, case) for answer, case in zip(answers, cases, strict=True)]
        return [_one_of(plan.view, *pair) for pair in zip(answers, ownership.candidates, strict=True)], []

    def _case(self, plan: Prepared, candidate: Candidate, question: Question, known: Mapping[str, FactValue]) -> Case:
        rules = plan.rules(candidate.code)
        return Case(known, candidate.record, question.text, plan.units.names, rules.closed, rules.topics)


def _answers(
    view: PlanView, ownership: Ownership, decided: list[tuple[Candidate, Decision]], known: Mapping[str, FactValue]
) -> list[PlanAnswer]:
    each = [explain.answer(view, ownership, candidate, decision, known) for candidate, decision in decided]
    if len({_gist(decision) for _, decision in decided}) == 1:
        return each
    which = explain.which(view, each)
    return [_undecided(answer, which) for answer in each]


def _gist(decision: Decision) -> object:
    """What a decision comes to; owners whose decisions come to the same need not be told apart."""
    if decision.clash:
        return tuple(verdict.outcome for verdict in decision.clash)
    if decision.verdict is not None:
        return decision.verdict.outcome
    return tuple((lack.slot.key, _leads(lack.leads_to)) for lack in decision.lacking)


def _leads(leads_to: Mapping[str, Verdict | None]) -> object:
    return tuple(sorted((value, verdict.outcome if verdict else ()) for value, verdict in leads_to.items()))


def _one_of(view: PlanView, answer: PlanAnswer, candidate: Candidate) -> PlanAnswer:
    """The answer; for a whole group, the question which of its processes is meant."""
    return _undecided(answer, explain.one_of(view, candidate.within)) if candidate.within else answer


def _undecided(answer: PlanAnswer, which: MissingFact) -> PlanAnswer:
    return answer.model_copy(
        update={
            "status": "ambiguous",
            "action": None,
            "recipients": (),
            "recipient_logic": None,
            "rule": None,
            "missing_facts": (which,),
        }
    )


def _overall(answers: Sequence[PlanAnswer]) -> Status:
    by_plan: dict[str, list[PlanAnswer]] = {}
    for answer in answers:
        by_plan.setdefault(answer.plan, []).append(answer)
    found: list[Status] = [_of_plan(group) for group in by_plan.values()]
    return min(found, key=_BY_RANK.index) if found else "not-found"


def _of_plan(group: Sequence[PlanAnswer]) -> Status:
    """Several answers are ambiguous, unless all say that they clash, or a handbook's that the same fact is missing."""
    statuses = {answer.status for answer in group}
    if statuses == {"needs-facts"} and not any(answer.owner and answer.owner.code for answer in group):
        return "needs-facts"
    return "ambiguous" if len(group) > 1 and statuses != {"conflict"} else group[0].status
