"""What happens to a file: how long it is kept, by whom, under which layer of rules, counted out to days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.answer import custody, retention
from kg.answer.replies.inquiry import Inquiry
from kg.answer.retention import Kept
from kg.answer.topics import Found
from kg.model.answer import Owner, PlanAnswer, Status
from kg.model.retention import RetentionRule
from kg.text import lexicon, words

_CLOSE = 0.94
_EVENTS = ("birth_day", "birth_date", "closed", "last_entry")
"""Facts that only a file kept under retention rules has."""


def concerns(inquiry: Inquiry) -> bool:
    """Whether the facts given are those of a file, so that its keeping is what is asked about."""
    return any(key in inquiry.facts for key in _EVENTS) and bool(inquiry.view.plan.retention_rules)


def reply(inquiry: Inquiry, found: Sequence[Found]) -> list[PlanAnswer]:
    """The keeping of the record that the question means; of the plan's own kind of file where it names none."""
    own = [each for each in found if each.topic.kind == "retention"]
    rules = _rules(inquiry, own)
    if not rules:
        return []
    name = own[0].topic.name if own else words.head(rules[0].record or "")
    wants_day = inquiry.wanted.any("when")
    kept = retention.keep(inquiry.view, rules, inquiry.case(name), wants_day)
    if kept.retention is None and kept.status == "no-rule":
        return _unruled(inquiry, own)
    return [_answer(inquiry, own, rules, kept, name)]


def _rules(inquiry: Inquiry, own: Sequence[Found]) -> list[RetentionRule]:
    """The rules of the records meant, and, for a file whose facts are known, all rules of that kind of file."""
    every = inquiry.view.plan.retention_rules
    head = _head(own[0].topic.name) if own else _usual(every)
    close = [_fact(each) for each in own if each.score >= own[0].score * _CLOSE]
    if own and not concerns(inquiry) and _special(own[0].topic.name, head):
        return close
    return [rule for rule in every if head and head in _heads(rule.record or "")]


def _fact(found: Found) -> RetentionRule:
    assert isinstance(found.topic.fact, RetentionRule)
    return found.topic.fact


def _head(name: str) -> str:
    """The last part of the word that the name turns on: "akt" of "avslutade pappersakter"."""
    head = words.head(name)
    return words.analysis(head)[1][-1] if head else ""


def _heads(name: str) -> frozenset[str]:
    return frozenset(words.analysis(token.text)[1][-1] for token in words.tokens(name))


def _usual(rules: Sequence[RetentionRule]) -> str:
    """The kind of record that most rules are about."""
    counts = Counter(head for rule in rules for head in _heads(rule.record or "") if head not in words.generic())
    return counts.most_common(1)[0][0] if counts else ""


def _special(name: str, head: str) -> bool:
    """Whether the name says more than the kind of file: a form, or a matter of its own."""
    forms = {words.stem(form) for names in lexicon.load("status").get("medium", {}).values() for form in names}
    parts = set(words.analysis(words.head(name))[1][:-1])
    return head in words.generic() or bool(parts & forms) or not parts


def _answer(inquiry: Inquiry, own: Sequence[Found], rules: Sequence[RetentionRule], kept: Kept, name: str) -> PlanAnswer:
    when = inquiry.on or next((time.first for time in inquiry.others), None)
    holder = _holder(inquiry, kept, when)
    status: Status = kept.status
    action = kept.retention.action if kept.retention else None
    stage = custody.held_on(kept.stages, when) if when else None
    if stage is not None and stage.rule is not None and action in {"destroy", "preserve"}:
        over = stage is kept.stages[-1]
        action = action if over and not inquiry.wanted.any("where") else ("store" if inquiry.wanted.any("where") else action)
    following = kept.deciding.rule.next if kept.deciding and action in {"store", "transfer"} else None
    says, says_en = _said(kept)
    found = own[0] if own else None
    more = dict(
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
    if found is not None:
        return inquiry.reply(found, status, **more)
    from kg.answer.replies.inquiry import no_match

    return PlanAnswer(plan=inquiry.view.slug, record=name, match=no_match(), status=status, **more)  # type: ignore[arg-type]


def _holder(inquiry: Inquiry, kept: Kept, when: object) -> str | None:
    from datetime import date

    return kept.holder(when if isinstance(when, date) else None)


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

    said = wording.happens(rule.action or "store", (rule.next,) if rule.next else (), None, "sv" if lang == "sv" else "en")
    at = {"sv": f" hos {rule.holder}", "en": f" with {rule.holder}"}[lang] if rule.holder else ""
    return f"{(rule.record or '')[:1].upper()}{(rule.record or '')[1:]}: {said}{at}."
