"""Answers from handbooks and guidelines, where a role, a unit or a section takes the place of an owning process."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kg.answer import events, intent
from kg.answer.intent import Intent
from kg.answer.law import Register
from kg.answer.meant import Found, Topics
from kg.answer.order import Order
from kg.answer.replies import beside, passage
from kg.answer.replies.inquiry import Inquiry
from kg.answer.search import Index
from kg.answer.sightings import Sightings
from kg.answer.stated import without
from kg.catalogue import PlanView
from kg.grammar.acts import Names
from kg.model.answer import FactValue, PlanAnswer
from kg.model.handbook import Passage
from kg.text import lexicon, words

_ACT = re.compile(r"\b[A-ZÅÄÖ][A-Za-zÅÄÖ]*[A-ZÅÄÖ]\b")
_OF_CASES = frozenset({"law", "age", "diagnosis"})
"""Facts that only a kind of case has, so that who handles it is what is asked."""
_SPOKEN_BARE = 0.85
"""Share of a bare name that a sentence or a fact has to take up to be told of it."""


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
    sightings: Sightings | None = None,
    statutes: Register | None = None,
    names: Names | None = None,
) -> list[PlanAnswer]:
    """What the document says of the question: an answer, several where several may be meant, none if nothing is near.

    `asked` is the question without the words that state facts, `text` the whole of it, `known` the facts given and
    stated. `statutes` and `names` are the registry of laws, by which legal bases get their status on the day.
    """
    said = events.said(text, today)
    facts = events.completed({**said.facts, **_laws(view, text), **known})
    inquiry = Inquiry(view, text, _wanted(view, text, facts), facts, on, today, said.others, statutes or {})
    asked, sightings = without(text, said.spans), sightings or Sightings(view)
    order = Order(inquiry, topics or Topics(view), sightings, asked, names)
    told = [_counted(inquiry, each) for each in next((told for told in order.replies() if told), [])]
    if "?" in text or inquiry.wanted.kinds:
        return told
    return _explained(inquiry, told, order.found, sightings, asked)


def _explained(
    inquiry: Inquiry, told: list[PlanAnswer], found: Sequence[Found], sightings: Sightings, asked: str
) -> list[PlanAnswer]:
    """The answer on a bare name with what else the text says of it: what it means, what it lists, other facts.

    What only speaks of it is the answer where there is no other.
    """
    seen = [each for each in sightings.find(asked) if each.complete and each.share >= _SPOKEN_BARE]
    if not told:
        seen = [each for each in seen if _names_all(asked, each.passage)]
        return passage.reply(inquiry, seen) if seen else []
    listing = [each.passage for each in seen if each.passage.lists]
    rest = [each.passage for each in seen if not each.passage.lists]
    told = beside.facts(inquiry, told, [each.topic.fact for each in found if each.share >= _SPOKEN_BARE])
    return passage.explained(inquiry, told, [*sightings.defining(asked), *listing, *rest])


def _names_all(asked: str, said: Passage) -> bool:
    """Whether a sentence has every word of a bare name whole: "åtgärdsprogram" is no "åtgärd".

    That it names a form of records ("handlingsplan") tells nothing of the records that are asked for.
    """
    stems = words.stems(" ".join(said.terms))
    named = [token.text for token in words.tokens(asked) if token.text not in words.function()]
    if not named or words.analysis(named[-1])[1][-1] in lexicon.load("words")["nouns"]["form"].split():
        return False
    return stems.issuperset(map(words.stem, named))


def _counted(inquiry: Inquiry, told: PlanAnswer) -> PlanAnswer:
    """An answer to how many there are that tells no number does not answer."""
    if not inquiry.wanted.any("how-many") or told.status != "resolved" or re.search(r"\d", told.says or ""):
        return told
    return told.model_copy(update={"status": "not-in-document", "owner": None})


def _wanted(view: PlanView, text: str, facts: Mapping[str, FactValue]) -> Intent:
    """What is asked for; who handles it, where only a case is told of or a unit that handles cases is named."""
    wanted = intent.of(text)
    case = not _OF_CASES.isdisjoint(facts) or _names_handler(view, text)
    bare = not set(wanted.kinds) - {"obliges"}
    return Intent(("handles", "carries-out")) if case and bare and view.plan.assignments else wanted


def _names_handler(view: PlanView, text: str) -> bool:
    """Whether a question names a unit that handles cases: "ska hon till IFO?"."""
    units = {each.handled_by for each in view.plan.assignments if each.handled_by}
    return "?" in text and any(re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", text, re.IGNORECASE) for unit in units)


def _laws(view: PlanView, text: str) -> Mapping[str, FactValue]:
    """The act that the question names, of those under which the document lists cases."""
    acts = {act for each in view.plan.assignments for act in _ACT.findall(each.law or "")}
    named = [act for act in sorted(acts) if re.search(rf"(?<!\w){re.escape(act)}(?!\w)", text)]
    return {"law": named[0]} if len(named) == 1 else {}
