"""Yes or no to a question that asks for it, where a fact settles it; nothing where it says more or less."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from kg.answer import counting, intent, social, support
from kg.grammar import periods
from kg.model.handbook import Passage, Responsibility
from kg.text import lexicon, words

Verdict = Literal["yes", "rather", "no"]

_ANY_DAY = date(2001, 1, 1)
"""A day from which lengths of time are compared."""
_BEFORE = re.compile(r"-(?P<period>P\d+[YMWD])/")
_AFTER = re.compile(r"(?P<period>P\d+[YMWD])/")
_RANGE = re.compile(r"(?P<low>\d{1,2})[-–](?P<high>\d{1,2})\Z")


@dataclass(frozen=True, slots=True)
class _Apart:
    """How long before or after its event something is done."""

    days: int
    before: bool


def told(verdict: Verdict | None, lang: counting.Language) -> str:
    """The verdict as the beginning of an answer: "Nej: "; empty where there is none."""
    return f"{lexicon.load('asking')['verdict'][verdict][lang]}: " if verdict else ""


def by_modality(question: str, modality: str | None) -> Verdict | None:
    """The verdict on a question whether this very thing must, may or is done, by how the text puts it."""
    polar = intent.polar(question)
    if not polar or _denies(polar):
        return None
    found = lexicon.load("asking")["verdicts"][_asks(polar)].get(modality or "")
    return found if found in {"yes", "rather", "no"} else None


def by_passage(question: str, passage: Passage) -> Verdict | None:
    """The verdict of a sentence that takes up all of the question: no where it denies the verb that is asked with."""
    polar = intent.polar(question)
    if not polar:
        return None
    if not covers(polar, *passage.terms, passage.defines or ""):
        return None
    asked = _verbs(polar)
    denied = any(intent.verbs_like(verb) & asked for verb in passage.denies) or (bool(passage.denies) and not asked)
    if denied and (not _denies(polar) or _only_without(polar)):
        return "no"
    counted = _numbers(polar) - _numbers(" ".join(passage.terms)) or _tells_time(polar)
    if _denies(polar) or passage.negated or passage.modality is None or counted or not _stated(polar, passage):
        return None
    return by_modality(question, passage.modality)


def by_age(question: str, age: object, passage: Passage) -> Verdict | None:
    """The verdict of a sentence that names the ages it is for, and no more than one range of them."""
    ranges = [match for term in passage.terms if (match := _RANGE.fullmatch(term))]
    if not intent.polar(question) or _denies(question) or not isinstance(age, int) or len(ranges) != 1:
        return None
    return None if int(ranges[0]["low"]) <= age <= int(ranges[0]["high"]) else "no"


def by_time(question: str, duty: Responsibility) -> Verdict | None:
    """Whether the time that the question tells keeps the one of the duty: "tre dagar innan" and a week before."""
    polar = intent.polar(question)
    own = _of_duty(duty)
    asked = _of_text(question) if polar and not _denies(polar) else None
    if own is None or asked is None or (asked.days and asked.before != own.before):
        return None
    kept = asked.days >= own.days if own.before else asked.days <= own.days
    if not kept:
        return "no" if _asks(polar) != "obligation" else None
    return "yes" if asked.days == own.days or _asks(polar) != "obligation" else None


def timed(question: str) -> bool:
    """Whether a question of yes or no tells how long before or after something."""
    return bool(intent.polar(question)) and _of_text(question) is not None


def of_fate(question: str, action: str | None) -> Verdict | None:
    """The verdict on a question whether records are destroyed, or preserved, by what becomes of them."""
    polar = intent.polar(question)
    fates = intent.fates(polar) & {"destroy", "preserve"} if polar else frozenset()
    if len(fates) != 1 or _denies(polar) or action not in {"destroy", "preserve"}:
        return None
    if action in fates:
        return None if periods.lengths(polar) else "yes"
    return "no"


def plain(question: str) -> bool:
    """Whether a question is put without a negation."""
    return not _denies(question)


def asks_leave(polar: str) -> bool:
    """Whether a question is whether someone may, or can get something."""
    return _asks(polar) == "leave"


def meets(stem: str, said: frozenset[str]) -> bool:
    """Whether words of a question mean the stem: itself, or one of its kin ("familjerådgivare", "-rådgivning")."""
    return stem in said or not said.isdisjoint(social.alike(stem))


def covers(question: str, *told: str) -> bool:
    """Whether every word by which a question of yes or no says something is said too, or another word for it."""
    polar, text = intent.polar(question), " ".join(told)
    stems = words.stems(text)
    acts = frozenset(intent.root_of(token.text) for token in words.tokens(text))
    said = [token.text for token in words.spelt_out(words.tokens(polar)) if not _says_nothing(token.text)]
    return bool(said) and all(_met(word, stems, acts) for word in said)


def _met(word: str, stems: frozenset[str], acts: frozenset[str]) -> bool:
    whole, parts = words.analysis(word)
    if whole in stems or stems.issuperset(parts) or words.root(whole) in {words.root(stem) for stem in stems}:
        return True
    return not acts.isdisjoint(intent.verbs_like(word)) or not stems.isdisjoint(social.alike(word))


def _says_nothing(word: str) -> bool:
    if word in words.function() or word in _modals() or word in support.idle() or word in _light() | _states():
        return True
    return words.stem(word) in words.generic()


@cache
def _light() -> frozenset[str]:
    """Verbs and pronouns of a question that a sentence need not have."""
    said = lexicon.load("asking")
    return (frozenset(said["light_verbs"]) | {"vara", "bli"}) - frozenset(said["opening_states"]) - _states()


def _asks(polar: str) -> str:
    """Whether leave, a duty or a state of things is asked for, by the verb that opens the question."""
    first = next((token.text for token in words.tokens(polar)), "")
    openers = lexicon.load("asking")["openers"]
    return next((kind for kind in ("leave", "obligation") if first in openers[kind]), "state")


def _denies(text: str) -> bool:
    return not {token.text for token in words.tokens(text)}.isdisjoint(_nots())


def _verbs(text: str) -> frozenset[str]:
    """Roots of the words of a question that may be its verb, and of the verbs that say the same."""
    told = [token.text for token in words.tokens(text)]
    plain = lexicon.load("definitions")["verbs"]
    acts = [
        word for word in told if word not in _light() and (intent.is_act(word) or word in _states() or word in plain)
    ]
    return frozenset().union(*(intent.verbs_like(word) for word in acts))


def _tells_time(polar: str) -> bool:
    """Whether a question tells a length of time or how often, which words alone do not compare."""
    return bool(periods.lengths(polar) or periods.recurrences(polar)) or _in_words(polar) is not None


def _stated(polar: str, passage: Passage) -> bool:
    """Whether the sentence has the verb by which a state of things is asked for, where the question has such."""
    own = frozenset(intent.root_of(words.fold(term)) for term in passage.terms)
    asked = (token.text for token in words.tokens(polar))
    return all(intent.verbs_like(word) & own for word in asked if word in _states())


def _only_without(text: str) -> bool:
    """Whether what a question denies is that something is there ("utan beslut"), which a ban is about."""
    said = {token.text for token in words.tokens(text)} & _nots()
    return said == {"utan"}


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", text))


def _of_duty(duty: Responsibility) -> _Apart | None:
    if match := _BEFORE.match(duty.deadline or ""):
        return _Apart(_days(match["period"]), True)
    if match := _AFTER.match(duty.deadline or ""):
        return _Apart(_days(match["period"]), False)
    return _in_words(duty.timing or "")


def _of_text(text: str) -> _Apart | None:
    """The one length before or after an event that a text names; "samma dag" is none."""
    found = [m.value for m in periods.lengths(text) if m.value.event or m.value.relation in {"before", "after"}]
    if len(found) == 1:
        return _Apart(_days(found[0].duration), found[0].relation == "before")
    return None if found else _in_words(text)


def _in_words(text: str) -> _Apart | None:
    folded = words.fold(text)
    for entry in lexicon.load("asking")["apart"]:
        if any(re.search(rf"\b{said}\b", folded) for said in entry["said"]):
            return _Apart(entry["days"], entry["before"])
    return None


def _days(period: str) -> int:
    return (counting.after(_ANY_DAY, period) - _ANY_DAY).days


@cache
def _nots() -> frozenset[str]:
    return frozenset(lexicon.load("definitions")["assertions"]["not"]) | {"not", "utan"}


@cache
def _states() -> frozenset[str]:
    """Verbs of a question that are no acts, by which a state of things is asked for: "finns", "krävs", "gäller"."""
    return frozenset(lexicon.load("asking")["states"])


@cache
def _modals() -> frozenset[str]:
    openers = lexicon.load("asking")["openers"]
    return frozenset(word for told in openers.values() for word in told)


def first(found: Iterable[Verdict | None]) -> Verdict | None:
    """The first of several verdicts that there is."""
    return next((each for each in found if each), None)
