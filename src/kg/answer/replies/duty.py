"""Who has a duty, and by when: roles, deadlines counted from their event, what recurs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.answer import counting, events, intent, verdict
from kg.answer import facts as fact_keys
from kg.answer.meant import Found, together
from kg.answer.replies.inquiry import Inquiry
from kg.model.answer import Due, MissingFact, PlanAnswer, Status
from kg.model.handbook import Responsibility
from kg.text import lexicon, words

_DEADLINE = re.compile(r"(?P<before>-)?(?P<period>P\d+[YMWD])(?:/(?P<event>.+))?\Z")
_RECURS = re.compile(r"R\d*/(?P<period>P\d+[YMWD])\Z")


_CLOSE, _LOOSE, _TIMED, _PLACED = 0.9, 0.82, 0.7, 0.5
"""Share of the best score from which duties answer together; where a time or a place is asked for, one that has it."""


_FULLER = 0.2
"""How much less of a bare name a duty may take up than another that is told of it."""
_SAME_DUTY = 0.8
"""Share of the question that a duty has to take up for a yes or no to be said of it."""


@dataclass(frozen=True, slots=True)
class _Time:
    """When a duty is due, and which fact would say so to the day."""

    due: Due
    key: str | None = None


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The duties that the question means: one answer, or one for each role that has such a duty."""
    near = _meant(inquiry, found)
    if inquiry.wanted.any("where", "system"):
        near = [each for each in near if not _elsewhere(inquiry, _fact(each))] or near
    if verdict.timed(inquiry.text) and any(verdict.by_time(inquiry.text, _fact(each)) for each in near):
        return [_answer(inquiry, near[:1], None)]
    named = [each for each in near if _fact(each).role]
    timed = [each for each in near if _has_time(_fact(each))]
    if inquiry.wanted.any("when", "how-often") and timed:
        near = timed if not named or any(_fact(each).role for each in timed) else [*timed, *named][:1]
    elif named and (inquiry.wanted.any("responsible") or not inquiry.wanted.any("where", "system")):
        near = named
    if near and all(_elsewhere(inquiry, _fact(each)) for each in near):
        return [_answer(inquiry, near[:1], "not-in-document")]
    by_role: dict[str, list[Found]] = {}
    for each in near:
        by_role.setdefault(words.head(_fact(each).role or "") or "", []).append(each)
    groups = list(by_role.values())[:4] if not inquiry.wanted.any("when", "how-often") else list(by_role.values())[:1]
    status: Status | None = "ambiguous" if len(groups) > 1 else None
    return [_answer(inquiry, group, status) for group in groups]


def _fact(found: Found) -> Responsibility:
    assert isinstance(found.topic.fact, Responsibility)
    return found.topic.fact


def _meant(inquiry: Inquiry, found: Sequence[Found]) -> list[Found]:
    """The duties whose act the question names; of a bare record those that make their holder the one to name."""
    own = [each for each in found if each.topic.kind == "responsibility"]
    timed = verdict.timed(inquiry.text)
    wants_time = inquiry.wanted.any("when", "how-often", "where", "system") or timed
    near = together(own, _TIMED if timed else _share(inquiry))
    if timed:
        near = _settled(inquiry, near)
    if not wants_time and inquiry.wanted.any("responsible", "obliges"):
        near = [each for each in near if each.acts] or near
    near = _dated(inquiry, near)
    if inquiry.wanted.kinds:
        return near if wants_time or any(_fact(each).role for each in near) else _with_role(near, own) or near
    near = [each for each in near if _fact(each).role] or near
    most = max((each.share for each in near), default=0.0)
    near = [each for each in near if each.share >= most - _FULLER] or near
    ranked = sorted(near, key=lambda each: intent.primary(intent.verb_of(_fact(each).duty)))
    best = intent.primary(intent.verb_of(_fact(ranked[0]).duty))
    return [each for each in ranked if intent.primary(intent.verb_of(_fact(each).duty)) == best]


def _settled(inquiry: Inquiry, near: list[Found]) -> list[Found]:
    """Duties whose time the question compares with, first those whose event it names; all where there are none."""
    said = words.stems(inquiry.text)
    kept = [each for each in near if verdict.by_time(inquiry.text, _fact(each))]
    runs = [each for each in kept if words.stems((_fact(each).deadline or "").partition("/")[2]) & said]
    return runs or kept or near


def _dated(inquiry: Inquiry, near: list[Found]) -> list[Found]:
    """Duties that run from an event whose day is given, where there are such."""
    given = {key for key in inquiry.facts if key in lexicon.load("events")["event"]}
    runs = [each for each in near if given & {_runs_from(_fact(each))}]
    return runs or near


def _runs_from(fact: Responsibility) -> str | None:
    once = _DEADLINE.match(fact.deadline or "")
    return events.key_named(once["event"]) if once else None


def _share(inquiry: Inquiry) -> float:
    if inquiry.wanted.any("where", "system"):
        return _PLACED
    if inquiry.wanted.any("when", "how-often"):
        return _TIMED
    return _CLOSE if inquiry.wanted.kinds else _LOOSE


def _with_role(near: Sequence[Found], own: Sequence[Found]) -> list[Found]:
    """Duties that name who has them, where the nearest names nobody: about the same record, or of the same act."""
    if not near or _fact(near[0]).modality == "open":
        return []
    about = words.stems(_fact(near[0]).record or "")
    named = [each for each in own if _fact(each).role and each.score >= near[0].score * _TIMED]
    alike = [e for e in named if e.acts or (about and words.stems(_fact(e).record or "") == about)]
    answering = [each for each in named if intent.answers_for(_fact(each).duty)]
    return together(alike or answering, _CLOSE)


def _elsewhere(inquiry: Inquiry, fact: Responsibility) -> bool:
    """Whether the question is for a place, a time of keeping or a law, of which the duty says nothing."""
    if inquiry.wanted.any(
        "responsible", "when", "how-often", "handles", "carries-out", "convenes", "takes-part", "discloses", "consents"
    ):
        return False
    if inquiry.wanted.any("where", "system"):
        return not any(words.fold(system.name) in words.fold(fact.duty) for system in inquiry.view.plan.systems)
    said = {intent.root_of(token.text) for token in words.tokens(inquiry.text)}
    return (
        inquiry.wanted.any("how-long")
        or (inquiry.wanted.any("law") and not fact.legal)
        or (inquiry.wanted.any("disposes") and said.isdisjoint(intent.verbs_like(intent.verb_of(fact.duty))))
    )


def _has_time(fact: Responsibility) -> bool:
    return bool(fact.deadline or fact.recurrence or fact.timing)


def _answer(inquiry: Inquiry, group: Sequence[Found], status: Status | None) -> PlanAnswer:
    wants_time = inquiry.wanted.any("when", "how-often")
    timed = next((each for each in group if _has_time(_fact(each))), None)
    first = _fact(timed if wants_time and timed else group[0])
    time = _time(inquiry, first)
    missing: tuple[MissingFact, ...] = ()
    decided: Status = status or "resolved"
    named = first.role is not None and inquiry.wanted.any("responsible")
    if _elsewhere(inquiry, first) or (wants_time and time is None and not named):
        decided = status or "not-in-document"
    elif inquiry.wanted.any("when") and time is not None and time.due.by is None and time.key is not None:
        missing = (inquiry.missing(time.key),)
        decided = status or "needs-facts"
    elif first.modality == "open" or (
        not first.role and not wants_time and inquiry.wanted.any("responsible", "handles", "carries-out", "convenes")
    ):
        decided = "not-in-document"
    yes_sv, yes_en = _affirmed(inquiry, group[0], "sv"), _affirmed(inquiry, group[0], "en")
    decided = "resolved" if yes_sv and decided == "not-in-document" else decided
    sv, en = f"{yes_sv}{_said(first, time, 'sv')}", f"{yes_en}{_said(first, time, 'en')}"
    return inquiry.reply(
        group[0],
        decided,
        owner=None if decided == "not-in-document" else inquiry.owner(first.role),
        due=_due(inquiry, timed),
        missing_facts=missing,
        legal=inquiry.legal([law for each in group for law in _fact(each).legal]),
        steps=tuple(
            inquiry.step(
                _fact(e),
                _said(_fact(e), _time(inquiry, _fact(e)), "sv"),
                _said(_fact(e), _time(inquiry, _fact(e)), "en"),
            )
            for e in group
        ),
        says=sv,
        says_en=en,
    )


def _affirmed(inquiry: Inquiry, found: Found, lang: counting.Language) -> str:
    """Yes or no, where the question is whether this very duty binds or its time is kept; empty where it says more."""
    fact = _fact(found)
    by_time = verdict.by_time(inquiry.text, fact)
    if by_time or inquiry.others or re.search(r"\d", intent.polar(inquiry.text)):
        return verdict.told(by_time, lang)
    whole = found.acts and found.share >= _SAME_DUTY and not inquiry.wanted.any("when", "how-often", "responsible")
    told = (fact.duty, fact.record, fact.role, fact.circumstance, inquiry.title(fact.section))
    if not whole or _conditional(inquiry, fact) or not verdict.covers(inquiry.text, *(text for text in told if text)):
        return ""
    return verdict.told(verdict.by_modality(inquiry.text, fact.modality), lang)


def _conditional(inquiry: Inquiry, fact: Responsibility) -> bool:
    """Whether the sentence of a duty leaves it open by a condition that the duty does not tell ("endast om …")."""
    duty = words.stems(fact.duty)
    passages = (each for each in inquiry.view.plan.passages if each.span.first == fact.span.first)
    own = [each for each in passages if len(duty & words.stems(" ".join(each.terms))) * 2 >= len(duty)]
    return bool(own) and all(each.modality is None and not each.denies for each in own) and fact.circumstance is None


def _due(inquiry: Inquiry, timed: Found | None) -> Due | None:
    time = _time(inquiry, _fact(timed)) if timed else None
    return time.due if time else None


def _time(inquiry: Inquiry, fact: Responsibility) -> _Time | None:
    """When the duty is due under the facts given."""
    recurrence = fact.recurrence
    again = _RECURS.match(fact.deadline or "") or (_RECURS.match(f"R/{recurrence}") if recurrence else None)
    once = _DEADLINE.match(fact.deadline or "")
    if once:
        return _once(inquiry, once, fact.timing)
    if again:
        last = _last(inquiry)
        by = counting.after(last, again["period"]) if last else None
        due = Due(by=by, start=last, period=again["period"], recurs=True, words=fact.timing)
        return _Time(due, None if by else "date")
    said = fact.timing or fact.deadline
    return _Time(Due(words=said)) if said else None


def _once(inquiry: Inquiry, told: re.Match[str], said: str | None) -> _Time:
    key = events.key_named(told["event"])
    start = _day(inquiry, key) if key else None
    by, before = None, told["before"] is not None
    if start is not None:
        by = _before(start, told["period"]) if before else counting.after(start, told["period"])
    return _Time(Due(by=by, start=start, period=told["period"], event=told["event"], before=before, words=said), key)


def _before(day: date, period: str) -> date:
    """The day a whole number of days or weeks before; longer periods are counted by the calendar too."""
    from dateutil.relativedelta import relativedelta

    number, unit = int(period[1:-1]), period[-1]
    return day - relativedelta(**{{"Y": "years", "M": "months", "W": "weeks", "D": "days"}[unit]: number})  # type: ignore[arg-type]


def _last(inquiry: Inquiry) -> date | None:
    """The day on which it was done last: the one that the question names."""
    for time in inquiry.others:
        if time.first == time.last:
            return time.first
    return _day(inquiry, "date")


def _day(inquiry: Inquiry, key: str) -> date | None:
    given = inquiry.facts.get(key)
    if given is None:
        return None
    days = fact_keys.days(str(given))
    return days.first if days.first == days.last else None


def told(inquiry: Inquiry, fact: Responsibility, lang: counting.Language) -> str:
    """A duty with its time, in one sentence."""
    return _said(fact, _time(inquiry, fact), lang)


def _said(fact: Responsibility, time: _Time | None, lang: counting.Language) -> str:
    who = fact.role or {"sv": "ingen roll anges", "en": "no role is named"}[lang]
    must = lexicon.load("asking")["modality"].get(fact.modality or "", {}).get(lang, "")
    joint = " " if fact.role and must else ": "
    said = f"{who[:1].upper()}{who[1:]}{joint}{f'{must} ' if must else ''}{fact.duty}"
    by = f" ({', '.join(fact.legal)})" if fact.legal else ""
    return f"{said}{_when(time.due, lang) if time else ''}{by}."


def _when(due: Due, lang: counting.Language) -> str:
    if due.period is None:
        return f", {due.words}" if due.words else ""
    length = counting.spoken(due.period, lang)
    if due.recurs:
        said = {"sv": f", med högst {length} emellan", "en": f", {length} apart at most"}[lang]
        said = f", {due.words} ({said[2:]})" if due.words else said
        name = {"sv": "senast gjort", "en": "last done"}[lang]
    else:
        about = due.event or ""
        joint = {"sv": "före" if due.before else "efter", "en": "before" if due.before else "after"}[lang]
        said = {"sv": f", senast {length} {joint} {about}", "en": f", at most {length} {joint} {about}"}[lang]
        name = about or {"sv": "från", "en": "from"}[lang]
    if due.by is None or due.start is None:
        return said
    if due.before:
        return f"{said}: {name} {due.start} - {length} = {due.by}"
    return f"{said}: {counting.written(name, due.start, due.period, due.by, lang)}"
