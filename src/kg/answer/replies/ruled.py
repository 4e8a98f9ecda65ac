"""Rules on records that set no time and preserve nothing: how the records are dealt with, and what is banned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.answer import intent, verdict, wording
from kg.answer.case import values
from kg.answer.counting import Language
from kg.answer.meant import Found
from kg.answer.replies.inquiry import Inquiry
from kg.model.answer import PlanAnswer
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

_CLOSE = 0.94
"""Share of the best score from which rules are told together."""


def reply(inquiry: Inquiry, own: Sequence[Found]) -> list[PlanAnswer]:
    """Rules that set no time and preserve nothing: they say how the records are dealt with."""
    close = [each for each in own if each.score >= own[0].score * _CLOSE]
    return [by_rules(inquiry, close[0], [_fact(each) for each in close])] if close else []


def by_rules(inquiry: Inquiry, found: Found | None, rules: Sequence[RetentionRule]) -> PlanAnswer:
    """The answer of the first rule, the others told beside it; `found` is how it was found, if by its words."""
    rule = rules[0]
    steps = tuple(inquiry.step(each, _plain(each, "sv"), _plain(each, "en")) for each in rules)
    return inquiry.reply(
        found,
        "resolved" if rule.action or rule.holder else "not-in-document",
        record=found.topic.name if found else rule.record or inquiry.text,
        owner=inquiry.owner(rule.holder or (rule.next if rule.action == "transfer" else None)),
        action=None if rule.action == "weed" or rule.modality in {"must-not", "need-not"} else rule.action,
        recipients=(rule.next,) if rule.next else (),
        legal=inquiry.legal(rule.legal),
        steps=steps,
        says=_decided(inquiry, rule, "sv") + steps[0].does,
        says_en=_decided(inquiry, rule, "en") + steps[0].does_en,
    )


def _decided(inquiry: Inquiry, rule: RetentionRule, lang: Language) -> str:
    """Yes or no, where the question is whether what the rule says must or may be done; what it asks for is told beside.

    A ban that gives way to something ("om det inte finns …") is a no to all who do not say that they have that.
    """
    named = frozenset(words.stems(" ".join(value for c in rule.conditions for value in values(c))))
    said = words.stems(inquiry.text)
    if rule.modality == "must-not" and rule.conditions:
        lacks = not named & said or bool(re.search(rf"\b(?:{_without()})\b", inquiry.text, re.IGNORECASE))
        polar = intent.polar(inquiry.text)
        return verdict.told("no", lang) if polar and lacks else ""
    fits = (rule.action == "transfer" and occasion(inquiry, rule)) or rule.action in intent.fates(inquiry.text)
    return verdict.told(verdict.by_modality(inquiry.text, rule.modality), lang) if fits else ""


@cache
def _without() -> str:
    return "|".join(lexicon.load("asking")["without"])


def _plain(rule: RetentionRule, lang: Language) -> str:
    said = wording.happens(rule.action or "store", (rule.next,) if rule.next else (), None, lang)
    must = lexicon.load("asking")["modality"].get(rule.modality or "", {}).get(lang, "")
    said = f"{must} {said.replace('is ', 'be ', 1)}" if must else said
    at = {"sv": f" hos {rule.holder}", "en": f" with {rule.holder}"}[lang] if rule.holder else ""
    needs = [value for c in rule.conditions if c.about == "condition" for value in values(c)]
    if needs and rule.modality == "must-not":
        joint = {"sv": "utan" if _lifts(rule) else "så länge", "en": "without" if _lifts(rule) else "as long as"}[lang]
        at += f" {joint} {', '.join(needs)}"
    elif needs:
        at += {"sv": " vid ", "en": " at "}[lang] + ", ".join(needs)
    return f"{(rule.record or '')[:1].upper()}{(rule.record or '')[1:]} {said}{at}."


def _lifts(rule: RetentionRule) -> bool:
    """Whether the condition of a ban is what it gives way to, and not what it lasts as long as."""
    return any(c.about == "condition" and c.op == "not" for c in rule.conditions)


def occasion(inquiry: Inquiry, rule: RetentionRule) -> bool:
    """Whether the question tells of the occasion on which the rule lets records follow ("vid flytt")."""
    moving = frozenset(map(words.stem, lexicon.load("asking")["moving"]))
    named = [value for c in rule.conditions if c.about == "condition" for value in values(c)]
    return bool(moving & words.stems(inquiry.text) & words.stems(" ".join(named)))


def _fact(found: Found) -> RetentionRule:
    assert isinstance(found.topic.fact, RetentionRule)
    return found.topic.fact
