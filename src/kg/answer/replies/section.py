"""What the grammar could not structure: the section that speaks of it, to be read where the original is at hand."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answer.meant import Found, together
from kg.answer.replies.inquiry import Inquiry
from kg.model.answer import PlanAnswer, Status

_ASKS = (
    "responsible",
    "handles",
    "carries-out",
    "convenes",
    "takes-part",
    "how-often",
    "how-long",
    "when",
    "where",
    "system",
)
_GIVEN = ("law", "age", "diagnosis", "requester")
"""Facts that nobody gives who only wants to read of a matter."""


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The section, as an answer where the question only names a matter, else as what does not say what is asked for."""
    best = found[0]
    title = best.topic.name
    asks = inquiry.wanted.any(*_ASKS) or any(key in inquiry.facts for key in _GIVEN)
    status: Status = "not-in-document" if asks else "resolved"
    sv = f"Avsnittet ”{title}” tar upp detta" + (", men det som efterfrågas står inte där." if asks else ".")
    en = f'The section "{title}" speaks of this' + (", but does not say what is asked for." if asks else ".")
    steps = tuple(
        inquiry.step(each.topic.fact, f"Avsnitt: {each.topic.name}.", f"Section: {each.topic.name}.")
        for each in together(found, 0.85)[:3]
    )
    return [inquiry.reply(best, status, steps=steps, says=sv, says_en=en)]


def mentioning(inquiry: Inquiry, found: Found) -> list[PlanAnswer]:
    """The section of a fact that speaks of the matter and does not tell what it is; empty where it has none."""
    place = getattr(found.topic.fact, "section", None)
    title = next((section.title for section in inquiry.view.plan.sections if section.id == place), None)
    if title is None:
        return []
    sv = f"Avsnittet ”{title}” nämner detta, men vad det är går inte att läsa ut där."
    en = f'The section "{title}" mentions this, but what it is cannot be read there.'
    step = inquiry.step(found.topic.fact, f"Avsnitt: {title}.", f"Section: {title}.")
    return [inquiry.reply(found, "not-in-document", steps=(step,), says=sv, says_en=en)]
