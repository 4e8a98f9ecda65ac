"""A question to its answer: find, own, decide, keep, and tell why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.answer import explain, facts, owner, search, stated
from kg.answer.case import Case
from kg.answer.disposition import Decision, Rules
from kg.answer.owner import Candidate, Ownership
from kg.catalogue import Catalogue, PlanView
from kg.errors import UsageError
from kg.model.answer import Answer, FactValue, MissingFact, PlanAnswer, Question, Status
from kg.text import words

_BY_RANK: tuple[Status, ...] = (
    "resolved",
    "needs-facts",
    "conflict",
    "no-rule",
    "ambiguous",
    "not-in-document",
    "not-found",
)


@dataclass(frozen=True)
class Prepared:
    """A plan made ready for questions: its index, its units and its rules compiled, each once."""

    view: PlanView

    @cached_property
    def index(self) -> search.Index:
        """The names to search."""
        return search.Index(self.view)

    @cached_property
    def units(self) -> stated.Units:
        """Names of the units that conditions may speak of."""
        return stated.Units(unit_names(self.view))

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

    def __init__(self, catalogue: Catalogue) -> None:
        """Prepare each plan on its first question."""
        self._plans = {slug: Prepared(view) for slug, view in catalogue.plans.items()}

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
            found, near = self._in_plan(self._plans[slug], question, given, today)
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
        unknown = [slug for slug in slugs if slug not in self._plans]
        if unknown:
            raise UsageError(f"no such plan: {unknown[0]}", hint=f"known plans: {', '.join(self._plans)}")
        return slugs or tuple(self._plans)

    def _in_plan(
        self, plan: Prepared, question: Question, given: Mapping[str, FactValue], today: date
    ) -> tuple[list[PlanAnswer], list[str]]:
        said = stated.facts(question.text, plan.units, today)
        known = {**said.facts, **given}
        asked = stated.without(question.text, said.spans)
        ownership = owner.find(plan.view, plan.index, asked, question.text, known, question.on, today)
        if not ownership.candidates:
            return ([explain.unowned(plan.view, ownership)] if ownership.steps else []), list(ownership.suggestions)
        decided = [(c, plan.rules(c.code).decide(self._case(plan, c, question, known))) for c in ownership.candidates]
        return _answers(plan.view, ownership, decided, known), []

    def _case(self, plan: Prepared, candidate: Candidate, question: Question, known: Mapping[str, FactValue]) -> Case:
        return Case(known, candidate.record, question.text, plan.units.names, plan.rules(candidate.code).records)


def _answers(
    view: PlanView, ownership: Ownership, decided: list[tuple[Candidate, Decision]], known: Mapping[str, FactValue]
) -> list[PlanAnswer]:
    if len(decided) == 1:
        return [explain.answer(view, ownership, *decided[0], known)]
    outcomes = {decision.verdict.outcome if decision.verdict else None for _, decision in decided}
    alike = len(outcomes) == 1 and None not in outcomes
    each = [explain.answer(view, ownership, candidate, decision, known) for candidate, decision in decided]
    if alike:
        return each
    which = explain.which(view, each)
    return [_undecided(answer, which) for answer in each]


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
    found: list[Status] = ["ambiguous" if len(group) > 1 else group[0].status for group in by_plan.values()]
    return min(found, key=_BY_RANK.index) if found else "not-found"
