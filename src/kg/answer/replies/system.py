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
    facts = [each.topic.fact for each in near if isinstance(each.topic.fact, System)]
    steps = tuple(inquiry.step(fact, _said(fact, "sv"), _said(fact, "en")) for fact in facts)
    names = ", ".join(dict.fromkeys(fact.name for fact in facts))
    return [inquiry.reply(near[0], "resolved", steps=steps, says=f"I {names}.", says_en=f"In {names}.")]


def _said(fact: System, lang: str) -> str:
    held = ", ".join(fact.holds)
    used = fact.used_for or held or {"sv": "nämns", "en": "is mentioned"}[lang]
    return f"{fact.name}: {used}."
