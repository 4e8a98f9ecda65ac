"""What happens to a file: how long it is kept, by whom, under which layer of rules, counted out to days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from kg.answer import counting, custody, intent, retention, social, verdict, wording
from kg.answer import keeping as keeping_steps
from kg.answer.case import truth, values
from kg.answer.counting import Language
from kg.answer.custody import Stage
from kg.answer.meant import Found
from kg.answer.replies import ruled
from kg.answer.replies.inquiry import Inquiry
from kg.answer.retention import Kept
from kg.grammar import periods
from kg.model.answer import Owner, PlanAnswer, Retention, Status
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

_CLOSE = 0.94
_NAMED = 0.4
"""Likeness below which a rule's record is not the one meant."""
_ANY_DAY = date(2001, 1, 1)
"""A day from which lengths of time are compared."""
_EVENTS = ("birth_day", "birth_date", "last_entry")
"""Facts that only a file kept under retention rules has; that it is closed may be said of any case."""
_CLOSED = "closed"


def concerns(inquiry: Inquiry) -> bool:
    """Whether the question is about the plan's own kind of file: it names it, or states what only such a file has."""
    usual = _usual(inquiry.view.plan.retention_rules)
    if not usual:
        return False
    return dated(inquiry) or (
        usual in _heads(_of_plan(inquiry)) and inquiry.wanted.any("disposes", "where", "how-long", "when")
    )


def _of_plan(inquiry: Inquiry) -> str:
    """The words of the question that are the plan's own, by themselves or by another word of the same meaning.

    "elevakt" is none where the plan keeps files of another kind.
    """
    own = frozenset().union(*(words.stems(rule.record or "") for rule in inquiry.view.plan.retention_rules))
    said = (token.text for token in words.tokens(inquiry.text))
    return " ".join(word for word in said if words.stem(word) in own or own & social.alike(word))


def dated(inquiry: Inquiry) -> bool:
    """Whether the facts given are those of a file, so that its keeping is what is asked about."""
    if any(key in inquiry.facts for key in _EVENTS):
        return True
    usual = _usual(inquiry.view.plan.retention_rules)
    return _CLOSED in inquiry.facts and bool(usual) and usual in _heads(_of_plan(inquiry))


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The keeping of the record that the question means; of the plan's own kind of file where it names none."""
    own = [each for each in found if each.topic.kind == "retention" and each.named >= _NAMED]
    usual = _usual(inquiry.view.plan.retention_rules)
    weeding = [each for each in own if _fact(each).action == "weed"]
    if weeding and intent.fates(inquiry.text) & {"weed"}:
        return ruled.reply(inquiry, weeding)
    following = lexicon.load("asking")["following"]
    if (moved := _moved(inquiry)) and {token.text for token in words.tokens(inquiry.text)} & set(following):
        return [ruled.by_rules(inquiry, None, [moved])]
    if "transfer" in intent.fates(inquiry.text) and (sent := _sent(inquiry, own)):
        return ruled.reply(inquiry, [sent])
    form = _destroyed_form(inquiry, own)
    if form is not None:
        inquiry = replace(inquiry, facts={**inquiry.facts, "medium": form})
    elif own and not (dated(inquiry) and usual in _heads(inquiry.text)) and _special(own[0].topic.name, usual):
        close = [each for each in own if each.score >= own[0].score * _CLOSE]
        return _kept(inquiry, close, [_fact(each) for each in close], own[0].topic.name)
    of_kind = [each for each in own if usual in _heads(each.topic.name)]
    if not of_kind and not concerns(inquiry):
        return ruled.reply(inquiry, own)
    rules = [rule for rule in inquiry.view.plan.retention_rules if usual in _heads(rule.record or "")]
    return _kept(inquiry, of_kind, [*rules, *_of_medium(inquiry, rules)], of_kind[0].topic.name if of_kind else usual)


def _destroyed_form(inquiry: Inquiry, own: Sequence[Found]) -> str | None:
    """The form of the records that a rule lets lie for good and the question would see destroyed, if any."""
    rule = _fact(own[0]) if own else None
    if rule is None or rule.action != "store" or rule.period or "destroy" not in intent.fates(inquiry.text):
        return None
    return next((value for c in rule.conditions if c.about == "medium" for value in values(c)), None)


def forbids(inquiry: Inquiry, found: Found) -> bool:
    """Whether a rule that bans just what is asked about is what the question means: it tells what it gives way to."""
    fact = found.topic.fact
    if not isinstance(fact, RetentionRule) or fact.modality not in {"must-not", "need-not"}:
        return False
    told = (token.text for token in words.tokens(intent.polar(inquiry.text)))
    fates = lexicon.load("retention")["actions"]
    return any(fates.get(verb) == fact.action for word in told for verb in intent.verbs_like(word))


def _moved(inquiry: Inquiry) -> RetentionRule | None:
    """The rule by which records follow on the occasion that the question tells of."""
    rules = inquiry.view.plan.retention_rules
    return next((rule for rule in rules if rule.action == "transfer" and ruled.occasion(inquiry, rule)), None)


def _sent(inquiry: Inquiry, own: Sequence[Found]) -> Found | None:
    """The rule on where to send the records that is this provider's own."""
    case = inquiry.case("")
    for each in own:
        rule = _fact(each)
        special = any(c.about == "provider" and truth(c, case) is True for c in rule.conditions)
        if rule.action == "transfer" and ((rule.next and special) or ruled.occasion(inquiry, rule)):
            return each
    return None


def _kept(inquiry: Inquiry, own: Sequence[Found], rules: Sequence[RetentionRule], name: str) -> list[PlanAnswer]:
    kept = retention.keep(
        inquiry.view, rules, inquiry.case(name), inquiry.wanted.any("when"), intent.presumes_destroying(inquiry.text)
    )
    if kept.retention is None and kept.status == "no-rule":
        return ruled.reply(inquiry, own)
    stage = _asked_of(inquiry, kept) if inquiry.wanted.any("how-long") else None
    if stage is None and kept.status == "needs-facts" and inquiry.wanted.any("where", "responsible"):
        stage = _reached(inquiry, kept)
    return [_staged(inquiry, own, kept, stage, name) if stage else _answer(inquiry, own, kept, name)]


def _asked_of(inquiry: Inquiry, kept: Kept) -> Stage | None:
    """The stage of the custody whose holder the question names ("hos chefen")."""
    said = {words.stem(token.text) for token in words.tokens(inquiry.text)}
    for stage in kept.stages[:-1] or kept.stages:
        head = words.head(stage.holder.holder)
        if any(len(stem) > 3 and head.endswith(stem) for stem in said):
            return stage
    return None


def _reached(inquiry: Inquiry, kept: Kept) -> Stage | None:
    """The stage that the question means by its own length of time ("efter ett år"), where all is counted from closing.

    Without a length, a question where the records are sent means the first handing over.
    """
    sent = "transfer" in intent.fates(inquiry.text)
    told = [match.value.duration for match in periods.lengths(inquiry.text) if match.value.relation != "within"]
    if not told:
        return kept.stages[0] if sent and len(kept.stages) > 1 else None
    elapsed = counting.after(_ANY_DAY, told[0])
    for stage in kept.stages[:-1]:
        until = counting.after(_ANY_DAY, stage.rule.period) if stage.rule and stage.rule.period else None
        if until is None:
            return None
        if elapsed < until or (elapsed == until and sent):
            return stage
    return None


def _staged(inquiry: Inquiry, own: Sequence[Found], kept: Kept, stage: Stage, name: str) -> PlanAnswer:
    """How long one holder has the records, and who gets them then: it is the same whatever becomes of them."""
    steps = tuple(keeping_steps.chain(inquiry.view, kept.stages))
    at = kept.stages.index(stage)
    later = kept.stages[at + 1].holder.holder if at + 1 < len(kept.stages) else None
    chain = tuple(each.holder for each in kept.stages)
    return inquiry.reply(
        own[0] if own else None,
        "resolved",
        record=name,
        owner=inquiry.owner(stage.holder.holder),
        action="store",
        recipients=(later,) if later else (),
        retention=Retention(action="store", period=stage.rule.period if stage.rule else None, chain=chain),
        steps=steps,
        says=steps[at].does,
        says_en=steps[at].does_en,
    )


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


@lru_cache(maxsize=4096)
def _heads(name: str) -> frozenset[str]:
    return frozenset(_kind(words.stem(token.text)) for token in words.tokens(name)) - {""}


def _kind(stem: str) -> str:
    """The word for records that a stem ends with; empty where it ends with none."""
    if stem.startswith(tuple(lexicon.load("retention")["words"]["not_records"])):
        return ""
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
    when = inquiry.at
    holder = kept.holder(when)
    status: Status = kept.status
    action = kept.retention.action if kept.retention else None
    stage = custody.held_on(kept.stages, when) if when else None
    if stage is not None and when is not None and stage.holder.until is not None and when < stage.holder.until:
        # Until they are handed over the records lie where they lie, whatever becomes of them.
        settled = status == "needs-facts" or set(kept.clash) == {"local"}
        action, status = "store", "resolved" if settled else status
    chain = tuple(each.holder for each in kept.stages)
    following = kept.deciding.rule.next if kept.deciding and action in {"store", "transfer"} else None
    action = action if status in {"resolved", "conflict"} else None
    owner = _owner(inquiry, kept, holder) if action else None
    at = owner.name if owner else holder
    return inquiry.reply(
        own[0] if own else None,
        status,
        record=name,
        owner=owner,
        action=action,
        recipients=(following,) if following else (),
        missing_facts=kept.missing,
        retention=kept.retention or (Retention(action=action, chain=chain) if action else None),
        legal=inquiry.legal(kept.legal),
        steps=kept.steps,
        conflict=kept.clash,
        says=_decided(inquiry, status, action, "sv") + _said(kept, name, action, at, "sv"),
        says_en=_decided(inquiry, status, action, "en") + _said(kept, name, action, at, "en"),
    )


def _decided(inquiry: Inquiry, status: Status, action: str | None, lang: Language) -> str:
    """Yes or no, where it is asked whether the records are destroyed, or preserved, and that is settled."""
    return verdict.told(verdict.of_fate(inquiry.text, action), lang) if status == "resolved" else ""


def _owner(inquiry: Inquiry, kept: Kept, holder: str | None) -> Owner | None:
    """Who has the records; a private provider keeps its own."""
    provider = str(inquiry.facts.get("provider", ""))
    names = lexicon.load("events").get("providers", {})
    own = names.get(words.fold(provider))
    return inquiry.owner(own or holder)


def _said(kept: Kept, name: str, action: str | None, holder: str | None, lang: Language) -> str:
    """What becomes of the records, by when, and who has them; where two layers differ, how."""
    last = (kept.steps[-1].does if lang == "sv" else kept.steps[-1].does_en) if kept.clash else ""
    if action is None:
        return last or {"sv": "Det som saknas måste anges först.", "en": "What is missing must be given first."}[lang]
    parts = [wording.happens(action, (), None, lang)]
    if kept.retention and kept.retention.earliest and action == "destroy":
        parts.append({"sv": "tidigast ", "en": "from "}[lang] + kept.retention.earliest.isoformat())
    if kept.retention and kept.retention.finish_by and action == "destroy":
        parts.append({"sv": "klart senast ", "en": "done by "}[lang] + kept.retention.finish_by.isoformat())
    if holder:
        parts.append({"sv": "finns hos ", "en": "held by "}[lang] + holder)
    said = f"{name[:1].upper()}{name[1:]}: {', '.join(parts)}."
    return f"{said} {last}".strip()
