"""Answers from handbooks and guidelines, where a role, a unit or a section takes the place of an owning process."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from kg.answer import events, intent
from kg.answer.intent import Intent, Kind
from kg.answer.law import Register
from kg.answer.meant import Found, Topics
from kg.answer.replies import assignment, duty, forum, keeping, lawful, secrecy, section, system
from kg.answer.replies.inquiry import Inquiry
from kg.answer.search import Index
from kg.answer.stated import without
from kg.catalogue import PlanView
from kg.extract import legal
from kg.grammar.acts import Names
from kg.model.answer import FactValue, PlanAnswer
from kg.text import lexicon

_ACT = re.compile(r"\b[A-ZÅÄÖ][A-Za-zÅÄÖ]*[A-ZÅÄÖ]\b")
_OF_CASES = frozenset({"law", "age", "diagnosis"})
"""Facts that only a kind of case has, so that who handles it is what is asked."""
_TITLED = 0.55
"""Likeness from which on a section is the one that a question is about."""
_REPLIES: Mapping[Kind, Callable[[Inquiry, Sequence[Found]], list[PlanAnswer]]] = {
    "assignment": assignment.reply,
    "retention": keeping.reply,
    "responsibility": duty.reply,
    "forum": forum.reply,
    "secrecy": secrecy.reply,
    "system": system.reply,
    "section": section.reply,
}


def answer(
    view: PlanView,
    index: Index | None,
    asked: str,
    text: str,
    known: Mapping[str, FactValue],
    on: date | None,
    today: date,
    *,
    topics: Topics | None = None,
    statutes: Register | None = None,
    names: Names | None = None,
) -> list[PlanAnswer]:
    """What the document says of the question: an answer, several where several may be meant, none if nothing is near.

    `asked` is the question without the words that state facts, `text` the whole of it, `known` the facts given and
    stated. `statutes` and `names` are the registry of laws, by which legal bases get their status on the day.
    """
    said = events.said(text, today)
    facts = events.completed({**said.facts, **_laws(view, text), **known})
    wanted = intent.of(text)
    if not wanted.kinds and (not _OF_CASES.isdisjoint(facts) or _names_handler(view, text)) and view.plan.assignments:
        wanted = Intent(("handles", "carries-out"))
    inquiry = Inquiry(view, text, wanted, facts, on, today, said.others, statutes or {})
    if statutes and inquiry.wanted.any("law"):
        told = lawful.reply(inquiry, names or _names(statutes))
        if told:
            return told
    known_topics, asked_for = topics or Topics(view), without(text, said.spans)
    found = known_topics.find(asked_for, inquiry.wanted)
    limits = secrecy.between(inquiry)
    if limits and secrecy.concerns(inquiry):
        return limits
    if keeping.dated(inquiry) or (keeping.concerns(inquiry) and not _acts(found)):
        told = keeping.reply(inquiry, found)
        if told:
            return told
    if secrecy.concerns(inquiry) and (not found or found[0].topic.kind != "secrecy"):
        told = secrecy.of_asker(inquiry)
        if told:
            return told
    if inquiry.wanted.any("handles", "carries-out") and (not found or found[0].topic.kind != "assignment"):
        told = assignment.of_group(inquiry)
        if told:
            return told
    if inquiry.wanted.any("law"):
        found = [each for each in found if getattr(each.topic.fact, "legal", ())] or found
    if inquiry.wanted.any("system") and found and found[0].topic.kind not in {"system", "responsibility"}:
        told = system.of_section(inquiry, found)
        if told:
            return told
    for each in _by_kind(found):
        told = _REPLIES[each](inquiry, found if each == "assignment" else [f for f in found if f.topic.kind == each])
        if told:
            return told
    return secrecy.in_general(inquiry) or _nearest(inquiry, known_topics, asked_for)


def _names_handler(view: PlanView, text: str) -> bool:
    """Whether a question names a unit that handles cases: "ska hon till IFO?"."""
    units = {each.handled_by for each in view.plan.assignments if each.handled_by}
    return "?" in text and any(re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", text, re.IGNORECASE) for unit in units)


def _nearest(inquiry: Inquiry, topics: Topics, text: str) -> list[PlanAnswer]:
    """The section whose title the question names, where no fact answers."""
    bare = [each for each in topics.find(text, Intent(())) if each.topic.kind == "section"]
    return section.reply(inquiry, bare) if bare and bare[0].named >= _TITLED else []


def _names(statutes: Register) -> Names:
    """What names of laws mean, from the registry."""
    return legal.names(statute for number in statutes if (statute := statutes.get(number)))


def _acts(found: Sequence[Found]) -> bool:
    """Whether the best is a duty whose act the question names, and that act is not what becomes of a file."""
    fates = lexicon.load("retention")["actions"]
    return bool(found) and found[0].acts and fates.get(found[0].topic.verb) in {None, "weed"}


def _by_kind(found: Sequence[Found]) -> list[Kind]:
    """Kinds of facts by their best score."""
    return list(dict.fromkeys(each.topic.kind for each in found))


def _laws(view: PlanView, text: str) -> Mapping[str, FactValue]:
    """The act that the question names, of those under which the document lists cases."""
    acts = {act for each in view.plan.assignments for act in _ACT.findall(each.law or "")}
    named = [act for act in sorted(acts) if re.search(rf"(?<!\w){re.escape(act)}(?!\w)", text)]
    return {"law": named[0]} if len(named) == 1 else {}
