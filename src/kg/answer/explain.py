"""A decision told: the answer of one plan with its steps, its questions and the places it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.answer import facts, wording
from kg.answer.case import is_special
from kg.answer.disposition import Decision, Lacking, Verdict
from kg.answer.owner import Candidate, Ownership
from kg.answer.slots import Slot
from kg.answer.told import place
from kg.catalogue import PlanView
from kg.graph import iris
from kg.model.answer import (
    FactValue,
    Match,
    MissingFact,
    Owner,
    PlanAnswer,
    RuleRef,
    Status,
    Step,
)
from kg.model.disposition import DispositionRule


def answer(
    view: PlanView, ownership: Ownership, candidate: Candidate, decision: Decision, known: Mapping[str, FactValue]
) -> PlanAnswer:
    """The answer for one owner: what happens, by which rule, or what must be known first."""
    verdict, rule = decision.verdict, decision.verdict.rule if decision.verdict else None
    status = _status(decision)
    decided = rule if status == "resolved" else None
    return PlanAnswer(
        plan=view.slug,
        record=candidate.record,
        match=candidate.match,
        owner=owner_of(view, candidate.code),
        not_owner=ownership.not_owner,
        status=status,
        action=decided.action if decided else None,
        recipients=decided.recipients if decided else (),
        recipient_logic=decided.recipient_logic if decided else None,
        rule=RuleRef(order=decided.order, iri=view.iri(decided)) if decided else None,
        missing_facts=tuple(_questions(decision.lacking)),
        steps=(*ownership.steps, *candidate.steps, *_steps(view, decision, verdict)),
        conflict=tuple(_named(v) for v in decision.clash),
    )


def owner_of(view: PlanView, code: str) -> Owner:
    """The owning unit of the structure."""
    process = view.processes[code]
    return Owner(code=code, level=process.level, title=process.title, iri=iris.unit(view.slug, code))


def unowned(view: PlanView, ownership: Ownership) -> PlanAnswer:
    """The answer where the plan knows the record but names no owner that holds."""
    return PlanAnswer(
        plan=view.slug,
        record=ownership.record,
        match=Match(kind="words", score=0.0, on="reference"),
        owner=None,
        not_owner=ownership.not_owner,
        status="not-found",
        steps=ownership.steps,
    )


def which(view: PlanView, answers: Sequence[PlanAnswer]) -> MissingFact:
    """The question that tells several owners apart, with what each of them would lead to."""
    owners = {a.owner.code or "": a for a in answers if a.owner}
    return one_of(view, list(owners)).model_copy(
        update={"leads_to": {code: _in_short(a) for code, a in owners.items()}}
    )


def one_of(view: PlanView, codes: Sequence[str]) -> MissingFact:
    """The question which of several processes is meant."""
    titles = "; ".join(f"{code} {view.processes[code].title}" for code in codes)
    key = facts.keys()["subject"]
    return MissingFact(
        fact="subject",
        question=f"{key.question} ({titles})",
        question_en=f"{key.question_en} ({titles})",
        values=tuple(codes),
    )


def _in_short(told: PlanAnswer) -> str:
    if told.action:
        return told.action
    return told.status if told.status != "resolved" else ""


def _status(decision: Decision) -> Status:
    if decision.clash:
        return "conflict"
    if decision.verdict is None:
        return "needs-facts"
    rule = decision.verdict.rule
    return "no-rule" if rule is None or rule.action is None else "resolved"


def _named(verdict: Verdict) -> str:
    return verdict.rule.action if verdict.rule and verdict.rule.action else "no-rule"


def _questions(lacking: Iterable[Lacking]) -> Iterable[MissingFact]:
    grouped: dict[str, list[Lacking]] = {}
    for lack in lacking:
        grouped.setdefault(lack.slot.key, []).append(lack)
    for key, group in grouped.items():
        values = tuple(dict.fromkeys(value for lack in group for value in lack.slot.values))
        leads = {v: _named(verdict) for lack in group for v, verdict in lack.leads_to.items() if verdict}
        asked = facts.keys()[key]
        detail = _detail(group[0].slot)
        yield MissingFact(
            fact=key,
            question=f"{asked.question}{detail}",
            question_en=f"{asked.question_en}{detail}",
            values=values,
            leads_to=leads,
        )


def _detail(slot: Slot) -> str:
    if slot.key == "condition" and slot.conditions:
        return f" ({'; '.join(str(c.value) for c in slot.conditions)})"
    of = dict.fromkeys(c.of for c in slot.conditions if c.of)
    return f" ({', '.join(of)})" if of and slot.key in {"status", "date"} else ""


def _steps(view: PlanView, decision: Decision, verdict: Verdict | None) -> Iterable[Step]:
    if not decision.rules:
        yield Step(does="Planen har ingen regel för processen.", does_en="The plan has no rule for the process.")
        return
    for rule, found in zip(decision.rules, verdict.truths if verdict else decision.truths, strict=False):
        decides = verdict is not None and rule is verdict.rule
        yield _step(view, rule, _why_sv(rule, found, decides), _why_en(rule, found, decides))
        if decides:
            break
    for lack in decision.lacking:
        asked = facts.keys()[lack.slot.key]
        yield Step(does=f"Det som saknas: {asked.question}", does_en=f"What is missing: {asked.question_en}")
    for rule in decision.overlap:
        yield _step(
            view,
            rule,
            f"Även regel {rule.order} passar ({wording.outcome(rule, 'sv')}); den som står först gäller.",
            f"Rule {rule.order} fits too ({wording.outcome(rule, 'en')}); the one that stands first holds.",
        )
    if verdict is not None and verdict.rule is None:
        yield Step(
            does="Ingen regel täcker fallet: planen har en lucka.",
            does_en="No rule covers the case: the plan has a gap.",
        )


def _step(view: PlanView, rule: DispositionRule, sv: str, en: str) -> Step:
    return Step(does=sv, does_en=en, fact=view.iri(rule), source=place(rule.span))


def _why_sv(rule: DispositionRule, found: bool | None, decides: bool) -> str:
    when = wording.conditions(rule, "sv")
    if decides:
        return f"Regel {rule.order} gäller{f', eftersom {when}' if when else ''}: {wording.outcome(rule, 'sv')}."
    state = "gäller inte" if found is False else "kan gälla"
    named = f" (den avser {rule.applies_to})" if is_special(rule) else ""
    then = "" if found is False else f"; då {wording.outcome(rule, 'sv')}"
    return f"Regel {rule.order} {state}{f': den kräver att {when}' if when else ''}{named}{then}."


def _why_en(rule: DispositionRule, found: bool | None, decides: bool) -> str:
    when = wording.conditions(rule, "en")
    if decides:
        return f"Rule {rule.order} holds{f', as {when}' if when else ''}: {wording.outcome(rule, 'en')}."
    state = "does not hold" if found is False else "may hold"
    named = f" (it is about {rule.applies_to})" if is_special(rule) else ""
    then = "" if found is False else f"; then it {wording.outcome(rule, 'en')}"
    return f"Rule {rule.order} {state}{f': it requires that {when}' if when else ''}{named}{then}."
