"""What happens to a file: how long it is kept, by whom, under which layer of rules, counted out to days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from kg.answer import custody, retention
from kg.answer.case import truth
from kg.answer.meant import Found
from kg.answer.replies.inquiry import Inquiry
from kg.answer.retention import Kept
from kg.model.answer import Owner, PlanAnswer, Status
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

_CLOSE = 0.94
_NAMED = 0.4
"""Likeness below which a rule's record is not the one meant."""
_EVENTS = ("birth_day", "birth_date", "closed", "last_entry")
"""Facts that only a file kept under retention rules has."""


def concerns(inquiry: Inquiry) -> bool:
    """Whether the question is about the plan's own kind of file: it names it, or states what only such a file has."""
    usual = _usual(inquiry.view.plan.retention_rules)
    if not usual:
        return False
    return dated(inquiry) or (
        usual in _heads(inquiry.text) and inquiry.wanted.any("disposes", "where", "how-long", "when")
    )


def dated(inquiry: Inquiry) -> bool:
    """Whether the facts given are those of a file, so that its keeping is what is asked about."""
    return any(key in inquiry.facts for key in _EVENTS)


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The keeping of the record that the question means; of the plan's own kind of file where it names none."""
    own = [each for each in found if each.topic.kind == "retention" and each.named >= _NAMED]
    usual = _usual(inquiry.view.plan.retention_rules)
    if own and not (dated(inquiry) and usual in _heads(inquiry.text)) and _special(own[0].topic.name, usual):
        close = [each for each in own if each.score >= own[0].score * _CLOSE]
        return _kept(inquiry, close, [_fact(each) for each in close], own[0].topic.name)
    of_kind = [each for each in own if usual in _heads(each.topic.name)]
    if not of_kind and not concerns(inquiry):
        return _unruled(inquiry, own)
    rules = [rule for rule in inquiry.view.plan.retention_rules if usual in _heads(rule.record or "")]
    return _kept(inquiry, of_kind, [*rules, *_of_medium(inquiry, rules)], of_kind[0].topic.name if of_kind else usual)


def _kept(inquiry: Inquiry, own: Sequence[Found], rules: Sequence[RetentionRule], name: str) -> list[PlanAnswer]:
    kept = retention.keep(inquiry.view, rules, inquiry.case(name), inquiry.wanted.any("when"))
    if kept.retention is None and kept.status == "no-rule":
        return _unruled(inquiry, own)
    return [_answer(inquiry, own, kept, name)]


def _of_medium(inquiry: Inquiry, but: Sequence[RetentionRule]) -> list[RetentionRule]:
    """Rules for all records of the form that the question names."""
    case = inquiry.case("")
    return [
        rule
        for rule in inquiry.view.plan.retention_rules
        if rule not in but and any(c.about == "medium" and truth(c, case) is True for c in rule.conditions)
    ]


def _fact(found: Found) -> RetentionRule:
    assert isinstance(found.topic.fact, RetentionRule)
    return found.topic.fact


def _heads(name: str) -> frozenset[str]:
    return frozenset(_kind(words.stem(token.text)) for token in words.tokens(name)) - {""}


def _kind(stem: str) -> str:
    """The word for records that a stem ends with; empty where it ends with none."""
    return max((kind for kind in _kinds() if stem.endswith(kind)), key=len, default="")


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(words.stem, lexicon.load("retention")["words"]["records"]))


def _usual(rules: Sequence[RetentionRule]) -> str:
    """The kind of record that most rules are about."""
    counts = Counter(head for rule in rules for head in _heads(rule.record or "") if head not in words.generic())
    return counts.most_common(1)[0][0] if counts else ""


def _special(name: str, usual: str) -> bool:
    """Whether the name is that of records of their own: another kind than the plan's files, or files of one form."""
    if usual not in _heads(name):
        return True
    forms = [form for names in lexicon.load("retention")["media"].values() for form in names]
    return any(words.fold(form) in words.fold(name) for form in forms)


def _answer(inquiry: Inquiry, own: Sequence[Found], kept: Kept, name: str) -> PlanAnswer:
    when = inquiry.on or next((time.first for time in inquiry.others), None)
    holder = kept.holder(when)
    status: Status = kept.status
    action = kept.retention.action if kept.retention else None
    stage = custody.held_on(kept.stages, when) if when else None
    if stage is not None and when is not None and stage.holder.until is not None and when < stage.holder.until:
        action = "store"
    following = kept.deciding.rule.next if kept.deciding and action in {"store", "transfer"} else None
    says, says_en = _said(kept)
    return inquiry.reply(
        own[0] if own else None,
        status,
        record=name,
        owner=_owner(inquiry, kept, holder),
        action=action if status in {"resolved", "conflict"} else None,
        recipients=(following,) if following else (),
        missing_facts=kept.missing,
        retention=kept.retention,
        legal=inquiry.legal(kept.legal),
        steps=kept.steps,
        conflict=kept.clash,
        says=says,
        says_en=says_en,
    )


def _owner(inquiry: Inquiry, kept: Kept, holder: str | None) -> Owner | None:
    """Who has the records; a private provider keeps its own."""
    provider = str(inquiry.facts.get("provider", ""))
    names = lexicon.load("events").get("providers", {})
    own = names.get(words.fold(provider))
    return inquiry.owner(own or holder)


def _said(kept: Kept) -> tuple[str, str]:
    """The steps that matter most, in one line."""
    if not kept.steps:
        return "Det som saknas måste anges först.", "What is missing must be given first."
    chosen = [step for step in kept.steps if step.fact][:2]
    if kept.clash:
        chosen = [*chosen[:2], kept.steps[-1]]
    return " ".join(step.does for step in chosen), " ".join(step.does_en for step in chosen)


def _unruled(inquiry: Inquiry, own: Sequence[Found]) -> list[PlanAnswer]:
    """Rules that set no time and preserve nothing: they say how the records are dealt with."""
    if not own:
        return []
    close = [each for each in own if each.score >= own[0].score * _CLOSE]
    fact = _fact(close[0])
    steps = tuple(inquiry.step(_fact(each), _plain(_fact(each), "sv"), _plain(_fact(each), "en")) for each in close)
    return [
        inquiry.reply(
            close[0],
            "resolved" if fact.action or fact.holder else "not-in-document",
            owner=inquiry.owner(fact.holder),
            action=fact.action,
            recipients=(fact.next,) if fact.next else (),
            legal=inquiry.legal(fact.legal),
            steps=steps,
            says=steps[0].does,
            says_en=steps[0].does_en,
        )
    ]


def _plain(rule: RetentionRule, lang: str) -> str:
    from kg.answer import wording

    said = wording.happens(
        rule.action or "store", (rule.next,) if rule.next else (), None, "sv" if lang == "sv" else "en"
    )
    at = {"sv": f" hos {rule.holder}", "en": f" with {rule.holder}"}[lang] if rule.holder else ""
    return f"{(rule.record or '')[:1].upper()}{(rule.record or '')[1:]}: {said}{at}."
