"""The first page: a question, and its answer as a card a plan, each state with an address of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter

from kg.answer import facts
from kg.errors import UsageError
from kg.face import swedish
from kg.face.web.held import Version
from kg.face.web.pages import cards, links
from kg.face.web.pages.frame import Shown, Visit, page
from kg.model.answer import Question

router = APIRouter()
_FACT = "fact."


@dataclass(frozen=True)
class Given:
    """A fact that the address states, and the address without it."""

    key: str
    value: str
    without: str


@page(router, "ask")
def ask(visit: Visit) -> Shown:
    """The question, and where it is asked its answer."""
    text = " ".join(visit.asked.get("q", "").split())[:2000]
    says: dict[str, object] = {
        "text": text,
        "given": list(_given(visit)),
        "chosen": visit.asked.getlist("plan"),
        "on": visit.asked.get("on", ""),
        "examples": visit.version.once("examples", lambda: _examples(visit.version)),
        "answer": None,
        "cards": [],
        "problem": None,
    }
    if not text:
        return Shown("ask.html", says)
    if visit.asked.get("on") and visit.given_day is None:
        return Shown("ask.html", says | {"problem": visit.words("ask.bad_day")}, status=400)
    try:
        answer = visit.version.kg.resolve(_question(visit, text), visit.day)
    except UsageError as error:
        return Shown("ask.html", says | {"problem": swedish.sentences(error, visit.lang)}, status=400)
    answer = visit.version.kg.with_passages(answer)
    told = [cards.card(visit, told) for told in answer.answers]
    return Shown("ask.html", says | {"answer": answer, "cards": told, "api": _api(visit, text)})


def _question(visit: Visit, text: str) -> Question:
    known = {key.removeprefix(_FACT): visit.asked[key] for key in visit.asked if key.startswith(_FACT)}
    stated = {key: value for key, value in known.items() if value.strip()}
    plans = tuple(slug for slug in dict.fromkeys(visit.asked.getlist("plan")) if slug)
    return Question(text=text, plans=plans, on=visit.given_day, facts=facts.checked(stated))


def _api(visit: Visit, text: str) -> str:
    """The address of the same answer as data."""
    stated = [f"{given.key}={given.value}" for given in _given(visit)]
    asked = {"text": text, "plan": visit.asked.getlist("plan"), "on": visit.asked.get("on"), "fact": stated}
    return "/api/resolve" + links.query(asked)


def _given(visit: Visit) -> Iterator[Given]:
    for key in visit.asked:
        if key.startswith(_FACT) and visit.asked[key].strip():
            yield Given(key.removeprefix(_FACT), visit.asked[key], visit.same(**{key: None}))


def _examples(version: Version) -> tuple[str, ...]:
    """Records that the plans name most, to begin with."""
    times: Counter[str] = Counter()
    for view in version.kg.catalogue.plans.values():
        times.update(dict.fromkeys((record.name for record in view.plan.record_types), 1000))
        times.update(record.name for record in view.plan.record_types)
        times.update(forum.name for forum in view.plan.fora[:1])
        times.update(rule.record for rule in view.plan.retention_rules[:1] if rule.record)
    longest = [(name, count) for name, count in times.items() if 6 <= len(name) <= 40]
    ranked = sorted(longest, key=lambda pair: (-pair[1], pair[0]))
    return tuple(name for name, _ in ranked[:5])
