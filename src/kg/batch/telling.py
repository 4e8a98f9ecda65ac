"""A verdict told: on which list a row stands, how sure that is, and the question that a person would settle it with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from kg.batch.verdict import PERSON, Verdict
from kg.catalogue import PlanView
from kg.model.answer import Answer, PlanAnswer
from kg.text import lexicon

_DECLINED = "declined"


def said(key: str, language: str, /, **parts: str) -> str:
    """A phrase of data/lexicon/inventory.toml in a language, with its parts put in."""
    told: str = lexicon.load("inventory")["said"][key]["en" if language == "en" else "sv"]
    return told.format(**parts)


def wrong(reason: str, language: str) -> str:
    """Why a row is none: "too-many-cells:5" in words."""
    key, _, of = reason.partition(":")
    return said(key, language, of=of)


def verdict(view: PlanView, answer: Answer, dropped: float, least: float, language: str) -> Verdict:
    """The verdict that an answer comes to; `dropped` is the share of the title's words that were left out."""
    if not answer.answers:
        return Verdict("not-found", (PERSON,), "person", view.slug, question=said("not-found", language))
    first = answer.answers[0]
    found = _told(first, view.slug, language)
    sure = confidence(first, dropped)
    found = replace(found, status=answer.status, confidence=sure)
    if len(answer.answers) > 1:
        found = _of_several(found, answer, language)
    if answer.status == "resolved" and sure < least:
        question = said("declined", language, record=first.record, owner=found.owner or "?")
        return replace(found, status=_DECLINED, lists=(PERSON,), kind="person", question=question)
    if answer.status != "resolved":
        asked = found.question or said(answer.status if answer.status in _phrases() else "no-rule", language)
        return replace(found, lists=(PERSON,), kind="person", question=asked)
    return _listed(found, first, language)


def which_plan(found: Sequence[Verdict], language: str) -> Verdict:
    """A row that several plans know is for a person to settle."""
    plans = ", ".join(verdict.plan or "" for verdict in found)
    best = max(found, key=lambda verdict: verdict.confidence)
    question = said("which-plan", language, plans=plans)
    return replace(best, status="ambiguous", lists=(PERSON,), kind="person", action=None, recipient=None,
                   missing="plan", question=question)  # fmt: skip


def _told(answer: PlanAnswer, plan: str, language: str) -> Verdict:
    owner, retention = answer.owner, answer.retention
    asked = [m.question_en if language == "en" else m.question for m in answer.missing_facts]
    days = (retention.earliest or retention.finish_by) if retention else None
    return Verdict(
        status=answer.status,
        lists=(),
        kind="person",
        plan=plan,
        record=answer.record,
        owner=(owner.code or owner.name) if owner else None,
        owner_title=owner.title if owner else None,
        action=answer.action,
        recipient=_joined(answer) or None,
        retention=retention.action if retention else None,
        retention_date=days.isoformat() if days else None,
        missing=", ".join(m.fact for m in answer.missing_facts) or None,
        question=" ".join(asked) or None,
        reason=" ".join(step.does_en if language == "en" else step.does for step in answer.steps) or None,
        place="; ".join(_places(answer)) or None,
        legal="; ".join(dict.fromkeys(law.citation for law in answer.legal)) or None,
    )


def _of_several(found: Verdict, answer: Answer, language: str) -> Verdict:
    """A verdict that names every owner; what is missing is the choice between them, where no fact tells them apart."""
    owners = [each.owner for each in answer.answers if each.owner]
    codes = " / ".join(dict.fromkeys(owner.code or owner.name or "?" for owner in owners))
    found = replace(found, owner=codes, owner_title=None)
    if answer.status != "ambiguous" or found.question:
        return found
    named = dict.fromkeys(" ".join(filter(None, (owner.code, owner.title or owner.name))) for owner in owners)
    question = said("ambiguous", language, owners=" / ".join(named))
    return replace(found, action=None, recipient=None, missing="process", question=question)


def _joined(answer: PlanAnswer) -> str:
    mark = {"or": " / ", "and/or": " / "}.get(answer.recipient_logic or "", " + ")
    return mark.join(answer.recipients)


def _places(answer: PlanAnswer) -> Iterable[str]:
    for step in answer.steps:
        if step.source:
            first, last = step.source.lines
            at = step.source.cell or (f"{first}" if first == last else f"{first}–{last}")
            yield f"{step.source.document}:{at}"


def _listed(found: Verdict, answer: PlanAnswer, language: str) -> Verdict:
    """On the list of whoever receives the record, or of what is done with it; to a person where that is left open."""
    recipients = answer.recipients
    if answer.action == "none-occur":
        question = said("none-occur", language, owner=found.owner or "")
        return replace(found, lists=(PERSON,), kind="person", question=question)
    # "and/or" gives the record to both as far as the plan says: it stands on both lists, flagged, and they settle it
    if len(recipients) > 1 and answer.recipient_logic not in {"and", "and/or"}:
        question = said("which-recipient", language, recipients=_joined(answer))
        return replace(found, lists=(PERSON,), kind="person", missing="recipient", question=question)
    if recipients:
        return replace(found, lists=tuple(dict.fromkeys(recipients)), kind="delivery")
    if answer.action and answer.action.startswith("transfer"):
        question = said("no-recipient", language)
        return replace(found, lists=(PERSON,), kind="person", missing="recipient", question=question)
    return replace(found, lists=(str(answer.action),), kind="kept")


def confidence(answer: PlanAnswer, dropped: float) -> float:
    """How likely the owner is right: the likeness of the words, by the shares that were right on titles set apart."""
    score = answer.match.score * (1 - dropped)
    table = _measured()["name" if answer.match.on in {"record-type", "reference"} else "text"]
    at = bisect_right([bound for bound, _ in table], score) - 1
    return float(table[max(at, 0)][1])


@cache
def _measured() -> Any:
    return lexicon.load("inventory")["confidence"]


@cache
def _phrases() -> frozenset[str]:
    return frozenset(lexicon.load("inventory")["said"])
