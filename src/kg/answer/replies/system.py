"""Which system something is recorded, published or kept in."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answer.meant import Found, together
from kg.answer.replies.inquiry import Inquiry
from kg.model.answer import PlanAnswer
from kg.model.handbook import System


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The systems that the question means, together."""
    near = together([each for each in found if each.topic.kind == "system"], 0.85)
    return [_answer(inquiry, near[0], [each.topic.fact for each in near if isinstance(each.topic.fact, System)])]


def of_section(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The systems that the section of what the question means speaks of; empty where it speaks of none."""
    place = getattr(found[0].topic.fact, "section", None) or getattr(found[0].topic.fact, "id", None)
    facts = [each for each in inquiry.view.plan.systems if each.section == place]
    return [_answer(inquiry, found[0], facts)] if facts else []


def _answer(inquiry: Inquiry, found: Found, facts: Sequence[System]) -> PlanAnswer:
    steps = tuple(inquiry.step(fact, _said(fact, "sv"), _said(fact, "en")) for fact in facts)
    names = ", ".join(dict.fromkeys(fact.name for fact in facts))
    return inquiry.reply(found, "resolved", steps=steps, says=f"I {names}.", says_en=f"In {names}.")


def _said(fact: System, lang: str) -> str:
    held = ", ".join(fact.holds)
    used = fact.used_for or held or {"sv": "nämns", "en": "is mentioned"}[lang]
    return f"{fact.name}: {used}."
