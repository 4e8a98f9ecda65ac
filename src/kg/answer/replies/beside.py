"""What else the facts of a plan say of a bare name, beside the answer on it: each in a step of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.answer.counting import Language
from kg.answer.replies import assignment, duty, forum, secrecy
from kg.answer.replies.inquiry import Inquiry
from kg.model.answer import PlanAnswer, Step
from kg.model.fact import Fact
from kg.model.handbook import Assignment, Forum, Responsibility, SecrecyRule

_MOST = 6

_TOLD: Mapping[type[Fact], Callable[[Inquiry, Fact, Language], str]] = {
    Assignment: lambda _, fact, lang: assignment.told(fact, lang),  # type: ignore[arg-type]
    Forum: lambda _, fact, lang: forum.told(fact, lang),  # type: ignore[arg-type]
    Responsibility: lambda inquiry, fact, lang: duty.told(inquiry, fact, lang),  # type: ignore[arg-type]
    SecrecyRule: lambda _, fact, lang: secrecy.told(fact)[lang == "en"],  # type: ignore[arg-type]
}


def facts(inquiry: Inquiry, answers: list[PlanAnswer], found: Sequence[Fact]) -> list[PlanAnswer]:
    """The answers with steps for the facts found that they do not rest on already."""
    return [_with(inquiry, each, found) for each in answers]


def _with(inquiry: Inquiry, answer: PlanAnswer, found: Sequence[Fact]) -> PlanAnswer:
    used = {step.fact for step in answer.steps}
    more: list[Step] = []
    for fact in found:
        tell = _TOLD.get(type(fact))
        if tell is not None and inquiry.view.iri(fact) not in used and len(more) < _MOST:
            step = inquiry.step(fact, f"Även: {tell(inquiry, fact, 'sv')}", f"Also: {tell(inquiry, fact, 'en')}")
            more.append(step)
    return answer.model_copy(update={"steps": (*answer.steps, *more)}) if more else answer
