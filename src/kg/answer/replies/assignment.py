"""Which unit handles a kind of case, and which carries it out; several listings told apart by law, age and group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.answer import intent, verdict
from kg.answer.meant import Found, together
from kg.answer.replies.inquiry import Inquiry
from kg.answer.verdict import Verdict
from kg.model.answer import MissingFact, PlanAnswer, Status, Step
from kg.model.handbook import Assignment
from kg.text import lexicon, words

_ELSE = ("how-long", "when", "how-often", "disposes", "system", "law")
_WHO = ("handles", "carries-out", "responsible", "where")
"""What no listing tells, and what one does."""
_SAID = 0.45
"""Share of a matter's name that the question must say for it to be another matter that it is about."""


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The listings that the question means: one answer, or one for each unit that may be meant.

    Listings of the same matter with different units are told apart by the facts given; where these do not settle it,
    the missing one is asked for. Listings of different matters, both named by the question, are a conflict: the text
    gives the case to two units.
    """
    own = [each for each in found if each.topic.kind == "assignment"]
    own.sort(key=lambda each: (-round(each.score, 2), len(_fact(each).examples)))
    near = [each for each in together(own, 0.8) if _fits(inquiry, _fact(each))]
    if not near:
        near = [each for each in own if _fits(inquiry, _fact(each))][:1] or own[:1]
    best = _best(inquiry, near)
    first = next((each for each in own if _fits(inquiry, _fact(each))), best[0])
    other = _other_matter(first, own, inquiry) or _other_group(first, inquiry)
    if other is not None:
        return [_answer(inquiry, first, "conflict", ()), _answer(inquiry, first, "conflict", (), fact=other)]
    holders = {_holder(inquiry, _fact(each)) for each in best}
    lacking = tuple(_apart(inquiry, best)) if len(holders) > 1 else ()
    if not lacking and len({words.fold(_fact(each).handled_by or "") for each in best}) == 1:
        matter = words.stems(_fact(best[0]).matter)
        also = [each for each in near if each is not best[0] and words.stems(_fact(each).matter) == matter]
        return [_answer(inquiry, best[0], _status(inquiry, _fact(best[0])), (), also)]
    return [_answer(inquiry, each, "needs-facts" if lacking else "ambiguous", lacking) for each in best]


def of_group(inquiry: Inquiry) -> list[PlanAnswer]:
    """The unit for the group that the question tells of, where it names no matter; none where several have it."""
    plain = words.stems(" ".join(lexicon.load("social")["people"]))
    told = words.stems(inquiry.text) - plain
    listed = [each for each in inquiry.view.plan.assignments if told & _group(each)]
    fits = [each for each in listed if each.handled_by and _fits(inquiry, each)]
    if len({words.fold(each.handled_by or "") for each in fits}) != 1:
        return []
    return [_answer(inquiry, None, "resolved", (), fact=fits[0])]


def of_section(inquiry: Inquiry, section: str) -> list[PlanAnswer]:
    """The unit that has all listings of a section which the question names; empty where there are none, or several."""
    listed = [each for each in inquiry.view.plan.assignments if each.section == section]
    if len({each.handled_by and words.fold(each.handled_by) for each in listed}) != 1 or not listed[0].handled_by:
        return []
    return [_answer(inquiry, None, "resolved", (), fact=listed[0])]


def _group(fact: Assignment) -> frozenset[str]:
    """Stems of the words for the group that a listing is for; what the group is without is none of them."""
    return words.stems(re.split(r"\s(?:utan|inte|ej)\s", fact.target_group or "")[0])


def _fact(found: Found) -> Assignment:
    assert isinstance(found.topic.fact, Assignment)
    return found.topic.fact


def _fits(inquiry: Inquiry, fact: Assignment) -> bool:
    """Whether the facts given leave the listing possible."""
    age, law = inquiry.facts.get("age"), inquiry.facts.get("law")
    if isinstance(age, int) and ((fact.age_from or 0) > age or (fact.age_to if fact.age_to is not None else age) < age):
        return False
    return not (law and fact.law) or bool(_laws(str(law)) & _laws(fact.law))


def _laws(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-zåäö]+", text.casefold()))


def _best(inquiry: Inquiry, near: Sequence[Found]) -> list[Found]:
    """Those whose group, law or age the question speaks of; else all that the words fit equally well."""
    said = words.stems(" ".join([inquiry.text, *(str(inquiry.facts.get(key, "")) for key in ("diagnosis", "subject"))]))
    scored = [(_told(inquiry, _fact(each), said), each) for each in near]
    most = max(score for score, _ in scored)
    kept = [each for score, each in scored if score == most] if most > 0 else [each for _, each in scored]
    top = max(each.score for each in kept)
    kept = [each for each in kept if each.score >= top * 0.94]
    kept = [each for each in kept if not _fact(each).examples] or kept
    kept = [e for e in kept if not _fact(e).target_group or said & _group(_fact(e))] or kept
    explicit = [each for each in kept if not _fact(each).inferred and _fact(each).handled_by]
    return explicit if explicit and len({_holder(inquiry, _fact(each)) for each in kept}) > 1 else kept


def _told(inquiry: Inquiry, fact: Assignment, said: frozenset[str]) -> int:
    age, law = inquiry.facts.get("age"), inquiry.facts.get("law")
    points = len(said & _group(fact) - words.stems(fact.matter))
    points += 2 if law and fact.law and _laws(str(law)) & _laws(fact.law) else 0
    return points + (1 if isinstance(age, int) and (fact.age_from is not None or fact.age_to is not None) else 0)


def _holder(inquiry: Inquiry, fact: Assignment) -> str:
    if inquiry.wanted.any("carries-out") and not inquiry.wanted.any("handles"):
        return words.fold(fact.carried_out_by or fact.handled_by or "")
    return words.fold(fact.handled_by or fact.carried_out_by or "")


def _other_matter(best: Found, own: Sequence[Found], inquiry: Inquiry) -> Assignment | None:
    """A listing of another unit that takes up words of the question which the best one leaves."""
    for each in own:
        near = each.of_name >= _SAID and each.score >= best.score * _SAID
        if near and each.said and each.said.isdisjoint(best.said) and _elsewhere(inquiry, _fact(best), _fact(each)):
            return _fact(each)
    return None


def _other_group(best: Found, inquiry: Inquiry) -> Assignment | None:
    """A listing of another unit for the very group that the question tells of a person, beside the matter."""
    mine = _fact(best)
    plain = words.stems(" ".join(lexicon.load("social")["people"]))
    own = " ".join([best.topic.name, mine.matter, *mine.examples, mine.target_group or ""])
    told = words.stems(inquiry.text) - words.stems(own) - plain
    for other in inquiry.view.plan.assignments:
        if told & _group(other) and _elsewhere(inquiry, mine, other):
            return other
    return None


def _elsewhere(inquiry: Inquiry, mine: Assignment, other: Assignment) -> bool:
    """Whether the other listing fits the facts, and gives the case to another unit."""
    if mine.handled_by is None or other.handled_by is None or not _fits(inquiry, other):
        return False
    return words.fold(other.handled_by) != words.fold(mine.handled_by)


def _status(inquiry: Inquiry, fact: Assignment) -> Status:
    """Whether the listing says what is asked for."""
    wants = inquiry.wanted
    if wants.any(*_ELSE) and not wants.any(*_WHO):
        return "not-in-document"
    if wants.any("handles") and not wants.any("carries-out") and fact.handled_by is None:
        return "not-in-document"
    if wants.any("carries-out") and not (fact.carried_out_by or fact.handled_by):
        return "not-in-document"
    return "resolved" if fact.handled_by or fact.carried_out_by else "not-in-document"


def _answer(
    inquiry: Inquiry,
    found: Found | None,
    status: Status,
    lacking: tuple[MissingFact, ...],
    also: Sequence[Found] = (),
    fact: Assignment | None = None,
) -> PlanAnswer:
    """The answer of one listing; `fact` is another one than that which was found."""
    if fact is None:
        assert found is not None
        fact = _fact(found)
    settled = status in {"resolved", "conflict"}
    decided = _decided(inquiry, fact) if status in {"resolved", "not-in-document"} else None
    status = "resolved" if decided else status
    sv, en = (f"{verdict.told(decided, lang)}{told(fact, lang)}" for lang in ("sv", "en"))
    return inquiry.reply(
        found,
        status,
        record=fact.matter,
        owner=None if status == "not-in-document" else inquiry.owner(_named(inquiry, fact)),
        handled_by=fact.handled_by,
        carried_out_by=fact.carried_out_by,
        recipients=(fact.carried_out_by,) if settled and fact.external and fact.carried_out_by else (),
        missing_facts=lacking,
        legal=inquiry.legal([fact.law] if fact.law else []),
        steps=(inquiry.step(fact, sv, en), *_also(inquiry, also)),
        says=sv,
        says_en=en,
        conflict=(fact.handled_by or "",) if status == "conflict" else (),
    )


def _named(inquiry: Inquiry, fact: Assignment) -> str | None:
    """Who is to be named: the unit that handles; where none does and it is asked who carries out, the one who does."""
    own = lexicon.load("assignments")["words"]["own_hands"]
    carried = fact.carried_out_by if inquiry.wanted.any("carries-out") else None
    return fact.handled_by or (None if carried and re.search(rf"\b(?:{'|'.join(own)})\b", carried) else carried)


def _decided(inquiry: Inquiry, fact: Assignment) -> Verdict | None:
    """Yes or no, where it is asked whether someone of an age can have it, or the body itself provides it."""
    polar = intent.polar(inquiry.text)
    if not polar or not verdict.plain(polar):
        return None
    own = re.compile(rf"\b(?:{'|'.join(lexicon.load('assignments')['words']['own_hands'])})\b", re.IGNORECASE)
    if own.search(polar):
        inside = bool(own.search(fact.carried_out_by or ""))
        return "no" if fact.external and not inside else "yes" if inside and not fact.external else None
    age = inquiry.facts.get("age")
    if not isinstance(age, int) or not verdict.asks_leave(polar):
        return None
    if fact.age_from is None and fact.age_to is None:
        return _by_text(inquiry, fact, age)
    if not (fact.age_from or 0) <= age <= (fact.age_to if fact.age_to is not None else age):
        return "no"
    return None if _conditions(inquiry, fact) else "yes"


def _by_text(inquiry: Inquiry, fact: Assignment, age: int) -> Verdict | None:
    """No, where a sentence of the listing's own section tells for which ages the matter is, and this is none."""
    matter = words.stems(fact.matter)
    own = (
        e for e in inquiry.view.plan.passages if e.section == fact.section and matter & words.stems(" ".join(e.terms))
    )
    return verdict.first(verdict.by_age(inquiry.text, age, each) for each in own)


def _conditions(inquiry: Inquiry, fact: Assignment) -> bool:
    """Whether the text sets further conditions where it lists the matter: "… krävs för att få"."""
    matter = words.stems(fact.matter)
    places = {each.section for each in inquiry.view.plan.assignments if words.stems(each.matter) & matter}
    sets = frozenset(lexicon.load("assignments")["words"]["conditions"])
    return any(
        each.section in places and not sets.isdisjoint(each.terms) and not each.negated
        for each in inquiry.view.plan.passages
    )


def _also(inquiry: Inquiry, also: Sequence[Found]) -> Iterator[Step]:
    for each in also:
        fact = _fact(each)
        yield inquiry.step(fact, f"Även: {told(fact, 'sv')}", f"Also: {told(fact, 'en')}")


def told(fact: Assignment, lang: str) -> str:
    """Who handles a kind of case and who carries it out, in one sentence."""
    group = f" ({', '.join(_marks(fact, lang))})" if list(_marks(fact, lang)) else ""
    handled, out = fact.handled_by, fact.carried_out_by
    if lang == "sv":
        who = f"handläggs av {handled}" if handled else "vem som handlägger står inte"
        does = f"verkställs av {out}" if out else "vem som verkställer står inte"
        return f"{fact.matter[:1].upper()}{fact.matter[1:]}{group}: {who}; {does}."
    who = f"handled by {handled}" if handled else "who handles it is not said"
    does = f"carried out by {out}" if out else "who carries it out is not said"
    return f"{fact.matter}{group}: {who}; {does}."


def _marks(fact: Assignment, lang: str) -> Iterator[str]:
    """What tells a listing apart: group, age, law."""
    if fact.target_group:
        yield fact.target_group
    if fact.age_from is not None or fact.age_to is not None:
        low = "" if fact.age_from is None else str(fact.age_from)
        high = "" if fact.age_to is None else str(fact.age_to)
        years = {"sv": "år", "en": "years"}[lang]
        yield f"{low}–{high} {years}" if low and high else f"{low or '0'}+ {years}" if low else f"–{high} {years}"
    if fact.law:
        yield fact.law


def _apart(inquiry: Inquiry, best: Sequence[Found]) -> Iterator[MissingFact]:
    """The facts that tell the listings apart: law, age, or the group that the person belongs to."""
    each = [_fact(one) for one in best]
    if len({fact.law for fact in each}) > 1 and "law" not in inquiry.facts:
        leads = {fact.law: fact.handled_by or fact.carried_out_by or "not-in-document" for fact in each if fact.law}
        yield inquiry.missing("law", tuple(leads), leads)
    if len({(fact.age_from, fact.age_to) for fact in each}) > 1 and "age" not in inquiry.facts:
        yield inquiry.missing("age")
    groups = {
        fact.target_group: fact.handled_by or fact.carried_out_by or "not-in-document"
        for fact in each
        if fact.target_group
    }
    if len({fact.target_group for fact in each}) > 1 and "diagnosis" not in inquiry.facts and groups:
        yield inquiry.missing("subject", tuple(groups), groups)
