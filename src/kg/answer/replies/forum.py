"""Standing meetings: who calls them, who takes part, how often they are held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answer import counting
from kg.answer.intent import Intent
from kg.answer.meant import Found, together
from kg.answer.replies.inquiry import Inquiry, is_person
from kg.grammar import duties
from kg.model.answer import Due, ForumRef, Owner, PlanAnswer, Status, Step
from kg.model.handbook import Forum
from kg.text import words


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The forum that the question means, and where one name stands for several, each of them."""
    own = together([each for each in found if each.topic.kind == "forum"], 0.97)
    if len(own) > 1 and any(_says(inquiry, _fact(each)) for each in own):
        own = [each for each in own if _says(inquiry, _fact(each))]
    if len(own) > 1 and len({_asked(inquiry, _fact(each)) for each in own}) == 1 and _asked(inquiry, _fact(own[0])):
        first = _answer(inquiry, own[0], None)
        others = [step for each in own[1:] for step in _answer(inquiry, each, None).steps]
        return [first.model_copy(update={"steps": (*first.steps, *others)})]
    status: Status | None = "ambiguous" if len(own) > 1 else None
    return [_answer(inquiry, each, status) for each in own[:4]]


def of_section(inquiry: Inquiry, found: Sequence[Found], section: str) -> list[PlanAnswer]:
    """What all fora of a section say alike, where the question names the section; empty where they do not."""
    own = [each for each in found if each.topic.kind == "forum" and _fact(each).section == section]
    every = [each for each in inquiry.view.plan.fora if each.section == section]
    said = {_asked(inquiry, each) for each in every}
    if not own or len(said) != 1 or None in said:
        return []
    return [_answer(inquiry, own[0], None)]


def _asked(inquiry: Inquiry, fact: Forum) -> str | None:
    """What is asked of a forum, where one word tells it: several fora that say the same answer together."""
    if inquiry.wanted.any("convenes"):
        return fact.convener
    return fact.often if inquiry.wanted.any("how-often", "when") else None


def _fact(found: Found) -> Forum:
    assert isinstance(found.topic.fact, Forum)
    return found.topic.fact


def _says(inquiry: Inquiry, fact: Forum) -> bool:
    """Whether the text says of this forum what is asked for."""
    wants = inquiry.wanted
    if wants.any("convenes"):
        return fact.convener is not None
    if wants.any("how-often", "when"):
        return bool(fact.frequency or fact.often)
    if wants.any("takes-part"):
        return bool(fact.participants or fact.parties)
    if wants.any("responsible", "handles", "carries-out") and not wants.any("takes-part"):
        if _another_record(inquiry, fact):
            return False
        return _owner_name(wants, fact) is not None
    return not wants.any("how-long", "disposes", "where", "system", "law")


def _another_record(inquiry: Inquiry, fact: Forum) -> bool:
    """Whether the question is who deals with a record of the forum: who calls it does not answer for that."""
    record = duties.record(inquiry.text)
    return record is not None and not words.stems(record) & words.stems(f"{fact.name} {fact.purpose or ''}")


def _answer(inquiry: Inquiry, found: Found, status: Status | None) -> PlanAnswer:
    fact = _fact(found)
    defines = inquiry.wanted.any("defines")
    sv, en = told(fact, "sv", defines), told(fact, "en", defines)
    decided = status or ("resolved" if _says(inquiry, fact) else "not-in-document")
    return inquiry.reply(
        found,
        decided,
        owner=None if decided == "not-in-document" else _owner(inquiry, fact),
        forum=ForumRef(
            name=fact.name,
            convener=fact.convener,
            participants=fact.participants,
            parties=fact.parties,
            frequency=fact.frequency or fact.often,
        ),
        due=_next(inquiry, fact),
        steps=(inquiry.step(fact, sv, en), *_kept_in(inquiry, fact)),
        says=sv,
        says_en=en,
    )


def _kept_in(inquiry: Inquiry, fact: Forum) -> Iterator[Step]:
    """The systems that the forum's section names."""
    for system in inquiry.view.plan.systems:
        if system.section == fact.section and not inquiry.wanted.kinds:
            held = ", ".join(system.holds)
            yield inquiry.step(
                system, f"System: {system.name}{f': {held}' if held else ''}.", f"System: {system.name}."
            )


def _owner(inquiry: Inquiry, fact: Forum) -> Owner | None:
    """Who is to be named: the convener, or the one who takes part where just one does."""
    return inquiry.owner(_owner_name(inquiry.wanted, fact))


def _owner_name(wanted: Intent, fact: Forum) -> str | None:
    if wanted.any("convenes", "handles", "carries-out") and not wanted.any("takes-part"):
        return fact.convener
    persons = [name for name in fact.participants if is_person(name)]
    alone = persons[0] if len(persons) == 1 else None
    return alone if wanted.any("takes-part") else fact.convener or alone


def _next(inquiry: Inquiry, fact: Forum) -> Due | None:
    if fact.frequency is None:
        return Due(recurs=True, words=fact.often) if fact.often else None
    start = next((time.first for time in inquiry.others if time.first == time.last), None)
    by = counting.after(start, fact.frequency) if start else None
    return Due(by=by, start=start, period=fact.frequency, recurs=True, words=fact.often)


def told(fact: Forum, lang: counting.Language, defines: bool = False) -> str:
    """Who calls a meeting, who attends and how often it is held, in one sentence; what it is for where asked."""
    parts = []
    bare = not (fact.convener or fact.participants or fact.parties or fact.often)
    if (defines or bare) and fact.purpose:
        parts.append({"sv": "är till för att ", "en": "is for: "}[lang] + fact.purpose)
    if fact.convener:
        parts.append({"sv": "sammankallande är ", "en": "called by "}[lang] + fact.convener)
    if fact.participants:
        parts.append({"sv": "deltar gör ", "en": "attended by "}[lang] + ", ".join(fact.participants))
    elif fact.parties:
        parts.append({"sv": "parter är ", "en": "parties: "}[lang] + ", ".join(fact.parties))
    if fact.frequency or fact.often:
        parts.append({"sv": "träffas ", "en": "held "}[lang] + often(fact, lang))
    if fact.governed_by:
        parts.append({"sv": "regleras av ", "en": "governed by "}[lang] + fact.governed_by)
    nothing = {"sv": "mer står inte", "en": "no more is said"}[lang]
    return f"{fact.name[:1].upper()}{fact.name[1:]}: {'; '.join(parts) or nothing}."


def often(fact: Forum, lang: counting.Language) -> str:
    """How often, in the words of the text, with the length of time between two meetings where it gives one."""
    every = counting.spoken(fact.frequency, lang) if fact.frequency else ""
    apart = {"sv": f"{every} emellan", "en": f"{every} apart"}[lang] if every else ""
    return f"{fact.often} ({apart})" if fact.often and apart else fact.often or apart
