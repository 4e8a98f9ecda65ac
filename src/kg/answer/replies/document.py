"""What the head of a document says of the document itself: from when it holds, when it was adopted, its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.answer import intent, verdict
from kg.answer.replies.inquiry import Inquiry
from kg.answer.verdict import Verdict
from kg.grammar import when
from kg.model.answer import PlanAnswer
from kg.model.handbook import Passage, Section
from kg.text import lexicon, words

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_DATE = re.compile(r"\b(?:vilket datum|vilken dag|daterad|what date)\b")
_LEAST = 2
"""Words that name a document, from which on it is known."""
_HEAD = "s0"
"""The section of what stands before the first heading."""


def reply(inquiry: Inquiry) -> list[PlanAnswer]:
    """The field of the head that the question asks for; empty where it is not about the document itself.

    A question whether the document held on a day is answered by the day from which it does.
    """
    if not _own(inquiry):
        return []
    since = _since(inquiry)
    if since is not None and not inquiry.wanted.kinds and _bare(inquiry):
        return [_answer(inquiry, since[0], "no")] if inquiry.on and inquiry.on < since[1] else []
    asked = [time for time in inquiry.others if time.first == time.last]
    if since is not None and asked and _holding(inquiry):
        decided: Verdict = "yes" if asked[0].first >= since[1] else "no"
        return [_answer(inquiry, since[0], decided)]
    if inquiry.wanted.any("responsible"):
        return []
    if since is not None and _holding(inquiry) and inquiry.wanted.any("when"):
        return [_answer(inquiry, since[0])]
    fields = [each for each in _fields(inquiry) if _asked(inquiry, each)]
    return [_answer(inquiry, fields[0])] if fields else []


def dated(inquiry: Inquiry, asked: str) -> list[PlanAnswer]:
    """A document that the text names with a day in a title, and with another day elsewhere: both, as a clash.

    Empty where the question is not for that document, or its days agree.
    """
    if inquiry.wanted.kinds and not (inquiry.wanted.any("when") and _DATE.search(words.fold(inquiry.text))):
        return []
    said = words.stems(asked) - words.stems(" ".join(lexicon.load("asking")["dates"]))
    if len(said) < _LEAST:
        return []
    for section in inquiry.view.plan.sections:
        own = _ISO.search(section.title)
        if own is None or not said <= words.stems(section.title):
            continue
        for each in inquiry.view.plan.passages:
            other = next((term for term in each.terms if _ISO.fullmatch(term) and term != own[0]), None)
            if other and said <= words.stems(" ".join(each.terms)):
                return [_clash(inquiry, section, own[0], each, other)]
    return []


def _clash(inquiry: Inquiry, section: Section, day: str, passage: Passage, other: str) -> PlanAnswer:
    place, again = section.span.first, passage.span.first
    sv = f"Texten motsäger sig själv: {day} (rad {place}) och {other} (rad {again})."
    en = f"The text contradicts itself: {day} (line {place}) and {other} (line {again})."
    steps = (
        inquiry.step(section, f"Här är dagen {day}.", f"Here the day is {day}."),
        inquiry.step(passage, f"Här är dagen {other}.", f"Here the day is {other}."),
    )
    return inquiry.reply(
        None, "conflict", record=section.title, steps=steps, conflict=(day, other), says=sv, says_en=en
    )


def _own(inquiry: Inquiry) -> bool:
    """Whether the question names the document by its kind, and nothing else that the document speaks of."""
    kind = words.stem(words.fold(inquiry.title(_HEAD)).split()[0]) if inquiry.title(_HEAD) else ""
    names = {kind, *map(words.stem, lexicon.load("asking")["document"])}
    told = [words.stem(token.text) for token in words.tokens(inquiry.text)]
    return bool(kind) and not names.isdisjoint(told) and any(_fields(inquiry))


def _bare(inquiry: Inquiry) -> bool:
    """Whether the text is no question but the document's own name."""
    return "?" not in inquiry.text and words.stems(inquiry.text) <= words.stems(inquiry.title(_HEAD))


def _fields(inquiry: Inquiry) -> Iterator[Passage]:
    return (each for each in inquiry.view.plan.passages if each.section == _HEAD and len(each.terms) > 1)


def _since(inquiry: Inquiry) -> tuple[Passage, date] | None:
    """The field that tells from which day the document holds, with that day."""
    opening = lexicon.load("asking")["holds_from"]
    for each in _fields(inquiry):
        if each.timing and each.timing.casefold().startswith(tuple(opening)):
            days = when.find(each.timing, inquiry.today)
            if days and days[0].value.first == days[0].value.last:
                return each, days[0].value.first
    return None


def _holding(inquiry: Inquiry) -> bool:
    said = {token.text for token in words.tokens(inquiry.text)}
    return not said.isdisjoint(lexicon.load("asking")["holding"])


def _asked(inquiry: Inquiry, field: Passage) -> bool:
    """Whether the question has a word of the field, or a verb that says the same, beside the document's kind."""
    kind = words.stem(words.fold(inquiry.title(_HEAD)).split()[0])
    own = {words.stem(words.fold(term)) for term in field.terms} - {kind}
    acts = {intent.root_of(words.fold(term)) for term in field.terms}
    said = [token.text for token in words.tokens(inquiry.text) if token.text not in words.function()]
    return any(words.stem(word) in own or acts & intent.verbs_like(word) for word in said if words.stem(word) != kind)


def _answer(inquiry: Inquiry, field: Passage, decided: Verdict | None = None) -> PlanAnswer:
    told = field.timing or ", ".join(field.terms)
    line, title = field.span.first, inquiry.title(_HEAD)
    sv = f"{verdict.told(decided, 'sv')}{title}: {', '.join(field.terms)} (rad {line}). {told}."
    en = f"{verdict.told(decided, 'en')}{title}: {', '.join(field.terms)} (line {line}). {told}."
    return inquiry.reply(None, "resolved", record=title, steps=(inquiry.step(field, sv, en),), says=sv, says_en=en)
