"""The sentence that speaks of what is asked, by its words and its place, where no structured fact answers."""

from __future__ import annotations

from collections.abc import Sequence

from kg.answer.replies.inquiry import Inquiry
from kg.model.answer import Match, PlanAnswer, Status
from kg.model.handbook import Passage

_UNREAD = ("responsible", "handles", "carries-out", "convenes", "takes-part", "how-long", "law")
"""What cannot be told from a sentence's words alone."""
_MOST = 3


def reply(inquiry: Inquiry, passages: Sequence[Passage], share: float) -> list[PlanAnswer]:
    """The sentences, as an answer where the question is what is said, else as what only speaks of the matter."""
    wanted, first = inquiry.wanted, passages[0]
    times = wanted.any("when", "how-often")
    status: Status = "resolved"
    if wanted.any(*_UNREAD) or (times and not any(each.timing for each in passages)):
        status = "not-in-document"
    shown = passages[:_MOST]
    steps = tuple(inquiry.step(each, _said(inquiry, each, "sv"), _said(inquiry, each, "en")) for each in shown)
    sv, en = _said(inquiry, first, "sv"), _said(inquiry, first, "en")
    if status == "not-in-document":
        sv, en = f"{sv} Det som efterfrågas står inte där.", f"{en} It does not say what is asked for."
    told = inquiry.reply(None, status, record=first.defines or inquiry.text, steps=steps, says=sv, says_en=en)
    return [told.model_copy(update={"match": Match(kind="words", score=round(min(share, 1.0), 4), on="term")})]


def _said(inquiry: Inquiry, passage: Passage, lang: str) -> str:
    """Where it stands, when it says it is, and its words; what it says is read in the original."""
    titles = {section.id: section.title for section in inquiry.view.plan.sections}
    title = titles.get(passage.section or "", "")
    line = passage.span.first
    words = ", ".join(passage.terms)
    if lang == "sv":
        about = f"Vad {passage.defines} är" if passage.defines else "Detta"
        return f"{about} tas upp under ”{title}” (rad {line}){_when(passage, lang)}; ord: {words}."
    about = f"What {passage.defines} is" if passage.defines else "This"
    return f'{about} is told under "{title}" (line {line}){_when(passage, lang)}; words: {words}.'


def _when(passage: Passage, lang: str) -> str:
    return f": {passage.timing}" if passage.timing else ""
