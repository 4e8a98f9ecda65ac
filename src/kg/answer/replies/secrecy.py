"""Whether something may be disclosed: the secrecy rules that answer, and the consent that would open them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.answer import intent, social, verdict
from kg.answer.case import values
from kg.answer.meant import Found
from kg.answer.replies.inquiry import Inquiry
from kg.answer.verdict import Verdict
from kg.grammar import roles
from kg.model.answer import MissingFact, PlanAnswer, Status
from kg.model.handbook import SecrecyRule
from kg.model.retention import RetentionRule
from kg.text import lexicon, phrases, words

_MOST = 4
_SHARE = 0.75


def concerns(inquiry: Inquiry) -> bool:
    """Whether the question is who may have something: it asks to disclose, or tells who asks for it."""
    return inquiry.wanted.any("discloses", "consents") or "requester" in inquiry.facts


def of_asker(inquiry: Inquiry) -> list[PlanAnswer]:
    """The rules that name the one who asks, though the question's other words are not theirs; empty where none does."""
    asker = social.also(f"{inquiry.facts.get('requester', '')} {inquiry.text}")
    rules = [rule for rule in inquiry.view.plan.secrecy_rules if _names(rule, asker)]
    return [_answer(inquiry, rules, None, True)] if rules else []


def between(inquiry: Inquiry) -> list[PlanAnswer]:
    """The limits between two parties that the question names both; empty where it names no such two."""
    said = words.stems(inquiry.text) | social.doing(inquiry.text)
    rules = [
        rule
        for rule in inquiry.view.plan.secrecy_rules
        if rule.kind == "outer" and len(rule.applies_to) > 1 and _sides(rule, said)
    ]
    if not rules:
        return []
    moved = _moves(inquiry)
    told = _answer(inquiry, rules, None)
    if not moved:
        return [told]
    follow = tuple(inquiry.step(rule, *_follows(rule)) for rule in moved)
    last = "Den ena regeln låter handlingarna följa med, den andra hindrar det."
    last_en = "One rule lets the records follow, the other stands in the way."
    return [
        told.model_copy(
            update={
                "status": "conflict",
                "steps": (*told.steps, *follow),
                "conflict": ("secrecy", "transfer"),
                "says": f"{told.says} {follow[0].does} {last}",
                "says_en": f"{told.says_en} {follow[0].does_en} {last_en}",
            }
        )
    ]


def _sides(rule: SecrecyRule, said: frozenset[str]) -> bool:
    """Whether words of a question name both sides of a limit; "andra verksamhetsgrenar" is any other one, and so is
    named by a question that names the one side and tells of an act towards someone else."""
    others = tuple(lexicon.load("secrecy")["words"]["other_side"])
    named = [name for name in rule.applies_to if not words.fold(name).startswith(others)]
    if len(named) < len(rule.applies_to):
        return bool(named) and all(_meant_by(name, said) for name in named)
    return all(_last(name) in said for name in named)


def _meant_by(name: str, said: frozenset[str]) -> bool:
    """Whether the question names this very side, by its first part or by who works there."""
    parts = words.analysis(words.fold(name).split()[-1])[1]
    return len(parts) > 1 and set(parts[:-1]) <= said


def _moves(inquiry: Inquiry) -> list[RetentionRule]:
    """Rules by which records follow a person who moves, where the question tells of a move."""
    said = words.stems(inquiry.text)
    moving = frozenset(map(words.stem, lexicon.load("asking")["moving"]))
    return [
        rule
        for rule in inquiry.view.plan.retention_rules
        if rule.action == "transfer"
        for condition in rule.conditions
        if condition.about == "condition" and said & moving and words.stems(" ".join(values(condition))) & moving
    ]


def _follows(rule: RetentionRule) -> tuple[str, str]:
    when = ", ".join(value for c in rule.conditions if c.about == "condition" for value in values(c))
    record = rule.record or "handlingarna"
    return (
        f"{record[:1].upper()}{record[1:]} ska följa med vid {when}.",
        f"{record[:1].upper()}{record[1:]} must follow at {when}.",
    )


def _last(name: str) -> str:
    return words.stem(words.fold(name).split()[-1])


def in_general(inquiry: Inquiry) -> list[PlanAnswer]:
    """The rules on secrecy outwards, for one who is named by none; empty where the document has none."""
    rules = [rule for rule in inquiry.view.plan.secrecy_rules if rule.kind in {"secrecy", "outer"}]
    return (
        [_answer(inquiry, rules[:_MOST], None)]
        if rules and concerns(inquiry) and not inquiry.wanted.any("consents")
        else []
    )


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The rules that the question means, together; consent is asked for where a rule turns on it."""
    own = [each for each in found if each.topic.kind == "secrecy"]
    near = [each for each in own if each.score >= own[0].score * _SHARE or _warranted(inquiry, _fact(each))][:_MOST]
    asker = _of(inquiry, near) if inquiry.wanted.any("discloses") or "requester" in inquiry.facts else []
    rules = [_fact(each) for each in asker or near]
    return [_answer(inquiry, rules, near[0], bool(asker))]


def _answer(inquiry: Inquiry, rules: Sequence[SecrecyRule], found: Found | None, asking: bool = False) -> PlanAnswer:
    """The rules told; `asking` tells that they name the one who asks, so that a consent may decide."""
    rules = sorted(rules, key=lambda rule: not _warranted(inquiry, rule))
    missing = _consent(inquiry, rules) if asking else ()
    decided = _decided(inquiry, rules) if not missing else None
    status: Status = "needs-facts" if missing else "resolved"
    if inquiry.wanted.any("how-long", "how-often", "when") and not concerns(inquiry):
        status = "not-in-document"
    said = "; ".join(dict.fromkeys(rule.rule for rule in rules))
    return inquiry.reply(
        found,
        status,
        record=rules[0].rule,
        missing_facts=missing,
        secrecy=tuple(dict.fromkeys(rule.kind for rule in rules)),
        legal=inquiry.legal([law for rule in rules for law in rule.legal]),
        steps=tuple(inquiry.step(rule, *told(rule)) for rule in rules),
        says=f"{verdict.told(decided, 'sv')}{said[:1].upper()}{said[1:]}.",
        says_en=f"{verdict.told(decided, 'en')}{said[:1].upper()}{said[1:]}.",
    )


def _decided(inquiry: Inquiry, rules: Sequence[SecrecyRule]) -> Verdict | None:
    """Yes or no, where the first rule settles it: a limit between two that are named, or leave that one named has."""
    rule, polar, known = rules[0], intent.polar(inquiry.text), lexicon.load("secrecy")["words"]
    if not polar:
        return None
    given = inquiry.facts.get("consent")
    if rule.kind == "consent" and re.search(rf"\b(?:{'|'.join(known['only'])})\b", rule.rule):
        return None if given is None else "yes" if given else "no"
    if not verdict.plain(polar):
        return None
    if rule.kind in {"outer", "inner"} and rule.rule.startswith(tuple(known["limits"])):
        inside = rule.kind == "outer" and any(token.text in known["within"] for token in words.tokens(polar))
        if inside or not rule.applies_to or not all(_named(inquiry, side) for side in rule.applies_to):
            return None
        if words.stems(polar) & words.stems(" ".join(known["secrecy"])):
            return "yes"
        return "no" if intent.of(polar).any("discloses") and given is not True else None
    leave = given is not False and intent.of(polar).any("discloses")
    return "yes" if leave and _warranted(inquiry, rule) else None


def _named(inquiry: Inquiry, side: str) -> bool:
    """Whether a question names a side of a limit: by a word of it, or any unit where it is "andra verksamheter"."""
    said = words.stems(inquiry.text)
    if any(verdict.meets(stem, said) for stem in words.stems(side)):
        return True
    if not words.fold(side).startswith(tuple(lexicon.load("secrecy")["words"]["other_side"])):
        return _meant_by(side, said | social.doing(inquiry.text))
    return any(not roles.is_person(match.value) for match in roles.find(inquiry.text))


def _warranted(inquiry: Inquiry, rule: SecrecyRule) -> bool:
    """Whether a rule lets someone read by what the question says that there is: "med fullmakt"."""
    known = lexicon.load("secrecy")["words"]
    if not any(word in rule.rule for word in known["opens"]):
        return False
    said = words.stems(f"{inquiry.text} {inquiry.facts.get('requester', '')}")
    return any(words.stems(word) <= said and word in rule.rule for word in known["warrants"])


def _fact(found: Found) -> SecrecyRule:
    assert isinstance(found.topic.fact, SecrecyRule)
    return found.topic.fact


def _of(inquiry: Inquiry, near: Sequence[Found]) -> list[Found]:
    """The rules that speak of the one who asks, where the question says who that is."""
    asker = social.also(f"{inquiry.facts.get('requester', '')} {inquiry.text}")
    return [each for each in near if _names(_fact(each), asker)]


def _names(rule: SecrecyRule, asker: frozenset[str]) -> bool:
    """Whether the rule names the one who asks, in one of the readings of its names ("anhöriga/närstående")."""
    said = [words.stems(reading) for name in rule.applies_to for reading in phrases.readings(name)]
    if rule.kind == "consent" and any(f" av {words.fold(name)}" in words.fold(rule.rule) for name in rule.applies_to):
        # Whose consent it is stands after "av"; the others whom the rule names may be let in by it.
        given = frozenset().union(*said)
        return bool(asker & (words.stems(rule.rule) & _relatives()) - given)
    return any(stems and stems <= asker for stems in said)


@cache
def _relatives() -> frozenset[str]:
    """Stems of the words for those who are close to a person."""
    return words.stems(" ".join(lexicon.load("roles")["others"]))


def _consent(inquiry: Inquiry, rules: Sequence[SecrecyRule]) -> tuple[MissingFact, ...]:
    """The question for consent, where it decides and nobody has said; not where consent itself is asked about."""
    if "consent" in inquiry.facts or inquiry.wanted.any("consents") or not concerns(inquiry):
        return ()
    if not any(rule.kind == "consent" for rule in rules) or any(_warranted(inquiry, rule) for rule in rules):
        return ()
    return (inquiry.missing("consent", ("ja", "nej"), {"ja": "får lämnas ut", "nej": "får inte lämnas ut"}),)


_KINDS = {
    "secrecy": ("Sekretess", "Secrecy"),
    "breaking": ("Bryter sekretessen", "Breaks secrecy"),
    "outer": ("Yttre sekretess", "Outer secrecy"),
    "inner": ("Inre sekretess", "Inner secrecy"),
    "consent": ("Samtycke", "Consent"),
}


def told(rule: SecrecyRule) -> tuple[str, str]:
    """A rule with its kind, in Swedish and in English."""
    sv, en = _KINDS[rule.kind]
    return f"{sv}: {rule.rule}.", f"{en}: {rule.rule}."
