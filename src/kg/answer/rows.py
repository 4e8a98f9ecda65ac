"""Of a plan with a row a record type: the answer with how long the row says that its record is kept."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answer import counting, facts, retention
from kg.answer.case import Case
from kg.answer.counting import Language
from kg.answer.told import place
from kg.catalogue import PlanView
from kg.model.answer import MissingFact, PlanAnswer, Step
from kg.model.retention import RetentionRule


def kept(view: PlanView, answer: PlanAnswer, case: Case) -> PlanAnswer:
    """The answer with the period of its record's row, counted out where its event is dated, and the delivery.

    An answer of a plan without such rows, or one that is not decided, stays as it is.
    """
    code = answer.owner.code if answer.owner else None
    named = dict.fromkeys(rule.applies_to for rule in view.rules.get(code or "", ()) if rule.applies_to)
    rows = [name for record in view.records.get(code or "", ()) if (name := record.name) in named]
    if rows and answer.match.on != "record-type" and case.facts.get("subject") not in rows:
        return _which(view, answer, rows)
    rules = _of_row(view, answer, case)
    if not rules or answer.status != "resolved":
        return answer
    found = retention.keep(view, [rule for rule in rules if rule.action != "transfer"], case)
    later = [_delivery(view, rule) for rule in rules if rule.action == "transfer"]
    if found.retention is None or found.retention.action != answer.action:
        return answer.model_copy(update={"steps": (*answer.steps, *later)}) if later else answer
    return answer.model_copy(update={"retention": found.retention, "steps": (*answer.steps, *found.steps, *later)})


def _of_row(view: PlanView, answer: PlanAnswer, case: Case) -> Sequence[RetentionRule]:
    code = answer.owner.code if answer.owner else None
    every = [rule for rule in view.plan.retention_rules if code and rule.process == code]
    own = [rule for rule in every if rule.record == case.facts.get("subject")]
    return own or [rule for rule in every if rule.record == answer.record]


def _which(view: PlanView, answer: PlanAnswer, rows: Sequence[str]) -> PlanAnswer:
    """Where the words name a process and none of its rows: the question which row is meant."""
    rules = {view.iri(rule) for rule in view.plan.disposition_rules}
    asked = facts.keys()["subject"]
    which = MissingFact(fact="subject", question=asked.question, question_en=asked.question_en, values=tuple(rows))
    gone = {"status": "ambiguous", "action": None, "recipients": (), "recipient_logic": None, "rule": None}
    steps = tuple(step for step in answer.steps if step.fact and step.fact not in rules)
    return answer.model_copy(update={**gone, "missing_facts": (which,), "steps": steps})


def _delivery(view: PlanView, rule: RetentionRule) -> Step:
    return Step(
        does=_delivered(rule, "sv"), does_en=_delivered(rule, "en"), fact=view.iri(rule), source=place(rule.span)
    )


def _delivered(rule: RetentionRule, lang: Language) -> str:
    said = {"sv": f"Levereras till {rule.next or 'arkivet'}", "en": f"Goes to {rule.next or 'the archive'}"}[lang]
    after = counting.spoken(rule.period, lang) if rule.period else ""
    event = f"{'efter' if lang == 'sv' else 'after'} {rule.counted_from}" if rule.counted_from else ""
    when = f"{after} {event}".strip() if after or event else ""
    joint = "" if not after else {"sv": " efter", "en": " after"}[lang]
    return f"{said}{joint} {when}".rstrip() + "."
