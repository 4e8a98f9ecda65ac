"""Answers from handbooks and guidelines, where a role, a unit or a section takes the place of an owning process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from kg.answer import events, intent
from kg.answer.intent import Intent, Kind
from kg.answer.law import Register
from kg.answer.meant import Found, Topics
from kg.answer.replies import assignment, beside, document, duty, forum, keeping, lawful, passage, secrecy, section, system
from kg.answer.replies.inquiry import Inquiry
from kg.answer.search import Index
from kg.answer.sightings import Sighting, Sightings
from kg.answer.stated import without
from kg.catalogue import PlanView
from kg.extract import legal
from kg.grammar.acts import Names
from kg.model.answer import FactValue, PlanAnswer
from kg.model.handbook import Passage
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

_ACT = re.compile(r"\b[A-ZÅÄÖ][A-Za-zÅÄÖ]*[A-ZÅÄÖ]\b")
_OF_CASES = frozenset({"law", "age", "diagnosis"})
"""Facts that only a kind of case has, so that who handles it is what is asked."""
_TITLED = 0.55
"""Likeness from which on a section is the one that a question is about."""
_TITLE_SAID = 0.7
"""How much of a section's title has to be said for the section to tell what that is."""
_HELD = 0.7
"""Share of the question that a rule has to take up for where its record is kept to be what is asked."""
_SPOKEN_BARE = 0.85
"""Share of a bare name that a sentence or a fact has to take up to be told of it."""
_OF_FORUM = 0.5
"""Share of the question that a forum's duty has to take up to go before the forum."""
_AS_GOOD = 0.9
"""Share of the best score from which one with a purpose goes first where a definition is asked for."""
_SPOKEN, _SPOKEN_ALL, _MORE = 0.8, 0.6, 0.15
"""Share of the question from which on a sentence speaks of it, where it leaves words out and where it does not; and by
how much it must be more than a fact's."""
_STRUCTURED = (
    "responsible", "handles", "carries-out", "convenes", "takes-part", "how-often", "how-long", "when", "law",
)  # fmt: skip
"""What only a structured fact can answer."""
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
    topics_ = topics or Topics(view)
    tries = _tries(inquiry, topics_, sightings, asked, names)
    told = [_counted(inquiry, each) for each in next((told for told in tries if told), [])]
    if "?" in text or inquiry.wanted.kinds:
        return told
    return _explained(inquiry, told, topics_.find(asked, inquiry.wanted), sightings, asked)


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


def _tries(
    inquiry: Inquiry, topics: Topics, sightings: Sightings, asked: str, names: Names | None
) -> Iterator[list[PlanAnswer]]:
    """Replies in the order in which they go before each other, each made only when those before it were empty."""
    wanted = inquiry.wanted
    if inquiry.statutes and wanted.any("law"):
        yield lawful.reply(inquiry, names or _names(inquiry.statutes))
    yield document.reply(inquiry)
    yield document.dated(inquiry, asked)
    if secrecy.concerns(inquiry) or "transfer" in intent.fates(inquiry.text):
        yield secrecy.between(inquiry)
    found = topics.find(asked, wanted)
    found = _duty_first(found, wanted)
    best = found[0].topic.kind if found else None
    seen = sightings.find(asked) if "?" in inquiry.text or wanted.kinds else []
    listed = sightings.find(passage.unsorted(asked)) if wanted.any("lists") else []
    seen = [each for each in seen if each.share >= (_SPOKEN_ALL if each.complete else _SPOKEN)]
    if wanted.any("how-many") and seen:
        yield passage.counting(inquiry, seen)
    if best != "assignment" and not keeping.dated(inquiry):
        yield passage.deciding(inquiry, seen)
    if listed and not wanted.any("convenes", "how-often", "how-long", "when", "handles", "carries-out", "where"):
        yield passage.listing(inquiry, listed)
    if not keeping.dated(inquiry) and set(wanted.kinds) - {"lists"} == {"disposes"} and _tells_more(inquiry, seen, found):
        yield passage.reply(inquiry, seen)
    if wanted.any("for-whom") and best != "assignment":
        yield passage.whom(inquiry, sightings.find(asked))
    if wanted.any("where") and (held := [each for each in found if _tells_holder(each)]):
        yield keeping.reply(inquiry, held)
    if keeping.dated(inquiry) or (keeping.concerns(inquiry) and (_fate(inquiry) or not _acts(found))):
        yield keeping.reply(inquiry, found)
    if secrecy.concerns(inquiry) and best != "secrecy":
        yield secrecy.of_asker(inquiry)
    if wanted.any("handles", "carries-out") and best != "assignment":
        yield assignment.of_group(inquiry)
    if wanted.any("law"):
        yield lawful.basis(inquiry, found, seen)
    if wanted.any("system") and found and best not in {"system", "responsibility"}:
        yield system.of_section(inquiry, found)
    if wanted.any("defines"):
        found = _defining(found)
        if meanings := _meanings(sightings, asked, found):
            yield passage.meanings(inquiry, meanings)
        if found and found[0].topic.kind in {"responsibility", "retention", "system"}:
            yield section.mentioning(inquiry, found[0])
    if best == "section" and found[0].named >= _TITLED and wanted.any("convenes", "how-often"):
        yield forum.of_section(inquiry, found, getattr(found[0].topic.fact, "id", ""))
    if best == "section" and found[0].named >= _TITLED and wanted.any("handles", "carries-out", "responsible"):
        yield assignment.of_section(inquiry, getattr(found[0].topic.fact, "id", ""))
    if _tells_more(inquiry, seen, found):
        yield passage.reply(inquiry, seen)
    for kind in _by_kind(found):
        if kind == "section" and seen:
            yield passage.reply(inquiry, seen)
        told = _REPLIES[kind](inquiry, [each for each in found if each.topic.kind == kind])
        yield from _with_seen(inquiry, told, seen)
    if topics.has_words_for(asked):
        yield secrecy.in_general(inquiry)
    if seen:
        yield passage.reply(inquiry, seen)
    yield _nearest(inquiry, topics, asked)
    if inquiry.statutes and not wanted.kinds and "?" not in inquiry.text:
        yield lawful.named(inquiry, names or _names(inquiry.statutes))


def _duty_first(found: list[Found], wanted: Intent) -> list[Found]:
    """A duty of a forum goes before the forum where it takes up what the question says beside the forum's name."""
    best = found[0] if found else None
    if best is None or best.topic.kind != "forum" or not _of_duties(wanted):
        return found
    place = getattr(best.topic.fact, "section", None)
    own = [
        each
        for each in found
        if each.topic.kind == "responsibility" and getattr(each.topic.fact, "section", None) == place
        if each.met - best.met and each.share >= _OF_FORUM
    ]
    return [*own[:1], *(each for each in found if each is not own[0])] if own else found


def _tells_holder(found: Found) -> bool:
    """Whether a rule of its own record tells with whom that is kept, and nothing of how long."""
    fact = found.topic.fact
    own = isinstance(fact, RetentionRule) and fact.holder and not fact.period and not fact.conditions
    return bool(own) and found.share >= _HELD and found.of_name >= _TITLE_SAID


def _of_duties(wanted: Intent) -> bool:
    """Whether it is asked who does something or when: who calls or attends, and how often, the meeting itself tells."""
    return not wanted.kinds or wanted.any("when") or (wanted.any("responsible") and not wanted.any("convenes", "takes-part", "how-often"))


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


def _nearest(inquiry: Inquiry, topics: Topics, text: str) -> list[PlanAnswer]:
    """The section whose title the question names, where no fact answers."""
    bare = [each for each in topics.find(text, Intent(())) if each.topic.kind == "section"]
    return section.reply(inquiry, bare) if bare and bare[0].named >= _TITLED else []


def _with_seen(inquiry: Inquiry, told: list[PlanAnswer], seen: Sequence[Sighting]) -> Iterator[list[PlanAnswer]]:
    """The reply, after a sentence that answers where it does not, with the one that speaks of all where it clashes."""
    statuses = {each.status for each in told}
    if statuses == {"not-in-document"} and seen:
        other = passage.reply(inquiry, seen)
        yield other if other[0].status == "resolved" else told
    yield passage.beside(inquiry, told, seen) if statuses == {"conflict"} else told


def _meanings(sightings: Sightings, asked: str, found: Sequence[Found]) -> list[Passage]:
    """The sentences that tell what the question asks the meaning of, unless a forum or a rule tells its purpose."""
    told = found and found[0].named >= _TITLE_SAID and found[0].topic.kind in {"forum", "secrecy"}
    if told and (getattr(found[0].topic.fact, "purpose", None) or found[0].topic.kind == "secrecy"):
        return []
    return sightings.defining(asked)


def _tells_more(inquiry: Inquiry, seen: Sequence[Sighting], found: Sequence[Found]) -> bool:
    """Whether a sentence takes up more of the question than the best fact, and no fact of a kind is asked for."""
    if not seen or inquiry.wanted.any(*_STRUCTURED) or (found and keeping.forbids(inquiry, found[0])):
        return False
    if not (inquiry.wanted.kinds or intent.yes_or_no(inquiry.text)):
        return False
    if found and found[0].topic.kind == "secrecy" and secrecy.concerns(inquiry):
        return False
    return not found or found[0].share <= seen[0].share - _MORE


def _names(statutes: Register) -> Names:
    """What names of laws mean, from the registry."""
    return legal.names(statute for number in statutes if (statute := statutes.get(number)))


def _fate(inquiry: Inquiry) -> bool:
    """Whether the question is whether records are destroyed or kept."""
    return not intent.fates(inquiry.text).isdisjoint({"destroy", "preserve"})


def _acts(found: Sequence[Found]) -> bool:
    """Whether the best is a duty whose act the question names, and that act is not what becomes of a file."""
    fates = lexicon.load("retention")["actions"]
    return bool(found) and found[0].acts and fates.get(found[0].topic.verb) in {None, "weed"}


def _defining(found: Sequence[Found]) -> list[Found]:
    """What may tell what something is, first what has a purpose; of sections those whose title is the word asked."""
    kept = [each for each in found if each.topic.kind != "section" or each.of_name >= _TITLE_SAID]
    best = kept[0].score if kept else 0.0
    return sorted(
        kept, key=lambda each: not (each.score >= best * _AS_GOOD and getattr(each.topic.fact, "purpose", None))
    )


def _by_kind(found: Sequence[Found]) -> list[Kind]:
    """Kinds of facts by their best score."""
    return list(dict.fromkeys(each.topic.kind for each in found))


def _laws(view: PlanView, text: str) -> Mapping[str, FactValue]:
    """The act that the question names, of those under which the document lists cases."""
    acts = {act for each in view.plan.assignments for act in _ACT.findall(each.law or "")}
    named = [act for act in sorted(acts) if re.search(rf"(?<!\w){re.escape(act)}(?!\w)", text)]
    return {"law": named[0]} if len(named) == 1 else {}
